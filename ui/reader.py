"""The reader: what a click, a drag or a key in an article's text means, said by signals.

A view: it is given what to show, holds no truth and knows no project. Offsets given and emitted
are code points of the article's text, half-open, exactly as selected: trimming is the core's.
Keys of the contexts *reading* and *linking* are taken here; one that needs more than the text is
passed on by name (`action_wanted`).
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from factcheck.ids import Id
from factcheck.prose.sentences import sentence_at
from ui.reading.edge_drag import EdgeDrag
from ui.reading.handles import edges_of, stepped
from ui.reading.keys import label_place, reading_action
from ui.reading.lines import line_of
from ui.reading.marked import MarkedView
from ui.reading.menu import MenuState, build_menu
from ui.reading.values import ArticleView, Choice, StatementMark

_EDGE_KEYS = {
    "start_earlier": (False, False),
    "start_later": (False, True),
    "end_earlier": (True, False),
    "end_later": (True, True),
}
_BY_WORD = "_word"


class Reader(MarkedView):
    """The article's text with its statements, and the gestures of marking and linking."""

    label_wanted = Signal(object, int, int, bool)  # label, start, end, another statement
    relabel_wanted = Signal(object, bool)  # label, another statement on the same spans
    source_wanted = Signal(int, int)
    cue_wanted = Signal(int, int)
    content_wanted = Signal(int, int)  # further words of the active statement
    furniture_toggled = Signal(int, int)
    statement_clicked = Signal(object)
    statement_left = Signal()
    edge_moved = Signal(object, str, int, int, int)  # statement, role, which stretch, start, end
    edge_refused = Signal()  # an edge key on another layer's statement
    link_wanted = Signal(int, int)  # from a selection that has no label yet
    link_target = Signal(object)
    link_target_span = Signal(int, int)
    link_taken = Signal(object)  # the link type
    action_wanted = Signal(str)  # an action of the key map

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setAccessibleIdentifier("reader")
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)
        self._labels: tuple[Choice, ...] = ()
        self._link_kinds: tuple[Choice, ...] = ()
        self._pressed_at: QPoint | None = None
        self._by_keyboard = False
        self._hovered: Id | None = None
        self._picked: Id | None = None  # by a click or by the key that goes through all here
        self._drag = EdgeDrag(self)
        self._listen()

    def set_link_kinds(self, kinds: Iterable[Choice]) -> None:
        """Take these link types by their keys while a statement is armed."""
        self._link_kinds = tuple(kinds)

    def set_labels(self, labels: Iterable[Choice]) -> None:
        """Offer these labels, in the order of their keys."""
        self._labels = tuple(labels)
        super().set_labels(self._labels)

    def show_article(self, view: ArticleView) -> None:
        """Show an article from its beginning, without statements and without an active one."""
        self._drag.cancel()
        self._by_keyboard = False
        super().show_article(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._take_key(event):
            event.accept()
            return
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step_over_blank_lines(event)
        if self.textCursor().position() != before:
            self._by_keyboard = True
            self._uncover_caret()
            self._let_go_outside()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        if event.button() == Qt.MouseButton.LeftButton:
            if self._selection is None and self._drag.begin(event.position()):
                return
            self._pressed_at = event.position().toPoint()
            self._selecting = True
            if self.textCursor().hasSelection() and not event.modifiers():
                # Else Qt would take a press inside the selection for dragging its words away.
                self.clear_selection()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag.is_on:
            by_word = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._drag.move(self.offset_at(event.position().toPoint()), by_word=by_word)
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._point_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag.is_on:
            moved = self._drag.end()
            if moved is not None:
                edge, (start, end) = moved
                self.edge_moved.emit(edge.statement, edge.role, edge.index, start, end)
            return
        super().mouseReleaseEvent(event)
        self._selecting = False
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._selection_changed()
        moved_by = (event.position().toPoint() - pressed).manhattanLength()
        if self._selection is None and moved_by < QApplication.startDragDistance():
            self._click(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._selection is None:
            marks = self.statements_at(QPointF(event.pos()))
            if marks and self._shown.active not in [mark.id for mark in marks]:
                self.statement_clicked.emit(marks[0].id)
        chosen = self._selection
        state = MenuState(
            labels=self._labels,
            selected=chosen is not None,
            active=self._shown.active is not None,
            furniture=chosen is not None and self._page.is_furniture(*chosen),
        )
        menu = build_menu(state, self, label=self._choose_label, action=self._do, copy=self.copy)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._selection is None and self._shown.active is not None:
            painter = QPainter(self.viewport())
            self._drag.paint(painter)
            painter.end()

    def _listen(self) -> None:
        over = self.overlays
        over.bar.chosen.connect(self._choose_label)
        over.bar.asked.connect(self._do)
        over.chip.taken.connect(self.link_taken)
        over.chip.label_chosen.connect(lambda label: self._choose_label(label, False))
        over.chip.flip_asked.connect(lambda: self.action_wanted.emit("flip"))
        self.gutter.pressed.connect(self._press_mark)
        self.gutter.pointed.connect(self._hover)
        self.selected.connect(self._aim_at_selection)

    def _take_key(self, event: QKeyEvent) -> bool:
        pressed = event.text().upper()
        if self._linking:
            kind = next((kind for kind in self._link_kinds if kind.key.upper() == pressed), None)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chip is not None:
                kind = self._chip.choice
            if kind is not None:
                self.link_taken.emit(kind.id)
                return True
        action = reading_action(event, linking=self._linking)
        if action is not None:
            return self._do(action)
        label = next((label for label in self._labels if label.key.upper() == pressed), None)
        return label is not None and bool(pressed) and self._choose_label(label.id, another=False)

    def _do(self, action: str) -> bool:
        place = label_place(action)
        if place is not None:
            key = str(place[0] + 1)
            label = next((label for label in self._labels if label.key == key), None)
            return label is not None and self._choose_label(label.id, place[1])
        name = action.removesuffix(_BY_WORD)
        if name in _EDGE_KEYS:
            return self._step_edge(name, by_word=name != action)
        if action == "next_overlap":
            return self._cycle()
        if action == "let_go" and not self._linking:
            return self._let_go()
        on_selection: dict[str, SignalInstance] = {
            "mark_source": self.source_wanted,
            "mark_cue": self.cue_wanted,
            "mark_content": self.content_wanted,
            "mark_furniture": self.furniture_toggled,
            "link": self.link_wanted,
        }
        if self._selection is not None and action in on_selection:
            on_selection[action].emit(*self._selection)
        else:
            self.action_wanted.emit(action)
        return True

    def _choose_label(self, label: Id, another: bool) -> bool:  # noqa: FBT001 - as the signal has it
        if self._selection is not None:
            self.label_wanted.emit(label, *self._selection, another)
        elif self._shown.active is not None:
            self.relabel_wanted.emit(label, another)
        elif self._by_keyboard:
            sentence = sentence_at(self.text, self._caret())
            if sentence is not None:
                prose = self._page.without_furniture(*sentence)
                self.label_wanted.emit(label, *prose, another)
        return True

    def _step_edge(self, name: str, *, by_word: bool) -> bool:
        mark = self._active_mark()
        if mark is None:
            return False
        if mark.reference:
            self.edge_refused.emit()
            return True
        at_end, later = _EDGE_KEYS[name]
        content = [edge for edge in edges_of(mark) if edge.role == "content"]
        # Of a discontinuous statement the stretch that the caret is in, else the outer one.
        caret = self._caret()
        inside = [e for e in content if e.stretch[0] <= caret <= e.stretch[1]] or content
        sides = [edge for edge in inside if edge.at_end == at_end]
        edge = sides[-1] if at_end else sides[0]
        stretch = stepped(edge, self.text, later=later, by_word=by_word)
        if stretch != edge.stretch:
            self.edge_moved.emit(edge.statement, edge.role, edge.index, *stretch)
        return True

    def _let_go(self) -> bool:
        if self._selection is not None:
            self.clear_selection()
        elif self._shown.active is not None:
            self.statement_left.emit()
        else:
            self.action_wanted.emit("let_go")
        return True

    def _cycle(self) -> bool:
        position = self.textCursor().position()
        marks = self._shown.layers.at(position)
        if self._shown.active is not None and self._shown.active not in [m.id for m in marks]:
            start, end = (self._shown.active_content or ((position, position),))[0]
            pieces = self._shown.layers.overlapping(start, end)
            marks = list({piece.mark.id: piece.mark for piece in pieces}.values())
        if marks:
            self._pick(marks)
            self._spread_gutter()
        return bool(marks)

    def _click(self, point: QPointF) -> None:
        marks = self.statements_at(point)
        if self._stands_for(marks):
            self._choose_statement(self._shown.active)
        elif marks:
            self._pick(marks)
        elif self._shown.active is not None and not self._linking:
            self.statement_left.emit()

    def _aim_at_selection(self, start: int, end: int) -> None:
        if self._linking:
            self.link_target_span.emit(start, end)

    def _spread_gutter(self) -> None:
        placed = self._shown.active_content
        line = line_of(self, placed[0][0]) if placed else None
        self.gutter.spread_at(line.middle if line is not None else None)

    def _press_mark(self, statement: Id) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._linking:
            self.link_target.emit(statement)
        else:
            self.statement_clicked.emit(statement)

    def _pick(self, marks: list[StatementMark]) -> None:
        # The one after the present one, so that the same click again goes through them all.
        present = self._shown.target if self._linking else self._shown.active
        ids = [mark.id for mark in marks]
        chosen = ids[(ids.index(present) + 1) % len(ids)] if present in ids else ids[0]
        self._choose_statement(chosen)

    def _stands_for(self, marks: list[StatementMark]) -> bool:
        """Say whether one's own statement, just marked, is meant and not its like for reference."""
        mark = self._active_mark()
        if mark is None or mark not in marks or mark.reference or self._linking:
            return False
        alike = any(x.reference and x.content == mark.content for x in marks)
        return alike and mark.id != self._picked

    def _choose_statement(self, statement: Id | None) -> None:
        self._picked = statement
        if self._linking:
            self.link_target.emit(statement)
        else:
            self.statement_clicked.emit(statement)

    def _point_at(self, point: QPointF) -> None:
        if self._selection is None and self._drag.over(point):
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
            return
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        marks = self.statements_at(point)
        ids = [mark.id for mark in marks]
        self._hover(self._shown.active if self._shown.active in ids else next(iter(ids), None))

    def _hover(self, statement: Id | None) -> None:
        if statement != self._hovered:
            self._hovered = statement
            self.statement_hovered.emit(statement)

    def _let_go_outside(self) -> None:
        mark = self._active_mark()
        if mark is None or self.textCursor().hasSelection():
            return
        caret = self._caret()
        parts = (*mark.content, *mark.source, *mark.cue)
        if not any(start <= caret <= end for start, end in parts):
            self.statement_left.emit()

    def _step_over_blank_lines(self, event: QKeyEvent) -> None:
        before = -1
        while self._page.is_blank_line(self.textCursor()):
            if self.textCursor().position() == before:
                return
            before = self.textCursor().position()
            super().keyPressEvent(event)

    def _uncover_caret(self) -> None:
        hidden = self.covered() - self.cursorRect().top()
        if hidden > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden - 8)
