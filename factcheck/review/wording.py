"""Whether two claims may be the same in other words: only a guess, to be offered for merging.

Pure. By the words of four letters or more, and numbers, that both propositions have when folded:
two in common, and most of the shorter one's or nearly half of all.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

from factcheck.ids import Id
from factcheck.prose.fold import key

SHORTEST = 4
OF_SHORTER, OF_ALL = 0.6, 0.4
Telling = frozenset[str]


def telling_words(proposition: str) -> Telling:
    """Give the words of a proposition by which it is told from others."""
    return frozenset(w for w in key(proposition).split() if len(w) >= SHORTEST or w.isdigit())


def in_other_words(one: Telling, other: Telling) -> bool:
    """Say whether two propositions may be the same by their telling words."""
    common = len(one & other)
    if common < 2:
        return False
    return common >= OF_SHORTER * min(len(one), len(other)) or common >= OF_ALL * len(one | other)


def same_claims(
    claims: Iterable[Id | None], words: Mapping[Id, Telling]
) -> tuple[tuple[Id, Id], ...]:
    """Give the pairs of different claims that may be the same in other words."""
    found = sorted({c for c in claims if c is not None})
    return tuple(
        (one, other)
        for one, other in combinations(found, 2)
        if one in words and other in words and in_other_words(words[one], words[other])
    )
