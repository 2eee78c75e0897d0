"""A field that completes over a registry, and offers to create what is not there yet.

Who asks gives the suggestions; the field knows neither speakers nor claims. What was typed and not
chosen stays in the field as a draft and is told as one: nothing typed is lost, nothing is guessed.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons, theme
from ui.kit import paint
from ui.kit.notice import announce
from ui.kit.popover import Popover
from ui.kit.text import Run, TextBlock
from ui.texts import tr, tr_n

_MOST: Final = 8
_PAD: Final = 8.0
_WIDEST: Final = 520


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to choose: its id, its title, and what tells it from others of that title."""

    id: Hashable
    title: str
    detail: str = ""


Suggest = Callable[[str], Sequence[Suggestion]]


class _Rows(QWidget):
    """The list under the field; the last row may be the one that creates."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str, bool]] = []
        self.current = -1
        self.setMouseTracking(True)

    def row_height(self) -> int:
        return theme.current().px("button")

    def show_rows(self, rows: list[tuple[str, str, bool]], current: int) -> None:
        self.rows, self.current = rows, current
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.row_height() * max(1, len(self.rows)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._point(event.position().toPoint())
        if self.rows and self.rect().contains(event.position().toPoint()):
            self.picked.emit(self.current)

    def _point(self, place: QPoint) -> None:
        row = place.y() // self.row_height()
        if 0 <= row < len(self.rows):
            self.current = row
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        height = self.row_height()
        if not self.rows:
            words = TextBlock(tr("kit.completing.nothing"), color="mute", lines=1)
            words.paint(painter, self._origin(0, words), self.width() - 2 * _PAD)
        for index, (title, detail, creates) in enumerate(self.rows):
            if index == self.current:
                area = QRect(0, index * height, self.width(), height)
                border = None if look.has_tints else look.color("accent")
                paint.box(
                    painter,
                    area.toRectF(),
                    radius=look.size("radius_row"),
                    fill=look.color("accent_tint"),
                    border=border,
                    width=look.size("focus_ring"),
                )
            runs = [Run(title)] + ([Run(f"  {detail}", "meta", "mute")] if detail else [])
            words = TextBlock(runs, font="medium", color="accent" if creates else "ink", lines=1)
            lead = look.size("icon_button") + _PAD if creates else 0.0
            origin = self._origin(index, words)
            if creates:
                side = look.size("icon_button")
                x = self.width() - _PAD - side if self.isRightToLeft() else _PAD
                spot = QRect(round(x), index * height, round(side), height).toRectF()
                icons.paint(painter, "plus", spot, "accent")
                origin.setX(origin.x() + (0 if self.isRightToLeft() else lead))
            words.paint(painter, origin, self.width() - 2 * _PAD - lead)

    def _origin(self, index: int, words: TextBlock) -> QPointF:
        height = self.row_height()
        return QPointF(_PAD, index * height + (height - words.line_height) / 2)


class CompletingField(QLineEdit):
    """A line with a list: Up and Down move, Enter takes, Esc closes it or undoes the typing.

    `suggest` gives what fits a text, best first. With `can_create` the list ends in a row that
    creates what was typed, where no suggestion has just that title.
    """

    chosen = Signal(object)
    created = Signal(str)
    cleared = Signal()
    drafted = Signal(str)

    def __init__(
        self,
        suggest: Suggest,
        *,
        name: str,
        can_create: bool = True,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._can_create = can_create
        self._settled = ""
        self._suggestions: list[Suggestion] = []
        self._popover: Popover | None = None
        self._rows = _Rows()
        self._rows.picked.connect(self._take)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(lambda _text: self._offer())

    def set_value(self, text: str) -> None:
        """Show what is settled; what is being typed is not overwritten."""
        # Not `hasFocus`: who looks into another window meanwhile comes back to their typing.
        if self.is_draft() and self.window().focusWidget() is self:
            self._settled = text
            return
        self._settled = text
        self.setText(text)
        self.close_list()

    def is_draft(self) -> bool:
        """Say whether it holds typing that was neither taken nor created."""
        return self.text() != self._settled

    def list_is_open(self) -> bool:
        """Say whether suggestions are shown."""
        return self._popover is not None and self._popover.isVisible()

    def open_list(self) -> None:
        """Show the suggestions for what is typed."""
        self._offer()

    def open_list_at_first(self) -> None:
        """Show the suggestions with the first one chosen, so that Enter takes it."""
        self._offer()
        if self._rows.current < 0:
            self._move(1)

    def close_list(self) -> None:
        """Hide the suggestions."""
        if self._popover is not None:
            self._popover.close_now()

    def _offer(self) -> None:
        typed = self.text().strip()
        self._suggestions = list(self._suggest(typed))[:_MOST]
        rows = [(s.title, s.detail, False) for s in self._suggestions]
        known = {s.title.casefold() for s in self._suggestions}
        if self._can_create and typed and self.is_draft() and typed.casefold() not in known:
            rows.append((tr("kit.completing.create", text=typed), "", True))
        self._rows.show_rows(rows, 0 if typed and rows else -1)
        popover = self._list()
        popover.setFixedWidth(max(self.width(), 240, min(self._widest(rows), _WIDEST)))
        top_left = self.mapTo(self.window(), QPoint(0, 0))
        popover.show_near(QRect(top_left, self.size()), anchor=self)
        self._say(tr_n("kit.completing.found", len(self._suggestions)))

    def _widest(self, rows: list[tuple[str, str, bool]]) -> int:
        """Give the width in px that shows every row whole."""
        words = (TextBlock(f"{title}  {detail}", font="medium") for title, detail, _ in rows)
        widest = max((block.natural_width() for block in words), default=0.0)
        return round(widest + 4 * _PAD)

    def _list(self) -> Popover:
        if self._popover is None or self._popover.parent() is not self.window():
            self._popover = Popover(self.window())
            self._popover.setObjectName("completion")
            self._popover.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._popover.column.addWidget(self._rows)
            self._popover.column.setContentsMargins(4, 4, 4, 4)
        return self._popover

    def _say(self, lead: str = "") -> None:
        row = self._rows.current
        current = " ".join(self._rows.rows[row][:2]).strip() if row >= 0 else ""
        announce(self, ". ".join(part for part in (lead, current) if part))

    def _take(self, row: int) -> None:
        typed = self.text().strip()
        self.close_list()
        if row < len(self._suggestions):
            suggestion = self._suggestions[row]
            self._settle(suggestion.title)
            self.chosen.emit(suggestion.id)
        else:
            self._settle(typed)
            self.created.emit(typed)

    def _settle(self, text: str) -> None:
        self._settled = text
        self.setText(text)

    def _move(self, step: int) -> None:
        count = len(self._rows.rows)
        if count:
            start = self._rows.current if self._rows.current >= 0 else (-1 if step > 0 else count)
            self._rows.current = (start + step) % count
            self._rows.update()
            self._say()

    def _enter(self) -> None:
        if self.list_is_open() and self._rows.current >= 0:
            self._take(self._rows.current)
        elif self.is_draft() and not self.text().strip():
            self._settle("")
            self.close_list()
            self.cleared.emit()
        else:
            self._offer()

    def event(self, event: QEvent) -> bool:
        # Esc is first the list's and the typing's, and only then an action's of the window.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = self.list_is_open() or self.is_draft()
            if mine and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.list_is_open():
                self._move(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._offer()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and self.list_is_open():
            self.close_list()
        elif key == Qt.Key.Key_Escape and self.is_draft():
            self.setText(self._settled)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            return
        self.close_list()
        if not self.is_draft():
            return
        typed = self.text().strip()
        same = [s for s in self._suggestions if s.title.casefold() == typed.casefold()]
        if not typed:
            self._settle("")
            self.cleared.emit()
        elif len(same) == 1:
            self._settle(same[0].title)
            self.chosen.emit(same[0].id)
        else:
            self.drafted.emit(typed)
