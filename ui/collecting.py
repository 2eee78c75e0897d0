"""When cycles of objects that nobody needs are let go of: in the window's thread, between gestures.

Python's collector runs in whichever thread has just made some objects. In a job's it would delete
widgets there, which Qt does not survive; and in the middle of a gesture to walk through all objects
of a large project takes some 60 ms.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000  # ms


class Collector(QObject):
    """Collects what is young every second; what is old the window does while nobody works."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(_collect_young)
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()


def _collect_young() -> None:
    new, collected, _ = gc.get_count()
    most_new, most_collected, _ = gc.get_threshold()
    if new > most_new:
        gc.collect(1 if collected > most_collected else 0)
