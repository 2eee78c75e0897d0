"""Lets go of references to records that are not in a dataset, and counts them.

Somebody may have taken an article or a statement out in another program, and its speaker with it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from factcheck.formats.bundle import Bundle, Part, in_order
from factcheck.ids import Id
from factcheck.records import Link, Speaker, Statement


def bound(bundle: Bundle, found: Callable[[Id | None], Id | None]) -> Bundle:
    """Give a dataset in which nothing refers to what is not in it.

    `found` gives what a statement has become under another id, None where it is gone. What lies
    inside a statement that is another one now is another one, too, and so are its links.
    """
    renamed = _renamed(bundle, found)
    binding = _Binding(bundle, found, renamed)
    changed = replace(
        bundle,
        parts=tuple(binding.part(one) for one in bundle.parts),
        speakers=tuple(binding.speaker(one) for one in bundle.speakers),
        claims=tuple(
            replace(one, merged_into=binding.there(one.merged_into, binding.claims))
            for one in bundle.claims
        ),
        links=tuple(_moved(one, renamed) for one in bundle.links),
    )
    lost = {**bundle.lost, "references": binding.gone} if binding.gone else bundle.lost
    return replace(changed, lost=lost)


def _renamed(bundle: Bundle, found: Callable[[Id | None], Id | None]) -> dict[Id, Id]:
    """Give new ids for statements that are as they were but for what they lie in."""
    inside: dict[Id, list[Id]] = {}
    for one in bundle.statements():
        if one.parent:
            inside.setdefault(one.parent, []).append(one.id)
    waiting = [outer for outer in inside if found(outer) not in (outer, None)]
    renamed: dict[Id, Id] = {}
    while waiting:
        for record in inside.get(waiting.pop(), ()):
            if found(record) == record and record not in renamed:
                renamed[record] = Id.fixed(f"inside another/{record}")
                waiting.append(record)
    return renamed


def _moved(link: Link, renamed: Mapping[Id, Id]) -> Link:
    """Give a link with the statements that stand for its ends now."""
    ends = renamed.get(link.source, link.source), renamed.get(link.target, link.target)
    if ends == (link.source, link.target):
        return link
    made = Id.fixed(f"between others/{link.id}")
    return replace(link, id=made, source=ends[0], target=ends[1], derived_from=(link.id,))


class _Binding:
    """What there is to refer to, and how often there was nothing."""

    def __init__(
        self,
        bundle: Bundle,
        found: Callable[[Id | None], Id | None],
        renamed: Mapping[Id, Id],
    ) -> None:
        self._found = found
        self._renamed = renamed
        self.speakers = {one.id for one in bundle.speakers}
        self.claims = {one.id for one in bundle.claims}
        self.articles = {part.id for part in bundle.parts}
        self.gone = 0

    def there(self, record: Id | None, known: Collection[Id]) -> Id | None:
        if record is None or record in known:
            return record
        self.gone += 1
        return None

    def speaker(self, one: Speaker) -> Speaker:
        return replace(
            one,
            affiliation=self.there(one.affiliation, self.speakers),
            merged_into=self.there(one.merged_into, self.speakers),
            article=self.there(one.article, self.articles),
        )

    def part(self, one: Part) -> Part:
        layers = {(s.id, s.annotator) for s in one.statements}
        edition_of = self.there(one.article.edition_of, self.articles)
        held = tuple(self._statement(s, layers) for s in one.statements)
        return Part(replace(one.article, edition_of=edition_of), in_order(held))

    def _statement(self, one: Statement, there: Collection[tuple[Id, Id]]) -> Statement:
        outer = self._found(one.parent)
        if one.parent and (outer == one.id or (outer, one.annotator) not in there):
            self.gone += 1
            outer = None
        speaker = self.there(one.speaker, self.speakers)
        made = self._renamed.get(one.id)
        return replace(
            one,
            id=made or one.id,
            derived_from=(one.id,) if made else one.derived_from,
            agreed_by=() if made else one.agreed_by,
            parent=self._renamed.get(outer, outer) if outer else None,
            speaker=speaker,
            speaker_basis=one.speaker_basis if speaker == one.speaker else None,
            said_to=self.there(one.said_to, self.speakers),
            reported_by=tuple(i for i in one.reported_by if self.there(i, self.speakers)),
            claim=self.there(one.claim, self.claims),
        )
