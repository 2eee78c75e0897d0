"""The first window: who works here, and which project to open.

It only says what was chosen; opening, making and importing are the window's.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from factcheck.settings import Settings
from ui import theme
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.scroll import Scroller
from ui.kit.segmented import Option, Segmented
from ui.kit.text import Hairline, TextLabel
from ui.start_parts import ActionCard, RecentRow, SampleText, ShapeKey
from ui.texts import tr

WIDTH: Final = "sheet"
RECENT_SHOWN: Final = 6


class StartPage(QWidget):
    """What one sees before a project is open."""

    sample_wanted = Signal()
    new_wanted = Signal(str)  # layering
    open_wanted = Signal()
    import_wanted = Signal()
    database_wanted = Signal()
    recent_wanted = Signal(str)  # location

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setObjectName("startPage")
        self.setAccessibleName(tr("start.name"))
        self.setAccessibleIdentifier("startPage")
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("start.who_placeholder"))
        self.name.setObjectName("nameField")
        self.name.setAccessibleName(tr("start.who"))
        self.name.setText(settings.name() or "")
        self.layering = Segmented(
            (Option("shared", tr("start.shared")), Option("each", tr("start.each"))),
            name=tr("start.layering"),
        )
        self.layering.set_current("each")
        self._build()
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def given_name(self) -> str:
        """Give the name as typed, without white space around it."""
        return self.name.text().strip()

    def ask_name(self) -> None:
        """Put the caret where the name is missing."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def refresh(self) -> None:
        """Show the recent projects as the settings have them now."""
        while (item := self._recent.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        rows = self._settings.recent()[:RECENT_SHOWN]
        for row in rows:
            entry = RecentRow(row)
            entry.clicked.connect(lambda _=False, at=row["location"]: self.recent_wanted.emit(at))
            self._recent.addWidget(entry)
        self._recent_part.setVisible(bool(rows))
        self._fit()
        self.sample.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._inner = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inner)
        self._columns.addLayout(self._build_left(), 1)
        self._right = QWidget()
        self._right.setLayout(self._build_right())
        self._columns.addWidget(self._right, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        self._holder = QHBoxLayout(holder)
        self._holder.addStretch(1)
        self._holder.addWidget(self._inner, 0, Qt.AlignmentFlag.AlignVCenter)
        self._holder.addStretch(1)
        scroller = Scroller()
        scroller.column.setContentsMargins(0, 0, 0, 0)
        scroller.column.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroller)

    def _build_left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(TextLabel(tr("start.title"), font="product"))
        left.addSpacing(8)
        left.addWidget(TextLabel(tr("start.lead"), font="lead", color="mute"))
        left.addSpacing(24)
        self.sample = SampleCard()
        self.sample.button.clicked.connect(self.sample_wanted)
        left.addWidget(self.sample)
        left.addSpacing(16)
        self.new = ActionCard("plus", tr("start.new"), tr("start.new_more"), key="new_project")
        self.new.row.addWidget(self.layering, 0, Qt.AlignmentFlag.AlignVCenter)
        self.new.activated.connect(lambda: self.new_wanted.emit(self.layering.current()))
        left.addWidget(self.new)
        left.addSpacing(12)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        opening = ActionCard("folder", tr("start.open"), tr("start.open_more"), key="open_project")
        opening.activated.connect(self.open_wanted)
        importing = ActionCard("import", tr("start.import"), tr("start.import_more"), key="import")
        importing.activated.connect(self.import_wanted)
        pair.addWidget(opening, 1)
        pair.addWidget(importing, 1)
        left.addLayout(pair)
        left.addStretch(1)
        return left

    def _build_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(TextLabel(tr("start.who"), font="strong"))
        right.addSpacing(10)
        right.addWidget(self.name)
        right.addSpacing(6)
        right.addWidget(TextLabel(tr("start.who_more"), font="meta", color="mute"))
        right.addSpacing(20)
        right.addWidget(Hairline())
        right.addSpacing(18)
        self._recent_part = QWidget()
        part = QVBoxLayout(self._recent_part)
        part.setContentsMargins(0, 0, 0, 18)
        part.setSpacing(0)
        part.addWidget(TextLabel(tr("start.recent"), font="strong"))
        part.addSpacing(6)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        part.addLayout(self._recent)
        right.addWidget(self._recent_part)
        database = Button(tr("start.database"), kind="quiet", icon="database", icon_role="mute")
        database.clicked.connect(self.database_wanted)
        right.addWidget(database, 0, Qt.AlignmentFlag.AlignLeft)
        return right

    def _restyle(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self._holder.setContentsMargins(pad, pad, pad, pad)
        self._columns.setSpacing(look.px("xxl") + pad)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), look.color("bg"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self._fit()

    def _fit(self) -> None:
        look = theme.current()
        room = self.width() - 2 * look.px("xl")
        beside = room >= look.size(WIDTH)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._inner.setFixedWidth(max(240, min(look.px(WIDTH), room)))
        width = self._inner.maximumWidth()
        self._right.setFixedWidth(round(look.size(WIDTH) * 0.35) if beside else width)

    def resizeEvent(self, event: object) -> None:
        self._fit()


class SampleCard(Card):
    """The sample project, shown by its own words; the first thing to open."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("start.sample"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button = Button(tr("start.sample_open"), kind="primary")
        self.column.addWidget(SampleText())
        self.column.addSpacing(10)
        self.column.addWidget(ShapeKey())
        self.column.addSpacing(14)
        self.column.addWidget(Hairline())
        self.column.addSpacing(14)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(tr("start.sample"), font="strong"))
        words.addWidget(TextLabel(tr("start.sample_more"), font="meta", color="mute"))
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)

    def _restyle(self) -> None:
        super()._restyle()
        pad = theme.current().px("xl")
        self.column.setContentsMargins(pad, pad, pad, pad)
