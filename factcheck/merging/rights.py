"""What of a merge is beyond the role of who merges: labels, gold, what the project says of itself.

Whoever merges brings in what a colleague did. What takes a role comes in only if somebody who has
that role in this project did it, or merges: in a project of one's own everybody has all of them.
"""

from collections.abc import Collection, Iterable, Mapping

from factcheck.access import Access
from factcheck.errors import NotAllowed
from factcheck.ids import GOLD, Id
from factcheck.journal import Fields
from factcheck.merging.cells import Record
from factcheck.merging.conflicts import check_may_settle, clash_id
from factcheck.merging.draft import Draft, Role
from factcheck.merging.moments import Moment


def note_roles(draft: Draft, record: Record, done: Mapping[str, Moment]) -> None:
    """Note what a merge takes over of a record that takes a role: when and by whom, by cell."""
    for cell, (_, who) in done.items():
        role = _role_for(record, cell)
        if role is not None:
            draft.by_role.add((role, who))


def check_roles(access: Access, draft: Draft, chosen: Collection[Id]) -> None:
    """Raise NotAllowed where neither who did something nor who merges may do it here.

    `chosen` are the clashes that who merges settles, as only those may who may settle them later.
    """
    known = {i: one.fields for i, one in draft.here.shown["annotator"].items()}
    own = known.get(access.actor.id)
    led = any(one["lead"] for one in known.values())
    for role, who in draft.by_role:
        did = known.get(who) if who is not None else None
        if not _has(role, (own, did)) and (led or role == "reviewer"):
            raise NotAllowed("merge.role")
    for kind, record, clash in draft.found.clashes:
        if clash_id(kind, record, clash) in chosen:
            check_may_settle(access, draft.here.shown[kind][record])


def _role_for(record: Record, cell: str) -> Role | None:
    if record.kind == "project":
        return "definer" if cell == "guide" else "lead"
    if record.kind in ("label", "link_type"):
        return "definer"
    gold = record.kind == "decision" or record.fields.get("annotator") == GOLD
    return "reviewer" if gold else None


def _has(role: Role, people: Iterable[Fields | None]) -> bool:
    names = ("lead", "reviewer") if role == "definer" else (role,)
    return any(one[name] for one in people if one is not None for name in names)
