"""What the reader's tests share: an article from the seeds, marks on it, and a hand and an eye."""

from functools import cache

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factcheck import resources
from factcheck.ids import Id
from ui import style
from ui.reader import Reader
from ui.reading.values import ArticleView, Choice, Detail, StatementMark, Stretch, Stretches

LETTER = "000_d38ae44817f3bd82.txt"

LABELS = (
    Choice(Id.fixed("a"), "Allegation", "1", "triangle", "allegation", "Asserts wrongdoing."),
    Choice(Id.fixed("d"), "Denial", "2", "cross", "denial", "Rejects an assertion.", "a fake"),
    Choice(Id.fixed("c"), "Confirmation", "3", "tick", "confirmation"),
)
DENIES = Choice(Id.fixed("denies"), "denies", "D", "not_equal", "contradiction")
REPEATS = Choice(Id.fixed("repeats"), "repeats", "R", "loop", "mute")


@cache
def dress(app: QApplication) -> None:
    """Give the program its fonts and style sheet, once: each time would add a listener."""
    style.install(app)


def letter() -> str:
    """The text of the letter article, as it is."""
    return resources.seeds(LETTER).read_bytes().decode()


def article(text: str, *, furniture: Stretches = (), title: str = "A letter") -> ArticleView:
    """An article to read."""
    details = (Detail("No publisher", strong=True), Detail("21 February 2022"))
    return ArticleView(Id.new(), text, title, details, "No publisher", furniture=furniture)


def find(text: str, words: str, *, nth: int = 0) -> Stretch:
    """Where words stand in a text, in code points."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def mark(
    *content: Stretch,
    label: int = 1,
    source: Stretches = (),
    cue: Stretches = (),
    linked: bool = False,
    reference: bool = False,
) -> StatementMark:
    """A statement with a label's looks, a denial unless said otherwise."""
    choice = LABELS[label]
    underline = ("solid", "dash", "dot")[label]
    return StatementMark(
        Id.new(),
        content,
        choice.shape,
        choice.color,
        underline,
        source=source,
        cue=cue,
        linked=linked,
        reference=reference,
        describe=lambda _: choice.name,
    )


def open_reader(qtbot: QtBot, app: QApplication) -> Reader:
    """A reader in a window of its own, with the letter article open and the focus in it."""
    dress(app)
    reader = Reader()
    qtbot.addWidget(reader)
    reader.resize(800, 900)
    reader.set_labels(LABELS)
    reader.set_link_kinds((DENIES, REPEATS))
    reader.show_article(article(letter()))
    reader.show()
    qtbot.waitExposed(reader)
    reader.setFocus()
    return reader


def place_of(reader: Reader, offset: int) -> QPoint:
    """A point of the viewport on the left half of the character at an offset, if it is shown."""
    box = reader.rects(offset, offset + 1)[0]
    return QPointF(box.left() + box.width() * 0.3, box.center().y()).toPoint()


def edge_of(reader: Reader, stretch: Stretch, *, end: bool) -> QPoint:
    """The point of the viewport where a stretch begins or ends."""
    boxes = reader.rects(*stretch)
    box = boxes[-1] if end else boxes[0]
    return QPointF(box.right() if end else box.left(), box.center().y()).toPoint()


def drag(
    reader: Reader,
    start: QPoint,
    end: QPoint,
    *,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press, move in three steps, let go."""
    view = reader.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, held, start)
    for part in (0.3, 0.7, 1.0):
        at = QPointF(start) + (QPointF(end) - QPointF(start)) * part
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            QPointF(view.mapToGlobal(at.toPoint())),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            held,
        )
        QApplication.sendEvent(view, event)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, held, end)


def select(reader: Reader, stretch: Stretch) -> None:
    """Select a stretch that is in view with the mouse."""
    start = edge_of(reader, stretch, end=False) + QPoint(1, 0)
    drag(reader, start, edge_of(reader, stretch, end=True) - QPoint(1, 0))


def click(reader: Reader, offset: int) -> None:
    """Click on a character."""
    view = reader.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place_of(reader, offset))


class Heard:
    """Everything a reader says, in order: the signal's name and its arguments."""

    def __init__(self, reader: Reader, *names: str) -> None:
        self.said: list[tuple[object, ...]] = []
        for name in names:
            getattr(reader, name).connect(self._listener(name))

    def _listener(self, name: str) -> object:
        def listen(*arguments: object) -> None:
            self.said.append((name, *arguments))

        return listen
