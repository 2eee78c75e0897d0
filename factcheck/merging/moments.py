"""When something was changed and by whom, also where a merge brought it: then there, not here.

So that of two changes the later one wins, through however many hands they came.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from factcheck.history import MERGED
from factcheck.ids import Id
from factcheck.journal import Value
from factcheck.merging.reading import Held
from factcheck.models import change, revision
from factcheck.store.database import Database

#: When something was changed, as revisions have it, and by whom.
Moment = tuple[str, Id | None]
#: By record and cell.
Moments = Mapping[tuple[Id, str], Moment]
NEVER: Moment = ("", None)


@dataclass(frozen=True, slots=True)
class Merges:
    """What is known of a project's merges, by the keys of their revisions, undos and redos."""

    moments: Mapping[int, Moments]
    #: Merges that are undone, and what undid them: as if nothing had been changed.
    undone: Collection[int]


def merges_of(database: Database, held: Held, since: int) -> Merges:
    """Tell when what was merged after a revision was changed where it came from."""
    r, c = revision.c, change.c
    query = (
        select(r.key, c.record)
        .join_from(change, revision, c.revision == r.key)
        .where(c.kind == "merge", c.verb == "insert", r.number > since)
    )
    moments: dict[int, dict[tuple[Id, str], Moment]] = defaultdict(dict)
    for key, record in database.rows(query):
        merge = held.any("merge", record)
        if merge is not None:
            moments[key].update(read_moments(merge.fields["times"]))
    acts: dict[int, str] = {}
    roots: dict[int, int] = {}
    done = select(r.key, r.root, r.act).where(r.what == MERGED, r.number > since)
    for key, root, act in database.rows(done.order_by(r.number)):
        roots[key] = root or key
        acts[roots[key]] = act
    undone = {key for key, root in roots.items() if acts[root] == "undo"}
    return Merges({key: moments[roots.get(key, key)] for key in {*roots, *moments}}, undone)


def written_moments(moments: Moments) -> str:
    """Give moments as a merge keeps them."""
    plain = {
        f"{record.hex()}:{cell}": [at, by.hex() if by else ""]
        for (record, cell), (at, by) in moments.items()
    }
    return json.dumps(plain, sort_keys=True) if plain else ""


def read_moments(written: Value) -> Moments:
    """Read what `written_moments` gave; what cannot be read counts as not known."""
    found: dict[tuple[Id, str], Moment] = {}
    if not isinstance(written, str) or not written:
        return found
    try:
        for name, (at, by) in json.loads(written).items():
            record, _, cell = name.partition(":")
            whose = Id(bytes.fromhex(by)) if by else None
            if whose is not None and len(whose) != 16:
                raise ValueError(by)
            found[Id(bytes.fromhex(record)), cell] = (str(at), whose)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return found
