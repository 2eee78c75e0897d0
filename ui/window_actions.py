"""What each action of the window does: the names of the key map on one side, doers on the other.

Sheets and boards are imported when first wanted, so that the window need not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from factcheck.ids import Id
from factcheck.records import Status
from ui import theme
from ui.editions.ways import EditionWays
from ui.modes import Modes
from ui.projects import Projects
from ui.reading.keys import label_place
from ui.session import Place
from ui.texts import tr
from ui.theme import Mode
from ui.undoing import Undoing

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.keymap import Binding
    from ui.sheets.import_sheet import ImportSheet
    from ui.start import StartPage
    from ui.window import MainWindow
    from ui.work_page import WorkPage

_NEXT_MODE = {
    Mode.SYSTEM: Mode.LIGHT,
    Mode.LIGHT: Mode.DARK,
    Mode.DARK: Mode.HIGH_CONTRAST_LIGHT,
    Mode.HIGH_CONTRAST_LIGHT: Mode.HIGH_CONTRAST_DARK,
    Mode.HIGH_CONTRAST_DARK: Mode.SYSTEM,
}


class WindowActions(QObject):
    """Connects the window's actions, and keeps them enabled as things stand."""

    def __init__(self, window: MainWindow, actions: Actions, work: WorkPage) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._session = window.session
        self._actions = actions
        self._work = work
        self.modes = Modes(window, work)
        self.editions = EditionWays(window, work)
        self.undoing = Undoing(window, actions)
        self._projects = Projects(window, actions)
        self._connect_sheets()
        self._connect_moving()
        self._connect_reading()
        self._connect_look()
        self._connect_signals()
        self.refresh()

    def attend(self, start: StartPage) -> None:
        """Do what the start page asks for."""
        self._projects.attend(start)
        start.import_wanted.connect(self._import)

    def refresh(self) -> None:
        """Enable what can be done now; name what undo would take back."""
        self._actions.refresh()
        self.modes.show_status()

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Offer to import what was dropped or chosen."""
        from ui.sheets.import_sheet import open_one

        (open_one(self._window) or self._import_sheet()).open_on(paths)

    def _import_sheet(self) -> ImportSheet:
        from ui.sheets.import_sheet import ImportSheet

        sheet = ImportSheet(self._window, self._workspace, self._session)
        sheet.editions_wanted.connect(self.editions.show)
        return sheet

    def _connect(
        self,
        name: str,
        slot: Callable[[], object],
        enabled: Callable[[], bool] | None = None,
    ) -> None:
        self._actions.connect_to(name, slot, enabled=enabled)

    def _is_open(self) -> bool:
        return self._workspace.is_open

    def _has_article(self) -> bool:
        return self._workspace.is_open and self._session.article is not None

    def _has_active(self) -> bool:
        return self._workspace.is_open and self._session.active is not None

    def _connect_sheets(self) -> None:
        self._connect("import", self._import)
        self._connect("export", lambda: self._sheet("export_sheet", "ExportSheet"), self._is_open)
        for name, module, sheet in _SHEETS:
            self._connect(name, partial(self._sheet, module, sheet), self._is_open)
        self._connect("merge", self.merge, self._is_open)
        self._connect("agreement", self.show_agreement, self._is_open)

    def _connect_moving(self) -> None:
        session = self._session
        self._connect("back", session.back, lambda: self._is_open() and session.can_go_back)
        self._connect(
            "forward", session.forward, lambda: self._is_open() and session.can_go_forward
        )
        self._connect("next_article", lambda: self._step(1), self._has_article)
        self._connect("previous_article", lambda: self._step(-1), self._has_article)
        self._connect("article_done", self._toggle_done, self._has_article)
        self._connect("article_details", self._details, self._has_article)
        for name in ("later_edition", "side_by_side", "open_original", "save_original"):
            self._connect(name, partial(self.editions.take, name), self._has_article)
        modes = self.modes
        handed = partial(self._sheet, "handed_over_sheet", "HandedOverSheet")
        self._connect("handed_over", handed, lambda: self._work.shown.handed_from is not None)
        self._connect("go_articles", lambda: modes.panes().show_left(), self._is_open)
        self._connect("go_reader", lambda: modes.reader().setFocus(), self._is_open)
        self._connect("go_claims", lambda: modes.panes().show_right(), self._is_open)
        self._connect("next_pane", lambda: self.modes.cycle_pane(1), self._is_open)
        self._connect("previous_pane", lambda: self.modes.cycle_pane(-1), self._is_open)
        self._connect("annotate", lambda: self.show_mode("annotate"), self._is_open)
        self._connect("review", lambda: self.show_mode("review"), self._is_open)
        self._connect("claims", lambda: self.show_mode("claims"), self._is_open)
        self._connect("next_disagreement", lambda: modes.step_disagreement(1), self._has_article)
        self._connect(
            "previous_disagreement", lambda: modes.step_disagreement(-1), self._has_article
        )
        self._connect("find", lambda: modes.reader().open_find(), self._has_article)
        self._connect("find_next", lambda: modes.find().next(), self._has_article)
        self._connect("find_previous", lambda: modes.find().previous(), self._has_article)
        self._connect("find_in_project", self._find_in_project, self._is_open)
        self._connect("palette", self._palette)
        self._connect("keys", self._key_sheet)
        self._connect("tour", self._tour, self._has_article)

    def _connect_reading(self) -> None:
        work, claims = self._work, self._work.claims
        self._connect("next_statement", lambda: work.marking.step(forward=True), self._has_article)
        self._connect(
            "previous_statement", lambda: work.marking.step(forward=False), self._has_article
        )
        self._connect("next_claim", lambda: self.modes.step_claim(1), self._has_article)
        self._connect("previous_claim", lambda: self.modes.step_claim(-1), self._has_article)
        self._connect("new_claim", self._new_claim, self._is_open)
        for name, edit in (
            ("edit_speaker", claims.edit_speaker),
            ("edit_claim", claims.edit_claim),
            ("edit_note", claims.edit_note),
        ):
            self._connect(name, partial(self._edit, edit), self._has_active)
        self._connect("comment", self._comment, self._has_article)
        self._connect("comments", self._comments, self._is_open)
        self._connect("toggle_flag", work.marking.toggle_flag, self._has_active)
        self._connect("repeat_speaker", work.marking.repeat_speaker, self._has_active)
        self._connect("delete", work.marking.delete, self._has_active)
        self._connect("link", work.linking.arm, self._has_active)
        self._connect("go_link_end", claims.go_link_end, self._has_active)
        self._connect("let_go", work.linking.let_go, lambda: self._session.armed is not None)
        self._connect("flip", work.linking.flip, lambda: self._session.armed is not None)

    def _comment(self) -> None:
        """Go to the comments on the active statement or link, else on the article."""
        review = self.modes.shown_review()
        if review is not None:
            review.panes.show_right()
            review.comments.write()
            return
        focused = self._work.claims.cards.focused_link()
        self._work.panes.show_right()
        self._work.claims.talk.write(focused.view.link.id if focused is not None else None)

    def _comments(self) -> None:
        from ui.sheets.comments_sheet import CommentsSheet

        self._window.ask_to_leave()
        memory = self._work.memory
        CommentsSheet(self._window, self._workspace, self._session, memory=memory).open()

    def _edit(self, edit: Callable[[], object]) -> None:
        """Go to a field of the claim pane, wherever the pane stands."""
        self._work.panes.show_right()
        edit()

    def _connect_look(self) -> None:
        control = theme.controller()
        self._connect("theme", lambda: control.set_mode(_NEXT_MODE[control.mode]))
        self._connect("zoom_in", control.zoom_in)
        self._connect("zoom_out", control.zoom_out)
        self._connect("zoom_reset", lambda: control.set_zoom(100))
        self._connect("full_screen", self._toggle_full_screen)
        self._connect("layers", self._offer_layers, self._is_open)

    def _connect_signals(self) -> None:
        work, session = self._work, self._session
        work.reader.action_wanted.connect(self._from_reader)
        work.reader.metadata_wanted.connect(self._details)
        work.reader.handed_wanted.connect(self._actions["handed_over"].trigger)
        work.reader.status_wanted.connect(self._set_status)
        work.marking.told.connect(self._window.tell)
        work.linking.told.connect(self._window.tell)
        work.claims.told.connect(self._window.tell)
        work.claims.cards.told.connect(self._window.tell)
        work.claims.keys.action_wanted.connect(self._from_reader)
        work.claims.keys.left.connect(work.reader.setFocus)
        work.toolbar.mode_chosen.connect(self.show_mode)
        self.modes.details_wanted.connect(self._details)
        self.modes.agreement_wanted.connect(self._actions["agreement"].trigger)
        work.articles.import_wanted.connect(self._import)
        work.articles.details_wanted.connect(self._details)
        work.articles.copies_wanted.connect(self._show_copies)
        work.articles.status_wanted.connect(self._set_status_of)
        work.articles.left.connect(work.reader.setFocus)
        work.strip.opened.connect(work.panes.show_left)
        work.strip.import_wanted.connect(self._import)
        work.status.layers_wanted.connect(self._offer_layers)
        self._workspace.changed.connect(lambda _: self.refresh())
        for signal in (session.active_changed, session.armed_changed):
            signal.connect(lambda _: self._actions.refresh())
        session.way_changed.connect(self._actions.refresh)
        work.shown.statements_changed.connect(lambda _: self.modes.show_status())
        work.shown.links_changed.connect(self.modes.show_status)

    def show_mode(self, mode: str) -> None:
        """Show the panes to annotate in, or the board of claims."""
        self.modes.show(mode)

    def _import(self) -> None:
        layering = self._window.start.layering.current()
        if self._workspace.is_open or self._projects.new_project(layering):
            self._window.ask_to_leave()
            self._import_sheet().open()

    def _sheet(self, module: str, name: str) -> None:
        from importlib import import_module

        self._window.ask_to_leave()
        sheet = getattr(import_module(f"ui.sheets.{module}"), name)
        sheet(self._window, self._workspace, self._session).open()

    def merge(self, path: Path | None = None) -> None:
        """Offer to merge another project, at once the one that was dropped."""
        from ui.sheets.merge_sheet import MergeSheet

        self._window.ask_to_leave()
        sheet = MergeSheet(self._window, self._workspace, self._session)
        sheet.open_wanted.connect(self._window.open_project)
        sheet.conflicts_wanted.connect(lambda: self._sheet("conflicts_sheet", "ConflictsSheet"))
        if path is None:
            sheet.open()
        else:
            sheet.open_on(path)

    def show_agreement(self) -> None:
        """Show how well annotators agree; who goes to a disagreement reads it in the text."""
        from ui.sheets.agreement_sheet import AgreementSheet

        self._window.ask_to_leave()
        sheet = AgreementSheet(self._window, self._workspace, self._session)
        sheet.went.connect(lambda: self.show_mode("annotate"))
        sheet.open()

    def _details(self, article: Id | None = None) -> None:
        from ui.sheets.details_sheet import DetailsSheet

        self._window.ask_to_leave()
        sheet = DetailsSheet(self._window, self._workspace, self._session, article=article)
        sheet.offer_taken.connect(self.editions.take)
        sheet.open()

    def _show_copies(self, article: Id) -> None:
        from ui.sheets.copies_sheet import CopiesSheet

        self._window.ask_to_leave()
        CopiesSheet(self._window, self._workspace, self._session, article=article).open()

    def _new_claim(self) -> None:
        from ui.sheets.new_claim_sheet import NewClaimSheet

        board = self.modes.shown_board()
        if board is not None:
            board.rail.new.click()
            return
        self._window.ask_to_leave()
        active = self._work.marking.active
        own = active if active is not None and self._work.shown.is_own(active) else None
        NewClaimSheet(self._window, self._workspace, self._session, statement=own).open()

    def _set_status(self, status: str) -> None:
        if self._session.article is not None:
            self._set_status_of(self._session.article, status)

    def _set_status_of(self, article: Id, status: str) -> None:
        wanted = _STATUSES[status]
        articles = self._workspace.project.articles
        self._workspace.do(lambda: articles.set_status(article, wanted))
        if wanted == "done" and article == self._session.article:
            self._work.claims.offer_loose_ends()

    def _toggle_done(self) -> None:
        self._set_status("in_progress" if self._work.shown.status == "done" else "done")

    def _step(self, by: int) -> None:
        articles = self._work.articles
        found: Id | None = articles.following() if by > 0 else articles.neighbor(by)
        if found is None and by > 0 and articles.has_queue:
            self._window.tell(tr("window.all_done"))
            return
        if found is None:
            self._window.tell(tr("window.last_article" if by > 0 else "window.first_article"))
            return
        self._session.go(Place(found))

    def _from_reader(self, name: str) -> None:
        self._actions.refresh()
        if name.startswith("link_"):
            return
        action = self._actions[name]
        if action.isEnabled():
            action.trigger()
        elif name == "link":
            self._work.linking.arm()
        elif name in ("mark_source", "mark_cue", "mark_content"):
            self._window.tell(tr("marking.select_part"))

    def _find_in_project(self) -> None:
        from ui.find_in_project import FindSheet

        self._window.ask_to_leave()
        FindSheet(self._window, self._workspace, self._session).open()

    def _palette(self) -> None:
        from ui.palette import CommandPalette

        CommandPalette(self._window, self._workspace, self._session, self._actions).open()

    def _tour(self) -> None:
        from ui.first_steps import begin

        begin(self._window)

    def _key_sheet(self) -> None:
        from ui.key_sheet import KeySheet

        KeySheet(self._window, self._is_usable).open()

    def _is_usable(self, bound: Binding) -> bool:
        """Say whether a key does something in this project: labels may be fewer than their keys."""
        place = label_place(bound.name)
        if place is None:
            # Keys that hold in the text are the reader's; it takes all of them.
            return bound.context in _IN_TEXT or self._actions.is_connected(bound.name)
        labels = self._workspace.vocabulary.labels if self._is_open() else {}
        return str(place[0] + 1) in [x.key for x in labels.values()]

    def _toggle_full_screen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _offer_layers(self) -> None:
        project = self._workspace.project
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = set(self._workspace.layers)
        for annotator in project.annotators():
            action = menu.addAction(annotator.name)
            action.setCheckable(True)
            action.setChecked(annotator.id in shown)
            action.setEnabled(annotator.id != project.layer.id)
            action.toggled.connect(lambda on, key=annotator.id: self._workspace.show_layer(key, on))
        button = self._work.status.who
        menu.popup(button.mapToGlobal(button.rect().topLeft()))


_IN_TEXT = ("reading", "linking", "review", "comment", "editions")
_STATUSES: dict[str, Status] = {"to_do": "to_do", "in_progress": "in_progress", "done": "done"}
_SHEETS = (
    ("send_copy", "project_sheet", "SendCopySheet"),
    ("project_details", "project_sheet", "ProjectSheet"),
    ("speakers", "speakers_sheet", "SpeakersSheet"),
    ("claim_registry", "claims_sheet", "ClaimsSheet"),
    ("labels", "labels_sheet", "LabelsSheet"),
    ("settings", "settings_sheet", "SettingsSheet"),
    ("history", "history_sheet", "HistorySheet"),
    ("assignments", "assignments_sheet", "AssignmentsSheet"),
    ("conflicts", "conflicts_sheet", "ConflictsSheet"),
    ("copies", "copies_sheet", "CopiesSheet"),
)
