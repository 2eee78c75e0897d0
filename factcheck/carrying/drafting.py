"""What carrying one layer's statements into a later edition does: its report, and its edits.

A carried statement names the one it came from and *repeats* it, so that both are one saying and a
link to either stands for both; only links inside the article are made anew. What is lost is said
of the old statement. It builds edits and records none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from factcheck import models
from factcheck.builtin import REPEATS
from factcheck.carrying.placing import Placing
from factcheck.carrying.quoting import Quoting
from factcheck.carrying.report import Carried, CarryReport, Kind, Passage
from factcheck.carrying.statements import Spread, spread
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.queries.editions import LOST, ids_in
from factcheck.queries.link_rows import load_links
from factcheck.queries.rows import altered, an_id, borne_by, words
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Link, Progress, Quotation, Span, Statement
from factcheck.spans import quote
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.copied_links import copied_links
from factcheck.verbs.marking import Placed, copied
from factcheck.verbs.places import Place, text_of
from factcheck.verbs.taking_over import outer_first

_s, _l = models.statement.c, models.link.c
_ORDER = ("article", "statement", "span", "reporter", "link", "derivation", "attribute")
_STEP = 100  # statements between two tellings of how far it is


@dataclass(slots=True)
class Draft:
    """The edits by which statements are carried over, and what is told of them."""

    edits: list[Edit] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    links: int = 0

    def report(self, old: Id, new: Id, layer: Id, revision: int | None) -> CarryReport:
        """Give the report, in the order of the old text; what is not made has no id."""
        told = sorted(self.carried, key=lambda one: (one.old.start, one.old.end, one.statement))
        if revision is None:
            told = [one if one.kind == "there" else replace(one, made=None) for one in told]
        return CarryReport(old, new, layer, tuple(told), self.links, revision)


def draft(
    database: Database, old: Place, new: Place, layer: Id, progress: Progress | None = None
) -> Draft:
    """Give what carrying a layer's statements from one edition into a later one does."""
    with database.reading():
        made = _Drafting(database, old, new, layer)
        made.carry(progress)
        made.link()
    # The journal writes edits of one kind at once where they follow each other.
    made.draft.edits.sort(key=lambda edit: _ORDER.index(edit.kind))
    return made.draft


class _Drafting:
    def __init__(self, database: Database, old: Place, new: Place, layer: Id) -> None:
        self._database = database
        self._new, self._layer = new.article, layer
        self._texts = text_of(database, old.sha256), text_of(database, new.sha256)
        of_layer = _s.annotator == layer
        self._olds = outer_first(load_stored(database, _s.article == old.article, of_layer))
        news = load_stored(database, _s.article == new.article, of_layer)
        self._links = self._links_of(one.id for one in self._olds)
        self._there = self._known(news)
        self._alike = {_sameness(one): one.id for one in news}
        self._news = {one.id: one for one in news}
        #: By old statement, the one that stands for it in the later edition.
        self._stands: dict[Id, Id] = {}
        self.draft = Draft()

    def carry(self, progress: Progress | None) -> None:
        """Make every statement anew that is not there, and say of each what becomes of it."""
        self._stands |= self._there
        if not self._olds:
            return
        placing = Placing(*self._texts)
        quoting = Quoting(placing.alignment)
        lost = []
        for done, one in enumerate(self._olds):
            found, quoted = _found(placing, quoting, one)
            if one.id in self._there:
                self._recall(one, found)
            elif found is None:
                lost.append(one)
            else:
                self._make(one, found, quoted)
            if progress is not None and done % _STEP == 0:
                progress(done, len(self._olds))
        self._lose(lost)

    def link(self) -> None:
        """Copy the links inside the article, and join each carried statement to where it came from.

        What was there already stays joined, or not, as it is.
        """
        inner = copied_links(self._database, self._links, self._stands, self._layer)
        self.draft.links = sum(edit.kind == "link" for edit in inner)
        self.draft.edits += inner
        for old, new in self._stands.items():
            if old not in self._there:
                source, target = min(old, new), max(old, new)
                ends: dict[str, Value] = {"source": source, "target": target}
                fields = {"type": REPEATS, "annotator": self._layer, **ends}
                self.draft.edits.append(inserted("link", Id.new(), fields))

    def _links_of(self, ids: Iterable[Id]) -> list[Link]:
        found: dict[Id, Link] = {}
        own = _l.annotator == self._layer
        for lot in lots(ids):
            for end in (_l.source, _l.target):
                found |= {one.id: one for one in load_links(self._database, own, end.in_(lot))}
        return list(found.values())

    def _known(self, news: Iterable[Statement]) -> dict[Id, Id]:
        """Give what stands in the later edition already: carried over, or joined by hand."""
        olds, there = {one.id for one in self._olds}, {one.id: one for one in news}
        repeats = [(one.source, one.target) for one in self._links if one.type == REPEATS]
        both_ways = [*repeats, *((target, source) for source, target in repeats)]
        found = {old: new for old, new in both_ways if old in olds and new in there}
        for one in there.values():
            found |= {old: one.id for old in one.derived_from if old in olds}
        return found

    def _recall(self, old: Statement, found: Spread | None) -> None:
        """Say of what is there before how it was found, if it still stands just there."""
        new = self._news[self._there[old.id]]
        places = {(span.role, span.start, span.end) for span in new.spans}
        if found is not None and set(found.spans) != places:
            found = None
        self._tell(old, "there", _passage(new), new.id, found)

    def _make(self, old: Statement, found: Spread, quoted: Quotation | None) -> None:
        wanted = replace(
            old,
            article=self._new,
            spans=tuple(_span(self._texts[1], place) for place in found.spans),
            flagged=old.flagged or found.sureness == "uncertain",
            quotation=quoted,
        )
        same = self._alike.get(_sameness(wanted))
        if same is None:
            parent = self._stands.get(old.parent) if old.parent else None
            made, edits = copied(wanted, self._layer, parent=parent, origin=old.origin)
            self.draft.edits += edits
            self._alike[_sameness(wanted)] = made
        else:
            made = same
        self._stands[old.id] = made
        kind: Kind = "there" if made in self._news else found.sureness
        self._tell(old, kind, _passage(wanted), made, found)

    def _tell(
        self,
        old: Statement,
        kind: Kind,
        new: Passage | None = None,
        made: Id | None = None,
        found: Spread | None = None,
    ) -> None:
        left_out = found.left_out if found is not None else ()
        was = found.sureness if found is not None and kind == "there" else None
        one = Carried(old.id, old.label, kind, _passage(old), new, made, left_out, was)
        self.draft.carried.append(one)

    def _lose(self, lost: Sequence[Statement]) -> None:
        """Say of old statements that their words are not in the later edition."""
        rows = {
            an_id(row["record"]): row
            for row in borne_by(self._database, models.attribute, [one.id for one in lost])
            if row["name"] == LOST
        }
        for one in lost:
            self._tell(one, "lost")
            row = rows.get(one.id)
            if row is None:
                fields: dict[str, Value] = {"record": one.id, "name": LOST}
                made = inserted("attribute", Id.new(), {**fields, "value": str(self._new)})
                self.draft.edits.append(made)
            elif self._new not in ids_in(words(row["value"])):
                value = f"{words(row['value'])} {self._new}"
                self.draft.edits += altered("attribute", row, {"value": value})


def _found(
    placing: Placing, quoting: Quoting, old: Statement
) -> tuple[Spread | None, Quotation | None]:
    """Give where a statement is, and where its quotation: without that it is not sure either."""
    found = spread(placing, old)
    if found is None:
        return None, None
    quoted = quoting.of(old, found)
    if quoted != old.quotation:
        found = replace(found, sureness="uncertain")
    return found, quoted


def _span(text: str, place: Placed) -> Span:
    role, start, end = place
    found = quote(text, start, end)
    return Span(role, start, end, found.exact, found.prefix, found.suffix)


def _passage(statement: Statement) -> Passage:
    content = statement.content
    return Passage(content[0].start, content[-1].end, statement.words)


def _sameness(statement: Statement) -> tuple[object, ...]:
    places = tuple((s.start, s.end) for s in statement.content)
    return statement.label, places, statement.speaker, statement.claim
