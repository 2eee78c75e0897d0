"""Reads lines of doccano, from any version of it, into a bundle.

Spans are lists under `label` or `labels`, or objects under `entities` or `annotations`, whose ids
hold within their line; other fields are attributes of the article or statement. Offsets count as
is said; where nothing is, code points, unless one is beyond the end of its text and fits UTF-16,
by which doccano's own window counts: then all of the file are. What travelled with us counts as we
do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.formats import foreign
from factcheck.formats.building import Origin, Stretch
from factcheck.formats.fields import Fields
from factcheck.formats.given import Offsets
from factcheck.formats.lines import first_row, values
from factcheck.formats.ours import KEY
from factcheck.formats.ours_in import Returning
from factcheck.formats.placed import Placed
from factcheck.formats.rows import Json, Row
from factcheck.ids import Id
from factcheck.prose.utf16 import Utf16Map
from factcheck.readers import columns
from factcheck.texts import text

_SPANS = ("label", "labels", "entities", "annotations")
#: What is read of lines otherwise than as attributes.
OWN = (*_SPANS, "relations", "text", "data", "id", "title", KEY)
_READ_OF_SPANS = ("id", "label", "start_offset", "end_offset", "user")
_ARTICLES = frozenset(("title", "author", "published", "publisher", "uri"))
#: Fields of other programs' lines, which may have ours besides.
OTHERS = frozenset(("_input_hash", "_task_hash", "tokens", "spans", "answer", "result"))


def shows_lines(path: Path) -> bool:
    """Say whether the first line of a file looks like one of doccano."""
    row = first_row(path)
    held = [row[key] for key in _SPANS if isinstance(row.get(key), list)]
    if not held or not OTHERS.isdisjoint(row):
        return False
    if all(_looks_like_spans(one) for one in held):
        return "text" in row or isinstance(row.get("data"), str)
    is_of_answers = all(_looks_like_answers(one) for one in held)
    return "text" in row and is_of_answers and not _knows_of_articles(row)


def _looks_like_spans(held: Json) -> bool:
    first = held[0] if isinstance(held, list) and held else []
    return isinstance(first, list) or (isinstance(first, dict) and "start_offset" in first)


def _looks_like_answers(held: Json) -> bool:
    return isinstance(held, list) and isinstance(held[0] if held else "", str | int)


def _knows_of_articles(row: Row) -> bool:
    """Say whether a row looks like one of articles, which may have lists of labels as well."""
    return not _ARTICLES.isdisjoint(columns.guessed(list(row)))


@dataclass(slots=True)
class Sources:
    """What articles are called: a text of one number is one article in all files.

    `name` stands for all of them, each of which is an annotator's view of the same articles.
    """

    name: str
    _unnumbered: dict[tuple[str, int], str] = field(default_factory=dict)
    _met: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        """Begin with the lines of another file."""
        self._met.clear()

    def of(self, words: str, number: Json) -> str:
        """Give the source of the text in the next line, by its number where it has one."""
        if isinstance(number, int | str):
            return f"{self.name}#{number}"
        self._met[words] += 1
        made = f"{self.name}#{len(self._unnumbered) + 1}"
        return self._unnumbered.setdefault((words, self._met[words]), made)


def read_lines(
    path: Path, returning: Returning, offsets: Offsets | None, sources: Sources, *, annotator: str
) -> None:
    """Take in the lines of a file, of an annotator unless they say whose they are."""
    utf16 = _counts_utf16(path) if offsets is None else offsets == "utf-16"
    guessed = False
    sources.begin()
    for line in _read(path):
        astral = line.take(returning, annotator, sources, utf16=utf16)
        guessed = guessed or (astral and not utf16 and offsets is None)
    if guessed:
        returning.building.note(text("import.dataset.units", name=path.name))


def _read(path: Path) -> Iterator["_Line"]:
    for number, value in values(path):
        at = Origin(path.name, number)
        yield _Line(at.fields(value), at)


def _counts_utf16(path: Path) -> bool:
    """Say whether a span is beyond the end of its text, but not in UTF-16."""
    for line in _read(path):
        words = line.words()
        if words is None:
            continue
        most = max((span.end for span in line.spans()), default=0)
        if len(words) < most <= Utf16Map(words).units:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Span:
    """A span as a line has it."""

    label: str
    start: int
    end: int
    at: Origin
    by: str | None = None
    others: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line on its way in."""

    row: Fields
    at: Origin

    def words(self) -> str | None:
        """Give the text, None where there is none."""
        found = self.row.any_text("text") or self.row.any_text("data")
        return found if found and found.strip() else None

    def spans(self) -> Iterator[_Span]:
        """Give the spans; raise BadInput for what is none."""
        for key in _SPANS:
            held = self.row.values.get(key)
            if held is None:
                continue
            if not isinstance(held, list):
                raise self.row.bad("not_list", key=key)
            for one in held:
                if not _is_answer(one):
                    yield self._span(one)

    def answers(self) -> int:
        """Count the labels of the text as a whole."""
        held = (self.row.values.get(key) for key in _SPANS)
        return sum(_is_answer(one) for some in held if isinstance(some, list) for one in some)

    def take(self, returning: Returning, annotator: str, sources: Sources, *, utf16: bool) -> bool:
        """Take in a line; say whether its units are not certain."""
        lost = returning.building.lost
        words = self.words()
        if words is None:
            lost["not_text"] += 1
            return False
        lost["answers"] += self.answers()
        found = foreign.article(
            words,
            sources.of(words, self.row.values.get("id")),
            reader="doccano",
            title=self.row.maybe_line("title") or "",
            attributes=foreign.attributes(self.row.values, but=OWN),
        )
        ours = self.row.values.get(KEY)
        article = returning.article(found, ours, self.at)
        placed = Placed(ours, self.at)
        units = Utf16Map(words)
        statements: dict[str, Id] = {}
        uncertain = False
        for span in self.spans():
            start, end = span.start, span.end
            known = placed.statement(span.label, start, end)
            if known is None:
                start, end = self._place(span, units, utf16=utf16)
                uncertain = units.units != len(words)
            by = None if known else span.by or placed.annotator or annotator
            content: list[Stretch] = [("content", start, end)]
            made = returning.statement(
                *(known, article, span.label, content, span.at),
                annotator=by,
                attributes=foreign.attributes(span.others),
            )
            if span.at.id and statements.setdefault(span.at.id, made) != made:
                raise span.at.bad("id_twice")
        self._links(returning, placed, statements)
        return uncertain

    def _links(self, returning: Returning, placed: Placed, statements: dict[str, Id]) -> None:
        for one in foreign.many(self.row, "relations", self.at):
            ends = []
            for key in ("from_id", "to_id"):
                name = _name(one.values.get(key))
                if name not in statements:
                    raise self.at.bad("unknown", key=key, said=name[:40])
                ends.append(statements[name])
            kind = one.line("type")
            ours = placed.link(kind, [*map(str, ends)])
            returning.link(ours, kind, (ends[0], ends[1]), self.at)

    def _span(self, value: Json) -> _Span:
        if isinstance(value, list):
            if len(value) != 3:
                raise self.row.bad("not_list", key="label")
            value = {"start_offset": value[0], "end_offset": value[1], "label": value[2]}
        one = self.at.fields(value)
        label = one.values.get("label")
        by = one.values.get("user")
        return _Span(
            str(label) if type(label) is int else one.line("label"),
            one.number("start_offset"),
            one.number("end_offset"),
            Origin(self.at.name, self.at.line, _name(one.values.get("id"))),
            str(by) if isinstance(by, int | str) else None,
            {key: x for key, x in one.values.items() if key not in _READ_OF_SPANS},
        )

    def _place(self, span: _Span, units: Utf16Map, *, utf16: bool) -> tuple[int, int]:
        if not utf16:
            return span.start, span.end
        for position in (span.start, span.end):
            if position > units.units:
                length = units.units
                raise span.at.bad("span_outside", start=span.start, end=span.end, length=length)
            if units.snap(position) != position:
                raise span.at.bad("inside_character", position=position)
        return units.from_utf16(span.start), units.from_utf16(span.end)


def _is_answer(value: Json) -> bool:
    """Say whether something is about the text as a whole: a class, another text."""
    return isinstance(value, str | int) or (isinstance(value, dict) and "start_offset" not in value)


def _name(value: Json) -> str:
    return str(value) if type(value) in (int, str) else ""
