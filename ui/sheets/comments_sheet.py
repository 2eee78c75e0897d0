"""All that is said in the project, to walk through: what is unread first, then what is open.

The list is of threads; beside it stand the comments on what the chosen one is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from factcheck.commenting.answers import Thread
from factcheck.ids import Id
from ui import theme
from ui.commenting.memory import CommentMemory
from ui.commenting.panel import CommentsPanel
from ui.kit.buttons import Button
from ui.kit.scroll import Scroller
from ui.kit.segmented import Option, Segmented
from ui.session import Place
from ui.sheets.base import Columns, WorkSheet, follow, quiet
from ui.sheets.records import Entry, RecordList
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.records import Changed
    from ui.session import Session
    from ui.workspace import Workspace

_WHICH = ("unread", "open", "all")


class CommentsSheet(WorkSheet):
    """The comments of the project."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        session: Session,
        *,
        memory: CommentMemory | None = None,
    ) -> None:
        super().__init__(window, tr("comments.title"), name="commentsSheet", height=680)
        self._workspace, self._session = workspace, session
        self._memory = memory or CommentMemory(workspace)
        self._threads: dict[Id, Thread] = {}
        #: What was unread when it was last listed stays so until one lists anew.
        self._fresh: frozenset[Id] = frozenset()
        self.which = Segmented(self._options(), name=tr("comments.which.name"))
        self.list = RecordList(name=tr("comments.title"), title_lines=2)
        self._nothing = quiet(tr("comments.nothing"))
        self.said = CommentsPanel(workspace, self._memory)
        self._scroller = Scroller(name=tr("comments.title"))
        self._put_together()
        self.which.chosen.connect(lambda _: self._list_anew())
        self.list.picked.connect(lambda _: self._show())
        self.list.activated_id.connect(lambda _: self.said.write())
        self.said.left.connect(self.list.setFocus)
        theme.controller().changed.connect(self._space)
        self._space()
        follow(self, workspace, self._on_changed)

    def open(self) -> None:
        self._list_anew()
        if self.which.current() == "unread" and not self.list.entries:
            self.which.set_current("open")
            self._refill()
        self.open_sheet(self.list if self.list.entries else self.which)
        self._show()

    def _put_together(self) -> None:
        columns = Columns()
        columns.left.addWidget(self.which)
        columns.left.addWidget(self._nothing)
        columns.left.addWidget(self.list, 1)
        self._scroller.column.addWidget(self.said)
        self._scroller.column.addStretch(1)
        columns.right.addWidget(self._scroller, 1)
        self.body.addWidget(columns, 1)
        self.go = Button(tr("comments.go"), icon="forward")
        self.go.clicked.connect(self._go)
        self.footer.addWidget(self.go)
        self.end_with_close()

    def _options(self) -> list[Option]:
        return [Option(x, tr(f"comments.which.{x}")) for x in _WHICH]

    def _list_anew(self) -> None:
        unread = self._workspace.project.comments.unread(self._memory.marks)
        self._fresh = frozenset(one.root for one in unread)
        self._refill()

    def _refill(self) -> None:
        found = self._workspace.project.comments.all()
        which = self.which.current()
        shown = [x for x in found if self._passes(x, which)]
        shown.sort(key=lambda x: x.comments[-1].made_at, reverse=True)
        self._threads = {x.root.id: x for x in shown}
        self.list.set_entries([self._entry(x) for x in shown])
        if self.list.current is None and shown:
            self.list.set_current(shown[0].root.id)
        self._nothing.setVisible(not shown)
        self.go.setEnabled(self._place() is not None)

    def _passes(self, thread: Thread, which: str) -> bool:
        if which == "unread":
            return thread.root.id in self._fresh
        return which == "all" or not thread.resolved

    def _entry(self, thread: Thread) -> Entry:
        last = next((x for x in reversed(thread.comments) if x.words), thread.root)
        unread = any(self._memory.is_unread(x.id) for x in thread.comments)
        about = thread.about if thread.there else tr(f"comments.gone.{thread.root.kind}")
        parts = [last.who, about]
        if unread:
            parts.insert(0, tr("comments.unread"))
        glyph = "dot" if unread else "check" if thread.resolved else "comment"
        words = last.words.split("\n")[0] or tr("comments.deleted")
        role = "accent" if unread else "mute"
        detail = " · ".join(parts)
        return Entry(thread.root.id, words, detail, glyph, role, dim=thread.resolved)

    def _chosen(self) -> Thread | None:
        current = self.list.current
        return self._threads.get(current) if isinstance(current, Id) else None

    def _show(self) -> None:
        thread = self._chosen()
        if thread is None:
            self.said.clear()
        else:
            self.said.show_record(thread.root.kind, thread.root.record)
        self.go.setEnabled(self._place() is not None)

    def _place(self) -> Place | None:
        """Give where to go from the chosen thread: its statement, else its article."""
        thread = self._chosen()
        if thread is None or thread.root.article is None:
            return None
        is_statement = thread.root.kind == "statement" and thread.there
        return Place(thread.root.article, thread.root.record if is_statement else None)

    def _go(self) -> None:
        place = self._place()
        if place is not None:
            self.close_sheet()
            self._session.go(place)

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("comment", "statement", "link"):
            self._refill()
            if self._chosen() is None:
                self.said.clear()

    def _space(self) -> None:
        pad = theme.current().px("l")
        self._scroller.column.setContentsMargins(pad, pad, pad, pad)
