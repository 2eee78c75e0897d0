"""A column of cards of which only those in sight are built, however many there are.

It knows heights and places. What a card shows, its owner decides by `make` and `fill`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from itertools import accumulate
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import theme
from ui.kit.focus import application, own_focus

K = TypeVar("K", bound=Hashable)
GUESS: Final = 104  # px at 100 %: a card that was not measured yet
BEYOND: Final = 0.5  # of the height in sight, built before one scrolls there


class Column(QScrollArea, Generic[K]):
    """Cards by key, one below the other."""

    letting_go = Signal(object)  # QWidget: a card that will be no more
    focus_lost = Signal()  # with a card that is gone; else Qt gives it to whatever comes next

    def __init__(
        self,
        make: Callable[[K, QWidget], QWidget],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._keys: list[K] = []
        self._index: dict[K, int] = {}
        self._tops: list[int] = [0]
        self._heights: dict[K, int] = {}
        self._built: dict[K, QWidget] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        own_focus(self)
        self._content = QWidget()
        self.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._measured = 0  # the width that heights were measured for
        self._revealed: K | None = None
        self._wanted: QWidget | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._build())
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled)
        application().focusChanged.connect(self._follow)
        theme.controller().changed.connect(self.measure_again)

    @property
    def keys(self) -> Sequence[K]:
        """The keys, from top to bottom."""
        return self._keys

    @property
    def built(self) -> dict[K, QWidget]:
        """The cards that are built now."""
        return dict(self._built)

    def show_keys(self, keys: Sequence[K]) -> None:
        """Show other cards; those that stay are kept as they are."""
        if list(keys) == self._keys:
            return
        anchor = self._anchor()
        self._keys = list(keys)
        self._index = {key: n for n, key in enumerate(self._keys)}
        gone = [self._built.pop(x) for x in list(self._built) if x not in self._index]
        for card in gone:
            # Only now: the focus leaves it, and whoever gets that may ask for cards.
            self._drop(card)
        self._heights = {k: h for k, h in self._heights.items() if k in self._index}
        self._place(anchor)
        self._build()

    def card(self, key: K) -> QWidget | None:
        """Give a card if it is built."""
        return self._built.get(key)

    def forget(self, key: K) -> None:
        """Build a card anew, if it is built."""
        if key in self._built:
            self._let_go(key)
            self._heights.pop(key, None)
            self._build()

    def reveal(self, key: K) -> QWidget | None:
        """Bring a card into sight, building it, and give it."""
        at = self._index.get(key)
        if at is None:
            return None
        self._place()
        for _ in range(2):
            # The first step builds what is around it, which may move it.
            top, height = self._tops[at], self._height(key)
            bar, room = self.verticalScrollBar(), self.viewport().height()
            edge = theme.current().px("m")
            if top - edge < bar.value() or height + 2 * edge > room:
                bar.setValue(max(0, top - edge))
            elif top + height + edge > bar.value() + room:
                bar.setValue(top + height + edge - room)
            self._build()
        # Its contents may still grow when Qt lays them out; it is held in sight until one scrolls.
        self._revealed = key
        return self._built.get(key)

    def reveal_inside(self, widget: QWidget) -> None:
        """Bring a part of a card into sight, once it is laid out and until one scrolls."""
        self._wanted = widget
        widget.destroyed.connect(self._forget_wanted)
        self._soon.start()

    def neighbor(self, key: K | None, step: int) -> K | None:
        """Give the key some cards below, None past the ends; from None the first or last."""
        if not self._keys:
            return None
        if key not in self._index:
            return self._keys[0 if step > 0 else -1]
        at = self._index[key] + step
        return self._keys[at] if 0 <= at < len(self._keys) else None

    def measure_again(self) -> None:
        """Measure every card anew, after the theme or the width changed."""
        self._heights.clear()
        self._soon.start()

    def settle(self) -> None:
        """Give cards the room at once that what they show now takes."""
        for card in self._built.values():
            for part in (*reversed(card.findChildren(QWidget)), card):
                inner = part.layout()
                if inner is not None:
                    inner.activate()
        self._heights.clear()
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._width() != self._measured:
            self._measured = self._width()
            self._heights.clear()
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            for key, card in self._built.items():
                if card is watched:
                    self._heights.pop(key, None)
                    self._soon.start()
        # The scroll area itself watches the size of its contents.
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._revealed = self._wanted = None
        super().wheelEvent(event)

    def _settle(self) -> None:
        before = self._tops
        self._place()
        self._build()
        if self._tops != before:
            # What grew may grow again: Qt lays out from the inside, a widget at a time.
            self._soon.start()
        focus = application().focusWidget()
        inside = focus is not None and self._content.isAncestorOf(focus)
        if self._wanted is not None and self._content.isAncestorOf(self._wanted):
            self._hold(self._wanted)
        elif focus is not None and inside and focus not in self._built.values():
            # What one is typing in stays in sight before all else.
            self._hold(focus)
        elif self._revealed is not None:
            self.reveal(self._revealed)

    def _on_scrolled(self, _action: int) -> None:
        self._revealed = self._wanted = None

    def _forget_wanted(self) -> None:
        self._wanted = None

    def _width(self) -> int:
        # The bar stands in the margin, so that cards are as wide with it as without.
        pad = theme.current().px("m")
        bar = self.verticalScrollBar()
        behind = max(0, pad - bar.width()) if bar.isVisible() else pad
        return max(0, self.viewport().width() - pad - behind)

    def _height(self, key: K) -> int:
        known = self._heights.get(key)
        if known is not None:
            return known
        card = self._built.get(key)
        if card is None:
            return round(GUESS * theme.current().zoom / 100)
        card.ensurePolished()
        layout = card.layout()
        assert layout is not None
        layout.activate()
        tall = layout.totalHeightForWidth(self._width()) if layout.hasHeightForWidth() else 0
        self._heights[key] = max(tall, card.minimumSizeHint().height())
        return self._heights[key]

    def _anchor(self) -> tuple[K, int] | None:
        """Give the first card in sight, and how far it is scrolled beyond its top."""
        value = self.verticalScrollBar().value()
        at = self._at(value)
        if value == 0 or at >= len(self._keys):
            return None
        return self._keys[at], value - self._tops[at]

    def _place(self, anchor: tuple[K, int] | None = None) -> None:
        """Work out where each card stands; the first one in sight stays where it is seen."""
        look = theme.current()
        gap, pad = look.px("card_gap"), look.px("m")
        anchor = anchor or self._anchor()
        for built in self._built:
            self._height(built)
        known, guess = self._heights, round(GUESS * look.zoom / 100)
        heights = [known.get(x, guess) + gap for x in self._keys]
        self._tops = list(accumulate(heights, initial=pad))
        total = max(0, self._tops[-1] - gap + pad) if self._keys else 0
        self._content.resize(self.viewport().width(), total)
        if anchor is not None and anchor[0] in self._index:
            self.verticalScrollBar().setValue(self._tops[self._index[anchor[0]]] + anchor[1])
        for built, card in self._built.items():
            self._put(built, card)

    def _put(self, key: K, card: QWidget) -> None:
        pad = theme.current().px("m")
        top = self._tops[self._index[key]]
        card.setGeometry(QRect(pad, top, self._width(), self._height(key)))

    def _at(self, y: int) -> int:
        return max(0, bisect_right(self._tops, y) - 1)

    def _build(self) -> None:
        """Build what is in sight and a little beyond, and let go of what is far."""
        if not self._keys or self._width() == 0 or len(self._tops) != len(self._keys) + 1:
            return
        changed = False
        for _ in range(4):
            first, last = self._in_sight()
            fresh = [key for key in self._keys[first:last] if key not in self._built]
            for key in fresh:
                card = self._make(key, self._content)
                card.installEventFilter(self)
                self._built[key] = card
                self._heights.pop(key, None)
                # What is not shown counts for nothing in a layout, so it is measured after.
                card.resize(self._width(), card.height())
                card.show()
            if not fresh:
                break
            changed = True
            self._place()
        first, last = self._in_sight()
        kept = set(self._keys[first:last])
        focus = application().focusWidget()
        for key in [x for x in self._built if x not in kept]:
            card = self._built[key]
            if focus is None or not (card is focus or card.isAncestorOf(focus)):
                self._let_go(key)
        if changed:
            self._in_order()

    def _in_sight(self) -> tuple[int, int]:
        top, room = self.verticalScrollBar().value(), self.viewport().height()
        beyond = round(room * BEYOND)
        first, last = self._at(top - beyond), self._at(top + room + beyond)
        return first, min(len(self._keys), last + 1)

    def _in_order(self) -> None:
        """Let Tab go from card to card as they stand."""
        before: QWidget | None = None
        for key in sorted(self._built, key=lambda x: self._index[x]):
            card = self._built[key]
            if before is not None:
                QWidget.setTabOrder(before, card)
            before = _last_stop(card)

    def _let_go(self, key: K) -> None:
        self._drop(self._built.pop(key))

    def _drop(self, card: QWidget) -> None:
        # The window's own, for it may not be the one in front.
        focus: QWidget | None = self.window().focusWidget()
        had_focus = focus is not None and (focus is card or card.isAncestorOf(focus))
        self.letting_go.emit(card)
        card.removeEventFilter(self)
        card.hide()
        card.setParent(None)
        card.deleteLater()
        if had_focus:
            self.focus_lost.emit()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._content.isAncestorOf(new):
            self._wanted = None
            self._hold(new)

    def _hold(self, widget: QWidget) -> None:
        """Bring a widget inside a card into sight whole; Qt itself only asks for its caret."""
        edge, room = theme.current().px("m"), self.viewport().height()
        top = widget.mapTo(self._content, QPoint(0, 0)).y() - edge
        bottom = top + widget.height() + 2 * edge
        bar = self.verticalScrollBar()
        if top < bar.value() or bottom - top > room:
            bar.setValue(top)
        elif bottom > bar.value() + room:
            bar.setValue(bottom - room)


def _last_stop(card: QWidget) -> QWidget:
    """Give the last widget inside a card that Tab comes to, or the card itself."""
    inside = [x for x in card.findChildren(QWidget) if x.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return inside[-1] if inside else card
