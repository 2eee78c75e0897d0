"""Links, merges, assignments and names that a revision touches, judged under the lock.

Each is read back after the edits were written; what must be unique is so among visible rows.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, Table, and_, func, select

from factcheck.errors import BadInput, Conflict, NotAllowed
from factcheck.ids import Id
from factcheck.journal.edits import Edit
from factcheck.journal.invariants import check_furniture, check_link, check_no_circle, check_order
from factcheck.journal.writer import Writer
from factcheck.models import (
    KINDS,
    annotator,
    article,
    assignment,
    furniture,
    label,
    link,
    link_type,
    statement,
    text,
)
from factcheck.store.database import visible
from factcheck.store.lots import lots

#: What must differ among the visible records of a kind, and the error where it does not. By the
#: first field twins are looked for.
UNIQUE: dict[str, tuple[tuple[str, ...], str]] = {
    "link": (("source", "target", "type", "annotator"), "link.twice"),
    "assignment": (("article", "annotator"), "assignment.twice"),
    "article": (("text", "source_name"), "article.twice"),
    "label": (("name",), "label.twice"),
    "link_type": (("name",), "link_type.twice"),
}
#: Fields by which records of one kind refer upward, in no circle.
UPWARD = (
    ("statement", "parent"),
    ("speaker", "merged_into"),
    ("speaker", "affiliation"),
    ("claim", "merged_into"),
    ("article", "edition_of"),
    ("comment", "answers"),
    ("decision", "replaces"),
)
#: Kinds, besides statements, that belong to one annotator.
_OF_A_LAYER = ("link", "assignment", "comment", "decision")
_LEAD = select(annotator.c.id).where(annotator.c.lead.is_(True)).limit(1)
_source, _target = statement.alias("s"), statement.alias("t")
_LINKS = (
    select(link, link_type.c.directed, _source.c.annotator, _target.c.annotator)
    .join_from(link, link_type, link.c.type == link_type.c.id)
    .join(_source, link.c.source == _source.c.id)
    .join(_target, link.c.target == _target.c.id)
)


class Rest:
    """What the edits of one revision do to everything but statements."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._touched: dict[str, list[Id]] = {}
        for edit in edits:
            if edit.after is not None:
                self._touched.setdefault(edit.kind, []).append(edit.id)

    def check_alone(self) -> None:
        """Judge what can be told from each edit by itself, before anything is written."""
        for edit in self._edits:
            after = edit.after
            if after is None:
                continue
            if edit.kind in ("span", "furniture") and "start" in after:
                check_order(after)
            elif edit.kind == "link" and "source" in after and after["source"] == after["target"]:
                raise BadInput("link.itself")

    def check(self, writer: Writer, *, batch: int | None = None) -> dict[Id, Id]:
        """Judge all that were touched, and give the layers of what belongs to an annotator.

        What a batch brings must be unique once it is published, and is judged then. Raises
        BadInput, Conflict or NotAllowed.
        """
        layers = self._check_links(writer)
        self._check_furniture(writer)
        self._check_lead(writer)
        for kind, (fields, error) in UNIQUE.items():
            if kind in self._touched and batch is None:
                _check_unique(writer, KINDS[kind], fields, error, self._touched[kind])
        for kind, field in UPWARD:
            own = (e for e in self._edits if e.kind == kind and e.after is not None)
            starts = {e.id for e in own if e.after and e.after.get(field) is not None}
            if starts:
                check_no_circle(kind, starts, _above(writer, KINDS[kind], field, starts))
        for edit in self._edits:
            if edit.kind in _OF_A_LAYER and "annotator" in edit.touched:
                layers[edit.id] = Id(edit.touched["annotator"])  # type: ignore[arg-type]  # a field of ids
        return layers

    def _check_links(self, writer: Writer) -> dict[Id, Id]:
        layers: dict[Id, Id] = {}
        width = len(link.c)
        for lot in lots(self._touched.get("link", ())):
            for row in writer.read(_LINKS.where(link.c.id.in_(lot))):
                fields = dict(zip(link.c.keys(), row[:width], strict=True))
                directed, *ends = row[width:]
                check_link(fields, ends, directed=directed)
                layers[fields["id"]] = fields["annotator"]
        return layers

    def _check_lead(self, writer: Writer) -> None:
        """See that a project which was led still is, whoever takes whose role away meanwhile."""
        gone = (e for e in self._edits if e.kind == "annotator" and (e.before or {}).get("lead"))
        if any(gone) and not writer.read(_LEAD):
            raise NotAllowed("people.last_lead")

    def _check_furniture(self, writer: Writer) -> None:
        for lot in lots(self._touched.get("furniture", ())):
            rows = writer.read(
                select(furniture.c.start, furniture.c.end, text.c.length)
                .join_from(furniture, article, furniture.c.article == article.c.id)
                .join(text, article.c.text == text.c.sha256)
                .where(furniture.c.id.in_(lot))
            )
            for start, end, length in rows:
                check_furniture(length, start, end)


def _check_unique(
    writer: Writer, table: Table, fields: Sequence[str], error: str, ids: Sequence[Id]
) -> None:
    other = table.alias("other")
    same = and_(is_twin(table, other, fields), table.c.id != other.c.id)
    for lot in lots(ids):
        twice = (
            select(func.count())
            .select_from(table)
            .join(other, same)
            .where(table.c.id.in_(lot), visible(table), visible(other))
        )
        if writer.read(twice)[0][0]:
            if table in (label, link_type, assignment):
                raise Conflict(error)
            raise BadInput(error)


def is_twin(table: Table, other: FromClause, fields: Sequence[str]) -> ColumnElement[bool]:
    """Give the condition that two records are alike in some fields, looked up by the first."""
    first, *rest = fields
    # By an index of the rest all links of an annotator would be gone through for each.
    plain = (table.c[f] == func.coalesce(other.c[f], other.c[f]) for f in rest)
    return and_(table.c[first] == other.c[first], *plain)


def _above(writer: Writer, table: Table, field: str, starts: set[Id]) -> dict[Id, Id | None]:
    """Give what is above each record on the way up from these."""
    above: dict[Id, Id | None] = {}
    frontier = starts
    while frontier:
        for lot in lots(frontier):
            query = select(table.c.id, table.c[field]).where(table.c.id.in_(lot))
            above.update({row[0]: row[1] for row in writer.read(query)})
        frontier = {up for up in above.values() if up is not None} - above.keys()
    return above
