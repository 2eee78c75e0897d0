"""What the review page shows, asked of the core: items in their order, counts, whose versions.

After a change it is asked again; the core keeps what it has read. It knows no widget and decides
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.records import Link, Statement
from factcheck.review.answers import (
    Counts,
    Difference,
    Fate,
    Item,
    LinkItem,
    Order,
    State,
    StatementItem,
)
from factcheck.review.queue import counts
from ui.review import words
from ui.review.own_work import OwnWork
from ui.review.people import People
from ui.review.rows import Row, RowMark
from ui.review.words import share, title
from ui.texts import tr
from ui.workspace import Workspace

#: What no longer holds comes first of what is decided.
_STATES: Final[dict[str, tuple[State, ...]]] = {
    "open": ("open",),
    "decided": ("outdated", "decided"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items are wanted; None where it does not matter."""

    kind: Difference | None = None
    fate: Fate | None = None  # of one's own work
    article: Id | None = None
    annotators: frozenset[Id] | None = None
    unfinished: bool = False

    @property
    def is_plain(self) -> bool:
        """Say whether it lets everything through."""
        return self == Filter(unfinished=self.unfinished)


class Content:
    """The queue as it was last asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.tab = "open"
        self.order: Order = "agreement"
        self.filter = Filter()
        self.people = People()
        self.counts = Counts(0, 0, 0, 0)
        self.items: dict[Id, Item] = {}
        self.own = OwnWork(workspace)
        self._titles: dict[Id, str] = {}
        self._ends: dict[Id, Statement] = {}

    def forget(self) -> None:
        """Begin anew: another project is open."""
        self.tab, self.order, self.filter = "open", "agreement", Filter()
        self.items, self._titles, self._ends = {}, {}, {}

    def read_first(self) -> None:
        """Ask for what somebody comes for: the disagreements, or what became of one's work."""
        self.read()
        if not self._workspace.project.actor.reviewer and self.own.count:
            self.tab = "yours"

    def read(self) -> None:
        """Ask for the items of the tab that is shown, and for the counts."""
        review, unfinished = self._workspace.project.review, self.filter.unfinished
        self.people = People(review.layers())
        # Asked once and sorted out here: there may be tens of thousands.
        every = review.items(order=self.order, unfinished=unfinished)
        self.counts = counts(every)
        if not self.filter.is_plain:
            every = self._asked()
        wanted = _STATES.get(self.tab, ())
        found = [item for state in wanted for item in every if item.state == state]
        self.items = {x.key: x for x in found}
        self.own.read(self.filter.fate, self.people)
        self._titles = {}
        self._ends = {}

    def _asked(self) -> list[Item]:
        wanted, review = self.filter, self._workspace.project.review
        return review.items(
            kinds=None if wanted.kind is None else {wanted.kind},
            articles=None if wanted.article is None else {wanted.article},
            annotators=wanted.annotators,
            order=self.order,
            unfinished=wanted.unfinished,
        )

    @property
    def names(self) -> dict[Id, str]:
        """Give the names of all annotators, reviewers too."""
        return {x.id: x.name for x in self._workspace.vocabulary.annotators.values()}

    @property
    def keys(self) -> list[Id]:
        """Give the keys of what is listed, in their order."""
        return list(self.own.fated if self.tab == "yours" else self.items)

    def place(self, key: Id | None) -> tuple[int, int]:
        """Give an item's place in the queue, from 1 (0 if it is not there), and how many are."""
        keys = self.keys
        return (keys.index(key) + 1 if key in keys else 0), len(keys)

    def item(self, record: Id | None) -> Item | None:
        """Give the item of a key, or of a version or gold record; None where there is none."""
        if record is None:
            return None
        if record in self.items:
            return self.items[record]
        try:
            unfinished = self.filter.unfinished or self.tab == "yours"
            return self._workspace.project.review.item(record, unfinished=unfinished)
        except NotFound:
            return None

    def of_article(self, article: Id) -> list[StatementItem]:
        """Give the statements' items of an article, in the order of the text."""
        review = self._workspace.project.review
        found = review.of_article(article, unfinished=self.filter.unfinished or self.tab == "yours")
        return [x for x in found if isinstance(x, StatementItem)]

    def after(self, key: Id | None) -> Id | None:
        """Give the item that follows in the queue, round to the first; None in an empty one."""
        keys = self.keys
        if not keys:
            return None
        if key not in keys:
            return keys[0]
        return keys[(keys.index(key) + 1) % len(keys)]

    def title_of(self, article: Id) -> str:
        """Give an article's title, asked for once for all that are listed."""
        if article not in self._titles:
            wanted = {article, *(x for item in self.items.values() for x in articles_of(item))}
            wanted |= {x.article for x in self.own.fated.values()}
            found = self._workspace.project.articles.get_many(list(wanted))
            self._titles |= {x.id: x.title or tr("feed.untitled") for x in found}
        return self._titles.get(article, "")

    def ends_of(self, item: LinkItem) -> dict[Id, Statement]:
        """Give the statements that an item's links join, asked for once for all that are listed."""
        mine = {x for link in _links(item) for x in (link.source, link.target)}
        if not mine <= self._ends.keys():
            listed = [x for x in self.items.values() if isinstance(x, LinkItem)]
            wanted = mine | {y for x in listed for z in _links(x) for y in (z.source, z.target)}
            found = self._workspace.project.statements.many(list(wanted - self._ends.keys()))
            self._ends |= {x.id: x for x in found}
        return self._ends

    def stamp(self, key: Id) -> object:
        """Give what a row is made of: while it is the same, so is the row."""
        return self.own.fated.get(key) if self.tab == "yours" else self.items.get(key)

    def row(self, key: Id) -> Row:
        """Give the row of an item, or of one's own record."""
        if self.tab == "yours":
            return self.own.row(key, self.title_of)
        item = self.items[key]
        row = Row(
            key=key,
            title=title(item, self.people, short=True),
            agreeing=item.share.agreeing,
            of=item.share.of if item.share.of > 1 else 0,
            share=share(item.share) if item.share.of > 1 else "",
            quote="",
            where="",
            marks=(),
        )
        row = replace(row, **self._standing(item))  # type: ignore[arg-type]  # words by field
        if isinstance(item, LinkItem):
            return self._link_row(row, item)
        return replace(
            row,
            quote=words.quote(item, {}),
            where=self.title_of(item.article),
            marks=tuple(self._marks(item)),
        )

    def _standing(self, item: Item) -> dict[str, str]:
        """Say how an item was decided, and whether that still holds."""
        if item.state == "open":
            return {}
        if item.state == "outdated":
            return {
                "glyph": "warning",
                "glyph_color": "contradiction",
                "state": tr("review.outdated"),
            }
        return {"glyph": "star", "glyph_color": "gold", "state": words.outcome(item)}

    def _link_row(self, row: Row, item: LinkItem) -> Row:
        vocabulary = self._workspace.vocabulary
        verbs = [words.link_verb(x, vocabulary) for x in item.versions or item.gold]
        kinds = [vocabulary.link_types.get(x.type) for x in item.versions or item.gold]
        kind = next((x for x in kinds if x is not None), None)
        shape, color = (kind.shape, kind.color) if kind else ("circle", "mute")
        return replace(
            row,
            quote=words.quote(item, self.ends_of(item)),
            where=" · ".join(verbs),
            marks=(RowMark("", shape, color, kind.name if kind else ""),),
        )

    def _marks(self, item: StatementItem) -> Iterable[RowMark]:
        by = {x.annotator: x for x in item.versions}
        told = sorted({*by, *item.silent}, key=self.people.place)
        for annotator in told:
            letters = self.people.of(annotator).letters
            version = by.get(annotator)
            label = self._workspace.vocabulary.labels.get(version.label) if version else None
            if label is None:
                yield RowMark(letters, "", "mute", tr("review.not_marked"))
            else:
                yield RowMark(letters, label.shape, label.color, label.name)


def articles_of(item: Item) -> Sequence[Id]:
    """Give the articles that an item is in."""
    return item.articles if isinstance(item, LinkItem) else (item.article,)


def _links(item: LinkItem) -> Sequence[Link]:
    return (*item.versions, *item.gold)
