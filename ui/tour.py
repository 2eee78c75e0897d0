"""`factcheck tour`: the real window driven through the main job by presses, drags and keys.

It writes a picture of each step and the dataset that was exported, and works on a copy of the
project, with settings of its own. What it does where is in `tour_script`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from factcheck.cli.output import complain, speak_utf8
from factcheck.errors import BadInput, FactcheckError
from factcheck.settings import Settings
from factcheck.texts import plural, text

if TYPE_CHECKING:
    from ui.window import MainWindow

INTERRUPTED = 130
DATASET = "dataset"
SIZE = (1440, 900)
COPY = "tour.factcheck"


def main(arguments: Sequence[str]) -> int:
    """Walk through the window and give the exit code: 0 done, 1 a sentence, 2 wrong usage."""
    speak_utf8()
    try:
        asked = _parser().parse_args(arguments)
        pictures = _walk(asked.out, asked.project, asked.theme, asked.name)
    except SystemExit as leaving:  # argparse, which has said why
        return leaving.code if isinstance(leaving.code, int) else 2
    except FactcheckError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain(text("cli.interrupted"))
        return INTERRUPTED
    print(plural("tour.done", pictures, out=asked.out))
    print(text("tour.dataset", out=asked.out / DATASET))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="factcheck tour", description=text("tour.description"), allow_abbrev=False
    )
    parser.add_argument("out", metavar="OUT_DIR", type=Path, help=text("tour.out"))
    parser.add_argument("--project", metavar="PROJECT", help=text("tour.project"))
    parser.add_argument("--theme", choices=("light", "dark"), help=text("tour.theme"))
    parser.add_argument("--as", dest="name", metavar="NAME", help=text("tour.as"))
    return parser


def _walk(out: Path, project: str | None, theme: str | None, name: str | None) -> int:
    """Do it all in a folder of its own; give the number of pictures."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput("export.disk", location=out, why=error.strerror or "") from None
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="factcheck-tour-") as folder:
        settings = Settings(Path(folder) / "settings.json")
        settings.put("person", name or text("tour.person"))
        settings.put("theme", theme or "light")
        location = Path(folder) / COPY
        _copy(settings, project, location)
        return _drive(settings, location, out, is_sample=project is None)


def _copy(settings: Settings, project: str | None, location: Path) -> None:
    """Make the sample, or a copy of a project, where the walk may alter it."""
    from factcheck.project import Project

    person = settings.person()
    if project is None:
        from factcheck.sample import make

        make(location, person).close()
    else:
        with Project.open(project, person) as given:
            given.backup(location)
    with Project.open(location, person) as copied:
        rows = copied.articles.rows([])
        if not rows:
            raise BadInput("tour.no_articles")
        detail = plural("window.articles", len(rows))
        settings.opened(location=str(location), title=copied.title, detail=detail, when="")


def _drive(settings: Settings, location: Path, out: Path, *, is_sample: bool) -> int:
    from ui import fonts
    from ui.app import make_application

    application = make_application(settings)
    fonts.load_rest()
    from ui.tour_script import Walk
    from ui.window import MainWindow

    window = MainWindow(settings)
    window.resize(*SIZE)
    camera = Camera(window, out)
    walk = Walk(window, location, (out / DATASET).resolve(), is_sample=is_sample)
    with _Bugs() as bugs:
        window.show()
        try:
            for step, name in walk.steps():
                step()
                bugs.raise_first()
                camera.take(name)
        finally:
            window.close()
        bugs.raise_first()
    application.closeAllWindows()
    return camera.taken


class Camera:
    """Takes numbered pictures of a window."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        self._window = window
        self._out = out
        self.taken = 0

    def take(self, name: str) -> None:
        """Write the window as it is now; raise BadInput where the picture cannot be written."""
        self.taken += 1
        path = self._out / f"{self.taken:02d}-{name}.png"
        if not self._window.grab().save(str(path)):
            raise BadInput("export.disk", location=path, why="PNG")


class _Bugs:
    """Keeps what goes wrong inside Qt's calls, where an error would only be printed."""

    def __init__(self) -> None:
        self._first: BaseException | None = None

    def __enter__(self) -> _Bugs:
        self._before = sys.excepthook
        sys.excepthook = self._keep
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._before

    def raise_first(self) -> None:
        """Raise what went wrong first, if anything did."""
        if self._first is not None:
            raise self._first

    def _keep(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        self._first = self._first or error
