"""The annotations of one WebAnno TSV made statements and links of a bundle.

Every layer's spans are statements; relations, slots and chains are links between them. What is of
our own layers comes back as it went out, unless somebody has altered it.
"""

from collections.abc import Sequence
from itertools import pairwise

from factcheck.formats import webanno_names as names
from factcheck.formats.building import Origin, Stretch
from factcheck.formats.ours_in import Returning
from factcheck.formats.own_layer import OwnLayer, words
from factcheck.formats.shadows import Shadows, Shape
from factcheck.formats.webanno_cells import escaped, unescaped
from factcheck.formats.webanno_layers import Annotations, Found, Linked
from factcheck.formats.webanno_lines import CHAIN, SPAN, Layer, Sheet
from factcheck.formats.webanno_shadows import shape_of_row
from factcheck.formats.webanno_spans import shown
from factcheck.ids import Id
from factcheck.records import Role

_ROLES: dict[str, Role] = {"source": "source", "cue": "cue"}


class Reading:
    """One file of one layer while its annotations become statements and links."""

    def __init__(
        self, returning: Returning, sheet: Sheet, article: Id, *, annotator: str, name: str
    ) -> None:
        self._returning = returning
        self._building = returning.building
        self._article = article
        self._annotator = annotator
        self._name = name
        self._annotations = Annotations(sheet)
        self._made: dict[int, Id] = {}
        self._shadows = Shadows()
        text = self._building.article_of(article).text
        self._own = OwnLayer(
            returning, article, annotator, flat=_flat, shown=lambda spans: shown(spans, text)
        )

    def read(self) -> None:
        """Read everything; raise BadInput with the line at fault."""
        roles = self._roles()
        hanging = {id(one) for some in roles.values() for _, one in some}
        # Ours first: what came from other layers stands in these once more.
        found = [(n, one) for n, one in enumerate(self._annotations.found)]
        found.sort(key=lambda one: one[1].layer.type != names.STATEMENT)
        for number, one in found:
            if id(one) in hanging:
                continue
            if one.start == one.end:
                self._building.lost["empty_spans"] += 1
            elif not self._is_shadow(one):
                self._mark(one, roles.get(id(one), []), number)
        for one in self._annotations.found:
            self._fill_slots(one)
        self._read_chains()
        links = list(self._annotations.links())
        links.sort(key=lambda link: link.layer.type != names.LINK)
        for link in links:
            self._read_link(link)

    def _is_shadow(self, one: Found) -> bool:
        """Say whether an annotation stands in another layer for one of ours, and remember that."""
        if one.layer.kind != SPAN:
            return False
        met = Shape.of(one.layer.type, one.values)
        record = self._shadows.meet(met, (one.start, one.end))
        if record is not None:
            self._made[id(one)] = record
        return record is not None

    def _roles(self) -> dict[int, list[tuple[Role, Found]]]:
        """Give the source and cue of statements of our own layer, which are none themselves."""
        found: dict[int, list[tuple[Role, Found]]] = {}
        for one in self._annotations.found:
            if one.layer.type != names.STATEMENT:
                continue
            for slot in one.slots.get(names.ATTRIBUTED, ()):
                target = self._annotations.resolve(slot.unit, slot.number, slot.type, one.at)
                role = _ROLES.get(slot.role)
                is_ours = target is not None and target.layer.type == names.ATTRIBUTION
                if target is not None and is_ours and role and target.start < target.end:
                    found.setdefault(id(one), []).append((role, target))
        return found

    def _mark(self, one: Found, roles: Sequence[tuple[Role, Found]], number: int) -> None:
        at = Origin(self._name, one.at.line, f"{one.unit} {one.layer.name} {number}")
        label = names.label_of(one.layer.type, one.values)
        stretches: list[Stretch] = [("content", one.start, one.end)]
        stretches += [(role, span.start, span.end) for role, span in roles]
        self._building.spans(self._article, stretches, one.at)
        if one.layer.type == names.STATEMENT:
            made, row = self._own.statement(one.values, label, stretches, at)
            found = shape_of_row(row, words(row.get("label")))
            self._shadows.expect(found, (one.start, one.end), made)
        else:
            made = self._returning.statement(
                None, self._article, label, stretches, at, annotator=self._annotator
            )
            self._describe(made, one.layer, one.values)
        self._made[id(one)] = made

    def _describe(self, made: Id, layer: Layer, values: dict[str, str]) -> None:
        name = names.CHAIN if layer.kind == CHAIN else names.LAYER
        self._building.describe(made, name, layer.type)
        for name, value in values.items():
            self._building.describe(made, name, value)

    def _fill_slots(self, one: Found) -> None:
        for slot in (slot for some in one.slots.values() for slot in some):
            if one.layer.type == names.STATEMENT and slot.feature == names.ATTRIBUTED:
                continue
            target = self._annotations.resolve(slot.unit, slot.number, slot.type, one.at)
            made = self._link(slot.role or slot.feature, (one, target), one.at)
            if made is not None:
                self._building.describe(made, names.SLOT, slot.feature)

    def _read_chains(self) -> None:
        chains: dict[tuple[str, int], list[Found]] = {}
        for one in self._annotations.found:
            if one.chain is not None:
                chains.setdefault((one.layer.type, one.chain[0]), []).append(one)
        for elements in chains.values():
            elements.sort(key=lambda one: one.chain or (0, 0))
            for one, other in pairwise(elements):
                name = one.values.get("referenceRelation") or one.layer.name
                made = self._link(name, (one, other), one.at)
                if made is not None:
                    self._building.describe(made, names.CHAIN, one.layer.type)

    def _read_link(self, link: Linked) -> None:
        name = names.label_of(link.layer.type, link.values)
        source, target = (self._made.get(id(end)) for end in (link.source, link.target))
        if link.layer.type == names.LINK and source and target and source != target:
            row = self._own.link(link.values, name, (source, target), link.at)
            self._shadows.expect(shape_of_row(row, name), (source, target), source)
            return
        if self._shadows.meet(Shape.of(link.layer.type, link.values), (source, target)):
            return
        made = self._link(name, (link.source, link.target), link.at)
        if made is not None:
            self._describe(made, link.layer, link.values)

    def _link(self, name: str, ends: tuple[Found | None, Found | None], at: Origin) -> Id | None:
        source, target = (self._made.get(id(end)) for end in ends)
        if source is None or target is None or source == target:
            reason = "links_to_itself" if source and source == target else "links_left_out"
            self._building.lost[reason] += 1
            return None
        return self._building.link(name, (source, target), at)


def _flat(words: str) -> str:
    """Give words as a cell gives them back."""
    return unescaped(escaped(words))
