"""One of a few, side by side: views, layers, filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import icons, theme
from ui.kit import paint


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its key for the program, its words, and a count or an icon where it has one."""

    key: str
    text: str
    count: int | None = None
    icon: str | None = None
    icon_role: str = "ink"


class _Segment(QAbstractButton):
    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_option(option)

    def show_option(self, option: Option) -> None:
        self.option = option
        self.setText(option.text)
        number = "" if option.count is None else f" {option.count}"
        self.setAccessibleName(option.text + number)
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[float, float, float]:
        look = theme.current()
        text = QFontMetricsF(look.font("medium")).horizontalAdvance(self.option.text)
        count = 0.0
        if self.option.count is not None:
            metrics = QFontMetricsF(look.font("tab_count"))
            count = metrics.horizontalAdvance(str(self.option.count)) + look.size("gap")
        icon = look.size("icon_glyph") + look.size("gap") if self.option.icon else 0.0
        return icon, text, count

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = sum(self._widths()) + 2 * look.size("segment_pad") + 1
        return QSize(round(width), look.px("segment"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self.isChecked():
            border = look.color("line" if look.has_tints else "accent")
            width = 1.0 if look.has_tints else 2.0
            paint.box(
                painter,
                QRectF(self.rect()),
                radius=look.size("radius_seg") - 2,
                fill=look.color("paper"),
                border=border,
                width=width,
            )
        icon, text, count = self._widths()
        x = (self.width() - icon - text - count) / 2
        ink = "ink" if self.isChecked() or self.underMouse() else "mute"
        ink = ink if self.isEnabled() else "edge"
        height = self.height()
        for kind, width in (("icon", icon), ("text", text), ("count", count)):
            left = self.width() - x - width if self.isRightToLeft() else x
            if kind == "icon" and self.option.icon:
                side = look.size("icon_glyph")
                lead = width - side if self.isRightToLeft() else 0.0
                area = QRectF(left + lead, (height - side) / 2, side, side)
                icons.paint(painter, self.option.icon, area, self.option.icon_role)
            elif kind != "icon" and width:
                lead = 0.0 if kind == "text" or self.isRightToLeft() else look.size("gap")
                words = self.option.text if kind == "text" else str(self.option.count)
                painter.setFont(look.font("medium" if kind == "text" else "tab_count"))
                painter.setPen(look.color(ink if kind == "text" else "mute"))
                area = QRectF(left + lead, 0, width + 2, height)
                flags = Qt.AlignmentFlag.AlignVCenter | paint.LEFT
                painter.drawText(area, flags | Qt.TextFlag.TextSingleLine, words)
            x += width


class Segmented(QWidget):
    """Exactly one option is on; Tab comes to it, arrows move, and `chosen` tells the new key."""

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[Option], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._on_toggled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(0)
        self._current = ""
        self._segments: dict[str, _Segment] = {}
        self.set_options(options)
        theme.controller().changed.connect(self._restyle)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; the current one stays if it is still there, else the first is on."""
        if [option.key for option in options] == list(self._segments):
            # New ones would not be seen before the next turn of events, and lose the focus.
            for option in options:
                self._segments[option.key].show_option(option)
            return
        wanted = self._current
        for segment in self._segments.values():
            self._group.removeButton(segment)
            self._row.removeWidget(segment)
            segment.deleteLater()
        self._segments = {option.key: _Segment(option, self) for option in options}
        for segment in self._segments.values():
            self._row.addWidget(segment)
            self._group.addButton(segment)
        if self._segments:
            self.set_current(wanted if wanted in self._segments else next(iter(self._segments)))

    def current(self) -> str:
        """Give the key of the option that is on."""
        return self._current

    def set_current(self, key: str) -> None:
        """Turn an option on without telling it as a choice."""
        self._current = key
        self._segments[key].setChecked(True)

    def segment(self, key: str) -> QAbstractButton:
        """Give the button of an option, to disable it with a reason or to press it."""
        return self._segments[key]

    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001  # Qt's signal
        if checked and isinstance(button, _Segment) and button.option.key != self._current:
            self._current = button.option.key
            self.chosen.emit(self._current)

    def _restyle(self) -> None:
        for segment in self._segments.values():
            segment.updateGeometry()
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.plate(self, border="line", fill="hover", radius="radius_seg")
