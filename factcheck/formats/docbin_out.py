"""Packs texts with their spans as spaCy's DocBin does, without making its docs, which takes long.

The file is one that spaCy reads, and `docbin` too. Tokens are such that each span begins and ends
with one. It knows no statement.
"""

import re
import zlib
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


@dataclass(frozen=True, slots=True)
class _Marked:
    """Which tokens of a file an entity is made of, and the numbers of its label and id."""

    first: int
    after: int
    label: int
    id: int


class Packing:
    """Docs on their way into one file; `size` is how many tokens there are."""

    def __init__(self) -> None:
        """Begin a file; raise BadInput without spaCy."""
        self._numpy: Any = needed("numpy", extra=EXTRA)
        self._ids: Mapping[str, int] = needed("spacy.attrs", extra=EXTRA).IDS
        self._numbers = _Made(needed("spacy.strings", extra=EXTRA).get_string_id)
        # Tokens come again and again: each is looked at once, and stands here by its place.
        self._kinds: list[tuple[int, bool]] = []
        self._places = _Made(self._new_kind)
        self._tokens: list[Any] = []
        self._judged: list[bool] = []
        self._entities: list[_Marked] = []
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
        grouped: dict[str, list[Mark]] = {}
        for mark in marks:
            if mark.group:
                grouped.setdefault(mark.group, []).append(mark)
            else:
                numbers = self._numbers[mark.label], self._numbers[mark.id]
                first, after = found.first[mark.start], found.after[mark.end]
                self._entities.append(_Marked(self.size + first, self.size + after, *numbers))
        groups: dict[bytes, Value] = {
            self._group(name, some, found): [name] for name, some in grouped.items()
        }
        places = map(self._places.__getitem__, found.pieces)
        n = len(found.pieces)
        self._tokens.append(self._numpy.fromiter(places, dtype="<i4", count=n))
        self._judged.append(judged)
        self._groups.append(packed(groups) if groups else packed([]))
        self._beside.append(packed(beside))
        self.size += n

    def write(self, path: Path) -> None:
        """Write all that was added to a path where nothing is."""
        spaces, table = self._table()
        lengths = [len(one) for one in self._tokens]
        message: dict[str, Value] = {
            "version": _VERSION,
            "attrs": [self._ids[name] for name in _ATTRIBUTES],
            "tokens": table,
            "spaces": spaces,
            "lengths": self._numpy.asarray(lengths, dtype="<i4").tobytes(),
            "strings": sorted(self._numbers),
            "cats": [{} for _ in lengths],
            "flags": [{"has_unknown_spaces": False} for _ in lengths],
            "span_groups": self._groups,
            "user_data": self._beside,
        }
        with path.open("xb") as stream:
            stream.write(zlib.compress(packed(message), _LEVEL))

    def _table(self) -> tuple[bytes, bytes]:
        """Give the blanks after all tokens, and the table of their attributes."""
        numpy = self._numpy
        places = numpy.concatenate([numpy.zeros(0, dtype="<i4"), *self._tokens])
        words = numpy.array([number for number, _ in self._kinds], dtype="<u8")
        blanks = numpy.array([blank for _, blank in self._kinds], dtype=bool)
        table = numpy.zeros((self.size, len(_ATTRIBUTES)), dtype="<u8")
        table[:, 0] = words[places]
        lengths = [len(one) for one in self._tokens]
        outside = [OUTSIDE if judged else MISSING for judged in self._judged]
        table[:, 1] = numpy.repeat(numpy.array(outside, dtype="<u8"), lengths)
        for one in self._entities:
            table[one.first : one.after, 1:] = INSIDE, one.label, one.id
            table[one.first, 1] = BEGINS
        return blanks[places].tobytes(), table.tobytes()

    def _new_kind(self, piece: str) -> int:
        word, blank = word_and_blank(piece)
        self._kinds.append((self._numbers[word], blank))
        return len(self._kinds) - 1

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
