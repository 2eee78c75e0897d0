"""Which names a person may mean who has typed a few letters: best first, folded.

Pure: it ranks what it is given and knows neither the registry nor the window.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import Generic, TypeVar

from factcheck.prose import fold

T = TypeVar("T")

#: The key of a name, remembered: a registry is ranked anew at every letter typed.
folded_key = lru_cache(maxsize=65_536)(fold.key)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """What may be meant: its name, what else it is called, and whether it was used right here."""

    record: T
    name: str
    aliases: tuple[str, ...] = ()
    used: bool = False


def complete(typed: str, candidates: Iterable[Candidate[T]], limit: int) -> list[T]:
    """Give what fits the letters: used here first, then by beginning, by word, by alias.

    Every word typed must begin a word of the name; nothing typed fits everything.
    """
    wanted = fold.key(typed)
    ranked = (
        ((not c.used, quality, folded_key(c.name), n), c.record)
        for n, c in enumerate(candidates)
        if (quality := _quality(wanted, c)) is not None
    )
    return [record for _, record in nsmallest(limit, ranked, key=lambda pair: pair[0])]


def _quality(wanted: str, candidate: Candidate[T]) -> int | None:
    if not wanted:
        return 0
    own = _fit(wanted, folded_key(candidate.name))
    if own is not None:
        return own
    fits = (_fit(wanted, folded_key(alias)) for alias in candidate.aliases)
    return min((2 + fit for fit in fits if fit is not None), default=None)


def _fit(wanted: str, name: str) -> int | None:
    if name.startswith(wanted):
        return 0
    words = name.split()
    begins = all(any(word.startswith(part) for word in words) for part in wanted.split())
    return 1 if begins else None
