"""Long work that is seen only when it is whole: rows of a batch hide until it is published.

A batch is a revision without a number, written by small transactions so that gestures in between
wait for one of them at most. Its writer holds a lock; what a dead one left is swept. To undo it
is to withdraw it: its rows hide again, and come back with redo.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from sqlalchemy import delete, or_, select, text, update

from factcheck.errors import Busy, Conflict, NotAllowed
from factcheck.ids import Id
from factcheck.intake.batch_locks import lock_of
from factcheck.intake.batch_rows import (
    NewText,
    add_texts,
    erase,
    is_referred_to,
    loosen,
    refers_to_hidden,
    twins,
    withdrawn_with,
)
from factcheck.journal import Edit, Journal, Writer
from factcheck.journal.journal import now, take_number, written_what
from factcheck.journal.standing import UNIQUE
from factcheck.models import KINDS, SCHEMA, annotator, change, project, revision
from factcheck.records import What
from factcheck.store.database import Database
from factcheck.store.lots import lots

#: Edits that one transaction takes: it lasts some 50 ms, and so does the longest wait of others.
AT_ONCE = 3_000
# Writers that wait ask every millisecond; between two transactions one of them must get in.
_PAUSE = 0.002
_ERASED_AT_ONCE = 100
# What comes with a batch and goes with it; who joined stays.
_BROUGHT = tuple(kind for kind, t in KINDS.items() if "batch" in t.c and kind != "annotator")
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


class Batch:
    """One batch while it is written: leaving it unpublished leaves the project as it was."""

    def __init__(self, database: Database, what: What, actor: Id) -> None:
        self._home = database
        self._what = what
        self._actor = actor
        self._written = 0
        self._published = False

    def __enter__(self) -> Self:
        with ExitStack() as undone:
            # A connection of its own: the lock is the connection's, and the work a job's.
            self._database = self._home.clone()
            undone.callback(self._database.close)
            self._journal = Journal(self._database, self._actor)
            with self._journal.transaction() as writer:
                _lock_project(writer)
                self.key = self._journal.add_revision(writer, self._what, number=None, bulk=True)
                self._lock = lock_of(self._database, writer.connection, self.key)
                if not self._lock.take():
                    raise Busy("batch.locked")
            undone.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if not self._published:
                _discard(self._journal, self.key)
        finally:
            self._lock.release()
            self._database.close()

    def insert(self, edits: Sequence[Edit], texts: Sequence[NewText] = ()) -> None:
        """Write records, with the texts of new articles, in one transaction.

        Give a record together with its parts, after those that it refers to; `AT_ONCE` edits or
        200 articles at most, or others wait. Raises what `Journal.apply` raises.
        """
        own = [self._own(edit) for edit in sorted(edits, key=lambda e: _ORDER[e.kind])]
        with self._journal.transaction() as writer:
            _lock_project(writer)
            add_texts(writer.connection, texts)
            rows = self._journal.write(writer, own, batch=self.key)
            writer.append(self.key, rows, self._written)
        self._written += len(rows)
        time.sleep(_PAUSE)

    def insert_all(self, groups: Iterable[Sequence[Edit]]) -> Iterator[int]:
        """Write groups, each a record with its parts, and give how many are written so far."""
        waiting: list[Edit] = []
        done = 0
        for done, group in enumerate(groups, 1):
            waiting += group
            if len(waiting) >= AT_ONCE:
                self.insert(waiting)
                waiting = []
                yield done
        if waiting:
            self.insert(waiting)
            yield done

    def twins(self, kind: str) -> list[Id]:
        """Give the records of a kind that the project turns out to hold already."""
        with self._journal.transaction() as writer:
            return twins(writer, self.key, kind)

    def remove(self, records: Collection[Id]) -> None:
        """Take records out of the batch again, with all that hangs on them."""
        c = change.c
        hanging = select(c.position, c.kind, c.record, c.owner).where(c.revision == self.key)
        for lot in lots(records, _ERASED_AT_ONCE):
            with self._journal.transaction() as writer:
                _lock_project(writer)
                rows = writer.read(hanging.where(or_(c.record.in_(lot), c.owner.in_(lot))))
                erase(writer, self.key, [tuple(row) for row in rows])

    def publish(self, what: What | None = None, *, also: Sequence[Edit] = ()) -> int:
        """Let all be seen, as one revision, and give its number.

        `what` names it better than at the start; `also` are edits that stay when the batch is
        withdrawn: the actor joins. Raises Conflict where what was written no longer fits what
        others published meanwhile.
        """
        with self._journal.transaction() as writer:
            number = take_number(writer)
            values = {"number": number, "state": "published", "made_at": now()}
            values |= written_what(what) if what else {}
            writer.connection.execute(
                update(revision).where(revision.c.key == self.key).values(values)
            )
            # After that, for they may refer to what the batch brings.
            new = [e for e in also if e.before is not None or not _is_there(writer, e)]
            writer.append(self.key, self._journal.write(writer, new), self._written)
            # Who joined stays: others may begin to refer to them.
            writer.connection.execute(
                update(annotator).where(annotator.c.batch == self.key).values(batch=None)
            )
            _check(writer, self.key)
        self._published = True
        return number

    def _own(self, edit: Edit) -> Edit:
        if edit.before is not None:
            raise ValueError("a batch only inserts")
        if "batch" not in KINDS[edit.kind].c:
            return edit
        return Edit(edit.kind, edit.id, None, {**(edit.after or {}), "batch": self.key})


def sweep(journal: Journal) -> int:
    """Delete what batches left whose writers died, and give how many those were."""
    r, swept = revision.c, 0
    opened = select(r.key).where(r.state == text("'open'"))
    for (key,) in journal.database.rows(opened):
        with journal.transaction() as writer:
            lock = lock_of(journal.database, writer.connection, key)
            if not lock.take():
                continue
        try:
            # It may have been published or swept between the question and the lock.
            if journal.database.rows(opened.where(r.key == key)):
                _discard(journal, key)
                swept += 1
        finally:
            lock.release()
    return swept


def withdraw(writer: Writer, key: int) -> None:
    """Hide a published batch again; raise Conflict if records from elsewhere refer into it."""
    if is_referred_to(writer, key):
        raise Conflict("batch.in_use")
    _set_state(writer, key, "published", "withdrawn")


def republish(writer: Writer, key: int) -> None:
    """Show a withdrawn batch again; raise Conflict where it no longer fits, or is given up."""
    c = change.c
    brought = select(c.position).where(c.revision == key, c.verb == "insert", c.kind.in_(_BROUGHT))
    if not writer.read(brought.limit(1)):
        raise Conflict("batch.given_up")
    _check(writer, key)
    _set_state(writer, key, "withdrawn", "published")


def give_up(journal: Journal, records: Mapping[str, Collection[Id]]) -> None:
    """Delete the withdrawn batches that hold records of these kinds and ids.

    So that what was imported and undone can be imported again. Their revisions stay in the log;
    withdrawn batches that refer to them go too, and none of them can be redone.
    """
    with journal.transaction() as writer:
        keys = withdrawn_with(writer, records)
    for key in sorted(keys, reverse=True):
        with journal.transaction() as writer:
            _lock_project(writer)
            loosen(writer, key)
        _empty(journal, key)


def _set_state(writer: Writer, key: int, before: str, after: str) -> None:
    one = update(revision).where(revision.c.key == key, revision.c.state == before)
    if writer.connection.execute(one.values(state=after)).rowcount != 1:
        raise Conflict("batch.changed")


def _check(writer: Writer, key: int) -> None:
    """Raise Conflict if a hidden batch, once shown, would break what must hold."""
    kinds = writer.read(select(change.c.kind).where(change.c.revision == key).distinct())
    held = {row[0] for row in kinds}
    for kind, (_, error) in UNIQUE.items():
        if kind in held and twins(writer, key, kind):
            raise Conflict(error)
    if refers_to_hidden(writer, key):
        raise Conflict("reference.gone", kind="batch")


def _discard(journal: Journal, key: int) -> None:
    """Delete a batch with all that it wrote, newest first, by small transactions."""
    with journal.transaction() as writer:
        _lock_project(writer)
        loosen(writer, key)
    _empty(journal, key)
    with journal.transaction() as writer:
        writer.connection.execute(delete(revision).where(revision.c.key == key))


def _empty(journal: Journal, key: int) -> None:
    c = change.c
    newest = select(c.position, c.kind, c.record, c.owner).where(c.revision == key)
    newest = newest.order_by(c.position.desc()).limit(_ERASED_AT_ONCE)
    rest = newest
    while True:
        with journal.transaction() as writer:
            _lock_project(writer)
            rows = writer.read(rest)
            if not rows:
                return
            erase(writer, key, [tuple(row) for row in rows])
        rest = newest.where(c.position < rows[-1].position)
        time.sleep(_PAUSE)


def _lock_project(writer: Writer) -> None:
    """Let nobody else write meanwhile; SQLite's transactions see to that by themselves."""
    locked = select(project.c.schema).with_for_update()
    if writer.read(locked)[0].schema != SCHEMA:
        raise NotAllowed("project.migrated")


def _is_there(writer: Writer, edit: Edit) -> bool:
    table = KINDS[edit.kind]
    return bool(writer.read(select(table.c.id).where(table.c.id == edit.id)))
