"""The statements that a revision touches, judged under the lock.

Those that are wholly new are judged from the edits, altered ones read back: that halves the cost
of bulk work. It keeps the fingerprints by which exact duplicates are found.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select, text

from factcheck.errors import BadInput, Conflict
from factcheck.ids import Id
from factcheck.journal.edits import Edit, Fields
from factcheck.journal.invariants import check_spans, fingerprint
from factcheck.journal.lookups import Lookup
from factcheck.journal.texts import Texts
from factcheck.journal.writer import Writer, fields_of
from factcheck.models import KINDS, OWNERS, span, statement
from factcheck.store.database import visible
from factcheck.store.lots import lots

_TWICE = Lookup(
    select(statement.c.fingerprint)
    .where(visible(statement))
    .group_by(statement.c.fingerprint)
    .having(func.count() > text("1")),
    statement.c.fingerprint,
)
_PARTS = ("span", "reporter")
_TEXTS_AT_ONCE = 100


class Statements:
    """What the edits of one revision do to statements."""

    def __init__(self, edits: Sequence[Edit], owners: Mapping[Id, Id]) -> None:
        self.new: dict[Id, Fields] = {}
        self.altered: set[Id] = set()
        self.spans: dict[Id, list[Fields]] = {}
        #: The layer of every statement that is new, altered or gone.
        self.layers: dict[Id, Id] = {}
        gone: set[Id] = set()
        for edit in edits:
            if edit.kind == "statement":
                self._take(edit, gone)
        for edit in edits:
            if edit.kind in _PARTS:
                self._take_part(edit, owners[edit.id])
        self.altered -= gone

    def fingerprints(self) -> dict[Id, int]:
        """Give the fingerprints of the wholly new ones."""
        return {
            record: fingerprint(fields, self.spans.get(record, ()))
            for record, fields in self.new.items()
        }

    def check(self, writer: Writer, texts: Texts, new: Mapping[Id, int]) -> None:
        """Judge all that were touched, after the edits were written.

        Raises BadInput or Conflict. `new` are the fingerprints of the wholly new ones.
        """
        typed = {i: new[i] for i, fields in self.new.items() if fields["origin"] == "typed"}
        self._check_spans(writer, texts, self.new, self.spans)
        for lot in lots(self.altered):
            typed |= self._check_altered(writer, texts, lot)
        self._check_duplicates(writer, typed)
        parents = {i: _an_id(f["parent"]) for i, f in self.new.items() if f["parent"] is not None}
        self._check_parents(writer, parents, self.new)

    def _take(self, edit: Edit, gone: set[Id]) -> None:
        if edit.after is None:
            gone.add(edit.id)
            self.new.pop(edit.id, None)
        elif edit.before is None:
            self.new[edit.id] = edit.after
        else:
            self._alter(edit.id)
        layer = edit.touched.get("annotator")
        if layer is not None:
            self.layers[edit.id] = _an_id(layer)

    def _take_part(self, edit: Edit, owner: Id) -> None:
        if owner not in self.new:
            self.altered.add(owner)
        elif edit.before is not None:
            self._alter(owner)
        elif edit.kind == "span" and edit.after is not None:
            self.spans.setdefault(owner, []).append(edit.after)

    def _alter(self, record: Id) -> None:
        self.new.pop(record, None)
        self.altered.add(record)

    def _check_altered(self, writer: Writer, texts: Texts, lot: list[Id]) -> dict[Id, int]:
        rows = {
            row.id: fields_of(row)
            for row in writer.read(select(statement).where(statement.c.id.in_(lot)))
        }
        spans: dict[Id, list[Fields]] = {}
        for row in writer.read(select(span).where(span.c.statement.in_(lot))):
            spans.setdefault(row.statement, []).append(fields_of(row))
        for record in lot:
            if record not in rows:
                raise Conflict("record.gone", kind="statement", id=str(record))
            self.layers[record] = _an_id(rows[record]["annotator"])
        self._check_spans(writer, texts, rows, spans)
        prints = {i: fingerprint(row, spans[i]) for i, row in rows.items()}
        changed = {i: p for i, p in prints.items() if rows[i]["fingerprint"] != p}
        writer.set_fingerprints(changed)
        parents = {i: _an_id(row["parent"]) for i, row in rows.items() if row["parent"] is not None}
        self._check_parents(writer, parents, rows)
        return {i: p for i, p in changed.items() if rows[i]["origin"] == "typed"}

    def _check_spans(
        self,
        writer: Writer,
        texts: Texts,
        statements: Mapping[Id, Fields],
        spans: Mapping[Id, Sequence[Fields]],
    ) -> None:
        by_article: dict[Id, list[Id]] = {}
        for record, fields in statements.items():
            by_article.setdefault(_an_id(fields["article"]), []).append(record)
        for lot in lots(by_article, _TEXTS_AT_ONCE):
            found = texts.of(writer, lot)
            for article in lot:
                for record in by_article[article]:
                    check_spans(found[article], spans.get(record, ()))

    def _check_duplicates(self, writer: Writer, typed: Mapping[Id, int]) -> None:
        if typed and _TWICE.rows(writer, set(typed.values())):
            raise BadInput("statement.duplicate")

    def _check_parents(
        self, writer: Writer, parents: Mapping[Id, Id], fields: Mapping[Id, Fields]
    ) -> None:
        s = statement.c
        for lot in lots(set(parents.values())):
            rows = writer.read(select(s.id, s.article, s.annotator).where(s.id.in_(lot)))
            where = {row.id: (row.article, row.annotator) for row in rows}
            for record, parent in parents.items():
                own = (fields[record]["article"], fields[record]["annotator"])
                if parent in where and where[parent] != own:
                    raise BadInput("statement.parent_elsewhere")


def _an_id(value: object) -> Id:
    assert isinstance(value, Id)
    return value


def owners_of(writer: Writer, edits: Iterable[Edit]) -> dict[Id, Id]:
    """Give, for edits of spans, aliases and the like, the record that each hangs on."""
    owners: dict[Id, Id] = {}
    unknown: dict[str, list[Id]] = {}
    for edit in edits:
        if edit.kind not in OWNERS:
            continue
        column = OWNERS[edit.kind][0]
        owner = (edit.after or {}).get(column) or (edit.before or {}).get(column)
        if owner is not None:
            owners[edit.id] = _an_id(owner)
        else:
            unknown.setdefault(edit.kind, []).append(edit.id)
    for kind, ids in unknown.items():
        table = KINDS[kind]
        for lot in lots(ids):
            rows = writer.read(
                select(table.c.id, table.c[OWNERS[kind][0]]).where(table.c.id.in_(lot))
            )
            owners.update({row[0]: row[1] for row in rows})
    for kind, ids in unknown.items():
        if any(i not in owners for i in ids):
            raise Conflict("record.gone", kind=kind, id="")
    return owners
