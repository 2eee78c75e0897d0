"""Our records on their way back from another format's metadata, as `ours` put them there.

What was changed elsewhere counts: a statement is ours again only where text, label, place and
annotator are still those that travelled. Otherwise it is a new one, derived from ours. What
refers to a record that somebody has taken out there lets go of it, and that is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from factcheck.errors import Conflict
from factcheck.formats import rows_in
from factcheck.formats.bound import bound
from factcheck.formats.building import Building, Origin, Stretch
from factcheck.formats.bundle import About, Bundle, extent
from factcheck.formats.fields import Fields
from factcheck.formats.foreign import many
from factcheck.formats.rows import Json
from factcheck.ids import Id
from factcheck.records import (
    Annotator,
    Claim,
    Label,
    Link,
    LinkType,
    NewArticle,
    Span,
    Speaker,
    Statement,
)

_REGISTRY = ("annotators", "labels", "link_types", "speakers", "claims")


@dataclass(slots=True)
class Returning:
    """Fills a bundle from a format that may hold records of ours beside its own."""

    building: Building
    _ids: dict[Id, Id] = field(default_factory=dict)
    _about: About = field(default_factory=About)
    _last: dict[str, Json] = field(default_factory=dict)

    @classmethod
    def of(cls, bundle: Bundle, format_name: str) -> "Returning":
        """Take a dataset that has come already, for links that lie beside it.

        Raises Conflict where two of its labels, link types or annotators have one name.
        """
        building = Building(format_name)
        records: list[Annotator | Claim | Label | LinkType | Speaker] = [
            *bundle.annotators,
            *bundle.labels,
            *bundle.link_types,
            *bundle.speakers,
            *bundle.claims,
        ]
        for one in records:
            if not building.keep(one):
                raise Conflict("dataset.two_contents", kind="record", id=str(one.id))
        made = cls(building)
        for part in bundle.parts:
            building.keep_article(part.article, part.id)
            for statement in part.statements:
                building.keep_statement(statement)
                made._ids[statement.id] = statement.id
        for statement in bundle.statements():
            # What was changed elsewhere stands for what it was made of.
            if statement.origin == "imported":
                for before in statement.derived_from:
                    made._ids.setdefault(before, statement.id)
        for link in bundle.links:
            building.keep_link(link, Origin(format_name))
        for assignment in bundle.assignments:
            building.keep_assignment(assignment)
        return made

    def article(self, found: NewArticle, ours: Json, at: Origin) -> Id:
        """Take in an article with what travelled with it, and give its id.

        Raises BadInput where it, or what it is called, cannot be kept.
        """
        self._check_text(found.text, at)
        at.short("title", found.title)
        at.short("source_name", found.source_name)
        known = self.known_article(found.text, ours, at)
        return self.building.article(found) if known is None else known

    def known_article(self, text: str, ours: Json, at: Origin) -> Id | None:
        """Take in an article that travelled, and give its id; None where the text is another one.

        What travelled beside it is taken in in any case. Raises BadInput as `article` does.
        """
        self._check_text(text, at)
        if not isinstance(ours, dict):
            return None
        row = at.fields(ours)
        self.registry(row, at)
        if row.says("about"):
            about = row.inner("about")
            self._about = About(
                licence=about.prose("licence"),
                citation=about.prose("citation"),
                contact=about.prose("contact"),
            )
        values = ours.get("article")
        if not isinstance(values, dict):
            return None
        inner = at.fields({**values, "text": text})
        record = inner.id()
        if inner.hash("sha256") != sha256(text.encode()).digest():
            return None
        if not self.building.keep_article(rows_in.article(inner, record), record):
            return None
        for one in row.inner_rows("assignments"):
            if one.id("article") == record:
                self._assignment(one)
        return record

    def statement(
        self,
        ours: Json,
        article: Id,
        label: str,
        stretches: list[Stretch],
        at: Origin,
        *,
        annotator: str | None = None,
        words: str | None = None,
        note: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> Id:
        """Take in a statement with what travelled with it; raises BadInput as `mark` does.

        Without an annotator it is of the one that travelled, where there is one.
        """
        spans = self.building.spans(article, stretches, at, words=words)
        row = None
        if isinstance(ours, dict) and ours.get("id") is not None:
            row = at.fields(ours)
        if annotator is None:
            annotator = (row.maybe_line("annotator") if row else None) or ""
        if row is not None:
            kept = self._kept(row, article, label, annotator, spans)
            if kept is not None:
                return kept
        made = self.building.mark(
            *(article, label, stretches, at),
            annotator=annotator,
            words=words,
            note=note,
            attributes=attributes,
        )
        if row is not None:
            known = self._changed(row, at, self.building.statement_of(made))
            self.building.amend(made, lambda _: replace(known, id=made))
            self._ids.setdefault(row.id(), made)
        return made

    def link(
        self,
        ours: Json,
        type_name: str,
        ends: tuple[Id, Id],
        at: Origin,
        *,
        directed: bool = True,
        rationale: str = "",
    ) -> None:
        """Take in a link with what travelled with it; raises BadInput as Building's does.

        Between two annotators' statements there is none: it is counted.
        """
        if len({self.building.statement_of(end).annotator for end in ends}) > 1:
            self.building.lost["link_layers"] += 1
            return
        row = at.fields(ours) if isinstance(ours, dict) else None
        kind = self.building.link_type(type_name, directed=directed)
        if row is not None and row.maybe_id("id") and row.maybe_line("type") == type_name:
            before = (row.maybe_id("from"), row.maybe_id("to"))
            there = (self.found(before[0]), self.found(before[1]))
            either_way = (ends,) if kind.directed else (ends, (ends[1], ends[0]))
            if before in either_way and there == before:
                placed = ends if kind.directed else (min(ends), max(ends))
                layer = self.building.layer_of(placed, at)
                link = rows_in.link(row, row.id(), kind.id, ends=placed, layer=layer)
                self.building.keep_link(link, at)
                return
        made = self.building.link(type_name, ends, at, directed=directed, rationale=rationale)
        if made is not None and row is not None and row.maybe_id("id"):
            # What it links has been changed elsewhere: another link, with what ours had.
            self.building.amend(made, lambda held: known_link(row, held))

    def found(self, record: Id | None) -> Id | None:
        """Give the statement that a statement of ours has become, None where it is not there."""
        return None if record is None else self._ids.get(record)

    def bundle(self) -> Bundle:
        """Give the dataset once all has come."""
        return bound(self.building.bundle(self._about), self.found)

    @staticmethod
    def _check_text(text: str, at: Origin) -> None:
        if "\0" in text:
            raise at.bad("nul", key="text")

    def _assignment(self, row: Fields) -> None:
        def named(key: str) -> Id | None:
            name = row.maybe_line(key)
            return self.building.annotator(name) if name else None

        layer = self.building.annotator(row.line("annotator"))
        found = replace(
            rows_in.assignment(row, row.id(), layer),
            given_by=named("given_by"),
            handed_from=named("handed_from"),
            handed_to=named("handed_to"),
        )
        self.building.keep_assignment(found)

    def registry(self, row: Fields, at: Origin) -> None:
        """Take in what of the registry travelled with an article; raise BadInput as `article`."""
        # Each article has its annotators and labels, most of them those that the last one had.
        row = at.fields({key: one for key, one in row.values.items() if one != self._last.get(key)})
        found: list[Annotator | Claim | Label | LinkType | Speaker] = [
            *(rows_in.annotator(one) for one in row.inner_rows("annotators")),
            *(rows_in.label(one, one.line("name")) for one in row.inner_rows("labels")),
            *(rows_in.link_type(one, one.line("name")) for one in row.inner_rows("link_types")),
            *(rows_in.speaker(one, one.id()) for one in many(row, "speakers", at)),
            *(rows_in.claim(one, one.id()) for one in many(row, "claims", at)),
        ]
        for one in found:
            if not self.building.keep(one):
                raise row.bad("two_contents", said=one.id)
        self._last |= {key: row.values[key] for key in _REGISTRY if key in row.values}

    def _kept(
        self, row: Fields, article: Id, label: str, annotator: str, spans: Sequence[Span]
    ) -> Id | None:
        """Take in a statement as it went out, unless it has been changed since."""
        said = (row.maybe_id("article"), row.maybe_line("label"), row.maybe_line("annotator"))
        if said != (article, label, annotator or None):
            return None
        layer = self.building.annotator(annotator)
        there, record = self.building.article_of(article), row.id()
        kind = self.building.label(label)
        before = rows_in.statement(row, record, there, layer=layer, label=kind)
        now = [(s.start, s.end) for s in spans if s.role == "content"]
        if now not in ([(s.start, s.end) for s in before.content], [extent(before)]):
            return None
        if not self.building.keep_statement(before):
            return None
        self._ids.setdefault(record, record)
        return record

    def _changed(self, row: Fields, at: Origin, made: Statement) -> Statement:
        """Give a statement that was changed elsewhere what is still known of it."""
        article = self.building.article_of(made.article)
        spans: list[Json] = [{"role": s.role, "start": s.start, "end": s.end} for s in made.spans]
        if row.maybe_id("article") == made.article:
            others = row.inner_rows("spans")
            spans += [dict(s.values) for s in others if s.maybe_line("role") in ("source", "cue")]
        known = rows_in.statement(
            at.fields({**row.values, "spans": spans}),
            *(made.id, article),
            layer=made.annotator,
            label=made.label,
        )
        return replace(
            known,
            article=made.article,
            quotation=made.quotation,
            origin=made.origin,
            note=known.note or made.note,
            attributes={**made.attributes, **known.attributes},
            derived_from=(row.id(),),
            agreed_by=(),
        )


def known_link(row: Fields, held: Statement | Link) -> Link:
    """Give a link that was changed elsewhere with what is still known of it."""
    assert isinstance(held, Link)
    ends = (held.source, held.target)
    known = rows_in.link(row, held.id, held.type, ends=ends, layer=held.annotator)
    return replace(known, derived_from=(row.id(),), agreed_by=())
