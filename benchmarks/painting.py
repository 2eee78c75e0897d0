"""When something is really painted, and how much memory that took; the same for ours and bare."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTextEdit, QWidget

IDLE = 3_000  # milliseconds until a program counts as idle
PAGES = 60
_PATIENCE = 20_000


class Painted(QObject):
    """Calls once when a widget has painted while a condition holds."""

    over = Signal()

    def __init__(
        self, widget: QWidget, ready: Callable[[], bool], then: Callable[[], None]
    ) -> None:
        super().__init__(widget)
        self._ready = ready
        self.began = 0.0
        # Queued: it comes after the paint that is only beginning, and before any timer.
        self.over.connect(then, Qt.ConnectionType.QueuedConnection)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._ready():
            watched.removeEventFilter(self)
            self.began = time.perf_counter()
            self.over.emit()
        return False


def reader() -> QTextEdit | None:
    """Give the reader of the window that there is, None before there is one."""
    for window in application().topLevelWidgets():
        found = window.findChild(QTextEdit, "reader")
        if found is not None:
            return found
    return None


def time_until_painted(
    gesture: Callable[[], None], area: QAbstractScrollArea, ready: Callable[[], bool]
) -> float:
    """Give the milliseconds from a gesture until its result is painted."""
    loop = QEventLoop()
    watch = Painted(area.viewport(), ready, loop.quit)
    began = time.perf_counter()
    gesture()
    area.viewport().update()
    QTimer.singleShot(_PATIENCE, loop.quit)
    loop.exec()
    watch.deleteLater()
    if not watch.began:
        raise RuntimeError("nothing was painted")
    # The paint itself began inside the gesture or after it; how long it takes is seen by another.
    again = time.perf_counter()
    area.viewport().repaint()
    return (watch.began - began + time.perf_counter() - again) * 1_000


def time_of_scrolling(area: QAbstractScrollArea) -> float:
    """Give the milliseconds that nearly every frame (19 of 20) takes while paging."""
    bar, took = area.verticalScrollBar(), []
    step = max(1, (bar.maximum() - area.height()) // PAGES)
    for page in range(PAGES):
        began = time.perf_counter()
        bar.setValue(page * step)
        area.viewport().repaint()
        took.append((time.perf_counter() - began) * 1_000)
    return statistics.quantiles(took, n=20)[-1]


def settle(milliseconds: int) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def memory_mb() -> float:
    """Give the memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def holds(area: QTextEdit, characters: int) -> bool:
    """Say whether a text of this many characters, or nearly, is in a reader."""
    return abs(area.document().characterCount() - characters) <= characters // 50 + 50


def application() -> QApplication:
    """Give the application that runs."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found
