"""A WebAnno TSV taken apart: its layers and columns, its text put together again, its rows.

The text is what the sentences say, each at the offset of its first token; a gap before that is
blanks, as INCEpTION has it. Offsets are converted to code points here. It makes nothing of cells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from factcheck.errors import BadInput
from factcheck.formats.building import Origin
from factcheck.formats.decoding import decoded
from factcheck.formats.webanno_cells import text_unescaped
from factcheck.prose.utf16 import Utf16Map

FORMAT = "#FORMAT=WebAnno TSV "
SPAN, CHAIN, LINK = "#T_SP=", "#T_CH=", "#T_RL="
TEXT = "#Text="
SENTENCE = "#Sentence.id="
# WebAnno 3 began with a version that names no second number.
_VERSION = re.compile(r"3(?:\.(\d{1,3}))?")
_ROLE = re.compile(r"ROLE_(?:[^:]*:)?(.+?)_([^_]*\..*|.*)")
_BASE = "BT_"
_UNIT = re.compile(r"\d{1,9}-\d{1,9}(?:\.\d{1,9})?")
_OFFSETS = re.compile(r"(\d{1,9})-(\d{1,9})")
_HEAD = 3  # columns before the first cell
_LONGEST_GAP = 1_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds (feature, role, target, base, link, kind, nothing), its name."""

    holds: str
    name: str = ""


@dataclass(slots=True)
class Layer:
    """A layer of annotations: a type with columns, of spans, chains or links."""

    kind: str
    type: str
    columns: list[Column] = field(default_factory=list)
    first: int = 0

    @property
    def name(self) -> str:
        """The type's short name."""
        return self.type.rpartition(".")[2] or self.type


@dataclass(frozen=True, slots=True)
class Unit:
    """A token or a part of one, in code points, with its cells by column."""

    id: str
    start: int
    end: int
    cells: tuple[str, ...]
    at: Origin


@dataclass(slots=True)
class Sheet:
    """A whole file: its text, layers and units."""

    text: str
    layers: list[Layer]
    units: list[Unit]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    fields: tuple[str, ...]
    start: int
    end: int


def shows(head: bytes) -> bool:
    """Say whether the first bytes of a file are those of a WebAnno TSV."""
    return head.removeprefix(b"\xef\xbb\xbf").startswith(FORMAT.encode())


def sheet(data: bytes, name: str) -> Sheet:
    """Take a file apart; raise BadInput naming the line at fault."""
    lines = _lines(data, name)
    at = Origin(name)
    first = next(lines, (1, ""))[1].removeprefix("\ufeff")
    version = _VERSION.fullmatch(first.removeprefix(FORMAT).strip())
    if not first.startswith(FORMAT) or version is None:
        raise at.bad("not_webanno")
    reading = _Reading(name, minor=int(version[1] or 0))
    for number, line in lines:
        reading.take(number, line)
    return reading.sheet()


class _Reading:
    """A file while its lines come in."""

    def __init__(self, name: str, *, minor: int) -> None:
        self._name = name
        self._minor = minor
        self._layers: list[Layer] = []
        self._pieces: list[str] = []
        self._units_so_far = 0
        self._ends_with_break = False
        self._said: list[str] = []
        self._rows: list[_Row] = []
        self._in_sentence = False

    def take(self, number: int, line: str) -> None:
        """Take in a line."""
        at = Origin(self._name, number)
        if line.startswith(TEXT):
            self._in_sentence = False
            said = line.removeprefix(TEXT)
            self._said.append(text_unescaped(said, minor=self._minor) + "\n")
        elif line[:6] in (SPAN, CHAIN, LINK) and not self._rows and not self._said:
            self._layers.append(_layer(line, at))
        elif line.startswith("#") and not self._in_sentence:
            if not line.startswith(SENTENCE) and "=" not in line:
                raise at.bad("no_row")
        elif line.strip():
            self._row(number, line, at)
        else:
            self._in_sentence = False

    def _row(self, number: int, line: str, at: Origin) -> None:
        fields = tuple(line.split("\t"))
        columns = sum(len(layer.columns) for layer in self._layers)
        offsets = _OFFSETS.fullmatch(fields[1]) if len(fields) >= _HEAD + columns else None
        if offsets is None or not _UNIT.fullmatch(fields[0]):
            raise at.bad("no_row")
        start, end = int(offsets[1]), int(offsets[2])
        if self._said:
            self._begin_sentence(start, at)
        elif not self._rows:
            raise at.bad("no_sentence")
        self._in_sentence = True
        self._rows.append(_Row(number, fields, start, end))

    def _begin_sentence(self, start: int, at: Origin) -> None:
        """Put a sentence where its first token begins."""
        gap = start - self._units_so_far
        if gap == -1 and self._ends_with_break:
            # No space before it: the line break that ended the last one is none of the text.
            self._pieces[-1] = self._pieces[-1][:-1]
        elif not 0 <= gap <= _LONGEST_GAP:
            raise at.bad("no_place", start=start)
        elif gap:
            self._pieces.append(" " * gap)
        said = "".join(self._said)
        self._pieces.append(said)
        self._units_so_far = start + len(said) + sum(c > "\uffff" for c in said)
        self._ends_with_break = True
        self._said = []

    def sheet(self) -> Sheet:
        """Give the whole once all lines have come."""
        if self._said:
            raise Origin(self._name).bad("no_sentence")
        column = 0
        for layer in self._layers:
            layer.first = column
            column += len(layer.columns)
        text = "".join(self._pieces)
        places = Utf16Map(text)
        units = [self._unit(row, text, places, column) for row in self._rows]
        if len({one.id for one in units}) < len(units):
            raise _twice(units).bad("id_twice")
        return Sheet(text, self._layers, units)

    def _unit(self, row: _Row, text: str, places: Utf16Map, columns: int) -> Unit:
        at = Origin(self._name, row.number, row.fields[0])
        start, end = (_position(places, one, row, at) for one in (row.start, row.end))
        words = row.fields[2]
        here = text[start:end]
        said = (here, _flat(here))
        if start > end or (words not in said and text_unescaped(words, minor=self._minor) != here):
            raise at.bad("span_text", start=start, end=end)
        return Unit(row.fields[0], start, end, row.fields[_HEAD : _HEAD + columns], at)


def _lines(data: bytes, name: str) -> Iterator[tuple[int, str]]:
    words = decoded(data, name)
    if "\0" in words:
        at = words.count("\n", 0, words.index("\0")) + 1
        raise Origin(name, at).bad("nul", key="#Text")
    # At line feeds alone: texts and cells hold every other kind of line end.
    for number, line in enumerate(words.split("\n"), 1):
        yield number, line.removesuffix("\r")


def _layer(line: str, at: Origin) -> Layer:
    kind, words = line[:6], line[6:]
    names = [one for one in words.split("|") if one]
    if not names:
        raise at.bad("no_layer")
    layer = Layer(kind, at.short("layer", names[0]))
    for name in names[1:]:
        before = layer.columns[-1].holds if layer.columns else ""
        layer.columns.append(_column(kind, at.short("layer", name), before))
    if not layer.columns:
        layer.columns.append(Column("nothing"))
    return layer


def _column(kind: str, name: str, before: str) -> Column:
    role = _ROLE.fullmatch(name)
    if kind == SPAN and role:
        return Column("role", role[1])
    if kind == SPAN and before == "role":
        return Column("target", name)
    if kind == LINK and name.startswith(_BASE):
        return Column("base", name.removeprefix(_BASE))
    if kind == CHAIN and name == "referenceRelation":
        return Column("link", name)
    return Column("kind" if kind == CHAIN else "feature", name)


def _position(places: Utf16Map, position: int, row: _Row, at: Origin) -> int:
    if position > places.units:
        raise at.bad("span_outside", start=row.start, end=row.end, length=places.units)
    try:
        return places.from_utf16(position)
    except BadInput as error:
        raise at.bad("inside_character", position=position) from error


def _flat(words: str) -> str:
    """Give words as a row shows them whose line they would break."""
    return re.sub("[\t\n\r]", " ", words)


def _twice(units: Sequence[Unit]) -> Origin:
    seen = set()
    for one in units:
        if one.id in seen:
            return one.at
        seen.add(one.id)
    raise AssertionError("unreachable")
