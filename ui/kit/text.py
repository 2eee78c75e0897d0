"""Words on the screen: runs of fonts and colors by role, wrapped or elided on the theme's lines.

Qt's own label knows neither a line height nor an ellipsis at the end of a second line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme

_ELLIPSIS: Final = "…"
_UNBOUND: Final = 1 << 20
_NARROWEST: Final = 24


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one font and color; None takes those of the whole text."""

    text: str
    font: str | None = None
    color: str | None = None


Words = str | Sequence[Run]


def runs_of(words: Words) -> tuple[Run, ...]:
    """Give words as runs."""
    return (Run(words),) if isinstance(words, str) else tuple(words)


class TextBlock:
    """Laid out words, for widgets and item delegates; `lines` clamps them with an ellipsis."""

    def __init__(
        self, words: Words, *, font: str = "base", color: str = "ink", lines: int | None = None
    ) -> None:
        self.runs = runs_of(words)
        self.text = "".join(run.text for run in self.runs)
        self._font = font
        self._color = color
        self._lines = lines
        self._cache: tuple[float, theme.Theme, QTextLayout] | None = None

    @property
    def line_height(self) -> float:
        """The distance of lines in px."""
        return theme.current().line_height(self._font)

    def natural_width(self) -> float:
        """Give the width in px that needs no wrapping."""
        layout = self._lay_out(self.text, _UNBOUND)
        return max(
            (layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount())), default=0.0
        )

    def height(self, width: float) -> float:
        """Give the height in px when wrapped to a width."""
        return max(1, self._layout(width).lineCount()) * self.line_height

    def is_elided(self, width: float) -> bool:
        """Say whether a width cuts the words off."""
        return self._layout(width).text() != self.text.replace("\n", "\u2028")

    def paint(self, painter: QPainter, origin: QPointF, width: float) -> None:
        """Paint the words below and right of a point."""
        painter.setPen(theme.current().color(self._color))
        self._layout(width).draw(painter, origin)

    def _layout(self, width: float) -> QTextLayout:
        look = theme.current()
        if self._cache is None or self._cache[0] != width or self._cache[1] is not look:
            self._cache = (width, look, self._fit(width))
        return self._cache[2]

    def _fit(self, width: float) -> QTextLayout:
        layout = self._lay_out(self.text, width)
        if self._lines is None or not self._overflow(layout, width):
            return layout
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high + 1) // 2
            trial = self._lay_out(self.text[:middle].rstrip() + _ELLIPSIS, width)
            low, high = (low, middle - 1) if self._overflow(trial, width) else (middle, high)
        return self._lay_out(self.text[:low].rstrip() + _ELLIPSIS, width)

    def _overflow(self, layout: QTextLayout, width: float) -> bool:
        if layout.lineCount() > (self._lines or _UNBOUND):
            return True
        return any(
            layout.lineAt(i).naturalTextWidth() > width + 0.5 for i in range(layout.lineCount())
        )

    def _lay_out(self, text: str, width: float) -> QTextLayout:
        look = theme.current()
        layout = QTextLayout(text.replace("\n", "\u2028"), look.font(self._font))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        single = self._lines == 1
        option.setWrapMode(
            QTextOption.WrapMode.NoWrap
            if single
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        layout.setTextOption(option)
        layout.setFormats(self._formats(look))
        layout.setCacheEnabled(True)
        layout.beginLayout()
        line = layout.createLine()
        y = 0.0
        pitch = look.line_height(self._font)
        while line.isValid():
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, y + (pitch - line.height()) / 2))
            y += pitch
            line = layout.createLine()
        layout.endLayout()
        return layout

    def _formats(self, look: theme.Theme) -> list[QTextLayout.FormatRange]:
        formats = []
        start = 0
        for run in self.runs:
            length = len(run.text.encode("utf-16-le")) // 2
            if run.font is not None or run.color is not None:
                shape = QTextCharFormat()
                shape.setFont(look.font(run.font or self._font))
                shape.setForeground(look.color(run.color or self._color))
                part = QTextLayout.FormatRange()
                part.start, part.length, part.format = start, length, shape
                formats.append(part)
            start += length
        return formats


class TextLabel(QLabel):
    """Words that wrap; or with `lines`, end in an ellipsis and are shown whole by a tooltip."""

    def __init__(
        self,
        words: Words = "",
        *,
        font: str = "base",
        color: str = "ink",
        lines: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._font_role = font
        self._color_role = color
        self._line_limit = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(lines != 1)
        self.setSizePolicy(policy)
        self.set_words(words)
        theme.controller().changed.connect(self._restyle)

    def set_words(self, words: Words) -> None:
        """Show other words."""
        self._block = TextBlock(
            words, font=self._font_role, color=self._color_role, lines=self._line_limit
        )
        self.setText(self._block.text)
        self._restyle()

    def set_color(self, role: str) -> None:
        """Show the words in another color."""
        self._color_role = role
        self.set_words(self._block.runs)

    def _restyle(self) -> None:
        self.setFont(theme.current().font(self._font_role))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = int(self._block.natural_width()) + 2 + margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if self._line_limit == 1:
            return QSize(_NARROWEST, round(self._block.line_height))
        words = self._block.text.split() or [""]
        metrics = QFontMetricsF(self.font())
        longest = max(metrics.horizontalAdvance(word) for word in words[:200])
        return QSize(min(int(longest) + 1, 160), round(self._block.line_height))

    def hasHeightForWidth(self) -> bool:
        return self._line_limit != 1

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = max(1, width - margins.left() - margins.right())
        return round(self._block.height(inner)) + margins.top() + margins.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRect(self.contentsRect())
        elided = self._line_limit is not None and self._block.is_elided(area.width())
        tip = self._block.text if elided else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)
        painter = QPainter(self)
        height = self._block.height(area.width())
        top = area.top() + (max(0.0, (area.height() - height) / 2) if self._line_limit == 1 else 0)
        self._block.paint(painter, QPointF(area.left(), top), area.width())


class ElidedLabel(TextLabel):
    """One line that ends in an ellipsis where it does not fit."""

    def __init__(
        self,
        words: Words = "",
        *,
        font: str = "base",
        color: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, font=font, color=color, lines=1, parent=parent)


class QuoteLabel(TextLabel):
    """An article's own words, in its typeface."""

    def __init__(
        self,
        words: Words = "",
        *,
        font: str = "quote_card",
        lines: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, font=font, lines=lines, parent=parent)


class Hairline(QWidget):
    """A line between areas; never the only mark of a control."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if orientation is Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)
        theme.controller().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("line"))
