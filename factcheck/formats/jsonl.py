"""Our dataset: a folder of JSON Lines with a manifest, as the contract describes it.

Written in one pass over the articles, sorted keys, the same bytes for the same project. Read
strictly: bounded, whole, and with the line at fault.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, card, rows
from factcheck.formats.bundle import Bundle, Part
from factcheck.formats.fields import Fields
from factcheck.formats.gathering import Gathering
from factcheck.formats.lines import data_of, line_around, line_of
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
from factcheck.formats.parts import opened
from factcheck.formats.strict_json import parse
from factcheck.ids import Id
from factcheck.prose.decode import LARGEST
from factcheck.records import Link, NewArticle
from factcheck.texts import text

ENDING = ".jsonl"
LABELS = "labels.json"
#: The kinds of record of a dataset, in the order in which they can be read.
KINDS = (
    "annotators",
    "speakers",
    "claims",
    "articles",
    "statements",
    "links",
    "assignments",
    "comments",
    "decisions",
)
NAMES = frozenset({*(f"{kind}.jsonl" for kind in KINDS), LABELS, MANIFEST, card.NAME})
_LAYOUT = card.Layout(
    {kind: {"": f"{kind}{ENDING}"} for kind in KINDS},
    ENDING,
    (LABELS,),
    """import json

statements = [json.loads(line) for line in open("statements.jsonl", encoding="utf-8")]""",
)
# A text at its largest, each character written as an escape.
_LONGEST_LINE = 6 * LARGEST
_LARGEST_LABELS = 16_000_000
_BUFFERED = 1 << 18  # bytes


def is_ours(path: Path) -> bool:
    """Say whether a path is a folder with a manifest of ours."""
    return path.is_dir() and has_manifest(path, ENDING)


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has put anything else."""
    return is_ours(path) and NAMES.issuperset(one.name for one in path.iterdir())


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a dataset into a new folder."""
    out.mkdir()
    names = rows.Names.of(bundle)
    listed: dict[str, Listed] = {}
    seen = card.Seen()
    ends = _write_parts(_counted(bundle, seen, tick), bundle.links, out, names, listed)
    for link in bundle.links:
        crossing = ends[link.source].article != ends[link.target].article
        seen.link(link, crossing=crossing)
    for assignment in bundle.assignments:
        seen.assignment(assignment)
    small: dict[str, Iterable[rows.Row]] = {
        "links": _link_rows(bundle, ends, names),
        "speakers": map(rows.speaker_row, sorted(bundle.speakers, key=lambda one: one.id)),
        "claims": map(rows.claim_row, sorted(bundle.claims, key=lambda one: one.id)),
        "annotators": map(rows.annotator_row, sorted(bundle.annotators, key=lambda one: one.id)),
        "assignments": (rows.assignment_row(one, names) for one in bundle.assignments),
        "comments": (rows.comment_row(one, names) for one in bundle.comments),
        "decisions": (rows.decision_row(one, names) for one in bundle.decisions),
    }
    for kind, some in small.items():
        with _Lines(out, kind, listed) as lines:
            for row in some:
                lines.add(line_of(row), 1)
    _write_labels(bundle, out, listed)
    written = {kind: listed[f"{kind}.jsonl"].rows for kind in KINDS}
    (out / MANIFEST).write_bytes(pretty(manifest_row(bundle.about, bundle.split, listed)))
    words = bundle.about.card or card.card(bundle, seen, counts=written, layout=_LAYOUT)
    (out / card.NAME).write_text(words, encoding="utf-8", newline="\n")
    return Written(written)


def read(path: Path) -> Bundle:
    """Read a dataset; raise BadInput naming the line and id at fault."""
    found = read_manifest(path, ENDING)
    about = about_of(Fields(found, name=MANIFEST, line=1))
    expected = listed_rows(found)
    gathering = Gathering()
    take = gathering.takers()
    _read_labels(path, gathering, lacking=LABELS in expected)
    notes = []
    for kind in KINDS:
        name = f"{kind}.jsonl"
        n = 0
        for fields in _lines(path / name, expected.get(name, 0)):
            n += 1
            take[kind](fields)
        if n != expected.get(name, n):
            notes.append(text("import.dataset.rows_differ", name=name))
    split = split_of(found.get("split"), gathering.where)
    return gathering.bundle(replace(about, card=card.read(path)), notes, split)


class _Lines:
    """One part of a dataset while it is written, counted and hashed."""

    def __init__(self, folder: Path, kind: str, listed: dict[str, Listed]) -> None:
        self._name = f"{kind}.jsonl"
        self._listed = listed
        self._stream = (folder / self._name).open("wb", buffering=_BUFFERED)
        self._hash = sha256()
        self._rows = 0

    def __enter__(self) -> "_Lines":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._listed[self._name] = Listed(self._rows, self._hash.hexdigest())

    def add(self, lines: bytes, number: int) -> None:
        self._stream.write(lines)
        self._hash.update(lines)
        self._rows += number


def _counted(bundle: Bundle, seen: card.Seen, tick: Tick) -> Iterator[Part]:
    for done, part in enumerate(bundle.parts, 1):
        seen.part(part)
        yield part
        tick(done)


def _write_parts(
    parts: Iterable[Part],
    links: Iterable[Link],
    out: Path,
    names: rows.Names,
    listed: dict[str, Listed],
) -> dict[Id, rows.End]:
    """Write articles and statements, and give those statements that links show."""
    linked = {end for link in links for end in (link.source, link.target)}
    ends: dict[Id, rows.End] = {}
    with _Lines(out, "articles", listed) as articles, _Lines(out, "statements", listed) as lines:
        for part in parts:
            articles.add(_article_line(part.article, names), 1)
            some = data_of(rows.statement_row(one, names) for one in part.statements)
            lines.add(some, len(part.statements))
            ends |= _ends(part, linked)
    return ends


def _article_line(article: NewArticle, names: rows.Names) -> bytes:
    if not article.text:
        return line_of(rows.article_row(article, names))
    text = article.text.encode()
    before, after = rows.around_text(article, names, rows.hash_of(article, text))
    return line_around(before, "text", text, after)


def _ends(part: Part, linked: set[Id]) -> dict[Id, rows.End]:
    words = part.article.text
    return {one.id: rows.end_of(one, words) for one in part.statements if one.id in linked}


def _link_rows(bundle: Bundle, ends: dict[Id, rows.End], names: rows.Names) -> Iterator[rows.Row]:
    for link in sorted(bundle.links, key=lambda one: rows.place(ends[one.source], one.id)):
        yield rows.link_row(link, ends[link.source], ends[link.target], names)


def _write_labels(bundle: Bundle, out: Path, listed: dict[str, Listed]) -> None:
    labels: Sequence[rows.Row] = [rows.label_row(one) for one in bundle.labels]
    link_types: Sequence[rows.Row] = [rows.link_type_row(one) for one in bundle.link_types]
    data = pretty({"labels": [*labels], "link_types": [*link_types]})
    (out / LABELS).write_bytes(data)
    listed[LABELS] = Listed(len(labels) + len(link_types), sha256(data).hexdigest())


def _read_labels(folder: Path, gathering: Gathering, *, lacking: bool) -> None:
    try:
        with opened(folder / LABELS) as stream:
            data = stream.read(_LARGEST_LABELS + 1)
    except FileNotFoundError:
        if lacking:
            raise BadInput("dataset.incomplete", location=folder, name=LABELS) from None
        return
    if len(data) > _LARGEST_LABELS:
        raise _too_long(LABELS, 1)
    found = Fields(parse(data, name=LABELS), name=LABELS, line=1)
    for row in found.inner_rows("labels"):
        gathering.label(row)
    for row in found.inner_rows("link_types"):
        gathering.link_type(row)


def _lines(path: Path, expected: int) -> Iterator[Fields]:
    """Give the rows of one part; one that is not there is empty, unless the manifest has rows."""
    try:
        stream = opened(path)
    except FileNotFoundError:
        if expected:
            raise BadInput("dataset.incomplete", location=path.parent, name=path.name) from None
        return
    with stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE + 1):
            number += 1
            if len(line) > _LONGEST_LINE:
                raise _too_long(path.name, number)
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield Fields(parse(line, name=path.name, line=number), name=path.name, line=number)


def _too_long(name: str, line: int) -> BadInput:
    why = text("errors.dataset.why.too_long")
    return BadInput("dataset.line", name=name, line=line, why=why)
