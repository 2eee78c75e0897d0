"""The right of the review page: the chosen item's versions, what would be decided, and why.

It shows what it is given and says what was pressed; the reason typed stays in its field until the
page says that it has been kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.keymap import binding
from ui.kit.buttons import Button
from ui.kit.focus import own_focus
from ui.kit.marks import Glyph
from ui.kit.scroll import FlowLayout, Scroller
from ui.kit.text import Hairline, TextLabel
from ui.review.versions import Versions, VersionsView
from ui.texts import tr


@dataclass(frozen=True, slots=True)
class PaneView:
    """All that the pane shows of one item; `offers` are the further things that can be done."""

    title: str = ""
    place: str = ""
    versions: VersionsView = field(default_factory=VersionsView)
    notes: tuple[str, ...] = ()  # what has changed since, why nothing can be decided
    along: str = ""  # what would be taken along
    result: str = ""
    count: int = 0  # versions, for what the buttons are called
    can_alter: bool = True  # whether this person may decide here
    is_ready: bool = False
    decide: str = ""  # what the main button says
    offers: tuple[str, ...] = ()
    hint: str = ""  # what stands in the empty field of the reason


class ReasonField(QLineEdit):
    """Why it was decided so; Enter decides, Esc leaves the field and keeps what was typed."""

    left = Signal()
    decided = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decided.emit()
        else:
            super().keyPressEvent(event)


class VersionPane(QWidget):
    """Title, versions, result, buttons and reason; below it what colleagues say of it."""

    stepped = Signal(int)
    several_wanted = Signal()
    none_wanted = Signal()
    edit_wanted = Signal()
    decided = Signal()
    offered = Signal(str)  # one of the view's offers
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = PaneView()
        self._offers: dict[str, Button] = {}
        self.setObjectName("reviewPane")
        self.setAccessibleName(tr("review.pane"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        own_focus(self)
        self._make_head()
        self._make_body()
        self._build()
        self._connect()
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self.show_view(PaneView())

    def show_view(self, view: PaneView) -> None:
        """Show an item; what is typed as its reason is the page's to put into the field."""
        self._view = view
        there = bool(view.title)
        self.title.set_words(view.title or tr("review.choose"))
        self.place.set_words(view.place)
        self.versions.show_view(view.versions)
        self.notes.set_words("\n".join(view.notes))
        self.notes_row.setVisible(bool(view.notes))
        self.along.set_words(view.along)
        self.along.setVisible(bool(view.along))
        self.result.set_words(view.result)
        self.star.set_glyph("star", "gold" if view.is_ready else "edge")
        for widget in (self.previous, self.next, self.versions, self.foot):
            widget.setVisible(there)
        two = len(view.versions.columns) == 2
        self.several.set_words(tr("review.both" if two else "review.several"))
        self.none.set_words(tr("review.neither" if two else "review.none"))
        self.several.setVisible(view.count > 1)
        self.decide.set_words(view.decide or tr("review.decide"))
        for button in (self.several, self.none, self.edit):
            button.setEnabled(view.can_alter)
        self.decide.setEnabled(view.can_alter and view.is_ready)
        self.foot.setVisible(there and view.can_alter)
        self.reason.setPlaceholderText(view.hint or tr("review.reason"))
        self._show_offers(view.offers)

    def show_editor(self, editor: QWidget | None) -> None:
        """Take the fields of a draft in below the versions, or let them go."""
        while (item := self.editor_place.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if editor is not None:
            self.editor_place.addWidget(editor)
            editor.show()

    def _show_offers(self, offers: tuple[str, ...]) -> None:
        if tuple(self._offers) == offers:
            return
        for button in self._offers.values():
            self._more.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._offers = {}
        for name in offers:
            button = Button(tr(f"review.offer.{name}"), small=True)
            button.clicked.connect(lambda _=False, n=name: self.offered.emit(n))
            self._offers[name] = button
            self._more.addWidget(button)
            button.show()
        self.more.setVisible(bool(offers))
        self.more.updateGeometry()

    def _make_head(self) -> None:
        self.title = TextLabel("", font="byline_strong")
        self.place = TextLabel("", font="meta", color="mute", lines=1)
        self.previous = Button(
            kind="quiet", icon="chevron_left", small=True, name=tr("review.previous")
        )
        self.next = Button(kind="quiet", icon="chevron_right", small=True, name=tr("review.next"))

    def _make_body(self) -> None:
        self.scroller = Scroller(name=tr("review.versions"))
        self.versions = Versions()
        self.notes_row = QWidget()
        self.notes = TextLabel("", font="meta", color="ink")
        self.along = TextLabel("", font="meta", color="mute")
        self.editor_place = QVBoxLayout()
        self.star = Glyph("star", "gold", size="icon_small")
        self.result = TextLabel("", font="meta")
        self.several = Button(tr("review.both"), key=binding("take_several").cap)
        self.none = Button(tr("review.neither"), key=binding("take_none").cap)
        self.edit = Button(tr("review.edit"), key=binding("edit_version").cap)
        self.decide = Button(tr("review.decide"), kind="primary", key=binding("decide").cap)
        self.decide.setObjectName("reviewDecide")
        self.reason = ReasonField()
        self.reason.setObjectName("reviewReason")
        self.reason.setAccessibleName(tr("review.reason_name"))
        self.foot = QWidget()
        self.more = QWidget()
        self._more = FlowLayout(self.more, gap=6)
        self.comments_place = QVBoxLayout()

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.place, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.previous)
        self._head.addWidget(self.next)
        self._column.addLayout(self._head)
        notes = QHBoxLayout(self.notes_row)
        notes.setContentsMargins(0, 0, 0, 4)
        notes.addWidget(Glyph("info", "mute"), 0, Qt.AlignmentFlag.AlignTop)
        notes.addWidget(self.notes, 1)
        body = self.scroller.column
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._inner = QVBoxLayout()
        for widget in (self.notes_row, self.versions):
            self._inner.addWidget(widget)
        self._inner.addLayout(self.editor_place)
        self._inner.addWidget(self.along)
        self._build_foot()
        self._inner.addWidget(self.foot)
        self._inner.addWidget(self.more)
        body.addLayout(self._inner)
        body.addWidget(Hairline())
        body.addLayout(self.comments_place)
        body.addStretch(1)
        self._column.addWidget(self.scroller, 1)

    def _build_foot(self) -> None:
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(theme.current().px("s"))
        result = QHBoxLayout()
        result.setSpacing(theme.current().px("s"))
        result.addWidget(self.star, 0, Qt.AlignmentFlag.AlignTop)
        result.addWidget(self.result, 1)
        column.addLayout(result)
        keys = QWidget()
        flow = FlowLayout(keys, gap=theme.current().px("gap"))
        for button in (self.several, self.none, self.edit):
            flow.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px("gap"))
        row.addWidget(keys, 1)
        row.addWidget(self.decide, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.reason)

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.several.clicked.connect(self.several_wanted)
        self.none.clicked.connect(self.none_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.decide.clicked.connect(self.decided)
        self.reason.decided.connect(self.decided)
        self.reason.left.connect(self.left)

    def _restyle(self) -> None:
        look = theme.current()
        pad = look.px("pane_pad")
        self._head.setContentsMargins(pad, look.px("m"), look.px("s"), 0)
        self._head.setSpacing(look.px("xs"))
        self._inner.setContentsMargins(pad, look.px("xs"), pad, look.px("m"))
        self._inner.setSpacing(look.px("xs"))
        self.comments_place.setContentsMargins(pad, look.px("m"), pad, look.px("m"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("panel"))
