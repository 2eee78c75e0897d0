"""Undo, redo and the log: every revision can be taken back, by a new one that says so.

Undo is a revision's edits swapped and reversed. It lasts over restarts and never overwrites what
a colleague has changed since. Which revision is next is decided here; writing is the journal's.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, and_, func, select

from factcheck.access import Access
from factcheck.errors import BadInput, Conflict, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.journal.journal import take_number
from factcheck.journal.past import beside_batch, edits_of, params_of
from factcheck.migrations import BARRIERS
from factcheck.models import KINDS, annotator, revision
from factcheck.records import Outcome, Revision, What
from factcheck.roles import check_may_take_back
from factcheck.store.database import Row
from factcheck.texts import has_text, text

#: The code of the revision by which somebody does nothing but join.
JOINING = "annotator.join"
#: The code of a merge, whose revision is a batch with edits beside it.
MERGED = "merge.project"
_LOOKED_AT = 50  # edits of a revision, for where it took place
_r = revision.c
_later = revision.alias("later")
#: What was last done about an edit: null where nobody took it back.
_newest_act = (
    select(_later.c.act)
    .where(_later.c.root == _r.key, _later.c.number.is_not(None))
    .order_by(_later.c.number.desc())
    .limit(1)
    .correlate(revision)
    .scalar_subquery()
)
_COLUMNS = (
    *(_r.key, _r.number, _r.id, _r.made_at, _r.annotator, _r.what, _r.params, _r.act, _r.root),
    *(_r.undoes, _r.bulk, _r.schema),
)
_done = func.coalesce(_newest_act, "edit") != "undo"


class History:
    """The history of a project, as the one who acts may go along it."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def undoable(self) -> Revision | None:
        """Give what the next undo would take back: one's own newest edit not undone."""
        row = self._undoable()
        return None if row is None else self._shown([row])[0]

    def redoable(self) -> Revision | None:
        """Give the edit that the next redo would do again."""
        row = self._redoable()
        if row is None:
            return None
        edit = self._row(_r.key == row.root)
        return None if edit is None else self._shown([edit])[0]

    def undo(self, number: int | None = None) -> Outcome:
        """Take back one's own newest edit, or the revision of a number.

        Raises NotFound if there is none, Conflict where somebody has since changed the same, and
        then the next undo goes one older; NotAllowed for another's without being a reviewer.
        """
        if number is None:
            row = self._undoable()
            if row is None:
                raise NotFound("undo.nothing")
        else:
            row = self._given(number)
        return self._take_back(row)

    def redo(self) -> Outcome:
        """Do again what one's own newest undo took back, if one has edited nothing since.

        Raises NotFound if there is none, Conflict where it no longer fits.
        """
        row = self._redoable()
        if row is None:
            raise NotFound("undo.nothing_again")
        edit = self._row(_r.key == row.root)
        if edit is not None and edit.annotator != self._access.actor.id:
            self._check_reviews(edit)
        return self._take_back(row)

    def log(self, limit: int = 100) -> list[Revision]:
        """Give the newest revisions, newest first."""
        with self._database.reading():
            return self._shown(self._newest(limit))

    def _newest(self, limit: int) -> list[Row]:
        """Give the newest revisions that who acts may hear of."""
        found: list[Row] = []
        query = select(*_COLUMNS, _done.label("done")).where(_r.number.is_not(None))
        rows = self._database.rows(query.order_by(_r.number.desc()).limit(limit))
        while rows:
            found += self._seen(rows)
            if len(found) >= limit or len(rows) < limit:
                break
            older = query.where(_r.number < rows[-1].number).order_by(_r.number.desc())
            rows = self._database.rows(older.limit(limit))
        return found[:limit]

    def _seen(self, rows: list[Row]) -> list[Row]:
        sight = self._access.sight
        return sight.past.seen(rows) if sight.limited else rows

    def _row(self, *conditions: ColumnElement[bool]) -> Row | None:
        query = select(*_COLUMNS, _done.label("done")).where(_r.number.is_not(None), *conditions)
        return self._database.one(query.order_by(_r.number.desc()).limit(1))

    def _undoable(self) -> Row | None:
        own = and_(_r.annotator == self._access.actor.id, _r.act == "edit", _done)
        own = and_(own, _r.what != JOINING)
        return self._row(own, _r.id.not_in(self._access.refused))

    def _redoable(self) -> Row | None:
        mine = _r.annotator == self._access.actor.id
        newer = revision.alias("newer")
        newest_about_it = (
            select(func.max(newer.c.number)).where(newer.c.root == _r.root).scalar_subquery()
        )
        own_edits = select(func.coalesce(func.max(_later.c.number), 0)).where(
            _later.c.annotator == self._access.actor.id, _later.c.act == "edit"
        )
        return self._row(
            mine,
            _r.act == "undo",
            _r.number == newest_about_it,
            _r.number > own_edits.scalar_subquery(),
            _r.id.not_in(self._access.refused),
        )

    def _given(self, number: int) -> Row:
        row = self._row(_r.number == number)
        if row is None or not self._seen([row]):
            raise NotFound("revision.missing", number=number)
        if row.annotator != self._access.actor.id:
            self._check_reviews(row)
        newest = row if row.root is None else self._newest_about(row.root)
        if newest is None or newest.key != row.key or (row.root is None and not row.done):
            raise NotFound("undo.already", number=number)
        return row

    def _check_reviews(self, row: Row) -> None:
        self._access.refresh()
        if not self._access.actor.reviewer:
            who = self._shown([row])[0].who
            raise NotAllowed("undo.others", number=row.number, who=who)

    def _newest_about(self, root: int) -> Row | None:
        return self._row(_r.root == root)

    def _take_back(self, row: Row) -> Outcome:
        edit = row if row.root is None else self._row(_r.key == row.root)
        assert edit is not None
        shown = self._shown([edit])[0]
        effective = row
        if row.act == "edit":
            effective = self._newest_about(row.key) or row
        try:
            self._check_barrier(effective, shown)
            number, edits = self._write(effective, edit, shown.what)
        except (Conflict, BadInput) as error:
            self._access.refused.add(row.id)
            code = "undo.refused_again" if row.act == "undo" else "undo.refused"
            raise Conflict(code, what=said(shown.what), why=str(error)) from error
        return self._outcome(number, shown.what, edits)

    def _write(self, effective: Row, edit: Row, what: What) -> tuple[int, Sequence[Edit]]:
        if edit.bulk:
            return self._turn(effective, edit.key, what), ()
        past = edits_of(self._database, effective.key)
        # Who joined stays, for others may have begun to refer to them.
        stay = [e for e in past if not (e.kind == "annotator" and e.verb == "insert")]
        edits = [e.swapped() for e in reversed(stay)]
        if not edits:
            raise Conflict("undo.joining")
        check_may_take_back(self._access, effective.key, edits)
        if self._access.sight.unseen(edits) is not None:
            raise Conflict("record.hidden")
        return self._access.take_back(what, edits, undoes=effective.number), edits

    def _turn(self, effective: Row, batch: int, what: What) -> int:
        """Hide a batch, or show it again, as one revision.

        A merge has altered what was there too; an import's alterations stay.
        """
        from factcheck.intake.batches import republish, withdraw

        journal = self._access.journal
        past: Sequence[Edit] = ()
        if what.code == MERGED:
            # The undo of a merge is no batch itself: all that it wrote is turned round again.
            read = beside_batch if effective.key == batch else edits_of
            past = read(self._database, effective.key)
        edits = [e.swapped() for e in reversed(past) if e.kind != "annotator"]
        with journal.transaction() as writer:
            number = take_number(writer)
            if effective.act == "undo":
                republish(writer, batch)
            rows = journal.write(writer, edits) if edits else []
            if effective.act != "undo":
                withdraw(writer, batch)
            key = journal.add_revision(writer, what, number=number, undoes=effective.number)
            writer.append(key, rows, 0)
        self._access.unseen.wrote(number)
        return number

    def _check_barrier(self, row: Row, shown: Revision) -> None:
        crossed = {f for number, fields in BARRIERS.items() if number > row.schema for f in fields}
        if not crossed:
            return
        for edit in edits_of(self._database, row.key):
            if any(f"{edit.kind}.{field}" in crossed for field in edit.touched):
                raise Conflict("undo.barrier", what=said(shown.what))

    def _outcome(self, number: int, what: What, edits: Iterable[Edit]) -> Outcome:
        article: Id | None = None
        for edit in islice(edits, _LOOKED_AT):
            place = _place(edit)
            if place is None:
                continue
            kind, record = place
            if kind == "article":
                article = article or record
                continue
            s = KINDS["statement"].c
            row = self._database.one(select(s.article).where(s.id == record))
            if row is not None:
                return Outcome(number, what, row.article, record)
            of_article = edit.touched.get("article")
            if isinstance(of_article, Id):
                article = of_article
        return Outcome(number, what, article)

    def _shown(self, rows: Sequence[Row]) -> list[Revision]:
        joined = self._database.rows(select(annotator.c.id, annotator.c.name))
        names = {row.id: row.name for row in joined}
        undone = {row.undoes for row in rows if row.undoes is not None}
        numbers = {
            row.key: row.number
            for row in self._database.rows(select(_r.key, _r.number).where(_r.key.in_(undone)))
        }
        return [
            Revision(
                row.number,
                row.id,
                row.made_at,
                row.annotator,
                names.get(row.annotator, self._access.actor.name),
                What(row.what, params_of(row.params)),
                numbers.get(row.undoes),
                undone=row.act == "edit" and not row.done,
            )
            for row in rows
        ]


def said(what: What) -> str:
    """Give the sentence of what a revision did; its code where this program has no sentence."""
    key = f"revisions.{what.code}"
    return text(key, **what.params) if has_text(key) else what.code


def _place(edit: Edit) -> tuple[str, Id] | None:
    """Give the kind and id of the statement or article where an edit can be seen."""
    if edit.kind in ("statement", "article"):
        return edit.kind, edit.id
    for field in ("statement", "source", "article"):
        record = edit.touched.get(field)
        if isinstance(record, Id):
            return ("article" if field == "article" else "statement"), record
    return None
