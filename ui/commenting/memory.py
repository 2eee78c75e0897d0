"""What a person has read of comments and begun to write: theirs, not the project's.

Kept in the user's settings, so that neither half a sentence nor a mark goes with the window.
Counts of what is said are asked for once for the whole project, after each change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from factcheck.commenting.answers import Counted, ReadMarks
from factcheck.commenting.marks import joined, keep_marks, load_marks
from factcheck.ids import Id
from factcheck.settings import Json, Settings

if TYPE_CHECKING:
    from factcheck.commenting.answers import Unread
    from factcheck.records import Changed
    from ui.workspace import Workspace

_DRAFTS = "comment_drafts"
_PAUSE = 1_200  # ms after the last key until a draft is on the disk
_NOTHING = Counted()


class CommentMemory(QObject):
    """One window's knowledge of what is said, what of it is unread, and what is being typed."""

    changed = Signal()

    def __init__(self, workspace: Workspace, settings: Settings | None = None) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._settings = settings
        self._marks = ReadMarks()
        self._unread: tuple[Unread, ...] = ()
        self._by_record: Mapping[Id, int] = {}
        self._by_article: Mapping[Id, int] = {}
        self._counts: Mapping[Id, Counted] = {}
        self._in_article: Mapping[Id, Counted] = {}
        self._drafts: dict[str, str] = {}
        self._typed: set[str] = set()  # the places of drafts that this window has touched
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        workspace.opened.connect(self._begin)
        workspace.closing.connect(self.keep)
        workspace.closed.connect(self._forget)
        workspace.changed.connect(self._follow)
        if workspace.is_open:
            self._begin()

    @property
    def marks(self) -> ReadMarks:
        """What of the comments was read."""
        return self._marks

    def count(self, record: Id) -> Counted:
        """Give how much is said about a record."""
        return self._counts.get(record, _NOTHING)

    def count_in(self, article: Id) -> Counted:
        """Give how much is said about an article and all in it."""
        return self._in_article.get(article, _NOTHING)

    def unread_of(self, record: Id) -> int:
        """Give how much of what is said about a record is unread."""
        return self._by_record.get(record, 0)

    def unread_in(self, article: Id) -> int:
        """Give how much of what is said about an article and all in it is unread."""
        return self._by_article.get(article, 0)

    def is_unread(self, comment: Id) -> bool:
        """Say whether a comment is unread."""
        return any(one.id == comment for one in self._unread)

    def read(self, comments: Iterable[Id]) -> None:
        """Note that comments were read."""
        new = [one for one in comments if self.is_unread(one)]
        if new:
            # Another window of the same person may have read on meanwhile.
            marks = joined(self._marks, self._kept_marks())
            self._marks = self._workspace.project.comments.mark_read(marks, new)
            self._keep_marks()
            self._ask()

    def draft(self, place: str) -> str:
        """Give what was typed at a place and not said yet."""
        return self._drafts.get(place, "")

    def put_draft(self, place: str, words: str) -> None:
        """Remember what is being typed at a place; nothing forgets it."""
        if words.strip():
            self._drafts[place] = words
        else:
            self._drafts.pop(place, None)
        self._typed.add(place)
        self._pause.start()

    def keep(self) -> None:
        """Write to the settings what is being typed."""
        self._pause.stop()
        if self._settings is None or not self._workspace.is_open:
            return
        kept = self._settings.get(_DRAFTS, {})
        all_of = dict(kept) if isinstance(kept, dict) else {}
        there = all_of.pop(self._place(), None)
        # What another window of the same person has kept meanwhile stays.
        drafts: dict[str, Json] = dict(there) if isinstance(there, dict) else {}
        for place in self._typed:
            drafts.pop(place, None)
        drafts |= {k: v for k, v in self._drafts.items() if k in self._typed}
        if drafts:
            all_of[self._place()] = drafts
        if self._typed:
            self._settings.put(_DRAFTS, all_of)

    def _begin(self) -> None:
        self._marks, self._drafts = self._kept_marks(), {}
        self._typed.clear()
        if self._settings is not None:
            kept = self._settings.get(_DRAFTS, {})
            drafts = kept.get(self._place()) if isinstance(kept, dict) else None
            if isinstance(drafts, dict):
                self._drafts = {k: v for k, v in drafts.items() if isinstance(v, str)}
        self._ask()

    def _forget(self) -> None:
        self._unread = ()
        self._counts = self._in_article = {}
        self._by_record = self._by_article = {}
        self.changed.emit()

    def _follow(self, changed: Changed) -> None:
        # What may be seen of comments follows from how far an article's assignments are.
        if changed.touches("comment", "assignment", "project"):
            self._ask()

    def _ask(self) -> None:
        comments = self._workspace.project.comments
        self._unread = tuple(comments.unread(self._marks))
        self._by_record = Counter(one.record for one in self._unread)
        self._by_article = Counter(one.article for one in self._unread if one.article)
        self._counts = comments.counts_by_record()
        self._in_article = comments.counts_by_article()
        self.changed.emit()

    def _kept_marks(self) -> ReadMarks:
        if self._settings is None:
            return ReadMarks()
        project = self._workspace.project
        newest = project.revision
        return load_marks(self._settings, project.id, project.actor.id, newest=newest)

    def _keep_marks(self) -> None:
        if self._settings is not None:
            project = self._workspace.project
            keep_marks(self._settings, project.id, project.actor.id, self._marks)

    def _place(self) -> str:
        project = self._workspace.project
        return f"{project.id}/{project.actor.id}"
