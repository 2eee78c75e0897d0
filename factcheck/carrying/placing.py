"""Where the words of a stretch are in a later edition of its text, and how sure that is.

Pure. A place is sure where the words stand with their old surroundings, or in a run of characters
that both texts have once; whatever else is found is told apart, so that nothing comes to a wrong
place in silence. Offsets are code points, half-open; it knows no statement.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal

from factcheck.carrying.places import Inner, Places
from factcheck.prose.alignment import Alignment, matched
from factcheck.prose.fold import key
from factcheck.spans import CONTEXT

Sureness = Literal["same", "moved", "uncertain"]

#: How many characters, or words, in a row prove a place where both texts have them once.
PROOF, PROOF_WORDS = 16, 6
#: How like words must be that stand where others stood, or elsewhere.
LIKE, LIKE_ELSEWHERE = 0.5, 0.6
_STRETCHED = 4  # times as long as it was that a stretch may be with what was put into it
_SHORT = 80  # characters up to which likeness is also measured one by one
_BESIDE = 3  # words on each side that hold folded words in their place
_MOST = 500  # places of the same words that are looked at
_NEAR = 200  # characters that a part may be off from where it would be
_FEWEST = 4  # words by which altered ones are found elsewhere
_RARE = 5  # times that a word may be in a text to lead to others
_LONGEST = 2_000  # words of a stretch that is looked for elsewhere


@dataclass(frozen=True, slots=True)
class Found:
    """Where a stretch is in the later text."""

    start: int
    end: int
    sureness: Sureness


class Placing:
    """Two editions of a text, asked where stretches of the older are in the newer."""

    def __init__(self, old: str, new: str) -> None:
        self.alignment = Alignment(old, new)
        self._old, self._new = old, new
        self._olds = Places(old, self.alignment.old_words)
        self._news = Places(new, self.alignment.new_words)
        # Many statements may be made of one sentence, or of a sentence that is there many times.
        self._placed: dict[tuple[int, int], Found | None] = {}
        self._elsewhere: dict[tuple[str, str, str], Found | None] = {}

    def place(self, start: int, end: int) -> Found | None:
        """Give where a stretch of the old text is in the new one; None where it is not.

        same: in its place in the order of the text, the words unchanged but for case, accents and
        marks; moved: the words elsewhere; uncertain: altered words, or one of several places.
        """
        if (start, end) not in self._placed:
            self._placed[start, end] = self._place(start, end)
        return self._placed[start, end]

    def _place(self, start: int, end: int) -> Found | None:
        here = self._in_run(start, end) or self._altered(start, end)
        if here is not None and here.sureness == "same":
            return here
        moved = self._moved(start, end)
        if moved is not None and (moved.sureness == "moved" or here is None):
            return moved
        return here or self._altered_elsewhere(start, end)

    def is_just(self, start: int, end: int, found: Found) -> bool:
        """Say whether the characters of an old stretch and of a new one are just the same."""
        return self._old[start:end] == self._new[found.start : found.end]

    def near(self, start: int, end: int, expected: int) -> Found | None:
        """Give the same words nearest to where they are expected to begin, if near at all."""
        exact = self._old[start:end]
        low, high = max(0, expected - _NEAR), expected + len(exact) + _NEAR
        within = self._new[low:high]
        places = (low + n for n in range(len(within)) if within.startswith(exact, n))
        best = min(places, key=lambda at: abs(at - expected), default=None)
        if best is None:
            return None
        return Found(best, best + len(exact), "moved" if best == expected else "uncertain")

    def _in_run(self, start: int, end: int) -> Found | None:
        run = self.alignment.run_at(start)
        if run is None or end > run.old + run.length:
            return None
        at = run.new + start - run.old
        return Found(at, at + end - start, "same" if self._proves(start, end, at) else "uncertain")

    def _proves(self, start: int, end: int, at: int) -> bool:
        """Say whether the characters around prove that the words at a new place are those."""
        left, right = self._surroundings(start, end, at)
        if self._is_whole(start, end, at, left, right):
            return True
        first, last = start - left, end + right
        inner = self.alignment.old_words.within(first, last)
        is_long = last - first >= PROOF or inner[1] - inner[0] >= PROOF_WORDS
        return is_long and self._is_single(first, last)

    def _surroundings(self, start: int, end: int, at: int) -> tuple[int, int]:
        """Count the characters before and after that both texts have alike, up to `CONTEXT`."""
        old, new, new_end = self._old, self._new, at + end - start
        left, right = self._whole_surroundings(start, end, at, new_end)
        most = min(CONTEXT, start, at)
        while left < most and old[start - left - 1] == new[at - left - 1]:
            left += 1
        most = min(CONTEXT, len(old) - end, len(new) - new_end)
        while right < most and old[end + right] == new[new_end + right]:
            right += 1
        return left, right

    def _whole_surroundings(self, start: int, end: int, at: int, new_end: int) -> tuple[int, int]:
        """Give how many characters on each side are alike where all are, else 0: it is quick."""
        before = slice(max(0, start - CONTEXT), start), slice(max(0, at - CONTEXT), at)
        after = slice(end, end + CONTEXT), slice(new_end, new_end + CONTEXT)
        sides = (
            self._old[one] if self._old[one] == self._new[other] else ""
            for one, other in (before, after)
        )
        left, right = map(len, sides)
        return left, right

    def _is_whole(self, start: int, end: int, at: int, left: int, right: int) -> bool:
        """Say whether these are all the surroundings, to the edges of both texts where near."""
        before = left == CONTEXT or left == start == at
        rest = len(self._old) - end, len(self._new) - (at + end - start)
        return before and (right == CONTEXT or right == rest[0] == rest[1])

    def _is_single(self, start: int, end: int) -> bool:
        """Say whether each text has the characters of an old stretch once."""
        exact, inner = self._old[start:end], self._inner(start, end)
        return all(_is_one(places.of(exact, inner)) for places in (self._olds, self._news))

    def _inner(self, start: int, end: int) -> Inner | None:
        """Give the rarest of the whole words in an old stretch."""
        words = self.alignment.old_words
        first, last = words.within(start, end)
        if first == last:
            return None
        rarest = min(range(first, last), key=lambda n: len(self._news.of_word(words.numbers[n])))
        return Inner(words.numbers[rarest], words.starts[rarest] - start)

    def _moved(self, start: int, end: int) -> Found | None:
        """Give where the very words are, where nothing else of the old text stands for them."""
        old, around = self._old, CONTEXT + 1
        if start < around or end > len(old) - around:
            return self._found_elsewhere(start, end)
        where = old[start - around : start], old[start:end], old[end : end + around]
        if where not in self._elsewhere:
            self._elsewhere[where] = self._found_elsewhere(start, end)
        return self._elsewhere[where]

    def _found_elsewhere(self, start: int, end: int) -> Found | None:
        exact = self._old[start:end]
        free = []
        for at in islice(self._news.of(exact, self._inner(start, end)), _MOST):
            left, right = self._surroundings(start, end, at)
            run = self.alignment.run_at_new(at - left)
            if run is None or at + len(exact) + right > run.new + run.length:
                free.append((left + right, at))
        if not free:
            return None
        (agreeing, at), *others = sorted(free, reverse=True)
        is_best = not others or others[0][0] < agreeing
        if is_best and self._proves(start, end, at):
            return Found(at, at + len(exact), "moved")
        return Found(at, at + len(exact), "uncertain") if len(exact) + agreeing >= PROOF else None

    def _altered(self, start: int, end: int) -> Found | None:
        """Give what stands in the place of altered words, if it is like them."""
        low, is_begin = self._begin(start)
        high, is_end = self._finish(end)
        if not (is_begin and is_end):
            low, high = self._narrowed(start, end, (low, is_begin), (high, is_end))
        low, high = _stripped(self._new, low, high)
        if low >= high:
            return None
        is_near = high - low <= _STRETCHED * (end - start) + _NEAR
        if is_near and is_begin and is_end and self._is_folded(start, end, low, high):
            return Found(low, high, "same")
        is_like = self.alignment.alike(start, end) >= LIKE * (end - start)
        if is_like and is_near:
            return Found(low, high, "uncertain")
        is_like = _is_like(self._old[start:end], self._new[low:high])
        return Found(low, high, "uncertain") if is_like else None

    def _begin(self, start: int) -> tuple[int, bool]:
        """Give where a stretch would begin in the new text, and whether just there."""
        run = self.alignment.run_at(start)
        if run is not None:
            return run.new + start - run.old, True
        differing = self.alignment.differing_at(start)
        return (differing.new[0], differing.old[0] == start) if differing else (0, False)

    def _finish(self, end: int) -> tuple[int, bool]:
        run = self.alignment.run_at(end - 1)
        if run is not None:
            return run.new + end - run.old, True
        differing = self.alignment.differing_at(end - 1)
        if differing is None:
            return len(self._new), False
        return differing.new[1], differing.old[1] == end

    def _narrowed(
        self, start: int, end: int, low: tuple[int, bool], high: tuple[int, bool]
    ) -> tuple[int, int]:
        """Narrow a new stretch whose edges are in the midst of altered words to what is alike."""
        olds, news = self.alignment.old_words, self.alignment.new_words
        i, j = olds.within(start, end)
        first, last = news.within(low[0], high[0])
        if j - i > _LONGEST or last - first > _LONGEST:
            return 0, 0
        pairs = matched(olds.numbers[i:j], news.numbers[first:last])
        if not pairs:
            return 0, 0
        return (
            low[0] if low[1] else news.starts[first + pairs[0][1]],
            high[0] if high[1] else news.ends[first + pairs[-1][1]],
        )

    def _is_folded(self, start: int, end: int, low: int, high: int) -> bool:
        """Say whether two stretches have the same words, that nothing else can be meant by."""
        if key(self._old[start:end]) != key(self._new[low:high]):
            return False
        olds, news = self.alignment.old_words, self.alignment.new_words
        (i, j), (k, m) = olds.within(start, end), news.within(low, high)
        if i == j or olds.numbers[i:j] != news.numbers[k:m]:
            return False
        before = (
            olds.numbers[max(0, i - _BESIDE) : i],
            news.numbers[max(0, k - _BESIDE) : k],
        )
        after = olds.numbers[j : j + _BESIDE], news.numbers[m : m + _BESIDE]
        if before[0] == before[1] and after[0] == after[1]:
            return True
        if end - start < PROOF:
            return False
        numbers = olds.numbers[i:j]
        rarest = min(range(j - i), key=lambda n: len(self._news.of_word(numbers[n])))
        return all(_is_one(p.of_words(numbers, rarest)) for p in (self._olds, self._news))

    def _altered_elsewhere(self, start: int, end: int) -> Found | None:
        """Give the most like stretch elsewhere that nothing else of the old text stands for."""
        olds, news = self.alignment.old_words, self.alignment.new_words
        i, j = olds.within(start, end)
        if not _FEWEST <= j - i <= _LONGEST:
            return None
        where = self._gathering(olds.numbers[i:j])
        if where is None:
            return None
        first, last = max(0, where), min(len(news.numbers), where + 2 * (j - i))
        pairs = matched(olds.numbers[i:j], news.numbers[first:last])
        if len(pairs) < _FEWEST:
            return None
        k, m = first + pairs[0][1], first + pairs[-1][1] + 1
        if 2 * len(pairs) / (j - i + m - k) < LIKE_ELSEWHERE:
            return None
        low, high = news.starts[k], news.ends[m - 1]
        run = self.alignment.run_at_new(low)
        is_taken = run is not None and high <= run.new + run.length
        return None if is_taken else Found(low, high, "uncertain")

    def _gathering(self, numbers: list[int]) -> int | None:
        """Give the place among the new words from which on most of the rare ones of some stand."""
        half = max(1, len(numbers) // 2)
        votes: Counter[int] = Counter()
        for n, number in enumerate(numbers):
            places = self._news.of_word(number)
            if len(places) <= _RARE:
                votes.update({(place - n) // half for place in places})
        if not votes:
            return None
        best = min(votes, key=lambda at: (-votes[at] - votes[at + 1], at))
        return best * half


def _is_one(places: Iterator[int]) -> bool:
    return len(list(islice(places, 2))) == 1


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_like(old: str, new: str) -> bool:
    if max(len(old), len(new)) > _SHORT:
        return False
    close = SequenceMatcher(None, old, new, autojunk=False)
    return close.quick_ratio() >= LIKE and close.ratio() >= LIKE
