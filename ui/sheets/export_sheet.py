"""Exporting as a sheet: the format, whose layer, where to, and what will and cannot be in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from factcheck.datasets.exporting import Exported, export
from factcheck.datasets.outlook import Outlook, layers_to_choose, outlook
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import FactcheckError
from factcheck.formats import WRITERS
from factcheck.ids import GOLD
from ui import theme
from ui.kit.buttons import Button
from ui.kit.fields import FieldRow
from ui.kit.scroll import Scroller
from ui.kit.segmented import Option, Segmented
from ui.kit.text import Hairline
from ui.sheets.base import Columns, quiet
from ui.sheets.editors import ChoiceEditor
from ui.sheets.export_parts import CannotHold, WrittenTable, columns_of, lines_of, losses_of
from ui.sheets.export_wishes import WishesPart
from ui.sheets.paths import PathField, folder_beside
from ui.sheets.project_sheet import show_folder
from ui.sheets.records import Entry, RecordList
from ui.sheets.working import JobSheet
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from ui.jobs import Job
    from ui.session import Session
    from ui.workspace import Workspace

ALL: Final = "all"
_WITH_CARD: Final = ("jsonl", "parquet", "pairs")
_ENDINGS: Final = {"html": ".html"}  # without which no browser opens it


class ExportSheet(JobSheet):
    """A dataset out of the project."""

    def __init__(
        self, window: QWidget, workspace: Workspace, session: Session | None = None
    ) -> None:
        super().__init__(window, workspace, tr("export.title"), name="exportDialog", height=720)
        project = workspace.project
        articles = project.stats()["articles"]
        self.set_subtitle(tr_n("export.subtitle", articles, title=project.title))
        self._asked = 0
        self._suggested: Path | None = None
        self.formats = RecordList(name=tr("export.formats"))
        self.formats.set_entries(_formats())
        self.formats.picked.connect(lambda _name: self._on_format())
        self.layer = _LayerChoice(workspace, self._room())
        self.place = PathField(tr("export.place"))
        self.place.can_choose_new()
        self.wishes = WishesPart()
        self.wishes.changed.connect(self._refresh)
        self._counting: Job | None = None
        self.written, self.cannot = WrittenTable(), CannotHold()
        self._arrange()
        self.layer.changed.connect(self._refresh)
        held = (self.formats, self.layer.widget, self.wishes, self.place, self.cancel, self.take)
        self.hold(*held)

    @property
    def format_name(self) -> str:
        """The format that is chosen."""
        return str(self.formats.current)

    def open(self) -> None:
        self.formats.set_current(WRITERS[0])
        self._on_format()
        self.open_sheet(self.take if self.take.isEnabled() else self.layer.widget.focusProxy())

    def _room(self) -> float:
        """How wide a row beside its label can be, in px."""
        look = theme.current()
        width = min(look.size("sheet"), self._window.width() - 2 * look.size("xl"))
        return width * 0.64 - 3 * look.size("xl") - look.size("field_label")

    def _arrange(self) -> None:
        columns = Columns()
        columns.left.addWidget(self.formats, 1)
        scroller = Scroller(name=tr("export.title"))
        self._page = scroller.column
        columns.right.addWidget(scroller)
        self._page.addWidget(FieldRow(tr("export.layer"), _at_the_start(self.layer.widget)))
        self._hint = quiet(self.layer.hint)
        self._hint.setVisible(bool(self.layer.hint))
        self._page.addWidget(self._hint)
        self._page.addWidget(FieldRow(tr("export.to"), self.place))
        for widget in (self.wishes, Hairline(), self.written, self.cannot):
            self._page.addWidget(widget)
        self._page.addStretch(1)
        self.body.addWidget(columns, 1)
        self.cancel = Button(tr("sheets.cancel"))
        self.cancel.clicked.connect(self.close_sheet)
        self.take = Button(tr("export.do"), kind="primary")
        self.take.clicked.connect(self._export)
        self._card = quiet()
        self.footer.addWidget(self._card, 1, Qt.AlignmentFlag.AlignVCenter)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.take)
        pad = theme.current().px("xl")
        self._page.setContentsMargins(pad, theme.current().px("l"), pad, pad)
        self._page.setSpacing(theme.current().px("l"))

    def _on_format(self) -> None:
        if self.place.paths() in ([], [self._suggested]):
            self._suggested = self._suggestion()
            self.place.set_paths([self._suggested])
        self.wishes.show_format(self.format_name)
        self._refresh()

    def _suggestion(self) -> Path:
        project = self.workspace.project
        stem = "-".join("".join(c if c.isalnum() else " " for c in project.title).split()).lower()
        ending = _ENDINGS.get(self.format_name, f"-{self.format_name}")
        name = f"{stem or project.id}{ending}"
        return folder_beside(project.location) / name

    def _refresh(self) -> None:
        """Count what would be written, off this thread; only the newest question is answered."""
        self.take.setEnabled(self.layer.is_clear)
        if not self.layer.is_clear:
            return
        if self._counting is not None:
            self._counting.cancel()
        self._asked += 1
        asked, places, wishes = self._asked, self.place.paths(), self._wished()
        if wishes is None:
            return
        out = places[0] if places else None
        self._counting = job = self.jobs.start(
            lambda project, step: (asked, outlook(project, wishes, out, progress=step))
        )
        job.done.connect(self._show)
        job.failed.connect(partial(self._show_why_not, asked))

    def _wished(self) -> ExportWishes | None:
        """Give what is wished; say so where that makes no sense."""
        try:
            wishes = self.wishes.wishes(self.format_name, self.layer.current)
        except FactcheckError as error:
            self.take.setEnabled(False)
            self.notices.say(str(error), "warning")
            return None
        self.notices.clear()
        return wishes

    def _show_why_not(self, asked: int, error: FactcheckError) -> None:
        if asked == self._asked and not self.isHidden():
            self.take.setEnabled(False)
            self.notices.say(str(error), "warning")

    def _show(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        asked, result = answer
        if asked != self._asked or self.isHidden():
            return
        assert isinstance(result, Outlook)
        self._counting = None
        self._card.set_words(tr("export.card") if self.format_name in _WITH_CARD else "")
        name = tr(f"export.format.{self.format_name}.name")
        labels = list(self.workspace.vocabulary.labels.values())
        self.written.show_lines(columns_of(labels), lines_of(result, labels, name))
        self.wishes.show_outlook(result)
        self.cannot.show_rows(name, losses_of(result))

    def _export(self) -> None:
        places = self.place.paths()
        if not places:
            self.place.line.setFocus()
            return
        out, wishes = places[0], self._wished()
        if wishes is None:
            return
        self.run(
            lambda project, step: (export(project, out, wishes, progress=step), out),
            self._say_done,
        )

    def _say_done(self, result: object) -> None:
        assert isinstance(result, tuple)
        exported, out = result
        assert isinstance(exported, Exported)
        if exported.layer is None:
            words = tr("export.done_none", place=out)
        elif exported.layer == ALL:
            words = tr("export.done_all", place=out)
        else:
            words = tr("export.done", layer=exported.layer, place=out)
        joining = exported.split.joining if exported.split else ()
        if joining:
            words = f"{words} {tr_n('export.joining', len(joining))}"
        opening = (tr("sheets.show_folder"), lambda: show_folder(out))
        self.notices.say(words, "success", [opening])
        self.cancel.set_words(tr("sheets.close"))
        self.cancel.setFocus()


class _LayerChoice(QObject):
    """Whose layer: side by side where they are few and one is meant, else in rows, none chosen."""

    changed = Signal()

    def __init__(self, workspace: Workspace, room: float) -> None:
        super().__init__()
        layers, default = layers_to_choose(workspace.project)
        self.hint = ""
        options = [
            Option(
                "gold" if one.id == GOLD else str(one.id),
                one.name.capitalize() if one.id == GOLD else one.name,
                icon="star" if one.id == GOLD else None,
                icon_role="gold",
            )
            for one in layers
        ]
        if len(layers) > 1:
            options.append(Option(ALL, tr("export.all")))
        self._segments: Segmented | None = None
        self._rows: ChoiceEditor | None = None
        if not layers:
            self.hint = tr("export.none")
            self.widget: QWidget = quiet("–")
            return
        segments = Segmented(options, name=tr("export.layer"))
        if default is not None and segments.sizeHint().width() <= room:
            self.widget = self._segments = segments
            self.widget.setFocusProxy(self._segments.segment(options[0].key))
            self._segments.chosen.connect(lambda _key: self.changed.emit())
        else:
            choices = [(option.key, option.text) for option in options]
            self.widget = self._rows = ChoiceEditor(tr("export.layer"), choices)
            self._rows.left.connect(self.changed)
            if default is None:
                self.hint = tr("export.which")
            else:
                self._rows.show_value(options[0].key)

    @property
    def is_clear(self) -> bool:
        """Whether it is known whose layer, or nobody has any."""
        return self._rows is None or self._rows.value() is not None

    @property
    def current(self) -> str | None:
        """The layer as an export names it, None where nobody has any."""
        if self._segments is not None:
            return self._segments.current()
        return str(self._rows.value()) if self._rows is not None else None

    def button(self, key: str) -> QAbstractButton:
        """Give the button of a layer."""
        if self._segments is not None:
            return self._segments.segment(key)
        assert self._rows is not None
        return self._rows.button(key)


def _at_the_start(widget: QWidget) -> QWidget:
    """Give a widget that may be narrower than its row."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    fixed = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
    row.addWidget(widget, 0 if fixed else 1)
    if fixed:
        row.addStretch(1)
    return holder


def _formats() -> list[Entry]:
    return [
        Entry(name, tr(f"export.format.{name}.name"), tr(f"export.format.{name}.more"))
        for name in WRITERS
    ]
