"""What came to differ, on either side, since an article was handed over.

It compares the copies with their originals as they are now, and asks the journal on whose side a
field that differs was touched. Reading only.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal, TypeVar

from sqlalchemy import or_, select

from factcheck import models
from factcheck.assigning import rows
from factcheck.assigning.answers import Difference
from factcheck.ids import Id
from factcheck.journal import read_fields
from factcheck.queries.link_rows import load_links
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Link, Statement
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.taking_over import copies_in

_g, _s, _l, _c = models.assignment.c, models.statement.c, models.link.c, models.change.c
#: What is compared, by the name of the field, and the columns whose change is one of it.
_STATEMENT: Mapping[str, Callable[[Statement], object]] = {
    "words": lambda s: tuple((p.role, p.start, p.end) for p in s.spans),
    "label": lambda s: s.label,
    "speaker": lambda s: (s.speaker, s.speaker_basis),
    "reported_by": lambda s: s.reported_by,
    "said_to": lambda s: s.said_to,
    "said": lambda s: s.said,
    "quotation": lambda s: s.quotation,
    "certainty": lambda s: s.certainty,
    "claim": lambda s: s.claim,
    "note": lambda s: s.note,
    "flagged": lambda s: s.flagged,
}
_LINK: Mapping[str, Callable[[Link], object]] = {
    "type": lambda x: x.type,
    "contradiction_kind": lambda x: x.contradiction_kind,
    "rationale": lambda x: x.rationale,
    "confidence": lambda x: x.confidence,
}
_NAMED = {
    "speaker_basis": "speaker",
    "said_edtf": "said",
    "said_words": "said",
    "said_basis": "said",
}
_OF_PARTS = {"span": "words", "reporter": "reported_by"}
T = TypeVar("T", Statement, Link)
Touched = Mapping[Id, frozenset[str]]


def changes_since(database: Database, article: Id, layer: Id) -> list[Difference]:
    """Give what differs between a layer's copies in an article and the layer they came from."""
    own = rows.read(database, _g.article == article, _g.annotator == layer, rows.STANDING)
    theirs_of = own[0].handed_from if own else None
    if theirs_of is None:
        return []
    since = _handed_at(database, own[0].id)
    found: list[Difference] = []
    mine = load_stored(database, _s.article == article, _s.annotator == layer)
    theirs = load_stored(database, _s.article == article, _s.annotator == theirs_of)
    sides = _Sides(database, since, [one.id for one in (*mine, *theirs)])
    words = {one.id: one.words for one in (*mine, *theirs)}
    found += sides.compare("statement", mine, theirs, _STATEMENT, lambda one: words[one.id])
    links = _links(database, article, layer), _links(database, article, theirs_of)
    here = {one.id for one in theirs}
    outside = {end for one in links[1] for end in (one.source, one.target)} - here
    # A link into an article that was not handed over could not come along.
    reached = here | copies_in(database, outside, layer).keys()
    links = links[0], [one for one in links[1] if {one.source, one.target} <= reached]
    sides = _Sides(database, since, [one.id for side in links for one in side])

    def ends(one: Link) -> str:
        return words.get(one.source) or words.get(one.target) or ""

    return found + sides.compare("link", *links, _LINK, ends)


class _Sides:
    """Which records came or were touched after a moment, for telling the two sides apart."""

    def __init__(self, database: Database, since: int, ids: Sequence[Id]) -> None:
        self._touched, self._new = _later(database, since, ids)

    def compare(
        self,
        kind: Literal["statement", "link"],
        mine: Sequence[T],
        theirs: Sequence[T],
        fields: Mapping[str, Callable[[T], object]],
        words: Callable[[T], str],
    ) -> list[Difference]:
        # Where work came back, it is theirs that was copied from mine.
        originals = {one.id: one for one in theirs}
        copied = {i: one for one in theirs for i in one.derived_from}
        found: list[Difference] = []
        stood_for: set[Id] = set()
        for one in mine:
            known = next((i for i in one.derived_from if i in originals), None)
            other = copied.get(one.id) if known is None else originals[known]
            if other is not None:
                stood_for.add(other.id)
                found += self._differing(kind, one, other, fields, words(one))
            elif one.derived_from:
                gone = one.derived_from[0]
                found.append(Difference(kind, "gone_there", one.id, gone, words(one)))
            elif one.id in self._new:
                found.append(Difference(kind, "new_here", one.id, None, words(one)))
        for other in theirs:
            if other.id not in stood_for:
                what: Literal["new_there", "gone_here"]
                what = "new_there" if other.id in self._new else "gone_here"
                found.append(Difference(kind, what, None, other.id, words(other)))
        return found

    def _differing(
        self,
        kind: Literal["statement", "link"],
        mine: T,
        theirs: T,
        fields: Mapping[str, Callable[[T], object]],
        words: str,
    ) -> Iterable[Difference]:
        differing = [name for name, value in fields.items() if value(mine) != value(theirs)]
        if not differing:
            return
        touched = self._touched.get(mine.id, frozenset()), self._touched.get(theirs.id, frozenset())
        # What neither has touched since came to differ before: the copy was altered and came back.
        is_copy = theirs.id in mine.derived_from
        here = [n for n in differing if n in touched[0] or (is_copy and n not in touched[1])]
        there = [n for n in differing if n in touched[1] or n not in here]
        yield Difference(kind, "changed", mine.id, theirs.id, words, tuple(here), tuple(there))


def _handed_at(database: Database, assignment: Id) -> int:
    """Give the key of the revision by which an assignment came from somebody else."""
    query = select(_c.revision, _c.verb, _c.after).where(_c.record == assignment)
    found = 0
    for row in database.rows(query.order_by(_c.revision)):
        after = read_fields("assignment", row.after) or {}
        if row.verb == "insert" or after.get("handed_from") is not None:
            found = row.revision
    return found


def _later(database: Database, since: int, ids: Collection[Id]) -> tuple[Touched, frozenset[Id]]:
    """Give the fields of records that were touched after a revision, and what came after it."""
    touched: dict[Id, set[str]] = defaultdict(set)
    new: set[Id] = set()
    columns = (_c.kind, _c.record, _c.owner, _c.verb, _c.after)
    for lot in lots(ids, 400):
        query = select(*columns).where(
            _c.revision > since, or_(_c.record.in_(lot), _c.owner.in_(lot))
        )
        for row in database.rows(query):
            if row.kind in _OF_PARTS and row.owner is not None:
                touched[row.owner].add(_OF_PARTS[row.kind])
            elif row.verb == "insert" and row.kind in ("statement", "link"):
                new.add(row.record)
            elif row.verb == "update":
                after = read_fields(row.kind, row.after) or {}
                touched[row.record].update(_NAMED.get(name, name) for name in after)
    return {record: frozenset(names) for record, names in touched.items()}, frozenset(new)


def _links(database: Database, article: Id, layer: Id) -> list[Link]:
    here = select(_s.id).where(
        _s.article == article, _s.annotator == layer, database.shown(models.statement)
    )
    ends = or_(_l.source.in_(here), _l.target.in_(here))
    return load_links(database, _l.annotator == layer, ends)
