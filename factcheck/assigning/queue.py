"""Whose turn each article is: what was given to somebody, in the order of their list.

Pure: it orders the lines of a list and knows no project.
"""

from collections.abc import Sequence

from factcheck.ids import Id
from factcheck.records import ArticleRow


def queue_of(rows: Sequence[ArticleRow]) -> list[Id]:
    """Give whose turn it is, of the lines of a list in its order: in progress, then to do.

    Where any article was given to the reader of the list, only those given; else all.
    """
    mine = [row for row in rows if row.given] or rows
    begun = [row.id for row in mine if row.status == "in_progress"]
    return begun + [row.id for row in mine if row.status == "to_do"]


def after_in(queue: Sequence[Id], after: Id | None) -> Id | None:
    """Give what follows in a queue, from its end to its head again; its head where not in it."""
    if after not in queue:
        return queue[0] if queue else None
    following = queue[(queue.index(after) + 1) % len(queue)]
    return following if following != after else None
