"""A link as one end's card shows it, and what one can do to it there.

A press goes to the other end; one's own link can be given another type, turned, explained, removed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import Certainty, Contradiction, Link
from ui import theme
from ui.claim_pane.choice import Choice
from ui.claim_pane.press import Pressable
from ui.claim_pane.typed import TypedField
from ui.claim_pane.views import LinkView, quoted
from ui.kit.buttons import Button
from ui.kit.fields import FieldRow
from ui.kit.marks import Glyph
from ui.kit.text import Hairline, Run
from ui.texts import tr
from ui.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.links import Links

_KINDS: tuple[Contradiction | None, ...] = (
    *(None, "negation", "antonym", "numeric", "factive", "structure", "lexical"),
    "world_knowledge",
)
_CERTAINTIES: tuple[Certainty | None, ...] = (None, "certain", "probable", "possible")


class LinkCard(QWidget):
    """One link under a card."""

    went = Signal(object, object)  # article, statement
    told = Signal(str)  # why nothing happened

    def __init__(self, workspace: Workspace, view: LinkView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._editor: LinkEditor | None = None
        self.setObjectName("linkCard")
        self.setAccessibleIdentifier("linkCard")
        self._words = Pressable(view.shape, view.color)
        self._words.clicked.connect(self.go)
        self._more = Button(kind="quiet", icon="more", small=True, name=tr("claims.link.menu"))
        self._more.clicked.connect(
            lambda: self._offer(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        )
        self._star = Glyph("star", "gold", size="icon_small")
        self._star.setToolTip(tr("claims.reference"))
        self._star.setAccessibleName(tr("claims.reference"))
        self._column = QVBoxLayout(self)
        self._column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self._star, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self.setFocusProxy(self._words)
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self.show_view(view, active=False)

    @property
    def view(self) -> LinkView:
        """What it shows."""
        return self._view

    def show_view(self, view: LinkView, *, active: bool) -> None:
        """Show a link; the card of the active statement offers to alter it."""
        self._view = view
        self.setProperty("linkId", str(view.link.id))
        self.setAccessibleName(view.described)
        self._words.setAccessibleName(view.described)
        self._words.glyph.set_glyph(view.shape, view.color)
        by = tr("claims.layer_of", name=view.layer) if view.layer else ""
        first = (
            Run(view.verb, "meta_strong", view.color),
            Run(f" {quoted(view.words)} ", color="ink"),
            Run(view.speaker),
            *([Run(f" · {by}", color="mute")] if by and not view.is_reference else []),
        )
        lines = [first, view.link.rationale] if view.link.rationale else [first]
        self._words.set_lines(*lines)
        self._star.setVisible(view.is_reference)
        self._more.setVisible(active and view.can_alter)
        if self._editor is not None:
            self._editor.show_link(view.link)
            if not active:
                self.close_editor()

    def go(self) -> None:
        """Go to the other end."""
        self.went.emit(self._view.other_article, self._view.other)

    def unlink(self) -> None:
        """Remove the link; its statements stay."""
        if self._view.can_alter:
            key = self._view.link.id
            self._workspace.do(lambda: self._workspace.project.links.unlink(key))

    def flip(self) -> None:
        """Turn the link around."""
        if self._view.can_alter:
            key = self._view.link.id
            self._workspace.do(lambda: self._workspace.project.links.flip(key))

    def explain(self) -> None:
        """Open the fields that say why."""
        if not self._view.can_alter:
            return
        if self._editor is None:
            self._editor = LinkEditor(self._workspace, self._view.link)
            self._editor.left.connect(self.close_editor)
            self._column.addWidget(self._editor)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Record what was typed, now."""
        if self._editor is not None:
            self._editor.rationale.typing.flush()

    def close_editor(self) -> None:
        """Put the fields away; what was typed is recorded."""
        self.flush()
        if self._editor is not None:
            editor, self._editor = self._editor, None
            focus = QApplication.focusWidget()
            had_focus = focus is not None and editor.isAncestorOf(focus)
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
            if had_focus:
                self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        doing: Callable[[], None] | None = {
            Qt.Key.Key_Delete: self.unlink,
            Qt.Key.Key_Backspace: self.unlink,
            Qt.Key.Key_X: self.flip,
            Qt.Key.Key_N: self.explain,
            Qt.Key.Key_Menu: lambda: self._offer(self.mapToGlobal(self.rect().center())),
        }.get(Qt.Key(event.key()))
        if doing is None or event.modifiers():
            super().keyPressEvent(event)
        elif self._view.can_alter or event.key() == Qt.Key.Key_Menu:
            doing()
        else:
            # Left to the card, Del would take the statement.
            self.told.emit(tr("claims.link.not_own"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._offer(event.globalPos())

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _entry(menu, tr("claims.link.go"), self.go)
        if self._view.can_alter:
            menu.addSeparator()
            for kind in self._workspace.vocabulary.link_types.values():
                action = _entry(menu, kind.name, partial(self._retype, kind.id))
                action.setCheckable(True)
                action.setChecked(kind.id == self._view.link.type)
            menu.addSeparator()
            types = self._workspace.vocabulary.link_types
            _entry(menu, tr("claims.link.flip"), self.flip).setEnabled(
                types[self._view.link.type].directed
            )
            _entry(menu, tr("claims.link.explain"), self.explain)
            _entry(menu, tr("claims.link.unlink"), self.unlink)
        menu.popup(place)

    def _retype(self, kind: Id) -> None:
        key = self._view.link.id
        if kind != self._view.link.type:
            self._workspace.do(lambda: self._workspace.project.links.retype(key, kind))

    def _restyle(self) -> None:
        look = theme.current()
        self._column.setContentsMargins(0, look.px("s"), 0, 0)
        self._column.setSpacing(look.px("s"))
        self._words.row.setContentsMargins(look.px("xs"), 0, 0, 0)


class LinkEditor(QWidget):
    """Why two statements are linked, what kind of contradiction it is, and how sure one is."""

    left = Signal()

    def __init__(self, workspace: Workspace, link: Link) -> None:
        super().__init__()
        self._workspace = workspace
        self._link = link
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QLineEdit()
        line.setAccessibleName(tr("claims.link.rationale"))
        line.setPlaceholderText(tr("claims.link.rationale_hint"))
        self.rationale = TypedField(line, link.rationale)
        self.rationale.settled.connect(
            lambda words: self._do(lambda key: self._links.annotate(key, rationale=words))
        )
        self.kind = Choice(
            [(x, tr(f"claims.kind.{x or 'unset'}")) for x in _KINDS], name=tr("claims.link.kind")
        )
        self.kind.chosen.connect(self._set_kind)
        self.confidence = Choice(
            [(x, tr(f"claims.sure.{x or 'unset'}")) for x in _CERTAINTIES],
            name=tr("claims.link.confidence"),
        )
        self.confidence.chosen.connect(self._set_confidence)
        self._kind_row = FieldRow(tr("claims.link.kind"), self.kind)
        column.addWidget(FieldRow(tr("claims.link.rationale"), self.rationale))
        column.addWidget(self._kind_row)
        column.addWidget(FieldRow(tr("claims.link.confidence"), self.confidence))
        self.setFocusProxy(line)
        line.returnPressed.connect(self.left)
        self.show_link(link)

    @property
    def _links(self) -> Links:
        return self._workspace.project.links

    def show_link(self, link: Link) -> None:
        """Show a link as it is recorded now."""
        self._link = link
        types = self._workspace.vocabulary.link_types
        self.rationale.typing.set_value(link.rationale)
        self.kind.show_value(link.contradiction_kind)
        self.confidence.show_value(link.confidence)
        self._kind_row.setVisible(link.type in types and types[link.type].contradicts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        # Letters typed here are not keys of the pane.

    def _set_kind(self, kind: Contradiction | None) -> None:
        self._do(lambda key: self._links.annotate(key, kind=kind))

    def _set_confidence(self, confidence: Certainty | None) -> None:
        self._do(lambda key: self._links.annotate(key, confidence=confidence))

    def _do(self, verb: Callable[[Id], object]) -> None:
        key = self._link.id
        self._workspace.do(lambda: verb(key))


def _entry(menu: QMenu, words: str, run: Callable[[], object]) -> QAction:
    action = menu.addAction(words.replace("&", "&&"))
    action.triggered.connect(lambda _checked=False: run())
    return action
