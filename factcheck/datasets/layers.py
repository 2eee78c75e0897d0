"""Whose layers a dataset is to have: by name, gold, all, or the one that goes without saying."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.annotators import of_name
from factcheck.errors import BadInput, NotFound
from factcheck.ids import GOLD, Id
from factcheck.records import Annotator

if TYPE_CHECKING:
    from factcheck.project import Project

ALL = "all"
GOLD_NAME = "gold"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The layers of a dataset, and what they are called together; None where nobody has any."""

    layers: tuple[Annotator, ...]
    name: str | None


def choose(project: "Project", wanted: str | None) -> Chosen:
    """Give the layers that are meant; raise BadInput where that is not clear, NotFound."""
    everybody = project.annotators()
    if wanted == ALL:
        return Chosen(tuple(everybody), ALL)
    if wanted is not None:
        one = _named(everybody, wanted)
        return Chosen((one,), one.name)
    held = project.statements.layers_with_statements()
    working = [one for one in everybody if one.id in held]
    gold = [one for one in working if one.id == GOLD]
    if len(working) > 1 and not gold:
        raise BadInput("export.which_layer", names=", ".join(one.name for one in working))
    only = gold or working
    return Chosen(tuple(only), only[0].name if only else None)


def _named(everybody: Sequence[Annotator], wanted: str) -> Annotator:
    found = of_name(everybody, wanted) or [one for one in everybody if one.id == _id(wanted)]
    if wanted == GOLD_NAME:
        found = [one for one in everybody if one.id == GOLD]
    if not found:
        names = ", ".join(one.name for one in everybody)
        raise NotFound("export.no_layer", name=wanted, names=names)
    if len(found) > 1:
        ids = ", ".join(str(one.id) for one in found)
        raise BadInput("export.same_name", name=wanted, ids=ids)
    return found[0]


def _id(words: str) -> Id | None:
    try:
        return Id.parse(words)
    except ValueError:
        return None
