"""Where selectors of W3C's model point to in a text, by positions, a fragment or a quote.

Positions are code points by the model; programs that run in browsers count UTF-16. A quote beside
them tells, else what is given. It knows selectors, not which text they are about.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from factcheck.errors import BadInput
from factcheck.formats.building import Origin
from factcheck.formats.foreign import Units
from factcheck.formats.given import Offsets
from factcheck.formats.rows import Json, Row
from factcheck.formats.web_annotation_model import types
from factcheck.spans import Quote, anchor

# RFC 5147: characters of a plain text.
_CHARACTERS = re.compile(r"char=(\d{1,10}),(\d{1,10})")


class Place(NamedTuple):
    """A place in code points; not `sure` where nothing tells in what units it was counted."""

    start: int
    end: int
    sure: bool = True


def place(
    selectors: list[Json], words: str, at: Origin, offsets: Offsets | None = None
) -> Place | None:
    """Give the place that selectors of one and the same words tell, None where they do not.

    Raises BadInput where positions and the quote beside them differ.
    """
    held = _by_type(selectors)
    told = words_told(selectors)
    numbers = _numbers(held, at)
    if numbers is None:
        return None if told is None else _quoted(told, words)
    units = Units(words, [(*numbers, told.exact if told else None)], offsets)
    start, end = units.place(*numbers, at)
    if told is not None and 0 <= start < end <= len(words):
        if words[start:end].split() != told.exact.split():
            raise at.bad("span_text", start=start, end=end)
    return Place(start, end, bool(told or offsets) or not units.astral)


def place_elsewhere(
    selectors: list[Json], words: str, at: Origin, offsets: Offsets | None = None
) -> Place | None:
    """Give the place in a text that need not be the very one that was annotated.

    There positions may be others: where they do not fit, the quote is looked for.
    """
    told = words_told(selectors)
    try:
        found = place(selectors, words, at, offsets)
    except BadInput:
        found = None
    if found is not None and 0 <= found.start < found.end <= len(words):
        return found
    return None if told is None else _quoted(told, words)


def words_told(selectors: list[Json]) -> Quote | None:
    """Give the words that selectors quote, with those around them; None where there are none."""
    quoted = _by_type(selectors).get("TextQuoteSelector", {})
    exact = quoted.get("exact")
    if not isinstance(exact, str):
        return None
    return Quote(exact, *(str(quoted.get(key) or "") for key in ("prefix", "suffix")))


def _by_type(selectors: list[Json]) -> dict[str, Row]:
    """Give selectors by type, but those of which only a part is meant."""
    whole = (one for one in selectors if isinstance(one, dict) and "refinedBy" not in one)
    return {kind: one for one in whole for kind in types(one)}


def _quoted(told: Quote, words: str) -> Place | None:
    there = anchor(words, told)
    found = there is not None and there.sureness in ("same", "moved")
    return Place(there.start, there.end) if there and found else None


def _numbers(held: Mapping[str, Row], at: Origin) -> tuple[int, int] | None:
    """Give the positions that a selector has in characters."""
    if "TextPositionSelector" in held:
        row = at.fields(held["TextPositionSelector"])
        return row.number("start"), row.number("end")
    fragment = held.get("FragmentSelector")
    match = _CHARACTERS.fullmatch(str(fragment.get("value"))) if fragment else None
    return (int(match[1]), int(match[2])) if match else None
