"""The article's header: title, where and when it appeared, one's own status; and its short form.

The long one scrolls away with the text, the short one stays once it has. They show what they are
given, and say what was wished for; changing the title or the status is not theirs.
"""

from html import escape
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.reading.values import ArticleView, Detail, Status
from ui.texts import tr

_ICON: Final[dict[Status, str]] = {"to_do": "todo", "in_progress": "in_progress", "done": "done"}
_ROLE: Final[dict[Status, str]] = {
    "to_do": "accent",
    "in_progress": "accent",
    "done": "confirmation",
}
_ABOVE_TITLE, _BELOW = 32, 18


class StatusPart(QWidget):
    """One's own status of the article, with the button that changes it."""

    status_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, brief: bool = False) -> None:
        super().__init__(parent)
        self._brief = brief
        self._status: Status = "to_do"
        self._icon = QLabel(self)
        self._word = QLabel(self)
        self._word.setVisible(not brief)
        self._button = QPushButton(self)
        self._button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._word)
        row.addSpacing(6)
        row.addWidget(self._button)

    def show_status(self, status: Status, *, empty: bool) -> None:
        """Show a status; `empty` tells "read, nothing found" from done."""
        look = theme.current()
        self._status = status
        word = tr(
            "reader.status.nothing" if status == "done" and empty else f"reader.status.{status}"
        )
        self._icon.setPixmap(icons.pixmap(_ICON[status], _ROLE[status], look.size("icon_button")))
        self._icon.setAccessibleName(word)
        self._icon.setToolTip(word)
        self._word.setText(word)
        self._word.setFont(look.font("meta"))
        self._word.setStyleSheet(f"color: {look.color('mute').name()}")
        done = status == "done"
        self._button.setText(tr("reader.status.reopen" if done else "reader.status.finish"))
        self._button.setIcon(icons.icon("undo" if done else "check", size=look.size("icon_button")))
        self._button.setProperty("small", True)
        self._button.setFont(look.font("meta_medium"))
        self._button.setFixedHeight(look.px("button_small"))

    def _ask(self) -> None:
        self.status_wanted.emit("in_progress" if self._status == "done" else "done")


class ArticleHeader(QWidget):
    """Title and metadata above the text, as wide as the text."""

    status_wanted = Signal(str)
    metadata_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: ArticleView | None = None
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setToolTip(tr("reader.header.edit"))
        self._title.installEventFilter(self)
        self._details = QLabel(self)
        self._details.setTextFormat(Qt.TextFormat.RichText)
        self._details.setWordWrap(True)
        self._details.installEventFilter(self)
        self.status = StatusPart(self)
        self.status.status_wanted.connect(self.status_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._details, 1)
        row.addWidget(self.status, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addLayout(row)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def title_bottom(self) -> int:
        """Give the height below which the title can no longer be seen."""
        return self._title.geometry().bottom()

    def show_view(self, view: ArticleView) -> None:
        """Show an article's title and details; the width must have been set before."""
        look = theme.current()
        self._view = view
        self._title.setText(view.title)
        self._title.setFont(look.font("article_title"))
        self._title.setStyleSheet(f"color: {look.color('ink').name()}")
        self._details.setText(_rich(view.details))
        self._details.setFont(look.font("byline"))
        self._details.setAccessibleName(" · ".join(part.text for part in view.details))
        self.status.show_status(view.status, empty=view.empty)
        self._column.setContentsMargins(0, _ABOVE_TITLE, 0, _BELOW)
        self._column.setSpacing(look.px("s"))
        self.resize(self.width(), self.heightForWidth(self.width()))

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
        self._title = _Elided(self)
        self._brief = QLabel(self)
        self._brief.setTextFormat(Qt.TextFormat.PlainText)
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
        look = theme.current()
        self._title.setFont(look.font("article_header"))
        self._title.show_text(view.title)
        self._brief.setText(view.brief)
        self._brief.setFont(look.font("byline"))
        self._brief.setStyleSheet(f"color: {look.color('mute').name()}")
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


class _Elided(QLabel):
    """A title on one line that ends in an ellipsis where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.current().color("ink"))
        line = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), flags, line)
        painter.end()


def _rich(details: tuple[Detail, ...]) -> str:
    look = theme.current()
    ink, mute = look.color("ink").name(), look.color("mute").name()
    parts = []
    for part in details:
        text = escape(part.text)
        if part.guess:
            text = f"<span title='{escape(part.guess)}'><u>{text}</u></span>"
        strong = f"font-weight: 500; color: {ink}" if part.strong else f"color: {mute}"
        parts.append(f"<span style='{strong}'>{text}</span>")
    dot = f"<span style='color: {mute}'>&nbsp; · &nbsp;</span>"
    return dot.join(parts)
