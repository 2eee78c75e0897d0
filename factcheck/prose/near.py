"""Which texts are nearly the same: syndicated copies, retouched or cut a little.

Pure. Five words at a time are hashed into bins that keep their least hash (one permutation hashing:
Li, Owen and Zhang, NIPS 2012); texts whose bins agree band by band (Broder 1997; Leskovec et al.,
Mining of Massive Datasets, ch. 3) are compared word for word, so that chance decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise
from typing import TypeVar
from zlib import crc32

from factcheck.prose import fold

Key = TypeVar("Key")

WORDS = 5
#: Jaccard similarity of five-word shingles from which two texts count as nearly the same.
LIKE = 0.7
_BINS = 64
_BAND = 4
_EMPTY = -1
_CROWD = 40  # of one band that are compared with their neighbors only, not each with each


def near_pairs(texts: Iterable[tuple[Key, str]], *, like: float = LIKE) -> list[tuple[Key, Key]]:
    """Give pairs of texts that are nearly the same; of a large group as many as join it.

    Texts without words are like nothing. All shingles are held: some 10 MB for 1,000 articles.
    """
    shingles: dict[Key, frozenset[int]] = {}
    bands: dict[tuple[int, tuple[int, ...]], list[Key]] = defaultdict(list)
    for key, characters in texts:
        found = shingles_of(characters)
        if not found:
            continue
        shingles[key] = found
        bins = _least_by_bin(found)
        for first in range(0, _BINS, _BAND):
            band = tuple(bins[first : first + _BAND])
            if any(one != _EMPTY for one in band):
                bands[first, band].append(key)
    return _alike(bands, shingles, like)


def shingles_of(characters: str) -> frozenset[int]:
    """Give the hashes of every five words in a row, folded; of all where there are fewer."""
    words = fold.key(characters).split()
    if not words:
        return frozenset()
    last = max(1, len(words) - WORDS + 1)
    return frozenset(crc32(" ".join(words[i : i + WORDS]).encode()) for i in range(last))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the Jaccard similarity of two sets of shingles."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def _least_by_bin(shingles: Iterable[int]) -> list[int]:
    bins = [_EMPTY] * _BINS
    for one in shingles:
        # Another hash than its own order, or bins would only hold small ones.
        place, value = one % _BINS, (one * 2654435761) & 0xFFFFFFFF
        if bins[place] == _EMPTY or value < bins[place]:
            bins[place] = value
    return bins


def _alike(
    bands: Mapping[tuple[int, tuple[int, ...]], list[Key]],
    shingles: Mapping[Key, frozenset[int]],
    like: float,
) -> list[tuple[Key, Key]]:
    tried: set[tuple[Key, Key]] = set()
    found = []
    for keys in bands.values():
        pairs = combinations(keys, 2) if len(keys) <= _CROWD else pairwise(keys)
        for pair in pairs:
            if pair in tried:
                continue
            tried.add(pair)
            if likeness(shingles[pair[0]], shingles[pair[1]]) >= like:
                found.append(pair)
    return found
