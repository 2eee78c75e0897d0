"""The figures of the review's strip: how well all agree, in four numbers, and the way to the rest.

Measured off this thread when shown and after a change; it holds no figure that it does not show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from factcheck.agreement.result import Agreement, OverallName
from ui import theme
from ui.agreement.grid import value_words
from ui.jobs import Job, Jobs
from ui.kit.buttons import Button
from ui.kit.text import Run, TextLabel
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.records import Changed
    from ui.workspace import Workspace

SHOWN: Final[tuple[OverallName, ...]] = (
    *("fleiss_kappa", "span_f1_exact_mean", "link_f1_mean", "alpha_u"),
)
PAUSE: Final = 1_500  # ms without a change until figures are measured anew
_KINDS: Final = ("statement", "link", "assignment", "speaker", "claim", "annotator", "article")


class AgreementStrip(QWidget):
    """Four figures and *Details*; put it where there is room, it takes no more than it needs."""

    details_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreementStrip")
        self.setAccessibleName(tr("agreement.strip.name"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._workspace = workspace
        self._job: Job | None = None
        self._is_stale = True
        self.figures = {name: TextLabel("", font="byline", lines=1) for name in SHOWN}
        self.details = Button(
            tr("agreement.strip.details"), kind="quiet", small=True, role="accent"
        )
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for label in self.figures.values():
            self._row.addWidget(label)
        self._row.addWidget(self.details)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._measure)
        self.details.clicked.connect(self.details_wanted)
        workspace.changed.connect(self._on_changed)
        workspace.opened.connect(self._on_opened)
        workspace.closing.connect(self._stop)
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self.show_agreement(None)

    def show_agreement(self, found: Agreement | None) -> None:
        """Show the figures of a measurement, or that there is none yet."""
        for name, label in self.figures.items():
            figure = found.figures[name] if found is not None else None
            words = tr("agreement.none") if figure is None else value_words(figure)
            short = tr(f"agreement.strip.{name}")
            label.set_words([Run(f"{short} ", color="mute"), Run(words, font="byline_strong")])
            whole = tr(f"agreement.figure.{name}")
            label.setToolTip(whole)
            label.setAccessibleName(f"{whole}: {words}")
            if figure is not None and figure.reason is not None:
                why = tr(f"agreement.reason.{figure.reason}")
                label.setAccessibleName(tr("agreement.why", what=whole, value=words, why=why))
        self._fit()

    def _on_opened(self) -> None:
        self._is_stale = True
        self.show_agreement(None)
        self._soon()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(*_KINDS):
            self._is_stale = True
            self._soon()

    def _soon(self) -> None:
        if self.isVisible():
            self._pause.start()

    def _measure(self) -> None:
        if not self._workspace.is_open or not self.isVisible():
            return
        self._stop()
        self._is_stale = False
        jobs = Jobs.of(self._workspace)
        self._job = jobs.start(lambda project, step: project.agreement.measure(progress=step))
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._workspace.failed)
        self._job.ended.connect(self._on_ended)

    def _on_done(self, found: object) -> None:
        assert isinstance(found, Agreement)
        self.show_agreement(found)

    def _on_ended(self) -> None:
        self._job = None

    def _stop(self) -> None:
        self._pause.stop()
        if self._job is not None:
            self._job.done.disconnect(self._on_done)
            self._job.ended.disconnect(self._on_ended)
            self._job.cancel()
            self._job = None

    def _restyle(self) -> None:
        self._row.setSpacing(theme.current().px("l"))
        self._fit()

    def _fit(self) -> None:
        """Leave out the last figures where there is no room; *Details* stays."""
        parent = self.parentWidget()
        room = parent.width() / 2 if parent is not None else float("inf")
        gap = self._row.spacing()
        used = self.details.sizeHint().width()
        for label in self.figures.values():
            used += gap + label.sizeHint().width()
            label.setVisible(used <= room)
        # At once: for a moment the figures would be cut off where shorter ones had been.
        above = parent.layout() if parent is not None else None
        for layout in (self._row, above):
            if layout is not None:
                layout.activate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale and self._workspace.is_open:
            self._pause.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
