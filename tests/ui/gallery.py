"""Draws the kit in every look into a folder, to be looked at beside the mockups; no test.

Run it as `python -m tests.ui.gallery FOLDER`, in the checkout.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import style, theme
from ui.kit.buttons import Button, KeyCap
from ui.kit.card import Card, State
from ui.kit.completing import CompletingField, Suggestion
from ui.kit.fields import CheckBox, FieldRow, RadioButton, SearchField
from ui.kit.focus import FocusRing
from ui.kit.marks import CountRow, LabelMark, StatusMark
from ui.kit.notice import Notice, Toast
from ui.kit.paint import Count
from ui.kit.popover import Popover
from ui.kit.scroll import FlowLayout, Scroller
from ui.kit.segmented import Option, Segmented
from ui.kit.sheet import Sheet
from ui.kit.text import ElidedLabel, Hairline, QuoteLabel, Run, TextLabel

QUOTE = (
    "“credible information” that Moscow is creating lists of Ukrainians “to be killed or sent to "
    "camps” after military occupation"
)
COUNTS = (
    Count("triangle", "allegation", 5, "5 allegations"),
    Count("cross", "denial", 2, "2 denials"),
    Count("tick", "confirmation", 2, "2 confirmations"),
)
MARKS = (
    ("triangle", "allegation"),
    ("cross", "denial"),
    ("tick", "confirmation"),
    ("not_equal", "contradiction"),
    ("star", "gold"),
    ("diamond", "accent"),
    ("square", "unknown"),
)
SPEAKERS = (
    Suggestion(1, "Kremlin", "Russia"),
    Suggestion(2, "Dmitry Peskov", "Kremlin spokesman"),
    Suggestion(3, "United States"),
)


def suggest(text: str) -> Sequence[Suggestion]:
    """Give the speakers whose name holds a text."""
    return [s for s in SPEAKERS if text.casefold() in s.title.casefold()]


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _card(state: State) -> Card:
    card = Card()
    card.set_state(state)
    top = QHBoxLayout()
    top.setSpacing(10)
    mark = LabelMark("triangle", "allegation", name="Allegation")
    top.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(QuoteLabel(QUOTE))
    column.addSpacing(5)
    column.addWidget(
        TextLabel(
            [Run("Dmitry Peskov", "byline_strong"), Run(" · Kremlin spokesman", None, "mute")],
            font="byline",
        )
    )
    column.addWidget(
        ElidedLabel(
            "Kremlin Not Ruling Out Possible Contacts between Putin, Biden · via Tasnim",
            font="meta",
            color="mute",
        )
    )
    top.addLayout(column, 1)
    card.column.addLayout(top)
    card.column.addSpacing(8)
    card.column.addWidget(Hairline())
    card.column.addSpacing(8)
    card.column.addWidget(
        TextLabel(
            [
                Run("denies", "meta_strong", "contradiction"),
                Run(" “lists of identified Ukrainians …” "),
                Run("Crocker. Names the list and says it does not exist.", None, "mute"),
            ],
            font="meta",
        )
    )
    return card


def _buttons() -> list[QHBoxLayout]:
    disabled = Button("Export", icon="export")
    disabled.setEnabled(False)
    forward = Button("Next article", kind="primary", trailing="forward")
    find = Button("Find anything", kind="quiet", icon="search", role="mute", key="Ctrl K")
    undo = Button(kind="quiet", icon="undo", name="Undo")
    accept = Button("Accept", small=True, key="↵")
    dismiss = Button("Dismiss", small=True, kind="quiet", key="X")
    views = [Option("a", "Annotate"), Option("r", "Review", 7), Option("c", "Claims")]
    layers = [Option("g", "Gold", icon="star", icon_role="gold"), Option("ada", "Ada")]
    return [
        _row(Button("Export", icon="export"), forward, disabled),
        _row(find, undo, KeyCap("Esc")),
        _row(accept, dismiss, Button("Decide", kind="primary", key="↵")),
        _row(Segmented(views, name="View"), Segmented(layers, name="Layer")),
    ]


def _fields(column: QVBoxLayout) -> None:
    column.addWidget(SearchField("Search articles"))
    editor = QLineEdit("Ada Lind")
    editor.setObjectName("first")
    column.addWidget(FieldRow("Name", editor))
    column.addWidget(FieldRow("Speaker", CompletingField(suggest, name="Speaker"), stacked=True))
    note = QPlainTextEdit("A note over two lines,\nas typed.")
    note.setFixedHeight(64)
    column.addWidget(note)
    check, radio = CheckBox("Anonymous annotators"), RadioButton("Linked")
    check.setChecked(True)
    radio.setChecked(True)
    column.addLayout(_row(check, CheckBox("Without notes")))
    column.addLayout(_row(radio, RadioButton("Random")))


def _marks(column: QVBoxLayout) -> None:
    states = [StatusMark(name) for name in ("todo", "in_progress", "done")]
    column.addLayout(_row(*states, CountRow(COUNTS)))
    marks = [LabelMark(shape, color, name=shape) for shape, color in MARKS]
    repeated = LabelMark("cross", "denial", name="repeated", outlined=True)
    column.addLayout(_row(*marks, repeated))
    sentence = "Chen has since changed this label; yours is kept as it was."
    column.addWidget(Notice(sentence, tone="warning", actions=[("Show it", lambda: None)]))
    flow = QWidget()
    flow_row = FlowLayout(flow)
    for word in ("contradicts", "denies", "confirms", "repeats", "let go"):
        flow_row.addWidget(Button(word, small=True, key=word[0].upper()))
    column.addWidget(flow)


def _cards() -> Scroller:
    scroller = Scroller(name="Cards")
    scroller.column.setSpacing(8)
    claim = "Russia is making lists of Ukrainians to be killed or sent to camps"
    scroller.column.addWidget(TextLabel(claim, font="pane_title"))
    states: tuple[State, ...] = ("plain", "active", "target", "source")
    for state in states:
        scroller.column.addWidget(_card(state))
    scroller.column.addStretch(1)
    return scroller


def build() -> QWidget:
    """Build a window with one of everything."""
    window = QWidget()
    window.setObjectName("gallery")
    columns = QHBoxLayout(window)
    columns.setContentsMargins(24, 24, 24, 24)
    columns.setSpacing(24)
    left = QVBoxLayout()
    left.setSpacing(8)
    columns.addLayout(left, 1)
    for row in _buttons():
        left.addLayout(row)
    _fields(left)
    _marks(left)
    left.addStretch(1)
    columns.addWidget(_cards(), 1)
    FocusRing(window)
    first = window.findChild(QLineEdit, "first")
    assert first is not None
    first.setFocus()
    zoom = theme.current().zoom
    window.resize(900 * zoom // 100, 800 * zoom // 100)
    return window


def _overlays(window: QWidget, folder: Path, name: str) -> None:
    sheet = Sheet(
        window, "Export", subtitle="Ukraine, February 2022 · 5 articles", width="claim_pane"
    )
    body = QWidget()
    column = QVBoxLayout(body)
    column.addWidget(TextLabel("Articles joined by a link, or nearly alike, stay together."))
    sheet.body.addWidget(body)
    sheet.footer.addStretch(1)
    sheet.footer.addWidget(Button("Cancel"))
    go = Button("Export", kind="primary")
    sheet.footer.addWidget(go)
    sheet.open_sheet(go)
    QApplication.sendPostedEvents()
    window.grab().save(str(folder / f"{name}-sheet.png"))
    sheet.close_sheet()
    field = window.findChild(CompletingField)
    assert field is not None
    field.setFocus()
    field.setText("kre")
    field.open_list()
    Toast(
        window,
        "Undid: denial in ‘Kremlin Not Ruling Out…’",
        tone="success",
        actions=[("Redo", lambda: None)],
    ).show_toast()
    pop = Popover(window)
    pop.column.addWidget(
        TextLabel([Run("Denial", "strong"), Run("\nRejects an assertion about the claim.")])
    )
    pop.show_near(QRect(500, 500, 10, 10))
    window.grab().save(str(folder / f"{name}-popups.png"))


def main(folder: Path) -> None:
    """Draw all looks."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    style.install(application)
    looks = [(mode, 100) for mode in theme.Mode if mode is not theme.Mode.SYSTEM]
    for mode, zoom in [*looks, (theme.Mode.LIGHT, 200)]:
        theme.controller().set_mode(mode)
        theme.controller().set_zoom(zoom)
        window = build()
        window.show()
        window.activateWindow()
        application.processEvents()
        name = f"{mode.value}-{zoom}"
        window.grab().save(str(folder / f"{name}.png"))
        _overlays(window, folder, name)
        window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
