"""Articles of a list that look the same, and what tells them apart: their source names.

Of those only what differs is given, for it must fit into a line; of copies under one name how long
they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from factcheck.ids import Id
from factcheck.records import ArticleRow, Date
from ui.texts import tr_n

_Look = tuple[str, str | None, Date | None]


def look_of(row: ArticleRow) -> tuple[object, ...]:
    """Give what of a row decides whether it looks like others, and what it is besides."""
    return (row.title, row.publisher, row.published, row.source_name, row.length)


def told_apart(rows: Sequence[ArticleRow]) -> dict[Id, str]:
    """Give of the rows with the same title, publisher and date what each is besides."""
    titles = Counter(row.title for row in rows)
    alike: dict[_Look, list[ArticleRow]] = defaultdict(list)
    for row in rows:
        if titles[row.title] > 1:
            alike[row.title, row.publisher, row.published].append(row)
    found: dict[Id, str] = {}
    for twins in alike.values():
        if len(twins) > 1:
            found |= _names(twins)
    return found


def _names(twins: Sequence[ArticleRow]) -> dict[Id, str]:
    names = [row.source_name for row in twins]
    # Folders that all are in say nothing; a name is not cut in its middle.
    cut = _shared(names).rfind("/") + 1
    counts = Counter(names)
    return {
        row.id: " · ".join(
            (row.source_name[cut:], tr_n("articles.characters", row.length))
            if counts[row.source_name] > 1
            else (row.source_name[cut:],)
        )
        for row in twins
    }


def _shared(names: Sequence[str]) -> str:
    first, last = min(names), max(names)
    pairs = enumerate(zip(first, last, strict=False))
    return first[: next((at for at, (a, b) in pairs if a != b), len(first))]
