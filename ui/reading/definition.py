"""A label's definition, shown while the pointer or the focus rests where one chooses it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui import theme
from ui.kit.buttons import KeyCap
from ui.kit.marks import LabelMark
from ui.kit.text import TextLabel
from ui.reading.popup import Popup
from ui.reading.values import Choice
from ui.texts import tr

_WIDTH = 400


class Definition(Popup):
    """Name, key, definition, an example and what is not one; made anew for each label."""

    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(LabelMark(choice.shape, choice.color, name=choice.name, parent=self))
        head.addWidget(TextLabel(choice.name, font="strong", lines=1, parent=self))
        if choice.key:
            head.addWidget(KeyCap(choice.key, self))
        head.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 12, 14, 13)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(9)
        self._grid.setColumnStretch(1, 1)
        self._grid.addLayout(head, 0, 0, 1, 2)
        self._grid.addWidget(TextLabel(choice.definition, parent=self), 1, 0, 1, 2)
        example, counter = tr("reader.definition.example"), tr("reader.definition.not")
        self._add(2, example, choice.example, "quote_card")
        self._add(3, counter, choice.counter_example, "byline")
        metrics = QFontMetricsF(theme.current().font("byline"))
        first = max(metrics.horizontalAdvance(name) for name in (example, counter))
        self._grid.setColumnMinimumWidth(0, round(first) + 1)
        self.setFixedWidth(round(_WIDTH * theme.current().zoom / 100))
        self.setFixedHeight(self._grid.totalHeightForWidth(self.width()))

    def _add(self, row: int, name: str, words: str, font: str) -> None:
        if words:
            label = TextLabel(name, font="byline", color="mute", lines=1, parent=self)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(TextLabel(words, font=font, parent=self), row, 1)
