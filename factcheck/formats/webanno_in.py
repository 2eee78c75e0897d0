"""The annotations of one WebAnno TSV made statements and links of a bundle.

Every layer's spans are statements; relations, slots and chains are links between them. What is of
our own layers comes back as it went out, unless somebody has altered it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from factcheck.errors import BadInput
from factcheck.formats import rows_in
from factcheck.formats import webanno_names as names
from factcheck.formats.building import Origin, Stretch
from factcheck.formats.ours_in import Returning
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.formats.webanno_cells import escaped, unescaped
from factcheck.formats.webanno_layers import Annotations, Found, Linked
from factcheck.formats.webanno_lines import CHAIN, SPAN, Layer, Sheet
from factcheck.formats.webanno_shadows import Shadows, shape_of_row
from factcheck.formats.webanno_spans import shown
from factcheck.ids import Id
from factcheck.records import Certainty, Claim, Link, Role, Span, Speaker, Statement

_CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible")
_ROLES: dict[str, Role] = {"source": "source", "cue": "cue"}


class Reading:
    """One file of one layer while its annotations become statements and links."""

    def __init__(
        self, returning: Returning, sheet: Sheet, article: Id, *, annotator: str, name: str
    ) -> None:
        self._returning = returning
        self._building = returning.building
        self._article = article
        self._text = self._building.article_of(article).text
        self._annotator = annotator
        self._name = name
        self._annotations = Annotations(sheet)
        self._made: dict[int, Id] = {}
        self._shadows = Shadows()

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
        record = self._shadows.meet(one.layer.type, one.values, (one.start, one.end))
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
        now = self._building.spans(self._article, stretches, one.at)
        ours = self._ours(one.values, at) if one.layer.type == names.STATEMENT else None
        ours_before = ours or {}
        before = self._before(ours, label, at)
        is_same = before is not None and not self._is_news(ours or {}, one.values)
        if before is not None and is_same and self._shows(before) == self._shows(now):
            stretches = [(s.role, s.start, s.end) for s in before]
        elif ours is not None:
            ours = {**ours, "label": "", "spans": []}
        made = self._returning.statement(
            ours, self._article, label, stretches, at, annotator=self._annotator
        )
        self._made[id(one)] = made
        if ours is not None:
            found = shape_of_row(ours_before, _words(ours_before.get("label")))
            self._shadows.expect(found, (one.start, one.end), made)
        if one.layer.type == names.STATEMENT:
            self._building.amend(made, self._told(one.values, at))
        else:
            self._describe(made, one.layer, one.values, at)

    def _ours(self, values: dict[str, str], at: Origin) -> Row | None:
        if names.OURS not in values:
            return None
        found = parse(values[names.OURS].encode(), name=at.name, line=at.line)
        if not isinstance(found, dict):
            raise at.bad("not_object")
        return found

    def _before(self, ours: Row | None, label: str, at: Origin) -> Sequence[Span] | None:
        """Give the spans of the statement that travelled, if it is one of this text and label."""
        if ours is None or ours.get("label") != label or ours.get("article") != str(self._article):
            return None
        try:
            return rows_in.spans(at.fields(ours), self._text)
        except BadInput:
            return None

    def _shows(self, spans: Sequence[Span]) -> object:
        return shown(spans, self._text)

    def _is_news(self, ours: Row, values: dict[str, str]) -> bool:
        """Say whether cells differ from what was written of the statement that travelled."""
        said = {
            names.CERTAINTY: _words(ours.get("certainty")),
            names.NOTE: _words(ours.get("note")),
            names.SPEAKER: self._wording(_id(ours.get("speaker"))),
            names.CLAIM: self._wording(_id(ours.get("claim"))),
        }
        return any(_flat(value) != values.get(name, "") for name, value in said.items())

    def _told(
        self, values: dict[str, str], at: Origin
    ) -> Callable[[Statement | Link], Statement | Link]:
        """Give what cells of our own layer tell of a statement beyond what travelled with it."""
        certain = next((c for c in _CERTAINTIES if c == values.get(names.CERTAINTY)), None)

        def change(held: Statement | Link) -> Statement | Link:
            assert isinstance(held, Statement)
            note = at.prose(names.NOTE, values.get(names.NOTE, ""))
            speaker = values.get(names.SPEAKER, "")
            claim = at.prose(names.CLAIM, values.get(names.CLAIM, ""))
            if note != _flat(held.note):
                held = replace(held, note=note)
            if speaker != _flat(self._wording(held.speaker)):
                found = self._speaker(at.short("speaker", speaker)) if speaker else None
                held = replace(held, speaker=found, speaker_basis="named" if found else None)
            if claim != _flat(self._wording(held.claim)):
                held = replace(held, claim=self._claim(claim) if claim.strip() else None)
            return replace(held, certainty=certain)

        return change

    def _wording(self, record: Id | None) -> str:
        """Give what a speaker or claim is called, or nothing."""
        building = self._building
        if record in building.speakers:
            return building.speakers[record].name
        return building.claims[record].proposition if record in building.claims else ""

    def _speaker(self, name: str) -> Id:
        """Give the speaker of a name, a new one where none has travelled."""
        held = self._building.speakers
        record = next((one.id for one in held.values() if _flat(one.name) == name), None)
        made = Speaker(record or Id.fixed(f"speaker/{name}"), name, "person")
        return held.setdefault(made.id, made).id

    def _claim(self, words: str) -> Id:
        """Give the claim of these words, a new one where none has travelled."""
        held = self._building.claims
        record = next((one.id for one in held.values() if _flat(one.proposition) == words), None)
        made = Claim(record or Id.fixed(f"claim/{words}"), words)
        return held.setdefault(made.id, made).id

    def _describe(self, made: Id, layer: Layer, values: dict[str, str], at: Origin) -> None:
        name = names.CHAIN if layer.kind == CHAIN else names.LAYER
        self._building.describe(made, name, layer.type, at)
        for name, value in values.items():
            self._building.describe(made, name, value, at)

    def _fill_slots(self, one: Found) -> None:
        for slot in (slot for some in one.slots.values() for slot in some):
            if one.layer.type == names.STATEMENT and slot.feature == names.ATTRIBUTED:
                continue
            target = self._annotations.resolve(slot.unit, slot.number, slot.type, one.at)
            made = self._link(slot.role or slot.feature, (one, target), one.at)
            if made is not None:
                self._building.describe(made, names.SLOT, slot.feature, one.at)

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
                    self._building.describe(made, names.CHAIN, one.layer.type, one.at)

    def _read_link(self, link: Linked) -> None:
        name = names.label_of(link.layer.type, link.values)
        source, target = (self._made.get(id(end)) for end in (link.source, link.target))
        ours = self._ours(link.values, link.at) if link.layer.type == names.LINK else None
        if ours is not None and source and target and source != target:
            said = link.values.get(names.RATIONALE, "")
            if _flat(_words(ours.get("rationale"))) != said:
                # Altered, so it is another one.
                ours = {**ours, "rationale": said, "from": None}
            self._shadows.expect(shape_of_row(ours, name), (source, target), source)
            self._returning.link(ours, name, (source, target), link.at)
            return
        if self._shadows.meet(link.layer.type, link.values, (source, target)):
            return
        made = self._link(name, (link.source, link.target), link.at)
        if made is None:
            return
        if link.layer.type == names.LINK:
            rationale = link.at.prose(names.RATIONALE, link.values.get(names.RATIONALE, ""))
            self._building.amend(made, lambda held: _with_rationale(held, rationale))
        else:
            self._describe(made, link.layer, link.values, link.at)

    def _link(self, name: str, ends: tuple[Found | None, Found | None], at: Origin) -> Id | None:
        source, target = (self._made.get(id(end)) for end in ends)
        if source is None or target is None or source == target:
            reason = "links_to_itself" if source and source == target else "links_left_out"
            self._building.lost[reason] += 1
            return None
        return self._building.link(name, (source, target), at)


def _with_rationale(held: Statement | Link, rationale: str) -> Statement | Link:
    assert isinstance(held, Link)
    return replace(held, rationale=rationale)


def _words(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _flat(words: str) -> str:
    """Give words as a cell gives them back."""
    return unescaped(escaped(words))


def _id(value: Json) -> Id | None:
    try:
        return Id.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None
