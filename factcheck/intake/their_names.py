"""How a dataset names its labels and link types, for a person to say which of ours they are."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from factcheck.formats.bundle import Bundle
from factcheck.ids import Id


@dataclass(frozen=True, slots=True)
class TheirName:
    """A label or link type of a dataset as it is called there, and on how many records it is."""

    kind: Literal["label", "link_type"]
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class TheirNames:
    """What a dataset calls labels and link types, the most used first; whose layers it has."""

    names: tuple[TheirName, ...] = ()
    annotators: tuple[str, ...] = ()


def their_names(bundle: Bundle) -> TheirNames:
    """Give the names that are used in a dataset, without those that it only defines."""
    labels: Counter[Id] = Counter()
    layers: Counter[Id] = Counter()
    for statement in bundle.statements():
        labels[statement.label] += 1
        layers[statement.annotator] += 1
    types = Counter(link.type for link in bundle.links)
    names = [TheirName("label", one.name, labels[one.id]) for one in bundle.labels]
    names += [TheirName("link_type", one.name, types[one.id]) for one in bundle.link_types]
    used = sorted((one for one in names if one.n), key=lambda one: (one.kind, -one.n, one.name))
    annotators = sorted(one.name for one in bundle.annotators if layers[one.id])
    return TheirNames(tuple(used), tuple(annotators))
