"""Starts the program as a person does: `python -m benchmarks.starting start PROJECT`.

Apart from the other figures, for whatever a module here imports would count as the program's.
"""

import json
import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTextEdit

from benchmarks import painting


def start(location: str) -> None:
    """Run the program, and print when its first text could be read, and its idle memory."""
    import ui.app
    from factcheck.settings import Settings
    from ui.__main__ import main

    seen: list[float] = []
    made = ui.app.make_application

    def make(settings: Settings) -> QApplication:
        app = made(settings)
        # The window is made after this; it is looked for as soon as events run.
        QTimer.singleShot(0, watch)
        return app

    def watch() -> None:
        reader = painting.reader()
        if reader is None:
            QTimer.singleShot(0, watch)
        else:
            painting.Painted(reader.viewport(), lambda: _has_text(reader), painted)

    def painted() -> None:
        seen.append(time.time() - float(os.environ["BENCHMARK_BEGAN"]))
        QTimer.singleShot(painting.IDLE, quit_idle)

    def quit_idle() -> None:
        print(json.dumps({"s": seen[0], "idle_mb": painting.memory_mb()}))
        painting.application().closeAllWindows()

    ui.app.make_application = make
    main([location, "--as", "Ana"])


def _has_text(reader: QTextEdit) -> bool:
    return reader.isVisible() and reader.document().characterCount() > 1_000


if __name__ == "__main__":
    start(sys.argv[-1])
