"""A merge as one revision: what is new comes as a batch, and the rest with its publication.

So that gestures in between wait for a moment only, and a merge that is killed leaves nothing.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from hashlib import sha256

from sqlalchemy import select

from factcheck.access import Access
from factcheck.errors import Damaged
from factcheck.ids import Id
from factcheck.intake.batch_rows import NewText
from factcheck.intake.batches import Batch, give_up, sweep
from factcheck.journal import Edit, Fields, Value, deleted, inserted, updated
from factcheck.journal.edits import TOGETHER
from factcheck.merging.cells import PARTS, Record
from factcheck.merging.draft import REFERENCES, Draft
from factcheck.models import original, text
from factcheck.prose.passages import passages
from factcheck.records import LARGEST_ORIGINAL, Progress, What
from factcheck.store.database import Database
from factcheck.store.lots import lots

_ARTICLES_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Writing:
    """The edits of a merge: groups that a batch takes, and those that come when it is seen."""

    new: list[list[Edit]]
    rest: list[Edit]

    def __len__(self) -> int:
        return len(self.new) + len(self.rest)


def edits_of(draft: Draft) -> Writing:
    """Give the edits by which the project becomes as the draft has it."""
    taken = _part_ids(draft)
    new: list[list[Edit]] = []
    rest: list[Edit] = []
    for kind in PARTS:
        here = draft.here.shown[kind]
        fresh = [r for i, r in draft.put[kind].items() if i not in here]
        new += [_added(record, taken) for record in _upward(fresh)]
        for record, changed in draft.put[kind].items():
            if record in here:
                rest += _changed(here[record], changed, taken)
    for kind in reversed(PARTS):
        for record in draft.gone[kind]:
            rest += _removed(draft.here.shown[kind][record])
    return Writing(new, rest)


def write(
    access: Access,
    draft: Draft,
    writing: Writing,
    what: What,
    theirs: Database,
    *,
    progress: Progress | None,
) -> int:
    """Write a merge as one revision and give its number.

    Raises Conflict where the project has changed since the draft was made, Damaged where a text
    of theirs is not what it says; the project is as before then.
    """
    sweep(access.journal)
    hidden = {
        kind: set(records) & draft.here.hidden[kind].keys() for kind, records in draft.put.items()
    }
    if any(hidden.values()):
        give_up(access.journal, hidden)
    total = len(writing)
    with Batch(access.database, what, access.actor.id) as batch:
        articles = [group for group in writing.new if group[0].kind == "article"]
        before = [group for group in writing.new if group[0].kind == "annotator"]
        after = [g for g in writing.new if g[0].kind not in ("article", "annotator")]
        done = 0
        for groups in (before, articles, after):
            for so_far in _insert(batch, groups, theirs):
                if progress:
                    progress(done + so_far, total)
            done += len(groups)
        number = batch.publish(also=[*access.join_edits(), *writing.rest])
        access.unseen.wrote(number)
    access.joined()
    return number


def _insert(batch: Batch, groups: list[list[Edit]], theirs: Database) -> Iterator[int]:
    if not groups or groups[0][0].kind != "article":
        yield from batch.insert_all(groups)
        return
    done = 0
    for lot in lots(groups, _ARTICLES_AT_ONCE):
        batch.insert([edit for group in lot for edit in group], list(_texts(theirs, lot)))
        done += len(lot)
        yield done


def _texts(theirs: Database, groups: Iterable[list[Edit]]) -> Iterator[NewText]:
    """Read the texts and originals of new articles, each of which must be what its hash says."""
    wanted: dict[bytes, bytes | None] = {}
    for group in groups:
        fields = group[0].after or {}
        sha, read_from = fields["text"], fields["original_sha256"]
        assert isinstance(sha, bytes)
        assert read_from is None or isinstance(read_from, bytes)
        wanted[sha] = wanted.get(sha) or read_from
    originals = _originals(theirs, [sha for sha in wanted.values() if sha is not None])
    query = select(text.c.sha256, text.c.characters).where(text.c.sha256.in_(list(wanted)))
    for sha, characters in theirs.rows(query):
        if not isinstance(characters, str) or sha256(characters.encode()).digest() != sha:
            raise Damaged("merge.bad_text")
        kept = originals.get(wanted[sha] or b"")
        yield NewText(sha, characters, list(passages(characters)), kept)


def _originals(theirs: Database, shas: list[bytes]) -> Mapping[bytes, tuple[bytes, bytes, int]]:
    o = original.c
    found: dict[bytes, tuple[bytes, bytes, int]] = {}
    for row in theirs.rows(select(o.sha256, o.content).where(o.sha256.in_(shas))):
        try:
            content = zlib.decompressobj().decompress(row.content, LARGEST_ORIGINAL + 1)
        except (zlib.error, TypeError) as error:
            raise Damaged("merge.bad_text") from error
        if len(content) > LARGEST_ORIGINAL or sha256(content).digest() != row.sha256:
            raise Damaged("merge.bad_text")
        found[row.sha256] = (row.sha256, row.content, len(content))
    return found


def _upward(records: Iterable[Record]) -> list[Record]:
    """Put records of one kind after those that they refer to."""
    by_id = {record.id: record for record in records}
    above: dict[Id, list[Id]] = {}
    for i, record in by_id.items():
        names = [name for name, kind in REFERENCES[record.kind] if kind == record.kind]
        ups = (record.fields[name] for name in names)
        above[i] = [up for up in ups if isinstance(up, Id) and up in by_id]
    return [by_id[i] for i in TopologicalSorter(above).static_order()]


def _part_ids(draft: Draft) -> set[Id]:
    return {
        row
        for records in (*draft.here.shown.values(), *draft.here.hidden.values())
        for record in records.values()
        for rows in record.parts.values()
        for row in rows
    }


def _added(record: Record, taken: set[Id]) -> list[Edit]:
    edits = [inserted(record.kind, record.id, record.fields)]
    for part, rows in record.parts.items():
        edits += [inserted(part, _free(row, taken), fields) for row, fields in rows.items()]
    return edits


def _free(row: Id, taken: set[Id]) -> Id:
    """Give the id of a part, another one where ours has that for another part."""
    free = Id.new() if row in taken else row
    taken.add(free)
    return free


def _changed(ours: Record, changed: Record, taken: set[Id]) -> Iterator[Edit]:
    kind = ours.kind
    for part in PARTS[kind]:
        before, after = ours.parts.get(part, {}), changed.parts.get(part, {})
        if before is not after:
            yield from _parts_changed(part, before, after, taken)
    names = {n for n, value in changed.fields.items() if value != ours.fields[n] and n != "batch"}
    for group in TOGETHER.get(kind, ()):
        names |= group if names & group else set()
    if names:
        yield _updated(kind, ours.id, ours.fields, changed.fields, names)


def _parts_changed(
    part: str, before: Mapping[Id, Fields], after: Mapping[Id, Fields], taken: set[Id]
) -> Iterator[Edit]:
    yield from (deleted(part, row, before[row]) for row in before if row not in after)
    for row, fields in after.items():
        if row not in before:
            yield inserted(part, _free(row, taken), fields)
        elif fields != before[row]:
            names = {name for name, value in fields.items() if value != before[row][name]}
            for group in TOGETHER.get(part, ()):
                names |= group if names & group else set()
            yield _updated(part, row, before[row], fields, names)


def _updated(kind: str, record: Id, before: Fields, after: Fields, names: set[str]) -> Edit:
    order = sorted(names)
    was: dict[str, Value] = {name: before[name] for name in order}
    return updated(kind, record, was, {name: after[name] for name in order})


def _removed(record: Record) -> Iterator[Edit]:
    for part, rows in record.parts.items():
        yield from (deleted(part, row, fields) for row, fields in rows.items())
    yield deleted(record.kind, record.id, record.fields)
