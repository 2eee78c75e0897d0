"""What it takes to hand articles over: the old layer's statements and links, copied into the new.

It builds edits and records none. Copies name their originals, which stay as they are; a link is
copied where both its ends are in the new layer by then, also where an earlier hand-over brought
one of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from factcheck import models
from factcheck.access import Access
from factcheck.assigning import rows
from factcheck.assigning.answers import Assignment
from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.queries.link_rows import load_links
from factcheck.queries.rows import altered, by_ids
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Link
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.copied_links import copied_links
from factcheck.verbs.taking_over import Taken, copies_in, outer_first, taken_over

_s, _l = models.statement.c, models.link.c
_ORDER = ("statement", "span", "reporter", "link", "derivation", "assignment")


@dataclass(slots=True)
class Handing:
    """The edits of a hand-over, and how much they copy."""

    edits: list[Edit] = field(default_factory=list)
    statements: int = 0
    links: int = 0


def hand_over_edits(access: Access, articles: Sequence[Id], from_: Id, to: Id) -> Handing:
    """Give the edits by which articles change hands; raise NotFound if one is not `from_`'s."""
    held = {
        (one.article, one.annotator): one for one in rows.of_articles(access.database, articles)
    }
    found = Handing()
    if access.layering == "each":
        _check_theirs(access.database, articles, from_, held)
        taken, originals = _statements(access, articles, from_, to)
        found.edits += taken.edits
        found.statements = len(taken.articles)
        links = _links(access.database, dict(zip(originals, taken.ids, strict=True)), from_, to)
        found.edits += links
        found.links = sum(edit.kind == "link" for edit in links)
    elif any((one := held.get((a, from_))) is None or one.ended for a in articles):
        raise NotFound("assignment.not_theirs")
    found.edits += _changing_hands(access, articles, held, from_=from_, to=to)
    # The journal writes edits of one kind at once where they follow each other.
    found.edits.sort(key=lambda edit: _ORDER.index(edit.kind))
    return found


def given(
    article: Id, annotator: Id, by: Id, *, status: str = "to_do", handed_from: Id | None = None
) -> Edit:
    """Give the edit by which an annotator gets an article."""
    fields: dict[str, Value] = {
        "article": article,
        "annotator": annotator,
        "status": status,
        "given_by": by,
        "handed_from": handed_from,
    }
    return inserted("assignment", Id.new(), fields)


def _check_theirs(
    database: Database, articles: Sequence[Id], from_: Id, held: Mapping[tuple[Id, Id], Assignment]
) -> None:
    marked = rows.marked_in(database, from_, articles)
    for article in articles:
        one = held.get((article, from_))
        if (one is None or one.ended) and article not in marked:
            raise NotFound("assignment.not_theirs")


def _statements(
    access: Access, articles: Sequence[Id], from_: Id, to: Id
) -> tuple[Taken, list[Id]]:
    theirs = [
        one
        for lot in lots(articles)
        for one in load_stored(access.database, _s.article.in_(lot), _s.annotator == from_)
    ]
    originals = [one.id for one in outer_first(theirs)]
    came = {i: one.id for one in theirs for i in one.derived_from}
    # Where work comes back, what it was copied from stands for it, and is not doubled.
    back = {
        came[row[0]]: row[0]
        for lot in lots(came)
        for row in access.database.rows(
            select(_s.id).where(
                _s.id.in_(lot), _s.annotator == to, access.database.shown(models.statement)
            )
        )
    }
    return taken_over(access, originals, to, known=back, keep_origin=True), originals


def _links(database: Database, copies: Mapping[Id, Id], from_: Id, to: Id) -> list[Edit]:
    """Give the edits that copy the links between what is in the new layer, and are not yet."""
    theirs: dict[Id, Link] = {}
    for lot in lots(copies, 400):
        ends = or_(_l.source.in_(lot), _l.target.in_(lot))
        theirs |= {one.id: one for one in load_links(database, _l.annotator == from_, ends)}
    outside = {e for one in theirs.values() for e in (one.source, one.target)} - copies.keys()
    earlier = copies_in(database, outside, to)
    stands = {**{original: copy for original, (copy, _) in earlier.items()}, **copies}
    return copied_links(database, theirs.values(), stands, to)


def _changing_hands(
    access: Access,
    articles: Sequence[Id],
    held: Mapping[tuple[Id, Id], Assignment],
    *,
    from_: Id,
    to: Id,
) -> list[Edit]:
    """Give the edits that end the old assignments and begin the new ones where they left off."""
    stored = by_ids(access.database, models.assignment, [one.id for one in held.values()])
    by = access.actor.id
    edits: list[Edit] = []
    for article in articles:
        old, new = held.get((article, from_)), held.get((article, to))
        begun = "in_progress" if old is None or old.status == "done" else old.status
        if old is None:
            gone = given(article, from_, by, status=begun)
            edits.append(inserted("assignment", gone.id, {**gone.touched, "handed_to": to}))
        else:
            edits += altered("assignment", stored[old.id], {"handed_to": to})
        if new is None:
            edits.append(given(article, to, by, status=begun, handed_from=from_))
        else:
            fields: dict[str, Value] = {"handed_from": from_, "handed_to": None, "given_by": by}
            if new.status == "done" or (new.status == "to_do" and begun != "to_do"):
                fields["status"] = "in_progress"
            edits += altered("assignment", stored[new.id], fields)
    return edits
