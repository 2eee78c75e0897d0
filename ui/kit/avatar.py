"""Whose it is, in a circle: the letters of an annotator's name, or the star of the gold layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.kit import paint

BORDER: Final = 1.5
STAR: Final = "star"


def letters_of(names: Iterable[str]) -> list[str]:
    """Give as few letters of each name as tell them apart, two at the most, in the same order."""
    given = [name.strip() or "?" for name in names]
    firsts = [name[0].upper() for name in given]
    found = []
    for name, first in zip(given, firsts, strict=True):
        second = next((c for c in name.partition(" ")[2].strip()[:1] or name[1:2]), "")
        found.append(first if firsts.count(first) == 1 else first + second)
    return found


def paint_avatar(painter: QPainter, rect: QRectF, letters: str, *, is_dim: bool = False) -> None:
    """Paint a circle with letters, or the gold layer's star; dim for what is hidden."""
    look = theme.current()
    gold = letters == STAR
    ground = look.color("gold_tint" if gold and look.has_tints else "paper")
    border = look.color("line" if is_dim else "gold" if gold else "edge")
    paint.box(painter, rect, radius=rect.width() / 2, fill=ground, border=border, width=BORDER)
    if gold:
        side = rect.width() * 0.55
        place = QRectF(0, 0, side, side)
        place.moveCenter(rect.center())
        icons.paint(painter, STAR, place, "edge" if is_dim else "gold")
        return
    painter.setFont(look.font("avatar" if len(letters) == 1 else "avatar_two"))
    painter.setPen(look.color("edge" if is_dim else "ink"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)


class Avatar(QWidget):
    """The circle of one annotator; its name is its accessible name and its tooltip."""

    def __init__(self, letters: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_annotator(letters, name)
        theme.controller().changed.connect(self.updateGeometry)

    def set_annotator(self, letters: str, name: str) -> None:
        """Show somebody else; `STAR` as the letters is the gold layer."""
        self._letters = letters
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px("avatar")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()), self._letters)
