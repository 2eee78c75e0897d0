"""Which texts are nearly the same: syndicated copies, retouched or cut a little.

Pure. Five words at a time are hashed into bins that keep their least hash (one permutation hashing:
Li, Owen and Zhang, NIPS 2012); these bins are a text's sketch. Texts whose bins agree band by band
(Broder 1997; Leskovec et al., Mining of Massive Datasets, ch. 3) are compared word for word, so
that chance decides nothing. A shingle that begins with a word of certain lengths comes first in its
bin (sampling by anchors: Manber, USENIX 1994), so that of most texts only a fifth is hashed.
"""

import struct
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, compress, pairwise
from typing import TypeVar
from zlib import crc32

from factcheck.prose import fold

Key = TypeVar("Key")
#: The least hash of each bin, four bytes each; EMPTY where no shingle is.
Sketch = bytes

WORDS = 5
#: Jaccard similarity of five-word shingles from which two texts count as nearly the same.
LIKE = 0.7
BINS = 16
EMPTY = 0xFFFFFFFF
_BINS = struct.Struct(f"<{BINS}I")
#: How many bytes a sketch has.
LENGTH = _BINS.size
#: What a text without words has for one.
WORDLESS = b"\xff" * LENGTH
_BAND = 8  # bytes of two bins
_ANCHORS = frozenset((5, 8))  # lengths of words: with most languages a sixth to a fifth of all
_CANDIDATE = 0.4  # share of bins that agree, from which words are compared
_CROWD = 40  # of one band that are compared with their neighbors only, not each with each
_REMEMBERED = 256  # texts whose shingles are in memory at once
_ANCHORED = 0x7FFFFFFF


def sketch(characters: str) -> Sketch:
    """Give the sketch of a text."""
    words = _words(characters)
    if not words:
        return WORDLESS
    places = range(max(1, len(words) - WORDS + 1))
    bins = [EMPTY] * BINS
    anchored = [*compress(places, map(_ANCHORS.__contains__, map(len, words)))]
    _keep(bins, [one & _ANCHORED for one in _hashes(words, anchored)])
    if EMPTY in bins:
        found = set(anchored)
        rest = _hashes(words, (at for at in places if at not in found))
        # More than those of all anchors, lest one of them give way.
        _keep(bins, [one | ~_ANCHORED & EMPTY for one in rest])
    return _BINS.pack(*bins)


def near_pairs(
    sketches: Mapping[Key, Sketch],
    read: Callable[[Key], str],
    *,
    like: float = LIKE,
    skip: Callable[[Key, Key], bool] | None = None,
) -> Iterator[tuple[Key, Key]]:
    """Give pairs of texts that are nearly the same; of a large group as many as join it.

    Texts without words are like nothing. `read` gives a text by its key, of some of them only;
    `skip` says of a pair, after those given before, that it need not be compared.
    """
    shingles = lru_cache(_REMEMBERED)(lambda key: shingles_of(read(key)))
    for one, other in _candidates(sketches):
        if skip and skip(one, other):
            continue
        if likeness(shingles(one), shingles(other)) >= like:
            yield one, other


def shingles_of(characters: str) -> frozenset[int]:
    """Give the hashes of every five words in a row, folded; of all where there are fewer."""
    words = _words(characters)
    last = max(1, len(words) - WORDS + 1)
    return frozenset(_hashes(words, range(last)) if words else ())


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the Jaccard similarity of two sets of shingles."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def _words(characters: str) -> list[str]:
    return fold.words(fold.Folded(characters).folded)


def _hashes(words: list[str], places: Iterable[int]) -> list[int]:
    return [crc32(" ".join(words[at : at + WORDS]).encode()) for at in places]


def _keep(bins: list[int], hashes: Iterable[int]) -> None:
    for hashed in hashes:
        at = hashed % BINS
        if hashed < bins[at]:
            bins[at] = hashed


def _candidates(sketches: Mapping[Key, Sketch]) -> Iterator[tuple[Key, Key]]:
    tried: set[tuple[Key, Key]] = set()
    for first in range(0, LENGTH, _BAND):
        for keys in _alike(sketches, first):
            pairs = combinations(keys, 2) if len(keys) <= _CROWD else pairwise(keys)
            for pair in pairs:
                if pair not in tried:
                    tried.add(pair)
                    if _agreeing(sketches[pair[0]], sketches[pair[1]]) >= _CANDIDATE:
                        yield pair


def _alike(sketches: Mapping[Key, Sketch], first: int) -> Iterator[list[Key]]:
    """Give the texts that agree in a band; one band at a time, or all would fill the memory."""
    bands: dict[bytes, list[Key]] = defaultdict(list)
    for key, bins in sketches.items():
        bands[bins[first : first + _BAND]].append(key)
    bands.pop(WORDLESS[:_BAND], None)
    return (keys for keys in bands.values() if len(keys) > 1)


def _agreeing(one: Sketch, other: Sketch) -> float:
    both: Iterator[tuple[int, int]] = zip(_BINS.unpack(one), _BINS.unpack(other), strict=True)
    bins = [(a, b) for a, b in both if a != EMPTY or b != EMPTY]
    return sum(a == b for a, b in bins) / len(bins)
