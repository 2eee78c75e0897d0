"""What became of one's own work: rows of the queue, and one's version beside what is gold.

It asks the core for fates and turns them into what queue and pane show; it decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.records import Link, Statement
from factcheck.review.answers import Fate, Fated, Item, LinkItem, StatementItem
from ui.kit.avatar import STAR
from ui.review import words
from ui.review.cells import CellView
from ui.review.choice import PARTS, Choice, value
from ui.review.fate_words import gold_of, line, record_of, what
from ui.review.pane import PaneView
from ui.review.people import People
from ui.review.rows import Row
from ui.review.statement_views import part_cell
from ui.review.versions import ColumnView, PartView, VersionsView
from ui.texts import tr
from ui.workspace import Workspace


class OwnWork:
    """The fates of what is in one's own layer, as they were last asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.fated: dict[Id, Fated] = {}
        self.counts: Counter[Fate] = Counter()
        self.count = 0  # whatever is let through

    @property
    def layer(self) -> Id:
        """Whose work is one's own here."""
        return self._workspace.project.layer.id

    def read(self, wanted: Fate | None, people: People) -> None:
        """Ask for the fates, and keep those of one kind, or all; none of who has no work here."""
        review = self._workspace.project.review
        has_work = any(x.id == self.layer for x in people.all)
        found = review.fates() if has_work and review.any_decided() else []
        self.count = len(found)
        self.counts = Counter(fate for x in found for fate in x.fates)
        self.fated = {x.record: x for x in found if wanted is None or wanted in x.fates}

    def item(self, key: Id) -> Item | None:
        """Give the item that a record is part of; None for what was sent back whole."""
        try:
            return self._workspace.project.review.item(key, unfinished=True)
        except NotFound:
            return None

    def row(self, key: Id, title_of: Callable[[Id], str]) -> Row:
        """Give the row of a record."""
        fated, item = self.fated[key], self.item(key)
        mine = record_of(fated, item)
        kept = fated.fates == ("kept",)
        gone = bool({"dropped", "sent_back"} & set(fated.fates))
        glyph = "star" if kept else "close" if gone else "edit"
        return Row(
            key=key,
            title=line(fated, mine, self._workspace.vocabulary),
            agreeing=0,
            of=0,
            share="",
            quote=self._words(item, mine),
            where=title_of(fated.article),
            marks=(),
            glyph=glyph,
            glyph_color="gold" if kept else "contradiction" if gone else "accent",
        )

    def view(self, key: Id, place: str, names: Mapping[Id, str]) -> PaneView:
        """Give one's version beside what is gold, with why it became so."""
        fated, item = self.fated[key], self.item(key)
        mine, vocabulary = record_of(fated, item), self._workspace.vocabulary
        decision = fated.decision
        who = names.get(decision.annotator, "")
        notes = [tr("review.decided_on", who=who, when=decision.made_at[:10])]
        if decision.reason:
            notes.append(tr("review.because", reason=decision.reason))
        if not decision.holds:
            notes.append(tr("review.outdated"))
        offers = ["answer"]
        if "sent_back" in fated.fates:
            offers.append("work_on")
        elif fated.fates != ("kept",):
            offers.append("take_over")
        return PaneView(
            title=what(fated, mine, vocabulary),
            place=place,
            versions=self._versions(fated, item, mine),
            notes=tuple(notes),
            can_alter=False,
            offers=tuple(offers),
        )

    def _words(self, item: Item | None, mine: Statement | Link | None) -> str:
        if isinstance(mine, Statement):
            return " ".join(mine.words.split())
        if isinstance(item, StatementItem):
            return words.quote(item, {})
        if isinstance(item, LinkItem):
            wanted = {y for x in (*item.versions, *item.gold) for y in (x.source, x.target)}
            found = self._workspace.project.statements.many(list(wanted))
            return words.quote(item, {x.id: x for x in found})
        return ""

    def _versions(
        self, fated: Fated, item: Item | None, mine: Statement | Link | None
    ) -> VersionsView:
        columns = (
            ColumnView(tr("review.yours_one"), "", "", None, leads=True),
            ColumnView(tr("review.gold_one"), STAR, "", None, leads=True),
        )
        if isinstance(item, LinkItem):
            link = mine if isinstance(mine, Link) else None
            return VersionsView(columns, (self._link_row(link, fated.gold_link),))
        if not isinstance(item, StatementItem):
            return VersionsView()
        own = mine if isinstance(mine, Statement) else None
        gold = gold_of(fated, mine)
        rows = (self._row(part, own, gold) for part in PARTS)
        return VersionsView(columns, tuple(x for x in rows if x is not None))

    def _row(self, part: str, own: Statement | None, gold: Statement | None) -> PartView | None:
        vocabulary = self._workspace.vocabulary
        known = next(x for x in PARTS if x == part)
        there = [x for x in (own, gold) if x is not None]
        kinds = {value(x, known, vocabulary) for x in there}
        if known == "details" and len(kinds) < 2:
            return None
        name = tr(f"review.row.{known}")
        if len(kinds) == 1 and len(there) == 2:
            cell = part_cell(there[0], known, Choice(), vocabulary)
            return PartView(part, name, "", (_shown(cell, columns=2),))
        empty = {True: tr("review.not_marked"), False: tr("review.no_gold")}
        cells = [
            _shown(part_cell(x, known, Choice(), vocabulary))
            if x is not None
            else CellView(None, empty[n == 0] if known == "spans" else "–")
            for n, x in enumerate((own, gold))
        ]
        return PartView(part, name, "", tuple(cells))

    def _link_row(self, own: Link | None, gold: Link | None) -> PartView:
        vocabulary = self._workspace.vocabulary
        empty = (tr("review.link.not_linked"), tr("review.no_gold"))
        cells = []
        for link, missing in zip((own, gold), empty, strict=True):
            kind = vocabulary.link_types.get(link.type) if link is not None else None
            if link is None or kind is None:
                cells.append(CellView(None, missing))
            else:
                more = f"{kind.name} · {link.rationale}" if link.rationale else kind.name
                cells.append(
                    CellView(link.id, more, shape=kind.shape, color=kind.color, leads=True)
                )
        return PartView("type", tr("review.link.type"), "", tuple(cells))


def _shown(cell: CellView, *, columns: int = 1) -> CellView:
    """Give a cell that shows and cannot be taken."""
    return replace(cell, leads=True, columns=columns)
