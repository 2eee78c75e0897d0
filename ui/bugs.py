"""What happens when the program itself is at fault: say so once, keep a report, go on.

The work is safe by then, for every gesture is durable when it is shown. Nothing that a person can
mend comes here: that is a `FactcheckError`, shown where it arose.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

import factcheck
from ui.texts import tr

_log = logging.getLogger("factcheck")


class BugReporter:
    """The hook for errors that nobody expected, once a window is there to show them."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._shown: set[str] = set()

    def report(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        """Log an error and show it, the same one only once."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        text = describe(kind, error, where)
        _log.error("%s", text)
        key = "".join(traceback.format_exception_only(kind, error)) + str(
            traceback.extract_tb(where)[-1:]
        )
        if key not in self._shown:
            self._shown.add(key)
            # Not from within the event that failed: a dialog runs events of its own.
            QTimer.singleShot(0, self._window, lambda: self._show(text))

    def _show(self, text: str) -> None:
        box = QMessageBox(self._window)
        box.setObjectName("bugDialog")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("bugs.title"))
        box.setText(tr("bugs.sentence"))
        box.setInformativeText(tr("bugs.saved"))
        box.setDetailedText(text)
        copy = box.addButton(tr("bugs.copy"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        box.addButton(tr("bugs.close"), QMessageBox.ButtonRole.RejectRole)
        box.open()


def describe(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> str:
    """Write down what a developer needs: versions and the way to the error, no article's words."""
    lines = traceback.format_exception(kind, error, where)
    head = (
        f"Factcheck {factcheck.__version__}, Python {platform.python_version()}, "
        f"Qt {qVersion()}, {platform.platform()}"
    )
    return head + "\n" + "".join(lines)


def watch(window: QWidget) -> BugReporter:
    """Report unexpected errors in this window from now on."""
    reporter = BugReporter(window)
    sys.excepthook = reporter.report
    return reporter
