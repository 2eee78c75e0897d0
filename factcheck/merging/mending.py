"""Passes over a draft after which it holds: what is referred to is there, nothing is twice.

Each side's work holds by itself; together they may refer to what the other deleted, go in a
circle, or say the same twice. What gives way is the same whichever side asks, and none of it is
lost: it stays as the other version of a clash.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace

from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.journal.standing import UPWARD
from factcheck.merging.cells import PARTS, Record, blank
from factcheck.merging.comparing import Clash
from factcheck.merging.draft import Draft
from factcheck.merging.identity import assignment_key, link_key, statement_key
from factcheck.merging.moments import NEVER

_NULLABLE = {"edition_of", "article", "affiliation", "merged_into", "speaker", "said_to"}
_NULLABLE |= {"claim", "parent", "answers", "replaces"}
#: Kinds of link and labels: what the journal would refuse to have twice.
_NAMED = ("label", "link_type")


def mend(draft: Draft) -> None:
    """Make a draft hold together; raise BadInput where the other project does not itself."""
    _hold_references(draft)
    for kind, name in UPWARD:
        if draft.put[kind]:
            _open_circles(draft, kind, name)
    for kind in _NAMED:
        _tell_apart(draft, kind)
    _join_duplicates(draft)
    if draft.put["link"]:
        _put_in_order(draft)
        _keep_one(draft, "link", link_key)
    if draft.put["assignment"]:
        _keep_one(draft, "assignment", assignment_key)


def _hold_references(draft: Draft) -> None:
    waiting = [record for records in draft.put.values() for record in records.values()]
    while True:
        while waiting:
            record = waiting.pop()
            for name, kind, target in draft.references(record):
                if draft.get(kind, target) is None:
                    waiting += _brought_back(draft, record, name, kind, target)
        waiting = list(_still_needed(draft))
        if not waiting:
            return


def _brought_back(
    draft: Draft, record: Record, name: str | None, kind: str, target: Id
) -> Iterable[Record]:
    """Let what a record refers to be there; give what must be looked at next."""
    if target in draft.gone[kind]:
        draft.keep(kind, target)
        return [draft.here.shown[kind][target]]
    found = draft.there[kind].get(target)
    if found is not None:
        draft.add(found)
        draft.found.kept.append((kind, target))
        return [draft.put[kind][target]]
    if name is None or name not in _NULLABLE or record.id not in draft.put[record.kind]:
        raise BadInput("merge.other_record", kind=record.kind, id=str(record.id))
    draft.set_field(draft.put[record.kind][record.id], name, None)
    return []


def _still_needed(draft: Draft) -> Iterable[Record]:
    """Let records stay that others refer to, which do not go themselves, and give them."""
    if not any(draft.gone.values()):
        return
    for kind in PARTS:
        for record in list(draft.all(kind)):
            for _, other, target in draft.references(record):
                if target in draft.gone[other]:
                    draft.keep(other, target)
                    yield draft.here.shown[other][target]


def _open_circles(draft: Draft, kind: str, name: str) -> None:
    above: dict[Id, Id] = {}
    for record in draft.all(kind):
        up = record.fields[name]
        if isinstance(up, Id):
            above[record.id] = up
    done: set[Id] = set()
    for start in sorted(above):
        way: dict[Id, None] = {}
        here: Id | None = start
        while here is not None and here not in way and here not in done:
            way[here] = None
            here = above.get(here)
        if here is not None and here in way:
            order = list(way)
            opened = max(order[order.index(here) :])
            _let_go(draft, kind, opened, name)
            del above[opened]
        done.update(way)


def _let_go(draft: Draft, kind: str, record: Id, name: str) -> None:
    found = draft.get(kind, record)
    assert found is not None
    clash = Clash(name, None, found.fields[name], NEVER, NEVER, ours_kept=False)
    draft.set_field(found, name, None)
    draft.found.clashes.append((kind, record, clash))


def _tell_apart(draft: Draft, kind: str) -> None:
    """Let no two labels have one name: the one with the larger id gets a number."""
    if not draft.put[kind]:
        return
    taken: set[object] = set()
    for record in sorted(draft.all(kind), key=lambda r: r.id):
        name = str(record.fields["name"])
        number, new = 2, name
        while new in taken:
            new, number = f"{name} ({number})", number + 1
        taken.add(new)
        if new != name:
            draft.set_field(record, "name", new)
            draft.found.renamed.append((kind, name, new))


def _join_duplicates(draft: Draft) -> None:
    """Let statements that both sides' changes made exact duplicates be one."""
    if not draft.put["statement"]:
        return
    groups = _alike(draft.all("statement"), statement_key)
    stands: dict[Id, Id] = {}
    for group in groups:
        ids = {record.id for record in group}
        if ids.isdisjoint(draft.put["statement"]) or _was_so(draft, group):
            continue
        first, *others = sorted(group, key=lambda r: r.id)
        stands.update((other.id, first.id) for other in others)
        _keep_first(draft, first, others)
    if stands:
        _point(draft, "link", ("source", "target"), stands)
        _point(draft, "statement", ("parent",), stands)


def _was_so(draft: Draft, group: Iterable[Record]) -> bool:
    """Say whether one side has the same statements twice by itself, as imports may."""
    for side in (draft.here.shown["statement"], draft.there["statement"]):
        found = [side.get(record.id) for record in group]
        if all(found) and len({statement_key(r) for r in found if r}) == 1:
            return True
    return False


def _point(draft: Draft, kind: str, names: Iterable[str], stands: Mapping[Id, Id]) -> None:
    for record in list(draft.all(kind)):
        changed = {
            n: stands[v] for n in names if isinstance(v := record.fields[n], Id) and v in stands
        }
        if changed:
            moved = replace(record, fields={**record.fields, **changed})
            draft.put[kind][record.id] = moved
            if kind == "link" and moved.fields["source"] == moved.fields["target"]:
                draft.drop(moved)


def _put_in_order(draft: Draft) -> None:
    for link in list(draft.put["link"].values()):
        kind = link.fields["type"]
        assert isinstance(kind, Id)
        known = draft.get("link_type", kind)
        source, target = link.fields["source"], link.fields["target"]
        assert isinstance(source, bytes)
        assert isinstance(target, bytes)
        if known is not None and not known.fields["directed"] and source > target:
            fields = {**link.fields, "source": target, "target": source}
            draft.put["link"][link.id] = replace(link, fields=fields)


def _keep_one(draft: Draft, kind: str, key: Callable[[Record], Hashable]) -> None:
    for group in _alike(draft.all(kind), key):
        first, *others = sorted(group, key=lambda r: r.id)
        _keep_first(draft, first, others)


def _keep_first(draft: Draft, first: Record, others: Iterable[Record]) -> None:
    """Let one record stand for others like it; what they have else is kept beside it."""
    for other in others:
        cells = first.cells()
        for name, value in other.cells().items():
            if value not in (cells[name], blank(first.kind, name)) and name != "span":
                clash = Clash(name, cells[name], value, NEVER, NEVER, ours_kept=True)
                draft.found.clashes.append((first.kind, first.id, clash))
        draft.drop(other)


def _alike(records: Iterable[Record], key: Callable[[Record], Hashable]) -> list[list[Record]]:
    found: dict[Hashable, list[Record]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return [group for group in found.values() if len(group) > 1]
