"""What a person has read of what others say, remembered in little.

It is no project data: it is the person's, and known before any database is.
"""

from collections.abc import Iterable

from factcheck.commenting.answers import ReadMarks
from factcheck.ids import Id
from factcheck.settings import Json, Settings

_KEY = "read_comments"


def joined(one: ReadMarks, other: ReadMarks) -> ReadMarks:
    """Give the marks of what was read in either of two windows."""
    return ReadMarks(max(one.upto, other.upto), one.read | other.read)


def load_marks(settings: Settings, project: Id, person: Id, *, newest: int) -> ReadMarks:
    """Give what a person has read of a project whose newest revision is `newest`.

    A project put back from a copy has fewer revisions than were read: what comes then is new.
    """
    kept = settings.get(_KEY, {})
    found = kept.get(f"{project}/{person}") if isinstance(kept, dict) else None
    if not isinstance(found, dict):
        return ReadMarks()
    upto, ids = found.get("upto"), found.get("read")
    read = frozenset(_ids(ids if isinstance(ids, list) else ()))
    return ReadMarks(min(upto, newest) if isinstance(upto, int) else 0, read)


def keep_marks(settings: Settings, project: Id, person: Id, marks: ReadMarks) -> None:
    """Remember in the user's settings what a person has read of a project."""
    kept = settings.get(_KEY, {})
    all_of = dict(kept) if isinstance(kept, dict) else {}
    read: list[Json] = [str(i) for i in sorted(marks.read)]
    all_of[f"{project}/{person}"] = {"upto": marks.upto, "read": read}
    settings.put(_KEY, all_of)


def _ids(words: Iterable[object]) -> Iterable[Id]:
    for one in words:
        try:
            yield Id.parse(str(one))
        except ValueError:
            continue  # a hand has altered it; the comment counts as unread
