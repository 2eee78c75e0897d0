"""A short list to choose one value from, with words for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui import icons, theme


class Choice(QComboBox):
    """Values with their words; `chosen` tells what the person took, never what was shown."""

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str]],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self._values: list[object] = []
        self.set_options(options)
        self.activated.connect(lambda n: self.chosen.emit(self._values[n]))

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer other values."""
        if [x for x, _ in options] == self._values and self.count() == len(options):
            for n, (_, words) in enumerate(options):
                self.setItemText(n, words)
            return
        self._values = [value for value, _ in options]
        self.clear()
        self.addItems([words for _, words in options])

    @property
    def value(self) -> object:
        """The value that shows, None for none."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def show_value(self, value: object) -> None:
        """Show which value holds; one that is not offered shows none."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side, edge = theme.current().size("icon_small"), theme.current().size("s")
        x = edge if self.isRightToLeft() else self.width() - edge - side
        place = QRectF(x, (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), "chevron_down", place, "mute")

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the pane must not alter what the wheel happens to pass over.
        event.ignore()
