"""Where words stand in a text, found by the rarest of them: quick in a megabyte, however often.

Pure. It knows a text and its words, and nothing of editions.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.prose.alignment import Words

#: Places of a word from which on looking through all of a text is quicker.
_OFTEN = 500


class Inner(NamedTuple):
    """A whole word inside a stretch: its number, and the characters before it there."""

    number: int
    before: int


class Places:
    """A text, asked where stretches of characters or of words stand in it."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words
        self._by_number: dict[int, list[int]] = defaultdict(list)
        for place, number in enumerate(words.numbers):
            self._by_number[number].append(place)

    def of_word(self, number: int) -> Sequence[int]:
        """Give the places of a word among the words."""
        return self._by_number.get(number, ())

    def of(self, exact: str, inner: Inner | None) -> Iterator[int]:
        """Give where characters stand that hold a word, or none at all, in rising order."""
        text = self._text
        if inner is None or len(self.of_word(inner.number)) > _OFTEN:
            at = text.find(exact)
            while at >= 0:
                if inner is None or self._is_word(at + inner.before, inner.number):
                    yield at
                at = text.find(exact, at + 1)
            return
        for place in self.of_word(inner.number):
            at = self._words.starts[place] - inner.before
            if at >= 0 and text.startswith(exact, at):
                yield at

    def _is_word(self, start: int, number: int) -> bool:
        """Say whether a word begins at a character and is whole."""
        starts = self._words.starts
        place = bisect_left(starts, start)
        is_there = place < len(starts) and starts[place] == start
        return is_there and self._words.numbers[place] == number

    def of_words(self, numbers: Sequence[int], rarest: int) -> Iterator[int]:
        """Give where words stand in a row; `rarest` is the place of one of them among these."""
        for place in self.of_word(numbers[rarest]):
            first = place - rarest
            if first >= 0 and self._words.numbers[first : first + len(numbers)] == numbers:
                yield first
