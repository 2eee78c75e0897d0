"""Starting the window: what must be there for the first paint comes first, all else after it.

It knows the order of things at start and end, and no panel.
"""

from __future__ import annotations

import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from factcheck.settings import Settings
from ui import fonts, theme
from ui.collecting import Collector
from ui.theme import Mode

REST_OF_FONTS = 1_000  # ms; no first page needs them
APP_NAME = "Factcheck"


def make_application(settings: Settings) -> QApplication:
    """Give the application with the person's look; the same one if there is one already."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([APP_NAME])
    app.setApplicationName(APP_NAME)
    app.setDesktopFileName("factcheck")
    fonts.load_first()
    mode, zoom = settings.get("theme"), settings.get("zoom")
    control = theme.controller()
    if isinstance(mode, str) and mode in list(Mode):
        control.set_mode(Mode(mode))
    if isinstance(zoom, int):
        control.set_zoom(zoom)
    from ui.style import install

    install(app)
    return app


def run(location: str | None, name: str | None) -> int:
    """Open the window on a project, or on the start page, and give the exit code at its end."""
    settings = Settings()
    app = make_application(settings)
    collector = Collector(app)
    from ui.bugs import watch
    from ui.window import MainWindow

    window = MainWindow(settings, name=name)
    watch(window)
    if location is not None:
        window.begin_with(location)
    window.show()
    QTimer.singleShot(REST_OF_FONTS, fonts.load_rest)
    _let_signals_through(app)
    code = app.exec()
    collector.stop()
    return code


def _let_signals_through(app: QApplication) -> None:
    """Close as from the menu on Ctrl+C in the terminal; Python runs between Qt's events only."""
    signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, lambda *_: app.closeAllWindows())
    waker = QTimer(app)
    waker.timeout.connect(lambda: None)
    waker.start(250)
