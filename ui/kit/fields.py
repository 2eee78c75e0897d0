"""Fields and choices to fill in: search, check, radio, and a label beside any of them."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.kit import paint
from ui.kit.text import TextLabel
from ui.texts import tr


class SearchField(QLineEdit):
    """A field with a lens; Esc empties it, Down says `descended` to go into what was found."""

    descended = Signal()

    def __init__(self, placeholder: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._clear = QToolButton(self)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setAccessibleName(tr("kit.search.clear"))
        self._clear.setAutoRaise(True)
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(self._on_text)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def _restyle(self) -> None:
        look = theme.current()
        side = look.px("icon_button")
        self._clear.setIcon(icons.icon("close", "mute", side))
        self._clear.setFixedSize(side + 8, side + 8)
        self._clear.setStyleSheet("border: none; background: transparent;")
        lead, tail = side + 7, side + 8
        rtl = self.isRightToLeft()
        self.setTextMargins(tail if rtl else lead, 0, lead if rtl else tail, 0)
        self._on_text(self.text())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.descended.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        size = self._clear.size()
        x = 3 if self.isRightToLeft() else self.width() - size.width() - 3
        self._clear.move(QPoint(x, (self.height() - size.height()) // 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.current().size("icon_button")
        x = self.width() - 9 - side if self.isRightToLeft() else 9.0
        area = QRectF(x, (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), "search", area, "mute")


def _paint_words(button: QAbstractButton, painter: QPainter, side: float) -> None:
    look = theme.current()
    painter.setFont(look.font("base"))
    painter.setPen(look.color("ink" if button.isEnabled() else "edge"))
    area = QRectF(button.rect())
    if button.isRightToLeft():
        area.setRight(area.right() - side - look.size("gap") - 1)
        flags = paint.RIGHT
    else:
        area.setLeft(side + look.size("gap") + 1)
        flags = paint.LEFT
    painter.drawText(area, flags | Qt.AlignmentFlag.AlignVCenter, button.text())


def _hint(button: QAbstractButton) -> QSize:
    look = theme.current()
    words = QFontMetricsF(look.font("base")).horizontalAdvance(button.text())
    return QSize(round(look.size("check") + look.size("gap") + words + 3), look.px("menu_row"))


def _box_area(button: QAbstractButton) -> QRectF:
    side = theme.current().size("check")
    x = button.width() - side if button.isRightToLeft() else 0.0
    return QRectF(x, round((button.height() - side) / 2), side, side)


class CheckBox(QCheckBox):
    """A choice that can be on or off."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.controller().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return _hint(self)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        area = _box_area(self)
        on = "accent" if self.isEnabled() else "edge"
        paint.box(
            painter,
            area,
            radius=look.size("radius_key"),
            fill=look.color(on if self.isChecked() else "paper"),
            border=look.color(on if self.isChecked() else "edge"),
            width=1.5,
        )
        if self.isChecked():
            inset = area.width() * 2 / 15
            icons.paint(painter, "check", area.adjusted(inset, inset, -inset, -inset), "accent_ink")
        _paint_words(self, painter, area.width())


class RadioButton(QRadioButton):
    """One of several choices that are all in sight."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.controller().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return _hint(self)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = _box_area(self)
        on = self.isChecked()
        width = area.width() / 3 if on else 1.5
        role = "accent" if on and self.isEnabled() else "edge"
        painter.setBrush(look.color("paper"))
        painter.setPen(QPen(look.color(role), width))
        painter.drawEllipse(area.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        _paint_words(self, painter, area.width())


class FieldRow(QWidget):
    """A label beside its editor, or above it where there is little room."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        stacked: bool = False,
        first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Put a label with an editor; beside the `first` line of choices if it has several."""
        super().__init__(parent)
        self.editor = editor
        self._first = first
        self._stacked = stacked
        self._label = TextLabel(label, font="meta" if stacked else "base", color="mute", lines=1)
        self._label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        row = QVBoxLayout(self) if stacked else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 if stacked else 12)
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._label, 0, top if first else middle)
        row.addWidget(editor, 1)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        if not self._stacked:
            self._label.setFixedWidth(theme.current().px("field_label"))
        if self._first:
            # As high as a choice, so that the words of both stand on one line.
            self._label.setFixedHeight(theme.current().px("menu_row"))
