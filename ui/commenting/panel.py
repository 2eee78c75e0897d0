"""The comments on one record: `show(kind, record)`, and it does the rest by itself.

Give it room anywhere: it asks the core, follows what changes, marks what is unread and, once it
was in sight a moment, read. Of an article it shows what is said about all in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.commenting.answers import CommentKind, Thread
from factcheck.ids import Id
from ui import theme
from ui.commenting.field import CommentField
from ui.commenting.memory import CommentMemory
from ui.commenting.thread import ThreadView
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.texts import tr
from ui.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.records import Changed

READ_AFTER: Final = 1_000  # ms in sight until a comment counts as read
_KINDS: Final = ("comment", "statement", "link", "claim", "speaker", "assignment", "project")


class CommentsPanel(QWidget):
    """The threads of a record, oldest first, and the field that begins another one."""

    went = Signal(object)  # Thread: go to what it hangs on
    left = Signal()  # by Esc in a field

    def __init__(
        self, workspace: Workspace, memory: CommentMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._memory = memory
        self._kind: CommentKind | None = None
        self._record: Id | None = None
        self._also: tuple[Id, ...] = ()
        self._threads: dict[Id, ThreadView] = {}
        self._stale = False
        self.field: CommentField | None = None
        self.setObjectName("commentsPanel")
        self.setAccessibleName(tr("comments.title"))
        self.setAccessibleIdentifier("commentsPanel")
        self.title = TextLabel(tr("comments.title"), font="meta_strong", lines=1)
        self.count = TextLabel("", font="meta", color="mute", lines=1)
        self.another = Button(tr("comments.another"), kind="quiet", icon="plus", small=True)
        self.another.clicked.connect(self._begin_another)
        self._build()
        self._reading = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._reading.timeout.connect(self._read)
        workspace.changed.connect(self._on_changed)
        workspace.closing.connect(self.clear)
        memory.changed.connect(self._show_marks)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    @property
    def shown(self) -> tuple[CommentKind, Id] | None:
        """The record whose comments it shows."""
        if self._kind is None or self._record is None:
            return None
        return self._kind, self._record

    @property
    def threads(self) -> list[ThreadView]:
        """The threads, oldest first."""
        return list(self._threads.values())

    def show_record(self, kind: CommentKind, record: Id, also: Sequence[Id] = ()) -> None:
        """Show the comments on a record, and on others of its kind that are about the same."""
        if self.shown != (kind, record):
            self.clear()
            self._kind, self._record = kind, record
            self._make_field()
        self._also = tuple(x for x in also if x != record)
        self.refresh()

    def clear(self) -> None:
        """Show nothing; what was typed is kept."""
        self._kind = self._record = None
        for key in list(self._threads):
            self._drop(key)
        if self.field is not None:
            field, self.field = self.field, None
            self._foot.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._reading.stop()

    def write(self) -> None:
        """Go to the field one most likely wants: the answer to the open thread, else a new one."""
        open_ones = [x for x in self._threads.values() if not x.told.resolved]
        if len(self._own(open_ones)) == 1:
            self._own(open_ones)[0].field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.field is not None:
            self.field.show()
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Ask the core again."""
        if self._kind is None or self._record is None or not self._workspace.is_open:
            return
        self._stale = False
        comments = self._workspace.project.comments
        if self._kind == "article":
            found = _in_order(comments.of_article(self._record))
        else:
            records = (self._record, *self._also)
            found = [x for record in records for x in comments.of(self._kind, record)]
            found.sort(key=lambda x: x.root.made_at)
        for key in [x for x in self._threads if x not in {t.root.id for t in found}]:
            self._drop(key)
        for place, thread in enumerate(found):
            self._put(thread, place)
        self._threads = {t.root.id: self._threads[t.root.id] for t in found}
        n = sum(not one.deleted for t in found for one in t.comments)
        self.count.set_words(str(n) if n else "")
        has_open = any(not x.told.resolved for x in self._own(self.threads))
        field = self.field
        if field is not None:
            field.setVisible(not has_open or bool(field.words) or field.field.hasFocus())
            self.another.setVisible(has_open and not field.isVisibleTo(self))
        if self.isVisible():
            self._reading.start()

    def _own(self, threads: list[ThreadView]) -> list[ThreadView]:
        """Give the threads that hang on the record itself, not on something in it."""
        return [x for x in threads if x.told.root.kind == self._kind]

    def _put(self, thread: Thread, place: int) -> None:
        key = thread.root.id
        if key in self._threads:
            self._threads[key].show_thread(thread)
            return
        about = thread.root.kind != self._kind
        view = ThreadView(self._workspace, self._memory, thread, about=about)
        view.went.connect(self.went)
        view.left.connect(self.left)
        view.unfolded.connect(self._reading.start)
        self._threads[key] = view
        self._list.insertWidget(place, view)
        view.show()

    def _drop(self, key: Id) -> None:
        view = self._threads.pop(key)
        self._list.removeWidget(view)
        view.hide()
        view.deleteLater()

    def _make_field(self) -> None:
        words = tr("comments.write")
        place = f"{self._kind}/{self._record}"
        self.field = CommentField(self._memory, place, name=words, verb=tr("comments.say"))
        self.field.field.setObjectName("commentField")
        self.field.said.connect(self._add)
        self.field.left.connect(self.left)
        self._foot.addWidget(self.field)

    def _begin_another(self) -> None:
        if self.field is not None:
            self.field.show()
            self.another.hide()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, words: str) -> None:
        kind, record = self._kind, self._record
        if kind is None or record is None or self.field is None:
            return
        comments = self._workspace.project.comments
        made = self._workspace.do(lambda: comments.add(kind, record, words))
        if made is not None and self.field is not None:
            self.field.clear()
            self.refresh()
            if made in self._threads:
                self._threads[made].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, changed: Changed) -> None:
        if self._kind is None or not changed.touches(*_KINDS):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _show_marks(self) -> None:
        for view in self._threads.values():
            view.show_marks()

    def _read(self) -> None:
        if self._workspace.is_open and self.isVisible():
            shown = [x for x in self._threads.values() if not x.is_folded]
            self._memory.read(one.id for x in shown for one in x.told.comments)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.setSpacing(theme.current().px("gap"))
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        self._head = head
        self._list = QVBoxLayout()
        self._foot = QVBoxLayout()
        row = QHBoxLayout()
        row.addWidget(self.another)
        row.addStretch(1)
        for part in (head, self._list):
            self._column.addLayout(part)
        self._column.addLayout(row)
        self._column.addLayout(self._foot)
        self.another.hide()

    def _restyle(self) -> None:
        look = theme.current()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px("s"))
        self._list.setSpacing(look.px("m"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        elif self._threads:
            self._reading.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reading.stop()


def _in_order(threads: list[Thread]) -> list[Thread]:
    """Put what is said about the article first, then what hangs on it in the order of the text."""
    last = 1 << 40
    return sorted(
        threads,
        key=lambda t: (
            t.root.kind != "article",
            t.start if t.start is not None else last,
            t.root.made_at,
        ),
    )
