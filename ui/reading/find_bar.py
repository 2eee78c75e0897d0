"""Finding in the article: a field, how many there are, one after the other.

It folds as the search over the project does, so that both find the same; positions it hands out
are code points.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from factcheck.prose.fold import Folded
from factcheck.prose.query import LONGEST, find_in, parse_phrase
from ui.kit.buttons import Button
from ui.kit.fields import SearchField
from ui.kit.text import TextLabel
from ui.reading.popup import Popup
from ui.reading.values import Stretches
from ui.texts import tr

MOST_HITS = 10_000


class _FindField(SearchField):
    """The field of the bar, where Esc closes the bar, whatever is typed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class FindBar(Popup):
    """Finds what is typed; emits all hits, and which of them is the current one."""

    found = Signal(object, int)  # Stretches, the current one's number or -1
    closed = Signal()
    toggled = Signal()  # it stands there now, or no longer

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName(tr("reader.find.name"))
        self._text = ""
        self._folded: Folded | None = None
        self._hits: Stretches = ()
        self._current = -1
        self._from = 0
        self.field = _FindField(tr("reader.find.field"), parent=self)
        self.field.setObjectName("findField")
        self.field.setMaxLength(LONGEST)
        self.field.textChanged.connect(self._find)
        self.count = TextLabel(font="meta", color="mute", lines=1, parent=self)
        self.count.setObjectName("findCount")
        self.count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._previous = self._button("chevron_up", "reader.find.previous")
        self._previous.clicked.connect(self.previous)
        self._next = self._button("chevron_down", "reader.find.next")
        self._next.clicked.connect(self.next)
        close = self._button("close", "reader.find.close")
        close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for button in (self._previous, self._next, close):
            row.addWidget(button)

    def open_on(self, text: str, start: int, phrase: str = "") -> None:
        """Open on an article's text; the first hit after `start` becomes the current one."""
        self.take_text(text)
        self._from = start
        self.show()
        self.raise_()
        if phrase:
            self.field.setText(phrase)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find()

    def take_text(self, text: str) -> None:
        """Look in another article's text from now on."""
        if text is not self._text:
            self._text, self._folded, self._from = text, None, 0
            if self.isVisible():
                self._find()

    def next(self) -> None:
        """Go to the next hit, from the last one to the first; closed, it opens again."""
        if self.isHidden():
            self._reopen()
        else:
            self._go(self._current + 1)

    def previous(self) -> None:
        """Go to the hit before, from the first one to the last; closed, it opens again."""
        if self.isHidden():
            self._reopen()
        else:
            self._go(self._current - 1)

    def close_bar(self) -> None:
        """Close, and show no hits any more."""
        self.hide()
        self._hits, self._current = (), -1
        self.found.emit((), -1)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous if back else self.next)()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.toggled.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.toggled.emit()

    def _reopen(self) -> None:
        if self.field.text().strip():
            self.show()
            self._find()

    def _find(self) -> None:
        query = parse_phrase(self.field.text())
        self._hits = ()
        if query:
            if self._folded is None:
                self._folded = Folded(self._text)
            self._hits = tuple(find_in(self._folded, query)[:MOST_HITS])
        after = (n for n, (start, _) in enumerate(self._hits) if start >= self._from)
        self._go(next(after, 0))

    def _go(self, number: int) -> None:
        self._current = number % len(self._hits) if self._hits else -1
        if self._hits:
            self._from = self._hits[self._current][0]
            words = tr("reader.find.count", n=self._current + 1, total=len(self._hits))
        else:
            words = tr("reader.find.none") if self.field.text().strip() else ""
        self.count.set_words(words)
        self._previous.setEnabled(bool(self._hits))
        self._next.setEnabled(bool(self._hits))
        self.found.emit(self._hits, self._current)

    def _button(self, icon: str, words: str) -> Button:
        return Button(kind="quiet", small=True, icon=icon, name=tr(words), parent=self)
