"""What can be done with an article as an edition, and with what it was read from; and why not.

Menus and sheets show the offers; what an offer does, the window knows by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.ids import Id
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.project import Project


@dataclass(frozen=True, slots=True)
class Offer:
    """An action of the key map on one article; `why` says what hinders it, where something does."""

    name: str
    why: str = ""

    @property
    def can(self) -> bool:
        """Whether it can be done now."""
        return not self.why


def offers_for(project: Project, article: Id) -> Sequence[Offer]:
    """Give what is offered of an article."""
    family = project.editions.family(article)
    alone = "" if family.earlier or family.later else tr("edition.alone")
    kept = "" if project.articles.keeps_original(article) else tr("edition.not_kept")
    return (
        Offer("later_edition"),
        Offer("side_by_side", alone),
        Offer("open_original", kept),
        Offer("save_original", kept),
    )
