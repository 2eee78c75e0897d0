"""Articles that publish the same text, or nearly, as a sheet: each text once, with who has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from factcheck.records import Article, Progress
from ui.dates import date_shown
from ui.kit.buttons import Button
from ui.session import Place
from ui.sheets.base import Columns, quiet
from ui.sheets.records import Entry, RecordList
from ui.sheets.working import JobSheet
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.project import Project
    from ui.session import Session
    from ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Group:
    """One text: the articles that publish it, the earliest first."""

    articles: list[Article]

    @property
    def is_exact(self) -> bool:
        """Whether all have the very same characters."""
        return len({one.sha256 for one in self.articles}) == 1

    def has(self, article: Id | None) -> bool:
        """Whether an article is one of them."""
        return any(one.id == article for one in self.articles)


class CopiesSheet(JobSheet):
    """Groups of copies, and the articles of one."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        session: Session,
        *,
        article: Id | None = None,
    ) -> None:
        """Show all groups, at first that of an `article`, else of the one that is read."""
        super().__init__(window, workspace, tr("copies.title"), name="copiesSheet", height=600)
        self._session, self._article = session, article or session.article
        self._groups: dict[int, _Group] = {}
        self.groups = RecordList(name=tr("copies.title"), title_lines=2)
        self.groups.picked.connect(lambda _row: self._show_group())
        self.articles = RecordList(name=tr("copies.articles"), title_lines=2)
        self.articles.activated_id.connect(lambda _id: self._go())
        self._words = quiet(tr("sheets.working"))
        columns = Columns()
        columns.left.addWidget(self.groups, 1)
        columns.right.addWidget(self._words)
        columns.right.addWidget(self.articles, 1)
        columns.right.setContentsMargins(12, 12, 12, 12)
        columns.right.setSpacing(8)
        self.body.addWidget(columns, 1)
        self.go = Button(tr("copies.go"), icon="forward")
        self.go.clicked.connect(self._go)
        self.footer.addWidget(self.go)
        self.end_with_close()

    def open(self) -> None:
        self.go.setEnabled(False)
        self.open_sheet(self.groups)
        self.run(_groups, self._show)

    def _show(self, found: object) -> None:
        assert isinstance(found, list)
        self._groups = dict(enumerate(found))
        self.groups.set_entries([_entry(row, group) for row, group in self._groups.items()])
        rows = (row for row, group in self._groups.items() if group.has(self._article))
        self.groups.set_current(next(rows, 0))
        self.groups.setFocus()
        self._show_group()

    def _show_group(self) -> None:
        row = self.groups.current
        group = self._groups.get(row) if isinstance(row, int) else None
        self.go.setEnabled(group is not None)
        if group is None:
            self._words.set_words(tr("copies.none"))
            self.articles.set_entries([])
            return
        self._words.set_words(tr("copies.exact" if group.is_exact else "copies.near"))
        self.articles.set_entries([_line(one) for one in group.articles])
        wanted = self._article if group.has(self._article) else None
        self.articles.set_current(wanted or group.articles[0].id)

    def _go(self) -> None:
        article = self.articles.current
        if isinstance(article, Id):
            self.close_sheet()
            self._session.go(Place(article))


def _groups(project: Project, step: Progress) -> list[_Group]:
    groups = project.copies.groups(progress=step)
    return [_Group(project.articles.get_many(group)) for group in groups]


def _entry(row: int, group: _Group) -> Entry:
    kind = tr("copies.kind.exact" if group.is_exact else "copies.kind.near")
    detail = f"{tr_n('copies.count', len(group.articles))} · {kind}"
    return Entry(row, group.articles[0].title, detail, "copy", "mute")


def _line(one: Article) -> Entry:
    parts = (one.publisher or tr("copies.no_publisher"), date_shown(one.published))
    return Entry(one.id, one.title, " · ".join(part for part in parts if part))
