"""The bar at the top: which project, undo and back, the modes, the palette, what comes next.

It shows actions and decides nothing but what gives way when there is little room.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui import theme
from ui.actions import Actions
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.segmented import Option, Segmented
from ui.texts import tr

PROJECT_MENU = (
    "new_project", "open_project", "", "import", "export", "send_copy", "merge",
    "conflicts", "", "speakers", "claim_registry", "labels", "project_details", "",
    "assignments", "comments", "history", "agreement", "settings", "theme", "keys", "tour", "",
    "close_project", "quit",
)  # fmt: skip


_NEXT: Final = {
    "annotate": "next_article",
    "claims": "next_claim",
    "review": "next_disagreement",
}
TIGHT: Final = 0.62  # of the width at which the claim pane becomes a drawer


class Toolbar(QWidget):
    """The window's tool bar."""

    mode_chosen = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._wide = True
        self._title = ""
        self._next = "next_article"
        self._open: int | None = None
        self.setObjectName("toolbar")
        self.project = Button("", kind="quiet", trailing="chevron_down")
        self.project.setAccessibleName(tr("toolbar.project"))
        self.undo = self._icon_button("undo")
        self.redo = self._icon_button("redo")
        self.back = self._icon_button("back")
        self.forward = self._icon_button("forward")
        self.modes = Segmented(
            (
                Option("annotate", tr("toolbar.annotate")),
                Option("review", tr("toolbar.review")),
                Option("claims", tr("toolbar.claims")),
            ),
            name=tr("toolbar.modes"),
        )
        self.finder = Button(
            tr("toolbar.find"), kind="quiet", icon="search", key=actions.cap("palette")
        )
        self.export = Button(tr("toolbar.export"), icon="export")
        self.next = Button(tr("toolbar.next_article"), kind="primary", trailing="forward")
        self._lay_out()
        self.project.clicked.connect(self._offer_project_menu)
        self.finder.clicked.connect(actions["palette"].trigger)
        self.export.clicked.connect(actions["export"].trigger)
        self.next.clicked.connect(lambda: self._actions[self._next].trigger())
        self.modes.chosen.connect(self.mode_chosen)
        for name in ("export", *_NEXT.values()):
            actions[name].enabledChanged.connect(self._enable)
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self._enable()

    def show_project(self, title: str) -> None:
        """Name the open project."""
        self._title = title
        self._fit()

    def show_mode(self, mode: str) -> None:
        """Mark the mode that the window is in, and offer what comes next there."""
        self._next = _NEXT.get(mode, "next_article")
        words = {
            "next_article": tr("toolbar.next_article"),
            "next_claim": tr("toolbar.next_claim"),
            "next_disagreement": tr("toolbar.next_disagreement"),
        }
        self.next.set_words(words[self._next])
        self._enable()
        self.modes.set_current(mode)

    def show_open(self, count: int | None) -> None:
        """Say how many disagreements are open, beside the word for review."""
        if count != self._open:
            self._open = count
            self.modes.set_options(
                (
                    Option("annotate", tr("toolbar.annotate")),
                    Option("review", tr("toolbar.review"), count or None),
                    Option("claims", tr("toolbar.claims")),
                )
            )
            self._fit()

    def _icon_button(self, name: str) -> Button:
        action: QAction = self._actions[name]
        button = Button(kind="quiet", icon=name, name=action.text(), key=self._actions.cap(name))
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())

        action.changed.connect(follow)
        return button

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        left, right = QWidget(), QWidget()
        for side in (left, right):
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._left, self._right = QHBoxLayout(left), QHBoxLayout(right)
        for box in (self._left, self._right):
            box.setContentsMargins(0, 0, 0, 0)
        self._separators = (_Separator(), _Separator())
        for widget in (self.project, self._separators[0], self.undo, self.redo):
            self._left.addWidget(widget)
        for widget in (self._separators[1], self.back, self.forward):
            self._left.addWidget(widget)
        self._left.addStretch(1)
        self._right.addStretch(1)
        for button in (self.finder, self.export, self.next):
            self._right.addWidget(button)
        self._row.addWidget(left, 1)
        self._row.addWidget(self.modes)
        self._row.addWidget(right, 1)

    def _offer_project_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("projectMenu")
        for name in PROJECT_MENU:
            if not name:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])
        menu.popup(self.project.mapToGlobal(self.project.rect().bottomLeft()))

    def _enable(self) -> None:
        self.export.setEnabled(self._actions["export"].isEnabled())
        self.next.setEnabled(self._actions[self._next].isEnabled())

    def _restyle(self) -> None:
        look = theme.current()
        self.setFixedHeight(look.px("toolbar"))
        self._row.setContentsMargins(look.px("m"), 0, look.px("m"), 0)
        self._left.setSpacing(look.px("xs"))
        self._right.setSpacing(look.px("s"))
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= theme.current().size("drawer")
        if wide != self._wide:
            self._wide = wide
            self.finder.set_words(tr("toolbar.find") if wide else "")
            self.export.set_words(tr("toolbar.export") if wide else "")
            for button, words in (
                (self.finder, tr("toolbar.find")),
                (self.export, tr("toolbar.export")),
            ):
                button.setAccessibleName(words)
                button.setToolTip(words)
        # Next to the strip of articles, the button for the next one is what can be missed first.
        tight = self.width() < TIGHT * theme.current().size("drawer")
        for part in (self.next, *self._separators):
            part.setVisible(not tight)
        self._row.setStretch(2, 0 if tight else 1)
        self._fit_steps(tight=tight)
        self._fit_title(tight=tight)

    def _fit_steps(self, *, tight: bool) -> None:
        """Leave out first the ways back and forward, then redo, where the modes would be cut."""
        look = theme.current()
        margins = 2 * (self._row.contentsMargins().left() + self._row.spacing())
        free = self.width() - margins - self._modes_width() - self._right.sizeHint().width()
        button = look.px("button") + self._left.spacing()
        room = free - look.size("icon_button") - 2 * look.size("button_pad")
        for n, part in enumerate((self.undo, self.redo, self.back, self.forward)):
            part.setVisible(not tight or room >= (n + 1) * button)

    def _modes_width(self) -> int:
        # Asked one by one, for what has not been shown yet takes no room in a layout.
        return sum(self.modes.segment(x).sizeHint().width() for x in _NEXT) + 6

    def _fit_title(self, *, tight: bool) -> None:
        """Elide the project's name where the rest of its side leaves no room for all of it."""
        look = theme.current()
        margins = self._row.contentsMargins().left() + self._row.spacing()
        half = (self.width() - self._modes_width()) / 2 - margins
        beside = 2 * half - self._right.sizeHint().width()
        side = beside if tight else min(half, beside)
        items = [self._left.itemAt(i) for i in range(1, self._left.count())]
        there = [x for x in items if x is not None and not x.isEmpty()]
        others = sum(x.sizeHint().width() + self._left.spacing() for x in there)
        chrome = 2 * look.size("button_pad") + look.size("gap") + look.size("icon_button") + 4
        metrics = QFontMetricsF(look.font("strong"))
        # Where all is tight the arrow of its menu is enough: the tool tip has the name.
        room = max(side - others - chrome, 0 if tight else look.size("rail_strip"))
        words = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        if words != self.project.text():
            self.project.set_words(words)
        self.project.setAccessibleName(tr("toolbar.project_named", title=self._title))
        self.project.setToolTip(self._title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # Only now is it known how much room the words of the other side take.
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.bar(self)


class _Separator(QWidget):
    """An upright hairline between groups of buttons."""

    def __init__(self) -> None:
        super().__init__()
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedWidth(theme.current().px("l") + 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        height = theme.current().px("mark")
        top = (self.height() - height) // 2
        QPainter(self).fillRect(self.width() // 2, top, 1, height, theme.current().color("line"))
