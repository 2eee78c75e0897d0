"""The strip below the tool bar in review: whose lanes are shown, and how well they agree.

The figures are a widget of their own, put into `figures_place`; this shows who there is.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from factcheck.ids import Id
from ui import theme
from ui.kit import paint
from ui.kit.avatar import paint_avatar
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.review.people import Person
from ui.texts import tr, tr_n


class LaneButton(QAbstractButton):
    """One annotator; pressed, the lane and the underlines of that layer are hidden or shown."""

    def __init__(self, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self._wide = True
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(person.first)
        self.setAccessibleName(tr("review.lane_of", name=person.name))
        self.setToolTip(tr("review.lane_tip", name=person.name))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_wide(self, wide: bool) -> None:  # noqa: FBT001 - it is the value
        """Show the name beside the letters, or the letters alone."""
        self._wide = wide
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = look.size("avatar") + 2 * look.size("xs")
        if self._wide:
            metrics = QFontMetricsF(look.font("base"))
            width += look.size("gap") + metrics.horizontalAdvance(self.text())
        return QSize(round(width) + 1, look.px("button_small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            area, radius = QRectF(self.rect()), look.size("radius_button")
            paint.box(painter, area, radius=radius, fill=look.color("hover"))
        side = look.size("avatar")
        spot = QRectF(look.size("xs"), (self.height() - side) / 2, side, side)
        paint_avatar(painter, spot, self.person.letters, is_dim=not self.isChecked())
        if self._wide:
            painter.setFont(look.font("base"))
            painter.setPen(look.color("ink" if self.isChecked() else "mute"))
            left = spot.right() + look.size("gap")
            area = QRectF(left, 0, self.width() - left, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | paint.LEFT, self.text())


class ReviewStrip(QWidget):
    """Annotators, number of articles, figures; where there is little room, ways to the panes."""

    lanes_changed = Signal()
    queue_wanted = Signal()
    pane_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[LaneButton] = []
        self.queue = Button(kind="quiet", icon="panel_left", name=tr("review.open_queue"))
        self.pane = Button(kind="quiet", icon="panel_right", name=tr("review.open_pane"))
        self.articles = TextLabel("", font="byline", color="mute", lines=1)
        self.figures_place = QHBoxLayout()
        self._row = QHBoxLayout(self)
        self._people = QHBoxLayout()
        self._row.addWidget(self.queue)
        self._row.addLayout(self._people)
        self._row.addWidget(self.articles)
        self._row.addStretch(1)
        self._row.addLayout(self.figures_place)
        self._row.addWidget(self.pane)
        self.queue.clicked.connect(self.queue_wanted)
        self.pane.clicked.connect(self.pane_wanted)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    @property
    def hidden_lanes(self) -> frozenset[Id]:
        """Give whose lanes are not to be shown."""
        return frozenset(x.person.id for x in self.buttons if not x.isChecked())

    def show_people(self, people: Sequence[Person], articles: int) -> None:
        """Show who annotated, and in how many articles there is something to compare."""
        self.articles.set_words(tr_n("review.articles", articles))
        if [x.person for x in self.buttons] == list(people):
            return
        hidden = self.hidden_lanes
        for old in self.buttons:
            self._people.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [LaneButton(x) for x in people]
        for button in self.buttons:
            button.setChecked(button.person.id not in hidden)
            button.toggled.connect(lambda _on: self.lanes_changed.emit())
            self._people.addWidget(button)
            button.show()
        self._fit()

    def show_ways(self, *, queue: bool, pane: bool) -> None:
        """Offer ways to the panes that are drawers."""
        self.queue.setVisible(queue)
        self.pane.setVisible(pane)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= theme.current().size("review_narrow") and len(self.buttons) < 7
        self.articles.setVisible(wide)
        for button in self.buttons:
            button.set_wide(wide)

    def _restyle(self) -> None:
        look = theme.current()
        self.setFixedHeight(look.px("agreement_strip"))
        self._row.setContentsMargins(look.px("m"), 0, look.px("m"), 0)
        self._row.setSpacing(look.px("m"))
        self._people.setSpacing(look.px("xs"))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.bar(self, ground="bg")


class Middle(QWidget):
    """The reader's column, on the ground of paper."""

    def __init__(self, reader: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(reader)
        self.setFocusProxy(reader)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("paper"))
