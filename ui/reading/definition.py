"""A label's definition, shown while the pointer or the focus rests where one chooses it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui import theme
from ui.reading.popup import Popup, paint_cap
from ui.reading.values import Choice
from ui.shapes import shape_path
from ui.texts import tr

_WIDTH = 400


class Definition(Popup):
    """Name, key, definition, an example and what is not one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._head = _Head(self)
        self._meaning = _words(self)
        self._example_name, self._example = _words(self), _words(self)
        self._counter_name, self._counter = _words(self), _words(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 12, 14, 13)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(9)
        grid.addWidget(self._head, 0, 0, 1, 2)
        grid.addWidget(self._meaning, 1, 0, 1, 2)
        grid.addWidget(self._example_name, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._example, 2, 1)
        grid.addWidget(self._counter_name, 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._counter, 3, 1)
        grid.setColumnStretch(1, 1)

    def show_choice(self, choice: Choice) -> None:
        """Fill in a label's or link type's definition and take the size it needs."""
        look = theme.current()
        ink, mute = look.color("ink").name(), look.color("mute").name()
        self._head.show_choice(choice)
        for part, text, font, color in (
            (self._meaning, choice.definition, "base", ink),
            (self._example_name, tr("reader.definition.example"), "byline", mute),
            (self._example, choice.example, "quote_card", ink),
            (self._counter_name, tr("reader.definition.not"), "byline", mute),
            (self._counter, choice.counter_example, "byline", ink),
        ):
            part.setText(text)
            part.setFont(look.font(font))
            part.setStyleSheet(f"color: {color}")
        self._example_name.setVisible(bool(choice.example))
        self._example.setVisible(bool(choice.example))
        self._counter_name.setVisible(bool(choice.counter_example))
        self._counter.setVisible(bool(choice.counter_example))
        for name in (self._example_name, self._counter_name):
            name.setFixedWidth(look.px("field_label"))
        self.setFixedWidth(round(_WIDTH * look.zoom / 100))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.setFixedHeight(layout.totalHeightForWidth(self.width()))


class _Head(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice: Choice | None = None

    def show_choice(self, choice: Choice) -> None:
        self._choice = choice
        self.setFixedHeight(theme.current().px("mark") + 4)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._choice is None:
            return
        look = theme.current()
        label = look.label_look(self._choice.color)
        side, glyph = look.size("mark"), look.size("icon_glyph")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(label.tint)
        radius = look.size("radius_mark")
        painter.drawRoundedRect(QRectF(0, 0, side, side), radius, radius)
        box = QRectF((side - glyph) / 2, (side - glyph) / 2, glyph, glyph)
        painter.fillPath(shape_path(self._choice.shape, box), label.ink)
        painter.setFont(look.font("strong"))
        painter.setPen(look.color("ink"))
        area = QRectF(side + 8, 0, self.width(), side)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._choice.name)
        end = area.left() + painter.fontMetrics().horizontalAdvance(self._choice.name)
        top = (side - look.size("key")) / 2
        if self._choice.key:
            paint_cap(painter, self._choice.key, QRectF(end + 8, top, 0, 0).topLeft(), look)
        painter.end()


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
