"""Packs texts with their spans as spaCy's DocBin does, without making its docs, which takes long.

The file is one that spaCy reads, and `docbin` too. Tokens are such that each span begins and ends
with one. It knows no statement.
"""

import re
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from factcheck.formats.docbin import BEGINS, EXTRA, INSIDE, MISSING, OUTSIDE, SPAN, Mark
from factcheck.formats.extras import needed
from factcheck.formats.msgpack import Value, packed

_VERSION = "0.1"
_ATTRIBUTES = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_ID")
# A word or a mark with the blank that belongs to it, or white space.
_TOKEN = re.compile(r"\w+ ?|\s+|[^\w\s] ?")
# More takes twice as long and makes nothing smaller: numbers of strings look like chance.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens, each with its blank; `first` and `after` are numbers of them by edge."""

    pieces: Sequence[str]
    first: Mapping[int, int]
    after: Mapping[int, int]


def tokens(text: str, spans: Sequence[tuple[int, int]]) -> Tokens:
    """Divide a text so that each span begins and ends with a token; they give it back whole."""
    starts = {start for start, _ in spans}
    # The blank with which a span ends is a token of its own, and so is one with which one begins.
    alone = {end - 1 for _, end in spans if text[end - 1] == " "}
    # Another one after a span belongs to its last token, so that the text is divided behind it.
    edges = {
        end: end + (text[end : end + 1] == " " and end not in starts | alone) for _, end in spans
    }
    pieces: list[str] = []
    at: dict[int, int] = {}
    for start, end in pairwise(sorted({0, *starts, *alone, *edges.values(), len(text)})):
        at[start] = len(pieces)
        pieces += _TOKEN.findall(text, start, end)
    at[len(text)] = len(pieces)
    return Tokens(pieces, at, {end: at[edge] for end, edge in edges.items()})


def word_and_blank(piece: str) -> tuple[str, bool]:
    """Give a token's word, and whether a blank belongs to it: alone that is a word."""
    return (piece[:-1], True) if len(piece) > 1 and piece[-1] == " " else (piece, False)


class Packing:
    """Docs on their way into one file; `size` is how many tokens there are."""

    def __init__(self) -> None:
        """Begin a file; raise BadInput without spaCy."""
        self._numpy: Any = needed("numpy", extra=EXTRA)
        self._ids: Mapping[str, int] = needed("spacy.attrs", extra=EXTRA).IDS
        number_of: Callable[[str], int] = needed("spacy.strings", extra=EXTRA).get_string_id
        self._numbers = _Made(number_of)
        # Tokens come again and again: each is looked at once.
        self._words = _Made(lambda piece: self._numbers[word_and_blank(piece)[0]])
        self._blanks = _Made(lambda piece: word_and_blank(piece)[1])
        self._tokens: list[Any] = []
        self._spaces: list[bytes] = []
        self._groups: list[bytes] = []
        self._beside: list[bytes] = []
        self.size = 0

    def add(
        self,
        found: Tokens,
        marks: Sequence[Mark],
        beside: Mapping[str, Value],
        *,
        judged: bool,
    ) -> None:
        """Add a text with its spans, those without a group as entities, which must not overlap.

        What no entity is in is outside of all if it was `judged`, else nobody knows.
        """
        table = self._numpy.zeros((len(found.pieces), len(_ATTRIBUTES)), dtype="<u8")
        table[:, 0] = array("Q", map(self._words.__getitem__, found.pieces))
        table[:, 1] = OUTSIDE if judged else MISSING
        grouped: dict[str, list[Mark]] = {}
        for mark in marks:
            if mark.group:
                grouped.setdefault(mark.group, []).append(mark)
                continue
            first, after = found.first[mark.start], found.after[mark.end]
            table[first:after, 1:] = INSIDE, self._numbers[mark.label], self._numbers[mark.id]
            table[first, 1] = BEGINS
        groups: dict[bytes, Value] = {
            self._group(name, some, found): [name] for name, some in grouped.items()
        }
        self._tokens.append(table)
        self._spaces.append(bytes(map(self._blanks.__getitem__, found.pieces)))
        self._groups.append(packed(groups) if groups else packed([]))
        self._beside.append(packed(beside))
        self.size += len(found.pieces)

    def write(self, path: Path) -> None:
        """Write all that was added to a path where nothing is."""
        nothing = self._numpy.zeros((0, len(_ATTRIBUTES)), dtype="<u8")
        lengths = [len(one) for one in self._tokens]
        message: dict[str, Value] = {
            "version": _VERSION,
            "attrs": [self._ids[name] for name in _ATTRIBUTES],
            "tokens": self._numpy.vstack([nothing, *self._tokens]).tobytes(),
            "spaces": b"".join(self._spaces),
            "lengths": self._numpy.asarray(lengths, dtype="<i4").tobytes(),
            "strings": sorted(self._numbers),
            "cats": [{} for _ in lengths],
            "flags": [{"has_unknown_spaces": False} for _ in lengths],
            "span_groups": self._groups,
            "user_data": self._beside,
        }
        with path.open("xb") as stream:
            stream.write(zlib.compress(packed(message), _LEVEL))

    def _group(self, name: str, marks: Iterable[Mark], found: Tokens) -> bytes:
        spans = [
            SPAN.pack(
                *(self._numbers[one] for one in (mark.id, mark.kb_id, mark.label)),
                *(found.first[mark.start], found.after[mark.end], mark.start, mark.end),
            )
            for mark in marks
        ]
        group: bytes = packed({"name": name, "attrs": {}, "spans": spans})
        return group


class _Made(dict[str, int]):
    """What is made of strings, each once."""

    def __init__(self, make: Callable[[str], int]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, words: str) -> int:
        made = self[words] = self._make(words)
        return made
