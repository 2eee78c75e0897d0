"""What is handed out about comments: frozen values as in `records`, complete when given."""

from dataclasses import dataclass
from typing import Literal

from factcheck.ids import Id

CommentKind = Literal["statement", "link", "article", "claim", "speaker", "assignment", "decision"]


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a record; `answers` is the comment that the thread began with."""

    id: Id
    kind: CommentKind
    record: Id
    article: Id | None
    answers: Id | None
    annotator: Id
    who: str
    made_at: str
    edited_at: str | None
    words: str
    resolved: bool = False

    @property
    def deleted(self) -> bool:
        """Whether only its place is left, for it has answers."""
        return not self.words


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, oldest first, and what it hangs on.

    `about` is that in words, empty where it is gone (`there` is false then); `start` is where a
    statement begins in its article, in code points.
    """

    root: Comment
    answers: tuple[Comment, ...] = ()
    there: bool = True
    about: str = ""
    start: int | None = None

    @property
    def resolved(self) -> bool:
        """Whether it is settled."""
        return self.root.resolved

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All that is said in it, oldest first."""
        return (self.root, *self.answers)


@dataclass(frozen=True, slots=True)
class Counted:
    """How much is said about a record: comments, and threads that nobody has resolved."""

    comments: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A comment of somebody else's that a person has not read, and what it is about."""

    id: Id
    root: Id
    kind: CommentKind
    record: Id
    article: Id | None


@dataclass(frozen=True, slots=True)
class ReadMarks:
    """What a person has read: all that arrived up to a revision, and these since."""

    upto: int = 0
    read: frozenset[Id] = frozenset()
