"""Who annotated which article: whose layers are compared there, finished or still worked on.

Finished is who says so, or who has statements and no assignment. Work that was handed over is
another's by now. Gold is what is decided, not what is reviewed. Reading only.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from factcheck import models
from factcheck.ids import GOLD, SHARED, Id
from factcheck.records import Layering
from factcheck.store.database import Database

_g, _s = models.assignment.c, models.statement.c


@dataclass(slots=True)
class Annotated:
    """The layers of one article: of those who finished it, and of all who have work in it."""

    finished: set[Id] = field(default_factory=set)
    begun: set[Id] = field(default_factory=set)
    ended: set[Id] = field(default_factory=set)

    def layers(self, *, unfinished: bool) -> set[Id]:
        """Give whose layers are compared, also unfinished ones if wanted."""
        return self.finished | self.begun if unfinished else self.finished


def read_annotated(database: Database, layering: Layering) -> Mapping[Id, Annotated]:
    """Read who annotated which article; articles that nobody began are left out."""
    held: dict[Id, set[Id]] = defaultdict(set)
    told = select(_s.article, _s.annotator).where(database.shown(models.statement)).distinct()
    given = select(_g.article, _g.annotator, _g.status, _g.handed_to)
    with database.reading():
        for article, layer in database.rows(told):
            if layer != GOLD:
                held[article].add(layer)
        rows = database.rows(given.where(database.shown(models.assignment)))
    statuses: dict[Id, dict[Id, str]] = defaultdict(dict)
    for article, layer, status, handed_to in rows:
        statuses[article][layer] = "ended" if handed_to else status
    found = {
        article: _of_article(held.get(article, set()), statuses.get(article, {}), layering)
        for article in held.keys() | statuses.keys()
    }
    return {article: one for article, one in found.items() if one.finished or one.begun}


def _of_article(held: set[Id], statuses: Mapping[Id, str], layering: Layering) -> Annotated:
    found = Annotated()
    if layering == "shared":
        # A desk has one layer, and each of its members a status.
        others = {layer: status for layer, status in statuses.items() if layer in held}
        desk = statuses.keys() - others.keys()
        if "done" in (statuses[one] for one in desk):
            others[SHARED] = "done"
        elif desk and SHARED in held:
            others[SHARED] = "in_progress"
        statuses = others
    for layer, status in statuses.items():
        if status == "ended":
            found.ended.add(layer)
        elif status == "done":
            found.finished.add(layer)
        elif layer in held:
            found.begun.add(layer)
    found.finished |= held - statuses.keys()
    return found
