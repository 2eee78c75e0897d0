"""What formats of other programs share: articles out of bare texts, and offsets in their units."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from factcheck.formats.building import Origin
from factcheck.formats.fields import Fields
from factcheck.formats.given import Offsets
from factcheck.formats.rows import Json
from factcheck.prose import layout
from factcheck.prose.utf16 import Utf16Map
from factcheck.records import NewArticle
from factcheck.verbs.checks import LONGEST_LINE

#: A place in a text as another program has it, with the words there where it repeats them.
Place = tuple[int, int, str | None]


def article(
    text: str,
    source_name: str,
    *,
    reader: str,
    title: str = "",
    attributes: Mapping[str, str] | None = None,
) -> NewArticle:
    """Give an article of which little more than the text is known."""
    title = " ".join(title.split())[:LONGEST_LINE]
    return NewArticle(
        text=text,
        source_name=source_name,
        title=title or layout.guess(text).title or source_name,
        reader=reader,
        guessed=frozenset() if title else frozenset({"title"}),
        attributes=attributes or {},
    )


def attributes(values: Mapping[str, Json], *, but: Sequence[str] = ()) -> dict[str, str]:
    """Give another program's values as words, but those that say nothing."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if name not in but and value not in (None, "", [], {})
    }


def many(row: Fields, key: str, at: Origin) -> list[Fields]:
    """Give the rows inside a row, as many as a long article may have; empty for null."""
    found = row.values.get(key)
    if found is None:
        return []
    if not isinstance(found, list):
        raise row.bad("not_list", key=key)
    return [at.fields(one) for one in found]


@lru_cache(maxsize=1)
def _map_of(text: str) -> Utf16Map:
    """Give the map of a text, made once for all annotations of it that come in a row."""
    return Utf16Map(text)


class Units:
    """How another program counts in one text: code points, or UTF-16 where only that fits."""

    def __init__(self, text: str, places: Sequence[Place], given: Offsets | None = None) -> None:
        """Tell by the words that the data repeats, else as given; code points if nothing is."""
        self._text = text
        self._map = _map_of(text)
        told = [(start, end, words) for start, end, words in places if words is not None]
        self.astral = self._map.units != len(text)
        self.told = bool(told)
        self._utf16 = self.astral and self._tell(told, first=given == "utf-16")

    def _tell(self, told: Sequence[tuple[int, int, str]], *, first: bool) -> bool:
        """Say by what the words are found, exactly, or else up to white space: UTF-16 or not.

        Where both find them, or none does, it is as is to be tried first.
        """
        for alike in (str, str.split):
            for utf16 in (first, not first):
                if all(alike(self._at(*p, utf16=utf16)) == alike(w) for *p, w in told):
                    return utf16
        return first

    def place(self, start: int, end: int, at: Origin) -> tuple[int, int]:
        """Give a place in code points; raise BadInput where it is none in the text."""
        if not self._utf16:
            return start, end
        for position in (start, end):
            if not 0 <= position <= self._map.units:
                length = self._map.units
                raise at.bad("span_outside", start=start, end=end, length=length)
            if self._map.snap(position) != position:
                raise at.bad("inside_character", position=position)
        return self._map.from_utf16(start), self._map.from_utf16(end)

    def _at(self, start: int, end: int, *, utf16: bool) -> str:
        if not utf16:
            return self._text[max(start, 0) : max(end, 0)]
        places = [self._map.snap(one) for one in (start, end)]
        if places != [start, end]:
            return ""
        return self._text[slice(*map(self._map.from_utf16, places))]
