"""Importing as a sheet: what to read, a look at what was found, then all of it as one revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from factcheck.datasets.losses import sentences
from factcheck.errors import FactcheckError
from factcheck.ids import Id
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.foreign import Manner
from factcheck.intake.pasting import pasted
from factcheck.intake.places import Place as Source
from factcheck.intake.places import place
from factcheck.intake.previewing import Preview, preview
from factcheck.intake.walk import Readable
from factcheck.records import ImportReport, Progress
from ui import theme
from ui.kit.buttons import Button
from ui.kit.fields import CheckBox
from ui.kit.scroll import Scroller
from ui.kit.text import Hairline
from ui.session import Place
from ui.sheets.import_found import FoundPart
from ui.sheets.import_manner import MannerPart
from ui.sheets.import_names import NamesPart
from ui.sheets.paths import PathField
from ui.sheets.working import JobSheet
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.project import Project
    from ui.session import Session
    from ui.workspace import Workspace

_LEAST: Final = 240  # px of what was found, at the usual size of text


class ImportSheet(JobSheet):
    """Articles and annotations from texts, folders and datasets."""

    editions_wanted = Signal(object)  # sequence of Id: what may be later editions

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        title = tr("import.sheet.title")
        super().__init__(window, workspace, title, name="importDialog", height=720)
        self.set_subtitle(workspace.project.title)
        self._session = session
        self.places = PathField(tr("import.sheet.from"))
        self.places.can_choose_several()
        self.places.can_choose_folder()
        self.paste = Button(tr("import.sheet.paste"))
        self.paste.clicked.connect(self._paste)
        self.places.offer(self.paste)
        self.places.changed.connect(self._look_at_typed)
        self._pasted: Readable | None = None
        self._fetched: dict[str, Readable] = {}
        self.manner = MannerPart()
        self.manner.changed.connect(self._look)
        self.places.line.field.installEventFilter(self)
        self.skip_bad = CheckBox(tr("import.sheet.skip_bad"))
        self.skip_bad.toggled.connect(self.notices.clear)
        self.found = FoundPart(self.notices)
        self.found.columns.changed.connect(self._look_at_columns)
        self._picked_in: QWidget | None = None
        labels = workspace.vocabulary.labels.values()
        types = workspace.vocabulary.link_types.values()
        self.names = NamesPart(
            {"label": [one.name for one in labels], "link_type": [one.name for one in types]}
        )
        self.names.hide()
        self._arrange()
        held = (self.places, self.manner, self.skip_bad, self.found, self.names)
        self.hold(*held, self.cancel, self.take)
        theme.controller().changed.connect(self._space)
        self._space()

    def open(self) -> None:
        self.take.setEnabled(False)
        self.open_sheet(self.places.line.field)

    def open_on(self, paths: Sequence[Path]) -> None:
        """Show it with something to import chosen, as by dropping it; not while it is at work."""
        if not self.isVisible():
            self.open()
        if not self.is_busy:
            self.places.set_paths(paths)

    def unsaved(self) -> bool:
        return self.found.has_amended

    def save(self) -> bool:
        self.notices.say(tr("import.sheet.not_yet"), "warning")
        return False

    def _arrange(self) -> None:
        top = QWidget()
        self._top = QVBoxLayout(top)
        self._top.addWidget(self.places)
        self._top.addWidget(self.manner)
        self._top.addWidget(self.skip_bad)
        # Where there is little room all of it scrolls, so that what was found keeps some.
        page = Scroller(name=tr("import.sheet.title"))
        page.column.setContentsMargins(0, 0, 0, 0)
        page.column.setSpacing(0)
        for part in (top, Hairline()):
            page.column.addWidget(part)
        for part in (self.found, self.names):
            page.column.addWidget(part, 1)
        self.body.addWidget(page, 1)
        self.cancel = Button(tr("sheets.cancel"))
        self.cancel.clicked.connect(self.close_sheet)
        self.take = Button(tr("import.sheet.do"), kind="primary", icon="import")
        self.take.clicked.connect(self._import)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.take)

    def _wishes(self) -> Wishes:
        return Wishes(
            format_name=self.manner.format_name,
            annotator=self.names.annotator,
            names=self.names.names,
            manner=Manner(self.manner.given_encoding, self.found.columns.picked),
            offsets=self.manner.given_offsets,
            skip_bad=self.skip_bad.isChecked(),
            amend=self.found.amend,
        )

    def _places(self) -> list[Source]:
        """Give what is to be imported; what was got once from an address is not asked for again."""
        if self._pasted is not None:
            return [self._pasted]
        typed = (place(word) for word in self.places.words())
        found: list[Source] = [one.expanduser() if isinstance(one, Path) else one for one in typed]
        return [self._fetched.get(str(one), one) for one in found]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_paste = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        is_typed = watched is not self and event.type() == QEvent.Type.KeyPress
        if is_paste and is_typed and self._take_copied():
            return True
        return super().eventFilter(watched, event)

    def _take_copied(self) -> bool:
        """Take in copied files or an article's lines, which are no place to be typed; tell so."""
        board = QGuiApplication.clipboard().mimeData()
        files = [Path(one.toLocalFile()) for one in board.urls() if one.isLocalFile()]
        if files:
            self.places.set_paths(files)
        elif "\n" in board.text().strip():
            self._paste()
        else:
            return False
        return True

    def _paste(self) -> None:
        board = QGuiApplication.clipboard().mimeData()
        try:
            self._pasted = pasted(board.text(), board.html())
        except FactcheckError as error:
            self.notices.say(str(error), "warning")
            return
        self.places.line.show_value("")
        self._look_at_others()

    def _look_at_typed(self) -> None:
        self._pasted = None
        self._look_at_others()

    def _look_at_columns(self) -> None:
        self._picked_in = QApplication.focusWidget()
        self._look()

    def _look_at_others(self) -> None:
        self._picked_in = None
        self._fetched.clear()
        self.found.columns.forget()
        self.manner.forget()
        self.names.forget()
        self._look()

    def _look(self) -> None:
        places, wishes = self._places(), self._wishes()
        self._show_part(self.found)
        if not places:
            self.found.say(tr("import.sheet.nothing_yet"))
            self.take.setEnabled(False)
            return
        self.found.say(tr("sheets.working"))
        self.take.setEnabled(False)
        self.run(
            lambda project, step: preview(project, places, wishes, progress=step),
            self._show,
        )

    def _show_part(self, part: QWidget) -> None:
        self.found.setVisible(part is self.found)
        self.names.setVisible(part is self.names)

    def _on_failed(self, error: FactcheckError) -> None:
        super()._on_failed(error)
        self._ask_again()

    def _on_cancelled(self) -> None:
        super()._on_cancelled()
        if self.take.isEnabled():
            self.take.setFocus()
        else:
            self._ask_again()

    def _ask_again(self) -> None:
        """After a look that came to nothing, wait in the field for something else to read."""
        if not self.take.isEnabled():
            self.found.say("" if self._places() else tr("import.sheet.nothing_yet"))
            self.places.line.field.setFocus()
        elif self.skip_bad.isVisible() and not self.skip_bad.isChecked():
            self.skip_bad.setFocus()

    def _show(self, result: object) -> None:
        assert isinstance(result, Preview)
        self._fetched = {one.name: one for one in result.held}
        self.manner.show_formats(result.formats)
        if result.report is None:
            self.names.forget()
            self.found.show_preview(result)
            if result.notes:
                self.notices.say("\n".join(result.notes))
            self.take.setEnabled(any(one.article for one in result.found))
            if not result.found:
                self.found.say(tr("import.sheet.no_texts"))
        else:
            would = result.report
            brings = would.articles or would.statements or would.links
            words = tr(
                "import.sheet.would" if brings else "import.sheet.would_nothing", **_counts(would)
            )
            self.names.show_names([words, *_remarks(result.report)], result.names)
            self._show_part(self.names)
            self.take.setEnabled(True)
        self.skip_bad.setVisible(self.found.may_be_bad)
        self._settle_focus(is_table=result.report is None and result.columns is not None)

    def _settle_focus(self, *, is_table: bool) -> None:
        """Go where it goes on: to the button, or to what it waits for."""
        column, self._picked_in = self._picked_in, None
        if is_table and column is not None:
            column.setFocus()  # the other columns may be picked too
        elif is_table and not self.take.isEnabled():
            self.found.columns.field("text").setFocus()
        elif self.take.isEnabled():
            self.take.setFocus()
        else:
            self.places.line.field.setFocus()

    def _import(self) -> None:
        if not self.found.form.save():
            return
        wishes = self._wishes()
        places = self._places()
        self.run(lambda project, step: _bring_in(project, places, wishes, step), self._say_done)

    def _say_done(self, done: object) -> None:
        assert isinstance(done, _Brought)
        report = done.report
        self._show_part(self.found)
        self.found.say("\n\n".join(_remarks(report)))
        self.take.setEnabled(False)
        self.cancel.set_words(tr("sheets.close"))
        self.cancel.setFocus()
        if report.revision is None:
            self.notices.say(tr("import.sheet.nothing"))
            return
        words = tr("import.sheet.done", **_counts(report))
        actions = [(tr("import.sheet.show"), lambda: self._go(report))] if report.ids else []
        if report.copies:
            actions.append((tr("import.sheet.show_copies"), self._show_copies))
        if done.later:
            words += " " + tr_n("import.sheet.later", len(done.later))
            actions.append((tr("import.sheet.show_later"), lambda: self._show_later(done.later)))
        self.notices.say(words, "success", actions)

    def _go(self, report: ImportReport) -> None:
        self.close_sheet()
        self._session.go(Place(report.ids[0]))

    def _show_later(self, articles: Sequence[Id]) -> None:
        self.close_sheet()
        self.editions_wanted.emit(articles)

    def _show_copies(self) -> None:
        from ui.sheets.copies_sheet import CopiesSheet

        self.close_sheet()
        CopiesSheet(self._window, self.workspace, self._session).open()

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self._top.setContentsMargins(pad, look.px("l"), pad, look.px("m"))
        self._top.setSpacing(look.px("s"))
        for part in (self.found, self.names):
            part.setMinimumHeight(round(_LEAST * look.zoom / 100))
        self.skip_bad.setVisible(self.found.may_be_bad)


def open_one(window: QWidget) -> ImportSheet | None:
    """Give the sheet that is open on a window, if it is."""
    return next((one for one in window.findChildren(ImportSheet) if one.isVisible()), None)


@dataclass(frozen=True, slots=True)
class _Brought:
    """What an import did, and which of its articles may be later editions of others."""

    report: ImportReport
    later: Sequence[Id]


def _bring_in(
    project: Project, places: Sequence[Source], wishes: Wishes, step: Progress
) -> _Brought:
    report = bring_in(project, places, wishes, progress=step)
    return _Brought(report, [new for _, new in project.editions.candidates(report.ids)])


def _counts(report: ImportReport) -> dict[str, str]:
    return {
        "articles": tr_n("import.sheet.articles", report.articles),
        "statements": tr_n("import.sheet.statements", report.statements),
        "links": tr_n("import.sheet.links", report.links),
    }


def _remarks(report: ImportReport) -> list[str]:
    """Give what is to be said of an import besides its numbers, a line each."""
    skipped = [tr("import.sheet.skipped", name=name, why=why) for name, why in report.skipped]
    return [*report.notes, *sentences(report.lost), *skipped]
