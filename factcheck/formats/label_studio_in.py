"""Reads tasks of Label Studio, from any version of it, into a bundle.

Only annotations count: drafts, predictions and what was cancelled are counted as lost, as are
regions that are not of plain text, and answers about a task as a whole. Offsets are code points,
before the end of 2021 UTF-16: the text of the regions tells, else what is given. Of several labels
of a region each is a statement, and the first one is linked. The short export (JSON-MIN) is read as
the long one would be that it was made of.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.formats import foreign
from factcheck.formats import web_annotation_hypothesis as hypothesis
from factcheck.formats.building import Origin
from factcheck.formats.fields import Fields
from factcheck.formats.foreign import Place, Units
from factcheck.formats.given import Offsets
from factcheck.formats.ours import KEY
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import beginning, whole
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.ids import Id
from factcheck.texts import text

_HEAD = 8_000_000  # bytes, for a long text may come before its annotations
_TASK = re.compile(rb'"(annotations|completions|predictions)"\s*:\s*\[')
# The short export has a row for each annotation, with its fields among those of the task.
_SHORT = re.compile(rb'"annotation_id"\s*:')
_LABELLED = re.compile(rb'"labels"\s*:\s*\[')
_OF_ANNOTATIONS = frozenset({"annotation_id", "annotator", "created_at", "updated_at", "lead_time"})
# Exports of one project are called by the time of each.
_EXPORTED = re.compile(r"(project-[0-9]+)-at-[0-9]{4}-.*")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:/)?/\S*", re.IGNORECASE)
_ANSWERS = frozenset(
    {"choices", "textarea", "rating", "number", "taxonomy", "datetime", "pairwise"}
)


def shows_tasks(path: Path) -> bool:
    """Say whether the beginning of a JSON file looks like tasks."""
    head = beginning(path, _HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    is_short = _SHORT.search(head) is not None and _LABELLED.search(head) is not None
    is_of_tasks = is_short or _TASK.search(head) is not None
    of_others = b'"@context"' in head or hypothesis.shows(head)
    return head[:1] in (b"[", b"{") and is_of_tasks and not of_others


def read_tasks(path: Path, returning: Returning, offsets: Offsets | None) -> None:
    """Take in the tasks of a file; raise BadInput naming the task and region at fault."""
    found = parse(whole(path), name=path.name)
    for number, value in enumerate(found if isinstance(found, list) else [found], 1):
        at = Origin(path.name, number)
        row = at.fields(value)
        if "annotation_id" in row.values and not row.has("data"):
            row = at.fields(_long(row.values))
        if not any(row.has(key) for key in ("data", "annotations", "completions")):
            raise row.bad("lacking", key="data")
        _take(row, at, returning, offsets)


def _long(short: Mapping[str, Json]) -> Row:
    """Give the task that a row of the short export was made of, as far as it tells."""
    marked: dict[str, list[Row]] = {}
    for name, held in short.items():
        some = [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
        if some and all("labels" in one for one in some):
            marked[name] = some
    result: list[Json] = [
        {"type": "labels", "from_name": name, "value": one}
        for name, some in marked.items()
        for one in some
    ]
    but = {*marked, *_OF_ANNOTATIONS, "id"}
    return {
        "id": short.get("id"),
        "data": {name: held for name, held in short.items() if name not in but},
        "annotations": [{"completed_by": short.get("annotator"), "result": result}],
    }


def _take(row: Fields, at: Origin, returning: Returning, offsets: Offsets | None) -> None:
    """Take in one task; its place in errors is its number in the file."""
    lost = returning.building.lost
    for kind in ("predictions", "drafts"):
        # They may be there by their ids alone.
        held = row.values.get(kind)
        lost[kind] += len(held) if isinstance(held, list) else held is not None
    data = row.inner("data").values if row.says("data") else {}
    ours = _object(row, "meta").get(KEY)
    key = "text" if ours else _text_key(dict(data))
    if key is None:
        lost["not_text"] += 1
        return
    words = row.inner("data").any_text(key) or ""
    title = data.get("title")
    number = row.values.get("id")
    project = _EXPORTED.sub(r"\1", at.name)
    found = foreign.article(
        words,
        f"{project}#{number if isinstance(number, int | str) else at.line}",
        reader="label-studio",
        title=title if isinstance(title, str) and key != "title" else "",
        attributes=foreign.attributes(data, but=(key, "title")),
    )
    article = returning.article(found, ours, at)
    for one in (*row.inner_rows("annotations"), *row.inner_rows("completions")):
        if one.values.get("was_cancelled") or one.values.get("skipped"):
            lost["cancelled"] += 1
        else:
            others = frozenset(data.keys() - {key})
            _Annotation(one, at, returning, article, others=others).take(offsets)


def _text_key(data: Row) -> str | None:
    """Give the field of a task that holds its text, None where there is none."""
    texts = {
        name: value
        for name, value in data.items()
        if isinstance(value, str) and value.strip() and not _ADDRESS.fullmatch(value.strip())
    }
    if "text" in texts or "text" in data:
        return "text" if "text" in texts else None
    return max(texts, key=lambda name: len(texts[name]), default=None)


@dataclass(slots=True)
class _Region:
    """A region with where it stands, its answers, and the statements made of its labels."""

    row: Fields
    at: Origin
    start: int
    end: int
    labels: tuple[str, ...]
    statements: list[Id] = field(default_factory=list)


class _Annotation:
    """One annotator's work on one task, on its way in; `others` are fields without its text."""

    def __init__(
        self,
        row: Fields,
        at: Origin,
        returning: Returning,
        article: Id,
        *,
        others: frozenset[str],
    ) -> None:
        self._row = row
        self._others = others
        self._at = at
        self._returning = returning
        self._lost = returning.building.lost
        self._article = article
        self._regions: list[_Region] = []
        self._answers: dict[str, dict[str, Json]] = {}
        self._links: list[Fields] = []
        self._left_out: set[str] = set()
        self._statements: dict[str, Id] = {}
        self._places: dict[str, tuple[int, int]] = {}

    def take(self, offsets: Offsets | None) -> None:
        """Take in its regions, then what links them."""
        for one in foreign.many(self._row, "result", self._at):
            self._sort(one)
        places: list[Place] = [
            (one.start, one.end, one.row.inner("value").any_text("text")) for one in self._regions
        ]
        building = self._returning.building
        units = Units(building.article_of(self._article).text, places, offsets)
        if units.astral and places and not units.told and offsets is None:
            building.note(text("import.dataset.units", name=self._at.name))
        annotator = self._annotator()
        for region in self._regions:
            self._region(region, units, annotator)
        for name in self._answers.keys() - self._statements.keys():
            self._lost["answers"] += len(self._answers[name])
        for one in self._links:
            self._link(one)

    def _sort(self, row: Fields) -> None:
        """Find out what a result is: a region, an answer, a relation, or nothing for us."""
        kind = row.values.get("type")
        name = row.values.get("id")
        at = Origin(self._at.name, self._at.line, name if isinstance(name, str) else "")
        value = _object(row, "value")
        if kind == "relation":
            self._links.append(row)
        elif kind == "labels" and "start" in value and not self._is_elsewhere(row, value):
            inner = row.inner("value")
            labels = inner.lines("labels")
            if not labels:
                self._lost["unlabelled"] += 1
                self._left_out.add(at.id)
                return
            start, end = inner.number("start"), inner.number("end")
            self._regions.append(_Region(row, at, start, end, labels))
        elif isinstance(kind, str) and kind in _ANSWERS:
            asked = row.values.get("from_name")
            answers = self._answers.setdefault(at.id, {})
            answers[asked if isinstance(asked, str) else str(kind)] = value.get(str(kind))
        else:
            self._lost["regions"] += 1
            self._left_out.add(at.id)

    def _is_elsewhere(self, row: Fields, value: Row) -> bool:
        """Say whether a region is in a page, a recording, or another text than the task's own."""
        there = row.values.get("to_name")
        is_other = isinstance(there, str) and there in self._others
        return is_other or isinstance(value["start"], str) or row.has("original_length")

    def _annotator(self) -> str:
        """Give whose work it is: as it travelled with any region, else as the program says."""
        for region in self._regions:
            ours = _object(region.row, "meta").get(KEY)
            if isinstance(ours, dict):
                return self._at.fields(ours).maybe_line("annotator") or ""
        by = self._row.values.get("completed_by")
        if isinstance(by, dict):
            by = by.get("email") or by.get("username") or by.get("id")
        by = by or self._row.values.get("created_username")
        return str(by)[:200] if isinstance(by, int | str) else ""

    def _region(self, region: _Region, units: Units, annotator: str) -> None:
        start, end = units.place(region.start, region.end, region.at)
        meta = _object(region.row, "meta")
        ours = meta.get(KEY)
        known = ours.get("label") if isinstance(ours, dict) else None
        first = known if known in region.labels else region.labels[0]
        note = "" if ours else _note(meta.get("text"))
        for label in region.labels:
            made = self._returning.statement(
                ours if label == first else None,
                self._article,
                label,
                [("content", start, end)],
                region.at,
                annotator=annotator,
                words=region.row.inner("value").any_text("text"),
                note=note,
                attributes=foreign.attributes(self._answers.get(region.at.id, {})),
            )
            region.statements.append(made)
        self._name(region)

    def _name(self, region: _Region) -> None:
        """Note which statement a relation means; one id may have labels of several kinds."""
        if not region.at.id:
            return
        place = self._places.setdefault(region.at.id, (region.start, region.end))
        if place != (region.start, region.end):
            raise region.at.bad("id_twice")
        self._statements.setdefault(region.at.id, region.statements[0])

    def _link(self, row: Fields) -> None:
        names = [row.line(key) for key in ("from_id", "to_id")]
        if self._left_out.intersection(names):
            self._lost["links_left_out"] += 1
            return
        for name in names:
            if name not in self._statements:
                raise self._at.bad("unknown", key="relation", said=name[:40])
        source, target = (self._statements[name] for name in names)
        direction = row.choice("direction", ("right", "left", "bi")) or "right"
        if direction == "left":
            source, target = target, source
        ours = _object(row, "meta").get(KEY)
        for kind in row.lines("labels") or (text("import.dataset.unnamed_link"),):
            self._returning.link(ours, kind, (source, target), self._at, directed=direction != "bi")


def _object(row: Fields, key: str) -> Row:
    found = row.values.get(key)
    return found if isinstance(found, dict) else {}


def _note(value: Json) -> str:
    lines = value if isinstance(value, list) else [value]
    return "\n".join(one for one in lines if isinstance(one, str))
