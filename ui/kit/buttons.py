"""Buttons and key caps: what can be pressed looks and behaves the same everywhere."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.kit import paint

Kind = Literal["plain", "primary", "quiet"]


class Button(QPushButton):
    """A button with an icon before, an icon or a key cap behind its words; without words a square.

    A square one needs an accessible name, which is its tooltip too.
    """

    def __init__(
        self,
        text: str = "",
        *,
        kind: Kind = "plain",
        icon: str | None = None,
        icon_role: str | None = None,
        role: str = "ink",
        trailing: str | None = None,
        key: str = "",
        small: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind: Kind = kind
        self._icon = icon
        self._icon_role = icon_role
        self._role = role
        self._trailing = trailing
        self._key = key
        self._small = small
        self.setAccessibleName(name or text)
        if name and not text:
            self.setToolTip(f"{name}  {key}".rstrip())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        theme.controller().changed.connect(self._restyle)

    @property
    def kind(self) -> Kind:
        """Whether it is the main thing to do here, one of several, or quiet."""
        return self._kind

    def set_icon(self, name: str | None, role: str | None = None) -> None:
        """Show another icon or shape."""
        self._icon, self._icon_role = name, role
        self._restyle()

    def set_words(self, text: str) -> None:
        """Say something else, also to assistive technology."""
        self.setText(text)
        self.setAccessibleName(text)
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter presses what has the focus, not what a sheet would do by itself.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _font_role(self) -> str:
        if self._kind == "primary":
            return "meta_strong" if self._small else "strong"
        return "meta_medium" if self._small else "medium"

    def _height(self) -> int:
        return theme.current().px("button_small" if self._small else "button")

    def _parts(self) -> list[tuple[str, str, float]]:
        """What stands in a row: its kind, its name and its width in px."""
        look = theme.current()
        side = look.size("icon_button" if self.text() else "icon")
        parts: list[tuple[str, str, float]] = []
        if self._icon:
            parts.append(("icon", self._icon, side))
        if self.text():
            metrics = QFontMetricsF(look.font(self._font_role()))
            words = self.text().replace("&&", "&")
            parts.append(("text", words, metrics.horizontalAdvance(words)))
        if self._trailing:
            parts.append(("icon", self._trailing, side))
        if self._key and self.text():
            parts.append(("key", self._key, paint.key_cap_width(self._key)))
        return parts

    def sizeHint(self) -> QSize:
        height = self._height()
        if not self.text() and not self._trailing:
            return QSize(height, height)
        parts = self._parts()
        look = theme.current()
        pad = look.size("button_pad_small" if self._small else "button_pad")
        gaps = look.size("gap") * (len(parts) - 1)
        width = sum(part[2] for part in parts) + gaps + 2 * pad + 1
        return QSize(round(width), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        look = theme.current()
        ink = self._ink()
        parts = self._parts()
        gap = look.size("gap")
        total = sum(part[2] for part in parts) + gap * max(0, len(parts) - 1)
        leading = self.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding
        x = look.size("button_pad_small") if leading and self.text() else (self.width() - total) / 2
        middle = self.height() / 2
        for kind, name, width in parts:
            left = self.width() - x - width if self.isRightToLeft() else x
            if kind == "icon":
                role = ink if not self.isEnabled() or not self._icon_role else self._icon_role
                icons.paint(painter, name, QRectF(left, middle - width / 2, width, width), role)
            elif kind == "key":
                height = look.size("key")
                place = QRectF(left, round(middle - height / 2), width, height)
                paint.key_cap(painter, place, name, on_accent=self._kind == "primary")
            else:
                painter.setFont(look.font(self._font_role()))
                painter.setPen(look.color(ink))
                place = QRectF(left, 0, width + 2, self.height())
                flags = Qt.AlignmentFlag.AlignVCenter | paint.LEFT
                painter.drawText(place, flags | Qt.TextFlag.TextSingleLine, name)
            x += width + gap

    def _ink(self) -> str:
        if not self.isEnabled():
            return "edge"
        return "accent_ink" if self._kind == "primary" else self._role

    def _paint_ground(self, painter: QPainter) -> None:
        look = theme.current()
        lit = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        ground, border = look.color("paper"), look.color("line")
        if self._kind == "primary":
            ground = look.color("accent" if self.isEnabled() else "hover")
            border = look.color("ink") if lit else ground
        elif lit:
            ground = look.color("hover")
        if self._kind == "quiet":
            if not lit:
                return
            border = look.color("ink") if self.isChecked() and not look.has_tints else ground
        area = QRectF(self.rect())
        paint.box(painter, area, radius=look.size("radius_button"), fill=ground, border=border)


class KeyCap(QWidget):
    """A key as it stands on the keyboard, beside what it does."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.controller().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.key_cap_width(self._text)), theme.current().px("key"))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.key_cap(QPainter(self), QRectF(self.rect()), self._text)
