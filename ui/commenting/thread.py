"""One thread as a list of what was said, with its answer field; settled ones fold to a line.

It shows a `Thread` and runs the verbs on its comments; which threads there are is the panel's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from factcheck.commenting.answers import Comment, Thread
from factcheck.ids import Id
from ui import theme
from ui.claim_pane.press import Pressable
from ui.commenting.field import CommentField
from ui.commenting.memory import CommentMemory
from ui.dates import moment_shown
from ui.kit.avatar import Avatar, letters_of
from ui.kit.buttons import Button
from ui.kit.marks import Glyph
from ui.kit.text import Run, TextLabel
from ui.texts import tr, tr_n
from ui.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.comments import Comments


class CommentRow(QWidget):
    """What one person said, with when; one's own can be altered and taken away."""

    left = Signal()

    def __init__(self, workspace: Workspace, memory: CommentMemory, comment: Comment) -> None:
        super().__init__()
        self._workspace = workspace
        self._memory = memory
        self.comment = comment
        self._field: CommentField | None = None
        self.setObjectName("commentRow")
        self._avatar = Avatar(letters_of([comment.who])[0], comment.who)
        self._head = TextLabel("", font="meta")
        self._dot = Glyph("dot", "accent", size="icon_small")
        self._dot.setToolTip(tr("comments.unread"))
        self._words = TextLabel("", font="meta")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.more = Button(kind="quiet", icon="more", small=True, name=tr("comments.more"))
        self.more.clicked.connect(self._offer)
        self._build()
        self.show_comment(comment)

    def show_comment(self, comment: Comment) -> None:
        """Show a comment as it is recorded now."""
        self.comment = comment
        unread = self._memory.is_unread(comment.id)
        when = moment_shown(comment.made_at)
        if comment.edited_at:
            when = tr("comments.edited", when=when)
        name = "strong" if unread else "meta_strong"
        self._head.set_words((Run(comment.who, name), Run(f" · {when}", color="mute")))
        self._dot.setVisible(unread)
        gone = comment.deleted
        self._words.set_words(tr("comments.deleted") if gone else comment.words)
        self._words.set_color("mute" if gone else "ink")
        own = comment.annotator == self._workspace.project.actor.id
        self.more.setVisible(own and not gone)
        parts = [comment.who, when, self._words.text()]
        if unread:
            parts.append(tr("comments.unread"))
        self.setAccessibleName(". ".join(parts))

    def edit(self) -> None:
        """Open a field with one's own words."""
        if self._field is None:
            self._field = CommentField(
                self._memory,
                f"edit/{self.comment.id}",
                name=tr("comments.edit_field"),
                verb=tr("comments.save"),
                words=self.comment.words,
            )
            self._field.said.connect(self._save)
            self._field.left.connect(self._close_field)
            self._column.addWidget(self._field)
            self._words.hide()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """Take it away; undo brings it back."""
        comments = self._workspace.project.comments
        self._workspace.do(lambda: comments.delete(self.comment.id))

    def _save(self, words: str) -> None:
        comments = self._workspace.project.comments
        place = f"edit/{self.comment.id}"

        def verb() -> bool:
            comments.edit(self.comment.id, words)
            return True

        if self._workspace.do(verb):
            self._memory.put_draft(place, "")
            self._close_field()

    def _close_field(self) -> None:
        if self._field is not None:
            field, self._field = self._field, None
            self._column.removeWidget(field)
            field.hide()
            field.deleteLater()
            self._words.show()
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("comments.edit")).triggered.connect(lambda _=False: self.edit())
        menu.addAction(tr("comments.delete")).triggered.connect(lambda _=False: self.delete())
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px("s"))
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(theme.current().px("gap"))
        head.addWidget(self._head, 1)
        head.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(self._words)
        row.addLayout(self._column, 1)


class ThreadView(QWidget):
    """A thread; where it hangs on something of its own it says on what, and goes there."""

    went = Signal(object)  # Thread
    left = Signal()
    unfolded = Signal()

    def __init__(
        self, workspace: Workspace, memory: CommentMemory, thread: Thread, *, about: bool
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._memory = memory
        self._about = about
        self.told = thread
        self._rows: dict[Id, CommentRow] = {}
        self._unfolded = False
        self.setObjectName("commentThread")
        self.subject = Pressable("comment", "mute")
        self.subject.clicked.connect(lambda: self.went.emit(self.told))
        self.fold = Pressable("check", "mute")
        self.fold.clicked.connect(self._toggle)
        self.field = CommentField(
            memory, f"answer/{thread.root.id}", name=tr("comments.reply"), verb=tr("comments.reply")
        )
        self.field.field.setObjectName("commentReply")
        self.field.said.connect(self._answer)
        self.field.left.connect(self.left)
        self.settle = Button(tr("comments.resolve"), kind="quiet", icon="check", small=True)
        self.settle.clicked.connect(self._settle)
        self._build()
        self.show_thread(thread)

    @property
    def rows(self) -> list[CommentRow]:
        """What was said, oldest first."""
        return [self._rows[one.id] for one in self.told.comments]

    @property
    def is_folded(self) -> bool:
        """Say whether it is settled and only a line of it shows."""
        return self.told.resolved and not self._unfolded

    def show_thread(self, thread: Thread) -> None:
        """Show a thread as it is recorded now; what is being typed stays."""
        self.told = thread
        self._show_subject()
        wanted = {one.id: one for one in thread.comments}
        for key in [x for x in self._rows if x not in wanted]:
            row = self._rows.pop(key)
            self._said.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, (key, comment) in enumerate(wanted.items()):
            if key not in self._rows:
                row = self._rows[key] = CommentRow(self._workspace, self._memory, comment)
                self._said.insertWidget(place, row)
            self._rows[key].show_comment(comment)
        self._show_folded()

    def show_marks(self) -> None:
        """Show what of it is unread now."""
        for row in self._rows.values():
            row.show_comment(row.comment)
        self._show_folded()

    def _show_subject(self) -> None:
        thread = self.told
        self.subject.setVisible(self._about)
        if not self._about:
            return
        words = thread.about if thread.there else tr(f"comments.gone.{thread.root.kind}")
        self.subject.set_lines((Run(words, "quote_small" if thread.there else "meta", "ink"),))
        self.subject.setAccessibleName(tr("comments.about", about=words))
        self.subject.setEnabled(thread.there)

    def _show_folded(self) -> None:
        settled, folded = self.told.resolved, self.is_folded
        self.fold.setVisible(settled)
        said = next((x.words for x in self.told.comments if x.words), "")
        n = len(self.told.comments)
        line = tr_n("comments.settled", n, who=self.told.root.who)
        new = sum(self._memory.is_unread(x.id) for x in self.told.comments)
        runs = [Run(f"{line} ", "meta_medium", "ink"), Run(said.split("\n")[0][:80])]
        marked = tr_n("comments.new", new) if new else ""
        if marked:
            runs.append(Run(f"  ● {marked}", "meta_strong", "accent"))
        self.fold.set_lines(tuple(runs))
        self.fold.setAccessibleName(f"{line} {said} {marked}".strip())
        self.fold.setAccessibleDescription(tr("comments.fold_hint"))
        for row in self._rows.values():
            row.setVisible(not folded)
        self.field.setVisible(not folded)
        self.settle.setVisible(not folded)
        self.settle.set_words(tr("comments.reopen" if settled else "comments.resolve"))
        self.settle.set_icon("undo" if settled else "check")

    def _toggle(self) -> None:
        self._unfolded = not self._unfolded
        self._show_folded()
        if self._unfolded:
            self.unfolded.emit()

    def _answer(self, words: str) -> None:
        root = self.told.root.id
        if self._workspace.do(lambda: self._comments.answer(root, words)) is not None:
            self.field.clear()

    def _settle(self) -> None:
        root, settled = self.told.root.id, self.told.resolved
        verb = self._comments.reopen if settled else self._comments.resolve
        self._unfolded = False
        self._workspace.do(lambda: verb(root))
        self.fold.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _comments(self) -> Comments:
        return self._workspace.project.comments

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px("s"))
        column.addWidget(self.subject)
        column.addWidget(self.fold)
        self._said = QVBoxLayout()
        self._said.setSpacing(theme.current().px("s"))
        column.addLayout(self._said)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.settle)
        column.addLayout(row)
