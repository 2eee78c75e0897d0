"""The article's header: title, where and when it appeared, one's own status; and its short form.

The long one scrolls away with the text, the short one stays once it has. They show what they are
given, and say what was wished for; changing the title or the status is not theirs.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.claim_pane.press import Pressable
from ui.kit.buttons import Button
from ui.kit.marks import StatusMark
from ui.kit.text import Run, TextLabel
from ui.reading.edition_lines import EditionLines
from ui.reading.values import ArticleView, Detail, Status
from ui.texts import tr

_MARKS: Final[dict[Status, str]] = {
    "to_do": "todo",
    "in_progress": "in_progress",
    "done": "done",
}

_WORDS: Final[dict[Status, str]] = {
    "to_do": "reader.status.to_do",
    "in_progress": "reader.status.in_progress",
    "done": "reader.status.done",
}


class StatusPart(QWidget):
    """One's own status of the article, with the button that changes it."""

    status_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, brief: bool = False) -> None:
        super().__init__(parent)
        self._status: Status = "to_do"
        self._mark = StatusMark(parent=self)
        self._word = TextLabel(font="meta", color="mute", lines=1, parent=self)
        self._word.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._word.setVisible(not brief)
        self.button = Button(small=True, icon="check", parent=self)
        self.button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px("gap"))
        row.addWidget(self._mark)
        row.addWidget(self._word)
        row.addSpacing(theme.current().px("gap"))
        row.addWidget(self.button)

    def show_status(self, status: Status, *, empty: bool) -> None:
        """Show a status; `empty` tells "read, nothing found" from done."""
        self._status = status
        nothing = status == "done" and empty
        word = tr("reader.status.nothing" if nothing else _WORDS[status])
        self._mark.set_status(_MARKS[status])
        self._mark.setToolTip(word)
        self._word.set_words(word)
        done = status == "done"
        self.button.set_words(tr("reader.status.reopen" if done else "reader.status.finish"))
        self.button.set_icon("undo" if done else "check")

    def _ask(self) -> None:
        self.status_wanted.emit("in_progress" if self._status == "done" else "done")


class ArticleHeader(QWidget):
    """Title and metadata above the text, as wide as the text."""

    status_wanted = Signal(str)
    metadata_wanted = Signal()
    handed_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.handed = Pressable("person", "mute", parent=self)
        self.handed.setObjectName("handedOver")
        self.handed.clicked.connect(self.handed_wanted)
        self.handed.hide()
        self._title = TextLabel(font="article_title", parent=self)
        self._title.installEventFilter(self)
        self._details = TextLabel(font="byline", color="mute", parent=self)
        self._details.installEventFilter(self)
        self.status = StatusPart(self)
        self.status.status_wanted.connect(self.status_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._details, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addLayout(row)
        self._column.addWidget(self.handed, 0, Qt.AlignmentFlag.AlignLeft)
        self.editions = EditionLines(self)
        self._column.addWidget(self.editions)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def title_bottom(self) -> int:
        """Give the height below which the title can no longer be seen."""
        return self._title.geometry().bottom()

    def show_view(self, view: ArticleView) -> None:
        """Show an article's title and details; the width must have been set before."""
        look = theme.current()
        self._title.set_words(view.title)
        self._title.setToolTip(tr("reader.header.edit"))
        self._details.set_words(_runs(view.details))
        guesses = [part.guess for part in view.details if part.guess]
        self._details.setToolTip("\n".join([*guesses, tr("reader.header.edit")]))
        self.status.show_status(view.status, empty=view.empty)
        self.handed.setVisible(bool(view.handed))
        changes = tr("reader.header.changes")
        self.handed.set_lines((Run(f"{view.handed}  "), Run(changes, "meta_medium", "accent")))
        self.handed.setAccessibleName(f"{view.handed}. {changes}")
        self.editions.show_links(view.editions)
        self._column.setContentsMargins(0, look.px("xxl"), 0, look.px("l"))
        self._column.setSpacing(look.px("gap"))
        self._column.invalidate()
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.metadata_wanted.emit()
            return True
        return super().eventFilter(watched, event)


class BriefHeader(QWidget):
    """What stays of the header once the title has scrolled away."""

    status_wanted = Signal(str)
    title_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = TextLabel(font="article_header", lines=1, parent=self)
        self._brief = TextLabel(font="byline", color="mute", lines=1, parent=self)
        self._brief.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.status = StatusPart(self, brief=True)
        self.status.status_wanted.connect(self.status_wanted)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(10)
        self._row.addWidget(self._title, 1)
        self._row.addWidget(self._brief)
        self._row.addWidget(self.status)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_view(self, view: ArticleView) -> None:
        """Show an article's title and its short details."""
        self._title.set_words(view.title)
        self._brief.set_words(view.brief)
        self.status.show_status(view.status, empty=view.empty)

    def place(self, width: int, *, left: int, right: int) -> None:
        """Lie across the reader's top, its words in line with the text."""
        self._row.setContentsMargins(left, 0, right, 0)
        self.setGeometry(0, 0, width, theme.current().px("article_header"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.title_pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("paper"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), look.color("line"))
        painter.end()


def _runs(details: tuple[Detail, ...]) -> list[Run]:
    runs: list[Run] = []
    for part in details:
        if runs:
            runs.append(Run("  ·  "))
        runs.append(Run(part.text, "byline_medium", "ink") if part.strong else Run(part.text))
    return runs
