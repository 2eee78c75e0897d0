"""Status, label and counts as small pictures with a name: never color alone, never silent."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.kit import paint
from ui.kit.paint import Count
from ui.texts import tr


class _Mark(QWidget):
    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.controller().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class StatusMark(_Mark):
    """An article's status: `todo`, `in_progress` or `done`."""

    def __init__(self, status: str = "todo", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_status(status)

    def set_status(self, status: str) -> None:
        """Show another status."""
        self._status = status
        self.setAccessibleName(tr(f"kit.status.{status}"))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px("icon_button")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.status(QPainter(self), QRectF(self.rect()), self._status)


class LabelMark(_Mark):
    """A label's or link type's shape in its tinted square."""

    def __init__(
        self,
        shape: str,
        color: str,
        *,
        name: str,
        outlined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._outlined = outlined
        self.set_label(shape, color, name=name)

    def set_label(self, shape: str, color: str, *, name: str) -> None:
        """Show another label."""
        self._shape, self._color = shape, color
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px("mark")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(self.rect())
        paint.mark(QPainter(self), area, self._shape, self._color, outlined=self._outlined)


class Glyph(_Mark):
    """An icon or a bare shape in a color role, beside words that say the same."""

    def __init__(
        self, name: str, role: str = "ink", *, size: str = "icon", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.set_glyph(name, role)

    def set_glyph(self, name: str, role: str) -> None:
        """Show another icon or shape."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self._name, QRectF(self.rect()), self._role)


class CountRow(_Mark):
    """A row of shapes with numbers; its accessible name says the counts' names."""

    def __init__(self, counts: Sequence[Count] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_counts(counts)

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Show other counts."""
        self._counts = tuple(counts)
        self.setAccessibleName(", ".join(c.name or str(c.number) for c in counts))
        self.setToolTip(self.accessibleName())
        self._restyle()

    def sizeHint(self) -> QSize:
        height = round(theme.current().line_height("count"))
        return QSize(round(paint.counts_width(self._counts) + 1), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(self.rect())
        paint.counts(QPainter(self), area, self._counts, rtl=self.isRightToLeft())
