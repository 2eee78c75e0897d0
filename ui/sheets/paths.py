"""A place on disk: typed, or chosen in the system's own dialog; never only by the one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from factcheck.settings import data_folder
from ui.kit.buttons import Button
from ui.sheets.editors import LineEditor
from ui.texts import tr

ENDING: Final = ".factcheck"
_QUOTED: Final = re.compile(r'"([^"]+)"')
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")  # the line around


class PathField(QWidget):
    """A line with buttons beside it; `changed` when others are typed or chosen, or at Enter."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.line = LineEditor(label)
        self.line.field.setPlaceholderText(label)
        self.line.left.connect(self._on_left)
        self.line.field.returnPressed.connect(self._on_enter)
        row.addWidget(self.line, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)
        self._before: list[str] = []
        self._shown, self._meant = "", list[str]()

    def words(self) -> list[str]:
        """Give what is typed: one place, or several in quotation marks; or what was chosen."""
        typed = self.line.field.text()
        if typed == self._shown:
            return list(self._meant)
        several = _QUOTED.findall(typed) if typed.startswith('"') else [typed.strip()]
        return [one for one in several if one.strip()]

    def paths(self) -> list[Path]:
        """Give the places on disk; ~ is one's home."""
        return [Path(one).expanduser() for one in self.words()]

    def set_paths(self, paths: Sequence[Path]) -> None:
        """Show places, and tell if they are others than before."""
        several = len(paths) > 1
        words = " ".join(f'"{p}"' if several else str(p) for p in paths)
        self.line.show_value(_TURNING.sub("\ufffd", words))
        # Names may hold what a line cannot: its breaks, quotation marks, bytes of no character.
        self._shown, self._meant = self.line.field.text(), [str(p) for p in paths]
        self._on_left()

    def can_choose_several(self) -> None:
        """Offer the dialog that chooses what to read."""
        self._offer(tr("sheets.choose_places"), QFileDialog.FileMode.ExistingFiles)

    def can_choose_one(self) -> None:
        """Offer the dialog that chooses one thing to read."""
        self._offer(tr("sheets.choose_place"), QFileDialog.FileMode.ExistingFile)

    def can_choose_folder(self) -> None:
        """Offer the dialog that chooses a folder."""
        self._offer(tr("sheets.choose_folder"), QFileDialog.FileMode.Directory)

    def can_choose_new(self) -> None:
        """Offer the dialog that names what is to be written."""
        self._offer(tr("sheets.choose_place"), QFileDialog.FileMode.AnyFile)

    def offer(self, button: Button) -> None:
        """Put one more button beside the others."""
        self._buttons.addWidget(button)

    def _offer(self, words: str, mode: QFileDialog.FileMode) -> None:
        button = Button(words)
        button.clicked.connect(lambda _=False: self._choose(words, mode))
        self._buttons.addWidget(button)

    def _choose(self, title: str, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(mode)
        if mode is QFileDialog.FileMode.AnyFile:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            # The core never writes over what is not its own, and says so better than a box.
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        known = self.paths()
        start = known[0] if known else Path.home()
        dialog.setDirectory(str(start if start.is_dir() else start.parent))
        dialog.filesSelected.connect(lambda chosen: self.set_paths([Path(one) for one in chosen]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_enter(self) -> None:
        # Also for the same place: it may have been mended meanwhile, or the look at it stopped.
        self._before = []
        self._on_left()

    def _on_left(self) -> None:
        if self.words() != self._before:
            self._before = self.words()
            self.changed.emit()


def folder_beside(location: str) -> Path:
    """Give where to write what comes out of a project: beside it, or where one keeps one's own."""
    here = Path(location)
    if here.suffix == ENDING and here.parent != data_folder():
        return here.parent
    own = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(own) if own and Path(own).is_dir() else Path.home()
