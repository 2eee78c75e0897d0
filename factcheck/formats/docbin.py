"""spaCy's DocBin: docs as one packed value, taken apart without making docs of it.

zlib of MessagePack: a table of tokens with a column for each attribute, numbers that stand for
strings, and bytes for groups of spans and for what programs put beside a doc. spaCy trusts what it
reads; here sizes are bounded, every number is checked, and what lies beside is only looked at.
Offsets are code points of a doc's text, half-open. How one is packed is in `docbin_out`.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add
from pathlib import Path
from typing import Any, NamedTuple, cast

from factcheck.errors import BadInput
from factcheck.formats.building import Origin
from factcheck.formats.extras import needed
from factcheck.formats.msgpack import Key, Packed, TooMuch, unpacked
from factcheck.formats.parts import LARGEST_WHOLE, opened
from factcheck.formats.zipped import MOST_TIMES, SMALL

EXTRA = "spacy"
ENDING = ".spacy"
#: id, knowledge base and label as numbers of strings, first token, the one after the last, and
#: the same in characters.
SPAN = struct.Struct(">QQQllll")
#: What a token is to an entity.
MISSING, INSIDE, OUTSIDE, BEGINS = 0, 1, 2, 3
_MOST_VALUES = 20_000_000
_PIECE = 1 << 20
# What stands after a token, by the byte that says whether a blank does.
_BLANKS = ("", *[" "] * 255)
# What programs say of tokens, and a format of statements has no room for.
_TAGGED = ("TAG", "POS", "DEP", "LEMMA", "MORPH", "HEAD")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a doc; `group` is the group of spans that it is in, empty for entities."""

    label: str
    start: int
    end: int
    id: str = ""
    kb_id: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Doc:
    """A doc as it was packed, with what programs put beside it, None where that is no data.

    Its tokens may have more than words: parts of speech and the like.
    """

    at: Origin
    text: str
    marks: tuple[Mark, ...]
    cats: Mapping[Key, Packed]
    beside: Mapping[Key, Packed] | None
    knows_blanks: bool
    has_more: bool


def read(path: Path) -> Iterator[Doc]:
    """Give the docs of a file; raise BadInput that says which one is at fault."""
    source = _Source(_inflated(path), path.name)
    return (source.doc(number) for number in range(source.count))


def _inflated(path: Path) -> bytes:
    """Give what is packed in a file, no more than a file of its size may hold."""
    room = min(LARGEST_WHOLE, max(SMALL, MOST_TIMES * path.stat().st_size))
    pieces: list[bytes] = []
    engine = zlib.decompressobj()
    try:
        with opened(path) as stream:
            while not engine.eof and (packed := engine.unconsumed_tail or stream.read(_PIECE)):
                pieces.append(engine.decompress(packed, _PIECE))
                room -= len(pieces[-1])
                if room < 0:
                    raise BadInput("dataset.too_large", name=path.name)
    except zlib.error as error:
        raise BadInput("dataset.not_docbin", name=path.name) from error
    if not engine.eof:
        raise BadInput("dataset.not_docbin", name=path.name)
    return b"".join(pieces)


class _Source:
    """An unpacked file, whose parts are seen to fit each other first of all."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._ids: Mapping[str, int] = needed("spacy.attrs", extra=EXTRA).IDS
        self._found = self._message(data)
        self._strings = self._known_strings()
        self._numpy = numpy = cast(Any, needed("numpy", extra=EXTRA))
        attributes = [one for one in self._list("attrs") if type(one) is int]
        self._columns = {one: number for number, one in enumerate(attributes)}
        tagged = (self._columns.get(self._ids[name]) for name in _TAGGED)
        self._tagged = [column for column in tagged if column is not None]
        lengths = numpy.frombuffer(self._bytes("lengths", 4), dtype="<i4").tolist()
        flat = numpy.frombuffer(self._bytes("tokens", 8), dtype="<u8")
        self._spaces = self._bytes("spaces", 1)
        total = sum(lengths)
        fits = (len(self._spaces), len(flat)) == (total, total * len(attributes))
        if not fits or min(lengths, default=0) < 0 or self._ids["ORTH"] not in attributes:
            raise self._no_docbin()
        self._tokens = flat.reshape((total, len(attributes)))
        self._starts = [0]
        for length in lengths:
            self._starts.append(self._starts[-1] + length)
        self.count = len(lengths)

    def doc(self, number: int) -> Doc:
        at = Origin(self._name, number + 1)
        begin, end = self._starts[number], self._starts[number + 1]
        flags, cats = self._of("flags", number), self._of("cats", number)
        knows_blanks = not (isinstance(flags, dict) and flags.get("has_unknown_spaces"))
        words = self._words(begin, end, at)
        spaces = self._spaces[begin:end] if knows_blanks else b"\x01" * len(words)
        pieces = [*map(add, words, map(_BLANKS.__getitem__, spaces))]
        starts = [0, *accumulate(map(len, pieces))]
        places = _Places(starts, words)
        marks = [*self._grouped(self._of("span_groups", number), places, at)]
        marks += self._flat(begin, end, places, at)
        return Doc(
            *(at, "".join(pieces), tuple(marks)),
            cats=cats if isinstance(cats, dict) else {},
            beside=_beside(self._of("user_data", number)),
            knows_blanks=knows_blanks,
            has_more=any(self._tokens[begin:end, column].any() for column in self._tagged),
        )

    def _words(self, begin: int, end: int, at: Origin) -> list[str]:
        numbers = self._column("ORTH", begin, end).tolist()
        try:
            return [*map(self._strings.__getitem__, numbers)]
        except KeyError as error:
            raise at.bad("no_string", number=error.args[0]) from error

    def _grouped(self, packed: Packed, places: "_Places", at: Origin) -> Iterator[Mark]:
        """Give the spans of the groups, as any version packs them: by key or with a name."""
        if packed is None or (isinstance(packed, memoryview) and not packed):
            return
        found = self._inner(packed, at)
        groups: list[tuple[Key | Packed, Packed]] = []
        if isinstance(found, list):
            groups += ((one, None) for one in found)
        elif isinstance(found, dict):
            keyed = ((one, keys) for one, keys in found.items() if isinstance(keys, list))
            groups += ((one, key) for one, keys in keyed for key in keys)
        for inner, key in groups:
            group = self._inner(inner, at)
            spans = group.get("spans") if isinstance(group, dict) else None
            if not isinstance(group, dict) or not isinstance(spans, list):
                raise at.bad("no_group")
            name = key if isinstance(key, str) else group.get("name")
            for span in spans:
                yield self._span(span, str(name or ""), places, at)

    def _span(self, packed: Packed, group: str, places: "_Places", at: Origin) -> Mark:
        if not isinstance(packed, memoryview) or len(packed) != SPAN.size:
            raise at.bad("no_group")
        own, base, label, first, after, start, end = SPAN.unpack(packed)
        if not 0 <= first < after <= len(places.words):
            raise at.bad("span_outside", start=first, end=after, length=len(places.words))
        if places.of(first, after) != (start, end):
            raise at.bad("span_tokens", start=start, end=end)
        return Mark(
            *(self._string(label, at), start, end),
            *(self._maybe(own), self._maybe(base), group),
        )

    def _flat(self, begin: int, end: int, places: "_Places", at: Origin) -> Iterator[Mark]:
        """Give the entities: tokens in a row with one label, the first of which may begin it."""
        # Most tokens are in none: only the others are looked at.
        there = self._column("ENT_TYPE", begin, end).nonzero()[0]
        if not there.size:
            return
        names = ("ENT_IOB", "ENT_TYPE", "ENT_ID", "ENT_KB_ID")
        columns = (self._column(name, begin, end)[there].tolist() for name in names)
        rows = zip(there.tolist(), *columns, strict=True)
        first, last = _NO_TOKEN, -1
        for n, what, label, own, base in (*rows, (end - begin, OUTSIDE, 0, 0, 0)):
            token = _Token(n, label, own, base)
            if first.label and (what != INSIDE or label != first.label or n != last + 1):
                yield Mark(
                    *(self._string(first.label, at), *places.of(first.n, last + 1)),
                    *(self._maybe(first.own), self._maybe(first.base)),
                )
                first = _NO_TOKEN
            if not first.label and what in (BEGINS, INSIDE):
                first = token
            last = n

    def _column(self, name: str, begin: int, end: int) -> Any:
        """Give an attribute of the tokens of a doc, nothing but 0 where the file has it not."""
        column = self._columns.get(self._ids[name])
        if column is None:
            return self._numpy.zeros(end - begin, dtype="<u8")
        return self._tokens[begin:end, column]

    def _string(self, number: int, at: Origin) -> str:
        found = self._strings.get(number)
        if found is None:
            raise at.bad("no_string", number=number)
        return found

    def _maybe(self, number: int) -> str:
        """Give a string that need not be in the file, else its number."""
        return self._strings.get(number, str(number))

    def _known_strings(self) -> dict[int, str]:
        number_of: Callable[[str], int] = needed("spacy.strings", extra=EXTRA).get_string_id
        strings = [one for one in self._list("strings") if isinstance(one, str)]
        return {0: "", **{number_of(one): one for one in strings}}

    def _of(self, key: str, number: int) -> Packed:
        held = self._found.get(key)
        return held[number] if isinstance(held, list) and number < len(held) else None

    def _list(self, key: str) -> list[Packed]:
        held = self._found.get(key)
        if not isinstance(held, list):
            raise self._no_docbin()
        return held

    def _bytes(self, key: str, size: int) -> memoryview:
        held = self._found.get(key)
        if not isinstance(held, memoryview) or len(held) % size:
            raise self._no_docbin()
        return held

    def _message(self, data: bytes) -> Mapping[Key, Packed]:
        try:
            found = unpacked(data, most=_MOST_VALUES)
        except TooMuch as error:
            raise BadInput("dataset.too_large", name=self._name) from error
        except ValueError as error:
            raise self._no_docbin() from error
        if not isinstance(found, dict):
            raise self._no_docbin()
        return found

    def _no_docbin(self) -> BadInput:
        return BadInput("dataset.not_docbin", name=self._name)

    @staticmethod
    def _inner(packed: object, at: Origin) -> Packed:
        if not isinstance(packed, memoryview | bytes):
            raise at.bad("no_group")
        try:
            return unpacked(packed, most=_MOST_VALUES)
        except (TooMuch, ValueError) as error:
            raise at.bad("no_group") from error


class _Token(NamedTuple):
    """A token of an entity: which one, and the numbers of its strings."""

    n: int
    label: int
    own: int
    base: int


_NO_TOKEN = _Token(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the tokens of a doc begin, and their words."""

    starts: Sequence[int]
    words: Sequence[str]

    def of(self, first: int, after: int) -> tuple[int, int]:
        """Give the place of some tokens, without the blank after the last."""
        last = after - 1
        return self.starts[first], self.starts[last] + len(self.words[last])


def _beside(packed: Packed) -> Mapping[Key, Packed] | None:
    if packed is None:
        return {}
    try:
        found = unpacked(packed, most=_MOST_VALUES) if isinstance(packed, memoryview) else None
    except (TooMuch, ValueError):
        return None
    return found if isinstance(found, dict) else None
