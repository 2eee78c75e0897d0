"""A dataset as tables for spreadsheets: a folder with one for each kind of record, or one alone.

A name that ends in `.csv` or `.tsv` is one table, whose first column says what a row is; it carries
texts and links too, so that either reads back whole. Cells are safe against formulas (see `cells`).
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, rows
from factcheck.formats.bundle import About, Bundle, Part
from factcheck.formats.cells import cells_of, guarded, row_of
from factcheck.formats.decoding import named
from factcheck.formats.fields import Fields
from factcheck.formats.gathering import Gathering
from factcheck.formats.given import NOTHING, Given
from factcheck.formats.manifest import about_of, split_of
from factcheck.formats.parts import opened
from factcheck.ids import Id
from factcheck.prose.decode import LARGEST
from factcheck.records import Statement
from factcheck.texts import text

if TYPE_CHECKING:
    from _csv import Writer as _Writer

#: The endings of a table alone, and what divides its cells.
ENDINGS = {".csv": ",", ".tsv": "\t"}
VERSION = 1
_END = ("statement", "text", "article", "start", "end", "label", "speaker")
_TRACE = ("derived_from", "agreed_by", "attributes", "split")
#: The columns of each kind of record, and the kinds in the order in which they can be read.
COLUMNS: dict[str, tuple[str, ...]] = {
    "about": (
        *("format_version", "title", "project", "revision", "layer", "licence", "citation"),
        *("contact", "text"),
    ),
    "annotator": ("id", "name", "kind_of_annotator"),
    "label": (
        *("id", "name", "definition", "example", "counter_example"),
        *("shape", "color", "underline", "key", "position"),
    ),
    "link_type": (
        *("id", "name", "directed", "contradicts", "definition", "example", "counter_example"),
        *("passive", "shape", "color", "key", "position"),
    ),
    "speaker": (
        *("id", "name", "kind_of_speaker", "aliases", "position", "affiliation", "external_id"),
        *("article", "merged_into"),
    ),
    "claim": (*("id", "proposition", "note", "verdict", "rationale", "evidence", "merged_into"),),
    "article": (
        *("id", "title", "text", "sha256", "language", "publisher", "author", "published_on"),
        *("published_as", "uri", "source_name", "edition_of", "furniture", "reader"),
        *("original_sha256", "retrieved_on", "attributes", "split"),
    ),
    "statement": (
        *("id", "article", "annotator", "label", "text", "speaker_name", "proposition"),
        *("spans", "speaker", "speaker_basis", "reported_by", "said_to", "said_on", "said_as"),
        *("certainty", "quotation", "parent", "claim", "note", "flagged", "origin", *_TRACE),
    ),
    "link": (
        *("id", "type", "annotator"),
        *(f"from_{name}" for name in _END),
        *(f"to_{name}" for name in _END),
        *("contradiction_kind", "rationale", "confidence", "cross_article", *_TRACE),
    ),
    "assignment": (
        *("id", "article", "annotator", "status", "given_by", "handed_from", "handed_to"),
    ),
}
#: What helps people to read and is not read back.
_SHOWN = {"statement": ("text", "speaker_name", "proposition")}
# Earlier programs said less of a dataset.
_ABOUT_BEFORE = COLUMNS["about"][:-2]
# In one table `kind` says what a row is.
_RENAMED = {"annotator": "kind_of_annotator", "speaker": "kind_of_speaker"}
_ALL = ("kind", *dict.fromkeys(column for columns in COLUMNS.values() for column in columns))
_DELIMITERS = (*ENDINGS.values(), ";")
# With a mark at its beginning, or spreadsheets take it for their machine's old encoding.
_ENCODING = "utf-8-sig"


def is_ours(path: Path) -> bool:
    """Say whether a path is a table of ours, or a folder with our tables."""
    if path.is_dir():
        return all(_is_head(_header(_table(path, kind)), kind) for kind in ("about", "article"))
    is_named = path.suffix.lower() in ENDINGS
    header = _header(path, _delimiter(path, _ENCODING)) if is_named else ()
    return _is_whole(header) or _is_part(header)


def _is_whole(header: Sequence[str]) -> bool:
    """Say whether a table has rows of all kinds."""
    return header[:1] == ("kind",) and "id" in header


def _is_part(header: Sequence[str]) -> bool:
    """Say whether a table is one of a folder's, and of no use without the others.

    A table of articles is: it says all of them.
    """
    return any(_is_head(tuple(header), kind) for kind in COLUMNS if kind != "article")


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours, with nothing else in it."""
    if path.is_dir():
        kinds = {_table(path, kind): kind for kind in COLUMNS}
        return all(_is_head(_header(one), kinds.get(one)) for one in path.iterdir())
    return {*_header(path, _delimiter(path, _ENCODING))} in ({*_ALL}, {*_ALL} - {"contact"})


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a dataset as a new folder of tables, or as one table where the name says so."""
    delimiter = ENDINGS.get(out.suffix.lower())
    with ExitStack() as stack:
        if delimiter:
            stream = stack.enter_context(_created(out))
            tables = _Tables(dict.fromkeys(COLUMNS, stream), alone=delimiter)
        else:
            out.mkdir()
            streams = {k: stack.enter_context(_created(_table(out, k))) for k in COLUMNS}
            tables = _Tables(streams)
        _write_all(bundle, tables, tick)
    counts = {kind: n for kind, n in tables.counts.items() if kind != "about"}
    lost = {"comments": len(bundle.comments), "decisions": len(bundle.decisions)}
    return Written({f"{kind}s": n for kind, n in counts.items()}, lost)


def read(path: Path, given: Given = NOTHING) -> Bundle:
    """Read a folder of tables or one table; raise BadInput naming the line and id at fault."""
    encoding, taking = _named(given.encoding), _Taking()
    if path.is_dir():
        for kind in COLUMNS:
            table = _table(path, kind)
            if table.exists():
                for _, fields in _read_table(table, kind, encoding):
                    taking.take(kind, fields)
            elif kind in ("about", "article"):
                raise BadInput("dataset.incomplete", location=path, name=table.name)
    else:
        _read_alone(path, encoding, taking)
    return taking.bundle()


class _Tables:
    """The tables of a dataset while they are written; `alone` divides one that all kinds share."""

    def __init__(self, streams: Mapping[str, TextIO], *, alone: str = "") -> None:
        # CR LF: the writer quotes what is in its line end, and texts have both.
        made: dict[int, _Writer] = {}
        self._writers: dict[str, _Writer] = {}
        for kind, stream in streams.items():
            new = id(stream) not in made
            writer = csv.writer(stream, delimiter=alone or ",", lineterminator="\r\n")
            writer = made.setdefault(id(stream), writer)
            if new:
                writer.writerow(_ALL if alone else COLUMNS[kind])
            self._writers[kind] = writer
        self._alone = bool(alone)
        self.counts = dict.fromkeys(COLUMNS, 0)

    def add(self, kind: str, row: rows.Row, shown: Mapping[str, str] | None = None) -> None:
        """Write a record; `shown` are the cells that only help people."""
        cells = cells_of(row) | {name: guarded(cell) for name, cell in (shown or {}).items()}
        if kind in _RENAMED:
            cells[_RENAMED[kind]] = cells.pop("kind")
        columns = COLUMNS[kind]
        if self._alone:
            cells["kind"] = kind
            columns = _ALL
        self._writers[kind].writerow([cells.get(column, "") for column in columns])
        self.counts[kind] += 1


def _write_all(bundle: Bundle, tables: _Tables, tick: Tick) -> None:
    names = rows.Names.of(bundle)
    tables.add("about", _about_row(bundle.about))
    for annotator in sorted(bundle.annotators, key=lambda one: one.id):
        tables.add("annotator", rows.annotator_row(annotator))
    for label in bundle.labels:
        tables.add("label", rows.label_row(label))
    for link_type in bundle.link_types:
        tables.add("link_type", rows.link_type_row(link_type))
    for speaker in bundle.speakers:
        tables.add("speaker", rows.speaker_row(speaker))
    for claim in bundle.claims:
        tables.add("claim", rows.claim_row(claim))
    linked = {end for link in bundle.links for end in (link.source, link.target)}
    ends: dict[Id, rows.End] = {}
    shown = _shown(bundle)
    for done, part in enumerate(bundle.parts, 1):
        _write_part(part, tables, names, shown)
        words = part.article.text
        ends |= {s.id: rows.end_of(s, words) for s in part.statements if s.id in linked}
        tick(done)
    for link in sorted(bundle.links, key=lambda one: rows.place(ends[one.source], one.id)):
        tables.add("link", rows.link_row(link, ends[link.source], ends[link.target], names))
    for assignment in bundle.assignments:
        tables.add("assignment", rows.assignment_row(assignment, names))


def _write_part(
    part: Part,
    tables: _Tables,
    names: rows.Names,
    shown: Callable[[Statement], Mapping[str, str]],
) -> None:
    tables.add("article", rows.article_row(part.article, names))
    for statement in part.statements:
        tables.add("statement", rows.statement_row(statement, names), shown(statement))


def _shown(bundle: Bundle) -> Callable[[Statement], Mapping[str, str]]:
    speakers = {one.id: one.name for one in bundle.speakers}
    claims = {one.id: one.proposition for one in bundle.claims}

    def cells(statement: Statement) -> Mapping[str, str]:
        return {
            "text": statement.words,
            "speaker_name": speakers.get(statement.speaker, "") if statement.speaker else "",
            "proposition": claims.get(statement.claim, "") if statement.claim else "",
        }

    return cells


def _about_row(about: About) -> rows.Row:
    return {
        "format_version": VERSION,
        "title": about.title,
        "project": str(about.project) if about.project else None,
        "revision": about.revision,
        "layer": about.layer,
        "licence": about.licence,
        "citation": about.citation,
        "contact": about.contact,
        "text": about.texts,
    }


class _Taking:
    """A dataset while its rows come in, each kind after those that it refers to."""

    def __init__(self) -> None:
        self._about = About()
        gathering = self._gathering = Gathering()
        self._take: dict[str, Callable[[Fields], None]] = {
            "about": self._take_about,
            **{kind.removesuffix("s"): take for kind, take in gathering.takers().items()},
        }

    def take(self, kind: str, row: Fields) -> None:
        """Take in a row; raise BadInput where it does not fit what is there."""
        self._take[kind](row)

    def bundle(self) -> Bundle:
        """Give the dataset once all has come."""
        return self._gathering.bundle(self._about, split=split_of(None, self._gathering.where))

    def _take_about(self, row: Fields) -> None:
        if row.number("format_version") > VERSION:
            raise BadInput("dataset.newer", location=row.name)
        self._about = about_of(row)


def _read_alone(path: Path, encoding: str, taking: _Taking) -> None:
    """Take in one table with all kinds, in whatever order a spreadsheet has left them.

    Only statements are many and refer to what may stand further down: for them it is read again.
    """
    waiting: dict[str, list[Fields]] = {kind: [] for kind in COLUMNS}
    for kind, fields in _read_table(path, None, encoding):
        if kind == "article":
            taking.take(kind, fields)
        elif kind != "statement":
            waiting[kind].append(fields)
    for kind, rows_of_kind in waiting.items():
        if kind == "statement":
            for one, fields in _read_table(path, None, encoding):
                if one == kind:
                    taking.take(kind, fields)
        for fields in rows_of_kind:
            taking.take(kind, fields)


def _read_table(path: Path, only: str | None, encoding: str) -> Iterator[tuple[str, Fields]]:
    """Give the rows of a table with their kinds; each ends before the next one is asked for."""
    line = 1
    # The limit is the module's own: it would refuse texts of 130,000 characters.
    csv.field_size_limit(LARGEST)
    try:
        with TextIOWrapper(opened(path), encoding=encoding, newline="") as stream:
            reader = csv.reader(stream, delimiter=_delimiter(path, encoding), strict=True)
            header = tuple(next(reader, ()))
            if only is None and _is_part(header):
                raise BadInput("dataset.one_table", name=path.name)
            if not {"id"} <= set(header) and only != "about":
                raise BadInput("dataset.not_our_table", name=path.name, column="id")
            line = reader.line_num + 1
            for cells in reader:
                found = dict(zip(header, cells, strict=False))
                kind = only or found.pop("kind", "")
                yield kind, _fields(found, kind, name=path.name, line=line)
                line = reader.line_num + 1
    except OSError as error:
        raise BadInput("dataset.unreadable", name=path, why=error.strerror) from error
    except UnicodeError as error:
        why = "not_utf8" if encoding == _ENCODING else "not_encoded"
        raise _bad(path, line, why, encoding=encoding) from error
    except csv.Error as error:
        raise _bad(path, line, "not_csv") from error


def _fields(found: dict[str, str], kind: str, *, name: str, line: int) -> Fields:
    if kind not in COLUMNS:
        why = text("errors.dataset.why.kind", allowed=", ".join(COLUMNS))
        raise BadInput("dataset.line", name=name, line=line, why=why)
    wanted = {
        c: v for c, v in found.items() if c in COLUMNS[kind] and c not in _SHOWN.get(kind, ())
    }
    if kind in _RENAMED and _RENAMED[kind] in wanted:
        wanted["kind"] = wanted.pop(_RENAMED[kind])
    try:
        return Fields(row_of(wanted, kind), name=name, line=line)
    except ValueError as error:
        why = text("errors.dataset.why.cell", column=error)
        raise BadInput("dataset.line", name=name, line=line, why=why) from error


def _delimiter(path: Path, encoding: str) -> str:
    """Tell by the header with what a spreadsheet has divided the cells when it saved."""
    return next((d for d in _DELIMITERS if len(_header(path, d, encoding)) > 1), ",")


def _is_head(header: tuple[str, ...], kind: str | None) -> bool:
    """Say whether the head of a table is one of ours, be it of an earlier program."""
    if kind is None:
        return False
    return header == COLUMNS[kind] or (kind == "about" and header == _ABOUT_BEFORE)


def _header(path: Path, delimiter: str = ",", encoding: str = _ENCODING) -> tuple[str, ...]:
    """Give the names of the columns, none where it is no table; they are all of plain letters."""
    try:
        with TextIOWrapper(opened(path), encoding, "replace", newline="") as stream:
            line = stream.readline(10_000)
    except (OSError, UnicodeError, BadInput):
        return ()
    return tuple(next(csv.reader([line], delimiter=delimiter), ()))


def _named(encoding: str | None) -> str:
    """Give the encoding to read with; raise BadInput for one that there is not."""
    name = "utf-8" if encoding is None else named(encoding)
    return _ENCODING if name == "utf-8" else name


def _table(folder: Path, kind: str) -> Path:
    return folder / ("about.csv" if kind == "about" else f"{kind}s.csv")


def _created(path: Path) -> TextIO:
    return path.open("x", encoding=_ENCODING, newline="")


def _bad(path: Path, line: int, why: str, **params: object) -> BadInput:
    said = text(f"errors.dataset.why.{why}", **params)
    return BadInput("dataset.line", name=path.name, line=line, why=said)
