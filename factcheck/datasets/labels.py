"""Which labels and link types of a project those of a dataset are: by id, by name, or new ones.

What a project has not worded itself takes the dataset's wording; what it has keeps its own. It
reads the project and builds edits; whoever imports writes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from factcheck import builtin
from factcheck.access import Access
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted, updated
from factcheck.labels import Labels
from factcheck.records import Label, LinkType

_BUILTIN = {record: values for _, record, values in builtin.rows()}


@dataclass(slots=True)
class Labelling:
    """The project's id for each label and link type of a dataset, and what must be written."""

    ids: dict[Id, Id] = field(default_factory=dict)
    directed: dict[Id, bool] = field(default_factory=dict)
    new: list[Edit] = field(default_factory=list)
    reworded: list[Edit] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def labelling(
    access: Access,
    labels: Sequence[Label],
    link_types: Sequence[LinkType],
    *,
    names: Mapping[str, str],
) -> Labelling:
    """Find or plan the labels and link types of a dataset; `names` are theirs to ours."""
    own = Labels(access)
    made = Labelling()
    _settle(made, "label", labels, own.labels(), names)
    link_types_there = own.link_types()
    made.directed.update((t.id, t.directed) for t in link_types_there)
    _settle(made, "link_type", link_types, link_types_there, names)
    for theirs in link_types:
        made.directed.setdefault(made.ids[theirs.id], theirs.directed)
    return made


def _settle(
    made: Labelling,
    kind: str,
    theirs: Sequence[Label] | Sequence[LinkType],
    ours: Sequence[Label] | Sequence[LinkType],
    names: Mapping[str, str],
) -> None:
    by_id = {one.id: one for one in ours}
    by_name = {one.name: one.id for one in ours}
    for one in theirs:
        name = names.get(one.name, one.name)
        values = {**_values(one), "name": name}
        known = by_id.get(one.id)
        if known and known.name != name and (name in by_name or not _untouched(known)):
            known = None
        if known is None and name in by_name:
            known = by_id.get(by_name[name])
        if known is None and name not in by_name:
            record = Id.new() if one.id in by_id else one.id
            made.new.append(inserted(kind, record, values))
            by_name[name] = record
        made.ids[one.id] = known.id if known else by_name[name]
        # A renamed one brings another label's definition, which ours is not to take.
        if known and name == one.name:
            _reword(made, kind, known, values)


def _reword(
    made: Labelling, kind: str, known: Label | LinkType, values: Mapping[str, Value]
) -> None:
    before = _values(known)
    differing = {k: v for k, v in values.items() if before[k] != v and k != "directed"}
    if not differing:
        return
    if _untouched(known):
        made.reworded.append(updated(kind, known.id, {k: before[k] for k in differing}, differing))
    elif "definition" in differing:
        made.kept.append(known.name)


def _untouched(one: Label | LinkType) -> bool:
    """Say whether a built-in one is still worded as every project begins."""
    values = _BUILTIN.get(one.id)
    return values is not None and {**_values(one), **values} == _values(one)


def _values(one: Label | LinkType) -> dict[str, Value]:
    return {f.name: getattr(one, f.name) for f in fields(one) if f.name != "id"}
