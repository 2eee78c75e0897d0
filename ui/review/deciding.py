"""What is about to be decided about the chosen item, and carrying it out.

It keeps the choice until it is recorded, and what was decided here; it knows no widget.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from factcheck.ids import Id
from factcheck.records import Statement
from factcheck.review.answers import Item, LinkItem, StatementItem
from ui.review import link_views, statement_views
from ui.review.choice import PARTS, Choice, Draft, all_apart, begun
from ui.review.content import Content
from ui.review.link_views import LinkChoice
from ui.workspace import Workspace


class Deciding(QObject):
    """The chosen item, and what Enter would make of it."""

    changed = Signal()  # another choice
    drafted = Signal()  # a draft was begun, altered or let go

    def __init__(self, workspace: Workspace, content: Content, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._content = content
        self.item: Item | None = None
        self.choice = Choice()
        self.link = LinkChoice()
        self._made: list[Id] = []  # items that were decided here, the last one last

    @property
    def may_decide(self) -> bool:
        """Say whether who works here is a reviewer, and the project can be written."""
        project = self._workspace.project
        is_own = self._content.tab == "yours"
        return project.actor.reviewer and not project.read_only and not is_own

    @property
    def is_ready(self) -> bool:
        """Say whether there is something to decide."""
        if self.item is None or not self.may_decide:
            return False
        ready = self.link.is_ready if isinstance(self.item, LinkItem) else self.choice.is_ready
        return ready and bool(self.item.versions or self.choice.is_none or self.link.is_none)

    def forget(self) -> None:
        """Let go of all: another project is open."""
        self.item, self.choice, self.link = None, Choice(), LinkChoice()
        self._made.clear()

    def show(self, item: Item | None) -> None:
        """Take an item; where only its surroundings changed, the choice stays."""
        before, self.item = self.item, item
        same = before is not None and item is not None and before.key == item.key
        if not same or before is None or item is None or before.versions != item.versions:
            self._begin()
        self.changed.emit()
        self.drafted.emit()

    def let_go(self) -> bool:
        """Begin the choice anew; say whether there was anything to let go of."""
        was = (self.choice, self.link)
        self._begin()
        self.changed.emit()
        self.drafted.emit()
        return was != (self.choice, self.link)

    def take_number(self, number: int) -> None:
        """Take the version whose key is a number, from 1."""
        people = self._content.people
        if isinstance(self.item, LinkItem):
            found = link_views.version_at(self.item, people, number)
        elif self.item is not None:
            found = statement_views.version_at(self.item, people, number)
        else:
            found = None
        if found is not None:
            self.take(found)

    def take(self, version: Id) -> None:
        """Take a version."""
        if isinstance(self.item, LinkItem):
            self.link = self.link.with_version(version)
        else:
            self._choose(self.choice.with_version(version))
        self.changed.emit()

    def take_part(self, part: str, version: Id) -> None:
        """Take a part of a version."""
        if isinstance(self.item, LinkItem):
            self.link = self.link.with_part(part, version)
        else:
            found = next((x for x in PARTS if x == part), None)
            if found is not None:
                self._choose(self.choice.with_part(found, version))
        self.changed.emit()

    def take_several(self) -> None:
        """Take one version of each kind, then more or fewer by their keys; or no longer."""
        if isinstance(self.item, StatementItem) and len(self.item.versions) > 1:
            vocabulary = self._workspace.vocabulary
            several = self.choice.is_several
            anew = begun(self.item, vocabulary)
            self._choose(anew if several else all_apart(self.item, vocabulary))
            self.changed.emit()

    def take_none(self) -> None:
        """Choose that none of them is to be gold."""
        if isinstance(self.item, LinkItem):
            self.link = LinkChoice(is_none=True)
        else:
            self._choose(Choice(is_none=True))
        self.changed.emit()

    def edit(self) -> None:
        """Begin a draft with the version that is chosen, else with the first; or let it go."""
        if not isinstance(self.item, StatementItem) or not self.may_decide:
            return
        if self.choice.draft is not None:
            self.let_go()
            return
        base = self._base()
        if base is not None:
            self.alter(Draft.of(base))

    def alter(self, draft: Draft) -> None:
        """Take a draft as it is now."""
        self.choice = Choice(draft=draft)
        self.changed.emit()
        self.drafted.emit()

    def move_edge(self, role: str, index: int, start: int, end: int) -> None:
        """Move an edge of the draft's span of a role, counted in the order of the text."""
        draft = self.choice.draft
        if draft is None:
            return
        mine = sorted(x for x in draft.spans if x[0] == role)
        was = mine[index]
        spans = tuple((was[0], start, end) if x == was else x for x in draft.spans)
        self.alter(replace(draft, spans=spans))

    def alter_link(self, choice: LinkChoice) -> None:
        """Take a choice about a link as it is now."""
        self.link = choice
        self.changed.emit()

    def decide(self, reason: str) -> bool:
        """Record what is chosen; say whether that was done."""
        item = self.item
        if item is None or not self.is_ready:
            return False
        if not self._workspace.do(lambda: self._record(item, reason)):
            return False
        self._made.append(item.key)
        return True

    def undone(self) -> Item | None:
        """Give the item whose decision was made here last and is open again; forget it then."""
        if not self._made:
            return None
        found = self._content.item(self._made[-1])
        if found is None or found.state != "open":
            return None
        self._made.pop()
        return found

    def _record(self, item: Item, reason: str) -> bool:
        review, unfinished = self._workspace.project.review, self._content.filter.unfinished
        if isinstance(item, LinkItem):
            links = self.link.results(item)
            review.decide_link(item.key, links, reason, seen=item, unfinished=unfinished)
        else:
            results = self.choice.results(item.versions, self._workspace.vocabulary)
            review.decide(item.key, results, reason, seen=item, unfinished=unfinished)
        return True

    def _begin(self) -> None:
        self.choice, self.link = Choice(), LinkChoice()
        if isinstance(self.item, LinkItem):
            self.link = link_views.begun(self.item)
        elif self.item is not None and self.item.versions:
            self.choice = begun(self.item, self._workspace.vocabulary)

    def _choose(self, choice: Choice) -> None:
        had_draft = self.choice.draft is not None
        self.choice = choice
        if had_draft:
            self.drafted.emit()

    def _base(self) -> Statement | None:
        assert isinstance(self.item, StatementItem)
        wanted = self.choice.parts.get("spans")
        versions = (*self.item.versions, *self.item.gold)
        return next((x for x in versions if x.id == wanted), versions[0] if versions else None)
