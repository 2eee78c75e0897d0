"""Our dataset as tables of Parquet: a folder that other programs load as it is, or one table.

A folder has a file for each kind of record, where the dataset is split one for each part, with a
card that Hugging Face reads and a description in Croissant. A name that ends in `.parquet` is one
table of all, whose first column says what a row is. Either reads back whole. Columns are in
`parquet_columns`, how files are written and read in `parquet_out` and `parquet_in`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, card, croissant, parquet_in, rows
from factcheck.formats.building import Origin
from factcheck.formats.bundle import About, Bundle, Part
from factcheck.formats.extras import needed
from factcheck.formats.fields import Fields
from factcheck.formats.gathering import Gathering
from factcheck.formats.manifest import (
    NAME as MANIFEST,
)
from factcheck.formats.manifest import (
    Listed,
    about_of,
    has_manifest,
    listed_rows,
    manifest_row,
    pretty,
    read_manifest,
    split_of,
)
from factcheck.formats.parquet_columns import (
    COLUMNS,
    KIND,
    VERSION,
    as_row,
    in_one_table,
    of_one_table,
    singular,
)
from factcheck.formats.parquet_out import ENDING, Folder, Writing
from factcheck.formats.rows import Row
from factcheck.ids import Id
from factcheck.texts import text

_KINDS = {singular(kind): kind for kind in COLUMNS}
_LABELS = ("labels.parquet", "link_types.parquet")
_EXAMPLE = """from datasets import load_dataset

statements = load_dataset(".", "statements")"""


def is_ours(path: Path) -> bool:
    """Say whether a path is a table of ours with all in it, or a folder with our tables."""
    if path.is_dir():
        return bool(_tables(path, "articles"))
    table = _look(path)
    return table is not None and ({KIND, "id"} <= set(table.columns) or _is_part(table))


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours with nothing else in it."""
    if not path.is_dir():
        return _is_marked(path)
    tables = {one for kind in COLUMNS for one in _tables(path, kind)}
    others = {path / name for name in (MANIFEST, card.NAME, croissant.NAME)}
    whole = has_manifest(path, ENDING) and tables | others >= set(path.iterdir())
    return whole and bool(tables) and all(map(_is_marked, tables))


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a dataset into a new folder, or as one table where the name ends in .parquet."""
    needed("pyarrow", extra=parquet_in.EXTRA)
    seen = card.Seen()
    counts: Counter[str] = Counter(dict.fromkeys(COLUMNS, 0))
    records = _records(bundle, seen, tick)
    if out.suffix.lower() == ENDING:
        said = _manifest(bundle, {})
        with Writing(out, of_one_table(), said) as table:
            for kind, row in records:
                table.add([_in_one_table(kind, row)])
                counts[kind] += 1
        return Written(counts)
    out.mkdir()
    with Folder(out, bundle.split) as folder:
        for kind, row in records:
            folder.add(kind, [row])
            counts[kind] += 1
    _describe(bundle, out, folder, seen, counts)
    return Written(counts)


def read(path: Path) -> Bundle:
    """Read a folder of tables or one table; raise BadInput naming the row and id at fault."""
    return _read_folder(path) if path.is_dir() else _read_one(path)


def _records(bundle: Bundle, seen: card.Seen, tick: Tick) -> Iterator[tuple[str, Row]]:
    """Give the rows of all records with their kinds, counted for the card while they go by."""
    names = rows.Names.of(bundle)
    annotators = sorted(bundle.annotators, key=lambda one: one.id)
    yield from (("annotators", rows.annotator_row(one)) for one in annotators)
    yield from (("labels", rows.label_row(one)) for one in bundle.labels)
    yield from (("link_types", rows.link_type_row(one)) for one in bundle.link_types)
    yield from (("speakers", rows.speaker_row(one)) for one in bundle.speakers)
    yield from (("claims", rows.claim_row(one)) for one in bundle.claims)
    linked = {end for link in bundle.links for end in (link.source, link.target)}
    ends: dict[Id, rows.End] = {}
    for done, part in enumerate(bundle.parts, 1):
        seen.part(part)
        words = part.article.text
        ends |= {one.id: rows.end_of(one, words) for one in part.statements if one.id in linked}
        yield from _of_article(part, names)
        tick(done)
    for link in sorted(bundle.links, key=lambda one: rows.place(ends[one.source], one.id)):
        source, target = ends[link.source], ends[link.target]
        seen.link(link, crossing=source.article != target.article)
        yield "links", rows.link_row(link, source, target, names)
    for assignment in bundle.assignments:
        seen.assignment(assignment)
        yield "assignments", rows.assignment_row(assignment, names)
    yield from (("comments", rows.comment_row(one, names)) for one in bundle.comments)
    yield from (("decisions", rows.decision_row(one, names)) for one in bundle.decisions)


def _of_article(part: Part, names: rows.Names) -> Iterator[tuple[str, Row]]:
    yield "articles", rows.article_row(part.article, names)
    yield from (("statements", rows.statement_row(one, names)) for one in part.statements)


def _in_one_table(kind: str, row: Row) -> Row:
    names = in_one_table(kind)
    return {KIND: singular(kind), **{names[name]: value for name, value in row.items()}}


def _describe(
    bundle: Bundle, out: Path, folder: Folder, seen: card.Seen, counts: Counter[str]
) -> None:
    """Write what says what the tables are: manifest, card, Croissant."""
    listed = folder.listed()
    (out / MANIFEST).write_bytes(pretty(_manifest(bundle, listed)))
    described = croissant.described(bundle.about, folder.names, listed, seen.languages)
    (out / croissant.NAME).write_bytes(pretty(described))
    filled = {
        kind: {part: name for part, name in names.items() if listed[name].rows}
        for kind, names in folder.names.items()
    }
    layout = card.Layout(filled, ENDING, _LABELS, _EXAMPLE)
    words = bundle.about.card or card.card(bundle, seen, counts=counts, layout=layout)
    (out / card.NAME).write_text(words, encoding="utf-8", newline="\n")


def _manifest(bundle: Bundle, listed: Mapping[str, Listed]) -> Row:
    """Give the manifest, with what besides is described in Croissant."""
    about = bundle.about
    more: Row = {"description": about.description, "revised_on": about.revised_on}
    return {**manifest_row(about, bundle.split, listed), **more}


def _about(row: Fields) -> About:
    said, day = row.prose("description"), row.maybe_line("revised_on") or ""
    return replace(about_of(row), description=said, revised_on=day)


def _read_folder(folder: Path) -> Bundle:
    manifest = read_manifest(folder, ENDING) if (folder / MANIFEST).exists() else {}
    expected = listed_rows(manifest)
    tables = {kind: _tables(folder, kind) for kind in COLUMNS}
    lacking = expected.keys() - {one.name for some in tables.values() for one in some}
    if lacking or not tables["articles"]:
        name = min(lacking, default=f"articles{ENDING}")
        raise BadInput("dataset.incomplete", location=folder, name=name)
    gathering, notes = Gathering(), []
    lost: Counter[str] = Counter()
    for kind, take in gathering.takers().items():
        for path in tables[kind]:
            n = 0
            for fields in _rows(path, kind, lost):
                n += 1
                take(fields)
            if n != expected.get(path.name, n):
                notes.append(text("import.dataset.rows_differ", name=path.name))
    about = replace(_about(Fields(manifest, name=MANIFEST, line=1)), card=card.read(folder))
    split = split_of(manifest.get("split"), gathering.where)
    return replace(gathering.bundle(about, notes, split), lost=_some(lost))


def _read_one(path: Path) -> Bundle:
    """Read one table of all, in whatever order its rows are by now.

    Only statements are many and refer to what may stand further down: for them it is read again.
    """
    table, found = _of_all_kinds(path)
    gathering = Gathering()
    waiting: dict[str, list[Fields]] = {kind: [] for kind in COLUMNS}
    for kind, fields in found:
        if kind == "articles":
            gathering.article(fields)
        elif kind != "statements":
            waiting[kind].append(fields)
    for kind, take in gathering.takers().items():
        if kind == "statements":
            for one, fields in _of_all_kinds(path)[1]:
                if one == kind:
                    take(fields)
        for fields in waiting[kind]:
            take(fields)
    lost = {"foreign_columns": len(set(table.columns) - of_one_table().keys())}
    about = _about(Fields(table.about, name=path.name, line=1))
    split = split_of(table.about.get("split"), gathering.where)
    return replace(gathering.bundle(about, split=split), lost=_some(lost))


def _of_all_kinds(path: Path) -> tuple[parquet_in.Table, Iterator[tuple[str, Fields]]]:
    """Give what one table of all says of itself, and its rows with their kinds."""
    table, found = parquet_in.read(path, of_one_table())
    if _is_part(table):
        raise BadInput("dataset.one_table", name=path.name)
    _check_ours(path, table, KIND, "id")
    return table, (_told_apart(row, path.name, number) for number, row in found)


def _told_apart(row: Row, name: str, number: int) -> tuple[str, Fields]:
    """Give the kind of a row of one table of all, and the row with the columns of its kind."""
    kind = _KINDS.get(str(row.get(KIND)))
    if kind is None:
        raise Origin(name, number).bad("kind", allowed=", ".join(_KINDS))
    names = in_one_table(kind)
    values = {column: row[there] for column, there in names.items() if there in row}
    return kind, Fields(as_row(values), name=name, line=number)


def _rows(path: Path, kind: str, lost: Counter[str]) -> Iterator[Fields]:
    table, found = parquet_in.read(path, COLUMNS[kind])
    _check_ours(path, table, "id")
    lost["foreign_columns"] += len(set(table.columns) - COLUMNS[kind].keys())
    for number, row in found:
        yield Fields(as_row(row), name=path.name, line=number)


def _check_ours(path: Path, table: parquet_in.Table, *columns: str) -> None:
    version = table.about.get("format_version", VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise BadInput("dataset.newer", location=path.name)
    for name in columns:
        if name not in table.columns:
            raise BadInput("dataset.not_our_table", name=path.name, column=name)


def _some(lost: dict[str, int] | Counter[str]) -> dict[str, int]:
    return {reason: n for reason, n in lost.items() if n}


def _tables(folder: Path, kind: str) -> list[Path]:
    """Give the files of a kind in a folder: one alone, or one for each part of a split."""
    names = re.compile(rf"{kind}(-.*)?{re.escape(ENDING)}")
    return sorted(one for one in folder.iterdir() if names.fullmatch(one.name))


def _look(path: Path) -> parquet_in.Table | None:
    return parquet_in.look(path) if path.suffix.lower() == ENDING else None


def _is_part(table: parquet_in.Table) -> bool:
    """Say whether a table is one of a folder's, and of no use without the others.

    A table of articles is: it says all of them.
    """
    return table.about.get("kind") in COLUMNS.keys() - {"articles"}


def _is_marked(path: Path) -> bool:
    table = _look(path)
    return table is not None and "format_version" in table.about
