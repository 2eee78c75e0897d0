"""Many ids in queries of a few: what any database takes at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
#: How many ids a query takes at once; SQLite's floor allows 999 parameters.
AT_ONCE = 900


def lots(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Give items in lots that one query takes."""
    rest = iter(items)
    while lot := list(islice(rest, size)):
        yield lot
