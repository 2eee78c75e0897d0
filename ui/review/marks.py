"""What the reader shows of items: gold in its looks, what is open by underlines, and the lanes.

It turns items into the reader's plain values, and keeps those of items that have not changed: one
decision among ten thousand places makes one of them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from factcheck.ids import GOLD, Id
from factcheck.records import Role, Statement
from factcheck.review.answers import StatementItem
from ui.kit.avatar import STAR
from ui.reading.comparing import LaneMarks
from ui.reading.lanes import UNDECIDED
from ui.reading.values import StatementMark, Stretch, Stretches
from ui.review.choice import Draft
from ui.review.people import People
from ui.texts import tr
from ui.vocabulary import Vocabulary

#: The draft of a version stands in the text under this id.
DRAFT = Id.fixed("review.draft")


@dataclass(frozen=True, slots=True)
class _Made:
    """The marks of one item: in the text, and by lane."""

    item: StatementItem
    in_text: tuple[StatementMark, ...]
    by_lane: dict[Id, tuple[StatementMark, ...]]


class Marks:
    """Makes marks of items, and knows which item a mark belongs to."""

    def __init__(self, vocabulary: Vocabulary, describe: Callable[[Id], str]) -> None:
        self._vocabulary = vocabulary
        self._describe = describe
        self._made: dict[Id, _Made] = {}
        self._item_of: dict[Id, Id] = {}
        self._hidden: frozenset[Id] = frozenset()

    def forget(self) -> None:
        """Make all anew: labels or whose lanes are shown have changed."""
        self._made.clear()

    def item_of(self, mark: Id) -> Id | None:
        """Give the key of the item that a mark in the text or in a lane belongs to."""
        return self._item_of.get(mark)

    def take(self, items: Iterable[StatementItem], hidden: frozenset[Id]) -> None:
        """Take an article's items; the lanes of `hidden` annotators are not shown."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._made.clear()
        before, self._made = self._made, {}
        self._item_of = {}
        for item in items:
            known = before.get(item.key)
            made = known if known is not None and known.item == item else self._make(item)
            self._made[item.key] = made
            for one in (*item.versions, *item.gold):
                self._item_of[one.id] = item.key

    def in_text(self, *, without: Id | None = None) -> list[StatementMark]:
        """Give the marks over the words, but for those of one item, which has a draft."""
        return [x for key, made in self._made.items() if key != without for x in made.in_text]

    def lanes(self, people: People) -> list[LaneMarks]:
        """Give the lanes: the annotators that are shown, and gold."""
        lanes: list[LaneMarks] = []
        for person in people.all:
            if person.id not in self._hidden:
                marks = tuple(self._of_lane(person.id))
                lanes.append((person.id, person.letters, person.name, marks))
        lanes.append((GOLD, STAR, tr("review.gold"), tuple(self._of_lane(GOLD))))
        return lanes

    def draft(self, draft: Draft) -> StatementMark:
        """Give the mark of a draft, whose edges can be moved."""
        made = self._mark(draft.base)
        places = _places([(role, start, end) for role, start, end in draft.spans])
        label = self._vocabulary.labels.get(draft.label)
        return replace(
            made,
            id=DRAFT,
            content=places["content"],
            source=places["source"],
            cue=places["cue"],
            shape=label.shape if label else "circle",
            color=label.color if label else "mute",
            underline=label.underline if label else "solid",
        )

    def _of_lane(self, lane: Id) -> Iterable[StatementMark]:
        for made in self._made.values():
            yield from made.by_lane.get(lane, ())

    def _make(self, item: StatementItem) -> _Made:
        by_lane: dict[Id, tuple[StatementMark, ...]] = {
            x.annotator: (self._mark(x),) for x in item.versions
        }
        gold = tuple(self._mark(x) for x in item.gold)
        if item.state == "open" and item.versions:
            first = self._mark(item.versions[0])
            ring = replace(first, shape=UNDECIDED, color="mute", source=(), cue=())
            by_lane[GOLD] = (ring,)
        else:
            by_lane[GOLD] = gold
        in_text = gold if item.gold or item.state != "open" else tuple(self._open(item))
        return _Made(item, in_text, by_lane)

    def _open(self, item: StatementItem) -> Iterable[StatementMark]:
        """Give one underline for each thing that is marked, in its label's color if all agree."""
        shown = [x for x in item.versions if x.annotator not in self._hidden]
        alike: dict[Stretches, list[Statement]] = {}
        for version in shown:
            content = tuple((x.start, x.end) for x in version.content)
            alike.setdefault(content, []).append(version)
        some = "only_some" in item.differences
        for versions in alike.values():
            mark = replace(self._mark(versions[0]), undecided=True)
            if some:
                mark = replace(mark, underline="dot", color="edge")
            elif len({x.label for x in versions}) > 1:
                mark = replace(mark, underline="solid", color="mute")
            else:
                mark = replace(mark, underline="solid")
            yield mark

    def _mark(self, statement: Statement) -> StatementMark:
        label = self._vocabulary.labels.get(statement.label)
        places = _places([(x.role, x.start, x.end) for x in statement.spans])
        return StatementMark(
            id=statement.id,
            content=places["content"],
            source=places["source"],
            cue=places["cue"],
            shape=label.shape if label else "circle",
            color=label.color if label else "mute",
            underline=label.underline if label else "solid",
            describe=self._describe,
        )


def content_of(statements: Sequence[Statement]) -> Stretches:
    """Give the content stretches of statements."""
    return tuple((x.start, x.end) for one in statements for x in one.content)


def _places(spans: Sequence[tuple[Role, int, int]]) -> dict[Role, Stretches]:
    found: dict[Role, list[Stretch]] = {"content": [], "source": [], "cue": []}
    for role, start, end in spans:
        found[role].append((start, end))
    return {role: tuple(stretches) for role, stretches in found.items()}
