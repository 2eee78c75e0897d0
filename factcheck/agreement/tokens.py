"""The tokens of a text, counted without making each: which of them a stretch touches.

A token is a run of word characters (`\\w+`), or one mark that is not white space. Texts are long,
so that what begins a token becomes a byte, and bytes are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from factcheck.agreement.overlaps import Stretches, covered

_SPACE, _WORD, _MARK = 0, 1, 2
_LATIN = 256


class Tokens:
    """The tokens of one text; what lies in `left_out` is none."""

    def __init__(self, text: str, left_out: Iterable[tuple[int, int]] = ()) -> None:
        sorts = bytearray(_sorts(text))
        for start, end in left_out:
            sorts[start:end] = bytes(max(0, min(end, len(text)) - start))
        self._words = bytes(sorts.translate(_IS_WORD))
        words = int.from_bytes(self._words, "little")
        marks = int.from_bytes(sorts.translate(_IS_MARK), "little")
        # Shifted by a byte, a character stands where the next one does.
        starts = words & ~(words << 8) | marks
        self._starts = starts.to_bytes(len(text), "little")
        self.count = self._starts.count(1)

    def within(self, place: Sequence[tuple[int, int]]) -> Stretches:
        """Give which tokens stretches touch, as stretches of their numbers.

        Stretches come in order and do not overlap.
        """
        found: list[tuple[int, int]] = []
        count, words = self._starts.count, self._words
        at = before = 0
        for start, end in place:
            before += count(1, at, start)
            # A word that began before the stretch and goes on in it is touched too.
            first = before - 1 if start and words[start - 1] and words[start] else before
            before += count(1, start, end)
            at = end
            if first < before:
                found.append((first, before))
        return covered(found)

    def spans(self) -> list[tuple[int, int]]:
        """Give where each token is, for those who want to see them."""
        starts = [n for n, begins in enumerate(self._starts) if begins]
        ends = [n + 1 for n in starts]
        for n, start in enumerate(starts):
            while self._words[start] and ends[n] < len(self._words) and self._words[ends[n]]:
                ends[n] += 1
        return list(zip(starts, ends, strict=True))


def _sorts(text: str) -> bytes:
    """Give the sort of each character."""
    for other in set(text):
        if ord(other) >= _LATIN:
            text = text.replace(other, _LIKE[_sort_of(other)])
    return text.encode("latin-1").translate(_SORTS)


@lru_cache(maxsize=4_096)
def _sort_of(character: str) -> int:
    if character.isspace():
        return _SPACE
    return _WORD if character.isalnum() or character == "_" else _MARK


_LIKE = {_SPACE: " ", _WORD: "a", _MARK: "."}
_SORTS = bytes(_sort_of(chr(n)) for n in range(_LATIN))
_IS_WORD = bytes(n == _WORD for n in range(_LATIN))
_IS_MARK = bytes(n == _MARK for n in range(_LATIN))
