"""Which of their records are ours under another id: told by what they are, where ids differ.

Articles by text and source name, labels and kinds of link by name, assignments and links by what
must be unique, statements by all that makes them exact duplicates. Annotators only where somebody
says so, or did before. Speakers and claims are never taken for one another here: see `alike`.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.journal.edits import FIXED
from factcheck.merging.cells import Record, Records
from factcheck.merging.reading import Held
from factcheck.merging.twins import Key, Twins
from factcheck.records import Status
from factcheck.verbs.checks import values_of

_STATUSES = values_of(Status)


@dataclass(slots=True)
class Identity:
    """Our ids for theirs, and their records in our ids."""

    ids: dict[Id, Id] = field(default_factory=dict)
    shown: Records = field(default_factory=dict)
    #: Their own id for each record that has another here.
    back: dict[Id, Id] = field(default_factory=dict)

    def theirs(self, record: Id) -> Id:
        """Give their own id of a record."""
        return self.back.get(record, record)


def identify(here: Held, there: Held, *, annotators: Mapping[Id, Id], twins: Twins) -> Identity:
    """Find their records that are ours; `annotators` are theirs that are to be ours.

    `twins` are those that were one at an earlier merge, whatever became of them since.
    Raises BadInput where one id names two records that can never have been one.
    """
    _check_apart(here, annotators)
    made = Identity({**annotators, **_known_annotators(here, there)})
    if there.project != here.project:
        made.ids[there.project] = here.project
    made.ids = {t: o for t, o in made.ids.items() if t != o}
    for kind in there.shown:
        key = _KEYS.get(kind)
        found = list(there.shown[kind].values())
        if kind == "annotator":  # whoever is one of ours is named as here
            found = [one for one in found if one.id not in made.ids]
        records = [record.mapped(made.ids) for record in found]
        if kind == "link":
            records = [_in_order(here, there, record) for record in records]
        if key is not None:
            made.ids.update(_paired(here.shown[kind], records, key))
            made.ids.update(twins.find(kind, key, made.ids))
            records = [record.mapped(made.ids) for record in records]
        made.shown[kind] = _by_id(records)
    made.back = {ours: theirs for theirs, ours in made.ids.items()}
    _check_fixed(here, made)
    return made


def _check_apart(here: Held, annotators: Mapping[Id, Id]) -> None:
    """Raise BadInput if somebody who is to be one of ours has a layer of their own here."""
    for kind in ("statement", "link", "assignment"):
        for record in here.shown[kind].values():
            layer = record.fields["annotator"]
            if isinstance(layer, Id) and annotators.get(layer, layer) != layer:
                name = here.shown["annotator"][layer].fields["name"]
                raise BadInput("merge.apart", name=name)


def _known_annotators(here: Held, there: Held) -> Mapping[Id, Id]:
    """Give the annotators of theirs that are another here, by records that both have."""
    found: dict[Id, Id] = {}
    for kind in ("statement", "link", "assignment", "comment"):
        for record, theirs in there.shown[kind].items():
            ours = here.shown[kind].get(record)
            if ours is None or ours.fields["annotator"] == theirs.fields["annotator"]:
                continue
            layer, own = theirs.fields["annotator"], ours.fields["annotator"]
            assert isinstance(layer, Id)
            assert isinstance(own, Id)
            if found.setdefault(layer, own) != own:
                raise BadInput("merge.other_record", kind=kind, id=str(record))
    return found


def _paired(ours: Mapping[Id, Record], theirs: Iterable[Record], key: Key) -> Mapping[Id, Id]:
    """Give our ids for their records that only they have, where one that only we have is alike."""
    known = {record.id for record in theirs}
    alike: dict[Hashable, list[Id]] = {}
    for record in ours.values():
        if record.id not in known:
            alike.setdefault(key(record), []).append(record.id)
    found: dict[Id, Id] = {}
    if alike:
        for record in theirs:
            if record.id not in ours and (fitting := alike.get(key(record))):
                found[record.id] = fitting.pop()
    return found


def _by_id(records: Iterable[Record]) -> dict[Id, Record]:
    """Give records by id; of two that became one, what is furthest."""
    found: dict[Id, Record] = {}
    twins: dict[Hashable, Id] = {}
    for record in records:
        if record.kind == "assignment":
            first = twins.setdefault(assignment_key(record), record.id)
            if first != record.id:
                found[first] = _furthest(found[first], record)
                continue
        found.setdefault(record.id, record)
    return found


def _furthest(one: Record, other: Record) -> Record:
    fields = max((one.fields, other.fields), key=lambda f: _STATUSES.index(str(f["status"])))
    return replace(one, fields={**one.fields, "status": fields["status"]})


def _in_order(here: Held, there: Held, link: Record) -> Record:
    """Put the smaller id first where a kind of link has no direction."""
    kind = link.fields["type"]
    assert isinstance(kind, Id)
    known = here.shown["link_type"].get(kind) or there.shown["link_type"].get(kind)
    source, target = link.fields["source"], link.fields["target"]
    assert isinstance(source, bytes)
    assert isinstance(target, bytes)
    if known is None or known.fields["directed"] or source < target:
        return link
    return replace(link, fields={**link.fields, "source": target, "target": source})


def _check_fixed(here: Held, made: Identity) -> None:
    for kind, names in FIXED.items():
        for record, theirs in list(made.shown.get(kind, {}).items()):
            ours = here.shown[kind].get(record)
            differing = [n for n in names if ours and ours.fields[n] != theirs.fields[n]]
            if ours is None or not differing:
                continue
            if any(theirs.fields[n] is not None for n in differing):
                raise BadInput("merge.other_record", kind=kind, id=str(record))
            # A copy may be sent without what a comment answers.
            fixed = {n: ours.fields[n] for n in differing}
            made.shown[kind][record] = replace(theirs, fields={**theirs.fields, **fixed})


def _article(record: Record) -> Hashable:
    return record.fields["text"], record.fields["source_name"]


def _name(record: Record) -> Hashable:
    return record.fields["name"]


def assignment_key(record: Record) -> Hashable:
    """Give what no two assignments have in common."""
    return record.fields["article"], record.fields["annotator"]


def link_key(record: Record) -> Hashable:
    """Give what no two links have in common."""
    return tuple(record.fields[name] for name in ("type", "source", "target", "annotator"))


def statement_key(record: Record) -> Hashable:
    """Give what exact duplicates have in common."""
    names = ("article", "annotator", "label", "speaker", "claim")
    spans = record.parts.get("span", {}).values()
    places = sorted((s["start"], s["end"]) for s in spans if s["role"] == "content")
    return *(record.fields[name] for name in names), *places


_KEYS: dict[str, Key] = {
    "article": _article,
    "assignment": assignment_key,
    "label": _name,
    "link_type": _name,
    "statement": statement_key,
    "link": link_key,
}
