"""The project's labels and link types: what there is, and how they are added and defined anew.

The built-in ones can be reworded, for a guide is the project's own; one that something uses
cannot be deleted. Whether to flag what was labelled before is the person's choice, made elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypedDict, Unpack

from sqlalchemy import Column, Table, select

from factcheck import models
from factcheck.access import Access
from factcheck.builtin import rows as builtin_rows
from factcheck.errors import BadInput, NotAllowed
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.queries.completion import folded_key
from factcheck.queries.rows import Row, altered, number, one, removed, where
from factcheck.records import Label, LinkType, What
from factcheck.roles import check_defines
from factcheck.verbs.checks import line, optional_line, prose
from factcheck.verbs.flagging import flaggable, flagging

_b, _t = models.label.c, models.link_type.c
_BUILTIN = frozenset(record for _, record, _ in builtin_rows())


class _Said(NamedTuple):
    """What revisions and errors of a kind are called."""

    added: str
    deleted: str
    twice: str
    builtin: str
    used: str


_SAID = {
    "label": _Said("label.add", "label.delete", "label.twice", "label.builtin", "label.used"),
    "link_type": _Said(
        *("link_type.add", "link_type.delete", "link_type.twice"),
        *("link_type.builtin", "link_type.used"),
    ),
}


class Look(TypedDict, total=False):
    """What may be said of a label or link type besides its name; what is left out stays."""

    definition: str
    example: str
    counter_example: str
    shape: str
    color: str
    key: str | None
    position: int


class LabelLook(Look, total=False):
    """What may be said of a label besides its name."""

    underline: str


class LabelFields(LabelLook, total=False):
    """What may be altered of a label."""

    name: str


class LinkTypeLook(Look, total=False):
    """What may be said of a link type besides its name and direction."""

    passive: str
    contradicts: bool


class LinkTypeFields(LinkTypeLook, total=False):
    """What may be altered of a link type; its direction is fixed, for links stand by it."""

    name: str


class Labels:
    """Questions about labels and link types, and their verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def labels(self) -> list[Label]:
        """Give the labels in the project's order."""
        columns = (
            *(_b.id, _b.name, _b.definition, _b.example, _b.counter_example, _b.shape),
            *(_b.color, _b.underline, _b.key, _b.position),
        )
        query = (
            select(*columns).where(self._database.shown(models.label)).order_by(_b.position, _b.id)
        )
        return [Label(*row) for row in self._database.rows(query)]

    def link_types(self) -> list[LinkType]:
        """Give the link types in the project's order."""
        columns = (
            *(_t.id, _t.name, _t.directed, _t.contradicts, _t.definition, _t.example),
            *(_t.counter_example, _t.passive, _t.shape, _t.color, _t.key, _t.position),
        )
        query = (
            select(*columns)
            .where(self._database.shown(models.link_type))
            .order_by(_t.position, _t.id)
        )
        return [LinkType(*row) for row in self._database.rows(query)]

    def add(self, name: str, **fields: Unpack[LabelLook]) -> Id:
        """Add a label and give its id; raise BadInput for a name that there is, folded."""
        look = {"shape": "circle", "color": "accent", "underline": "solid"}
        return self._add(models.label, name, {**look, **fields})

    def add_link_type(self, name: str, *, directed: bool, **fields: Unpack[LinkTypeLook]) -> Id:
        """Add a link type and give its id; raise BadInput for a name that there is, folded."""
        look = {"shape": "loop", "color": "mute", "directed": directed, "contradicts": False}
        return self._add(models.link_type, name, {**look, **fields})

    def edit(
        self, label: Id, *, flag_statements: Iterable[Id] = (), **fields: Unpack[LabelFields]
    ) -> None:
        """Alter a label, and flag statements for another look, of those that `flaggable` gives."""
        row = one(self._database, models.label, label)
        edits = self._alter(models.label, row, fields)
        if edits:
            edits += flagging(self._access, flag_statements)
        self._record("label.edit", row, edits)

    def flaggable(self, label: Id) -> list[Id]:
        """Give the statements with a label that who acts may flag for another look."""
        return flaggable(self._access, models.statement.c.label == label)

    def edit_link_type(self, link_type: Id, **fields: Unpack[LinkTypeFields]) -> None:
        """Alter a link type."""
        row = one(self._database, models.link_type, link_type)
        self._record("link_type.edit", row, self._alter(models.link_type, row, fields))

    def delete(self, label: Id) -> None:
        """Delete a label that nothing has and that is not built in; raise NotAllowed else."""
        self._delete(models.label, label, models.statement.c.label)

    def delete_link_type(self, link_type: Id) -> None:
        """Delete a link type that nothing has and that is not built in; raise NotAllowed else."""
        self._delete(models.link_type, link_type, models.link.c.type)

    def _add(self, table: Table, name: str, fields: Mapping[str, object]) -> Id:
        check_defines(self._access)
        made = Id.new()
        rows = where(self._database, table)
        position = 1 + max((number(r["position"]) for r in rows), default=-1)
        values = {"position": position, **_checked(fields), "name": self._name(table, name, rows)}
        self._access.record(
            What(_SAID[table.name].added, {"name": str(values["name"])}),
            [inserted(table.name, made, values)],
        )
        return made

    def _alter(self, table: Table, row: Row, fields: Mapping[str, object]) -> list[Edit]:
        check_defines(self._access)
        values = _checked(fields)
        if "name" in fields:
            others = [r for r in where(self._database, table) if r["id"] != row["id"]]
            values["name"] = self._name(table, str(fields["name"]), others)
        return altered(table.name, row, values)

    def _name(self, table: Table, name: str, others: Sequence[Row]) -> str:
        found = line("name", name)
        if any(folded_key(str(r["name"])) == folded_key(found) for r in others):
            raise BadInput(_SAID[table.name].twice, name=found)
        return found

    def _delete(self, table: Table, record: Id, column: Column[Id]) -> None:
        check_defines(self._access)
        row, said = one(self._database, table, record), _SAID[table.name]
        if record in _BUILTIN:
            raise NotAllowed(said.builtin, name=str(row["name"]))
        of_it = select(column).where(column == record, self._database.shown(column.table)).limit(1)
        if self._database.one(of_it):
            raise NotAllowed(said.used, name=str(row["name"]))
        self._record(said.deleted, row, removed(table.name, [row]))

    def _record(self, code: str, row: Row, edits: Sequence[Edit]) -> None:
        if edits:
            self._access.record(What(code, {"name": str(row["name"])}), edits)


def _checked(fields: Mapping[str, object]) -> dict[str, Value]:
    """Give the columns of a look, the name apart; raise BadInput for what is too long."""
    found: dict[str, Value] = {}
    for field, value in fields.items():
        if field in ("definition", "example", "counter_example"):
            found[field] = prose(field, str(value))
        elif field in ("shape", "color", "underline"):
            found[field] = line(field, str(value))
        elif field == "key":
            found[field] = optional_line(field, None if value is None else str(value))
        elif field == "passive":
            found[field] = optional_line(field, str(value)) or ""
        elif field != "name":
            assert isinstance(value, int)
            found[field] = value
    return found
