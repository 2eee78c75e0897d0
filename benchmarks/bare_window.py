"""The limits of the window: a bare Qt text with its stretches tinted, and nothing around it.

`start TEXT` measures a start, `open MATERIAL` the opening and scrolling of big texts.
"""

import json
import os
import statistics
import sys
import time
from bisect import bisect_left
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QTextEdit

from benchmarks import painting
from benchmarks.material import BIG, Given, Material

TURNS = 5


class Text(QTextEdit):
    """A text whose stretches are tinted below the letters."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self._given: list[Given] = []
        self._starts: list[int] = []
        self._kept: QTextDocument | None = None

    def show_text(self, characters: str, given: list[Given]) -> None:
        """Show a text by the quickest way that Qt has."""
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        form = QTextBlockFormat()
        form.setLineHeight(28.4, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(form)
        cursor.insertText(characters)
        self._given = sorted(given, key=lambda one: one.start)
        self._starts = [one.start for one in self._given]
        self.setDocument(document)
        self._kept = document

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        document, top = self.document(), self.verticalScrollBar().value()
        layout, tint = document.documentLayout(), QColor("lightgray")
        block = document.findBlock(layout.hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit))
        while block.isValid():
            place = layout.blockBoundingRect(block)
            if place.top() > top + self.viewport().height():
                break
            first = bisect_left(self._starts, block.position())
            last = bisect_left(self._starts, block.position() + block.length())
            for one in self._given[first:last]:
                line = block.layout().lineForTextPosition(one.start - block.position())
                # A number and a place, though it is declared as less.
                at = cast(tuple[float, int], line.cursorToX(one.start - block.position()))
                painter.fillRect(QRectF(at[0], place.top() - top + line.y(), 200, 24), tint)
            block = block.next()
        painter.end()
        super().paintEvent(event)


def start(path: Path) -> None:
    """Measure from the start of the process until a text can be read, and the memory then."""
    app = QApplication([])
    text = Text()
    text.resize(1_000, 800)
    characters = path.read_text("utf-8")
    seen: list[float] = []

    def idle() -> None:
        painting.settle(painting.IDLE)
        app.quit()

    def painted() -> None:
        seen.append(time.time() - float(os.environ["BENCHMARK_BEGAN"]))
        idle()

    painting.Painted(text.viewport(), lambda: painting.holds(text, len(characters)), painted)
    text.show_text(characters, [])
    text.show()
    app.exec()
    print(json.dumps({"s": seen[0], "idle_mb": painting.memory_mb()}))


def opening(material: Material) -> None:
    """Measure the opening of each big text, and scrolling in the largest."""
    app = QApplication([])
    text = Text()
    text.resize(1_000, 800)
    text.show()
    figures = {}
    for _, n in BIG:
        path, given = material.big(n)
        characters = path.read_text("utf-8")
        took = []
        for _ in range(TURNS):
            text.show_text("Another text.", [])
            painting.settle(50)
            took.append(
                painting.time_until_painted(
                    partial(text.show_text, characters, given),
                    text,
                    partial(painting.holds, text, len(characters)),
                )
            )
        figures[str(n)] = statistics.median(took)
    painting.settle(1_000)
    figures["scroll"] = painting.time_of_scrolling(text)
    app.quit()
    print(json.dumps(figures))


if __name__ == "__main__":
    if sys.argv[1] == "start":
        start(Path(sys.argv[2]))
    else:
        opening(Material(Path(sys.argv[2])))
