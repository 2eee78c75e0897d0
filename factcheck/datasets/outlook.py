"""What an export would write, before it is written: whose layers there are, and counts of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.datasets.layers import choose
from factcheck.datasets.reading import bundle_of, count_articles
from factcheck.ids import GOLD, Id
from factcheck.models import statement
from factcheck.records import Annotator

if TYPE_CHECKING:
    from factcheck.project import Project


@dataclass(frozen=True, slots=True)
class Outlook:
    """Counts of an export: statements by label, and what a dataset cannot hold, by reason."""

    articles: int
    labels: Mapping[Id, int]
    links: int
    lost: Mapping[str, int]


def outlook(project: "Project", layer: str | None) -> Outlook:
    """Count what an export of a layer would write; raise BadInput or NotFound as it would."""
    s = statement.c
    with project.database.reading():
        chosen = choose(project, layer)
        bundle = bundle_of(project, chosen)
        ids = [one.id for one in chosen.layers]
        counts = select(s.label, func.count()).where(
            s.annotator.in_(ids), project.database.shown(statement)
        )
        return Outlook(
            articles=count_articles(project.database),
            labels={row[0]: row[1] for row in project.database.rows(counts.group_by(s.label))},
            links=len(bundle.links),
            lost={name: n for name, n in bundle.lost.items() if n},
        )


def layers_to_choose(project: "Project") -> tuple[list[Annotator], Id | None]:
    """Give the layers with statements, gold first, and the one meant where nobody says which."""
    held = project.statements.layers_with_statements()
    working = [one for one in project.annotators() if one.id in held]
    working.sort(key=lambda one: (one.id != GOLD, one.name))
    clear = bool(working) and (working[0].id == GOLD or len(working) == 1)
    return working, working[0].id if clear else None
