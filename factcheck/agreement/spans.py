"""Do two annotators mark the same stretches with the same labels, and which are each other's like?

Exact, overlapping one-to-one or each for itself, by character and by token; and the alignment of
statements, whatever their label, on which labels, speakers, claims and links are compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from factcheck.agreement.alpha import Alpha, Coincidences, coincidences
from factcheck.agreement.figures import Matches, one_to_one
from factcheck.agreement.matching import Step, best, most, nothing
from factcheck.agreement.overlaps import Shared, Stretches, common, covered, shared, size

V = TypeVar("V", bound=Hashable)
Layers = Mapping[V, Stretches]
_TOKEN = re.compile(r"(\w+|[^\w\s])")
# So little that it decides only between pairings of the same sum.
_PREFERENCE = 1e-9


class Marked(NamedTuple, Generic[V]):
    """What was marked: its code points, as `overlaps.covered` gives them, and its label."""

    place: Stretches
    label: V


@dataclass(frozen=True, slots=True)
class Tokens:
    """Where the tokens of a text begin and end."""

    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def count(self) -> int:
        """Give how many tokens there are."""
        return len(self.starts)

    def within(self, place: Iterable[tuple[int, int]]) -> Stretches:
        """Give which tokens stretches touch, as stretches of their numbers."""
        touched = (
            (bisect_right(self.ends, start), bisect_left(self.starts, end)) for start, end in place
        )
        return covered((first, last) for first, last in touched if first < last)


def tokens_of(text: str) -> Tokens:
    r"""Give the tokens of a text: `\w+`, or one mark that is not white space."""
    # What lies between comes too, in turn with the tokens; all in C, for texts are long.
    at = list(accumulate(map(len, _TOKEN.split(text))))
    return Tokens(at[0:-1:2], at[1::2])


def same_label(
    a: Sequence[Marked[V]], b: Sequence[Marked[V]], overlaps: Shared
) -> list[tuple[int, int]]:
    """Give the pairs that overlap and have the same label."""
    return [(i, j) for i, j in overlaps if a[i].label == b[j].label]


def exact(a: Sequence[Marked[V]], b: Sequence[Marked[V]]) -> Matches:
    """Count those with the same label and the same code points, one-to-one."""
    alike = Counter(a) & Counter(b)
    return one_to_one(sum(alike.values()), len(a), len(b))


def overlapping(a: Sequence[Marked[V]], b: Sequence[Marked[V]], overlaps: Shared) -> Matches:
    """Count those with the same label that share a code point, one-to-one, as many as can be.

    `overlaps` is what `overlaps.shared` gives for their places.
    """
    return one_to_one(len(most(same_label(a, b, overlaps))), len(a), len(b))


def overlapping_any(a: Sequence[Marked[V]], b: Sequence[Marked[V]], overlaps: Shared) -> Matches:
    """Count those that share a code point with one of the same label, each side for itself."""
    pairs = same_label(a, b, overlaps)
    return Matches(len({i for i, _ in pairs}), len(a), len({j for _, j in pairs}), len(b))


def aligned(
    a: Sequence[Marked[V]], b: Sequence[Marked[V]], overlaps: Shared, step: Step = nothing
) -> dict[int, int]:
    """Pair what overlaps so that the sum of the Jaccard overlaps is largest, labels ignored.

    Between pairings of the same sum it takes one with more equal labels, always the same one.
    `step` is called between steps and may raise to stop.
    """
    of_a, of_b = [size(one.place) for one in a], [size(other.place) for other in b]
    worth = {
        (i, j): n / (of_a[i] + of_b[j] - n) + (_PREFERENCE if a[i].label == b[j].label else 0)
        for (i, j), n in overlaps.items()
    }
    return best(worth, step)


def overlaps_of(a: Sequence[Marked[V]], b: Sequence[Marked[V]]) -> Shared:
    """Give which of a and b share code points, and how many."""
    return shared([one.place for one in a], [other.place for other in b])


def by_label(marked: Iterable[Marked[V]]) -> dict[V, Stretches]:
    """Give the code points under each label, each once however often it was marked."""
    found: dict[V, list[tuple[int, int]]] = defaultdict(list)
    for one in marked:
        found[one.label] += one.place
    return {label: covered(places) for label, places in found.items()}


def of_tokens(layers: Layers[V], tokens: Tokens) -> dict[V, Stretches]:
    """Give the numbers of the tokens under each label; one is when any of its characters is."""
    return {label: tokens.within(place) for label, place in layers.items()}


def united(a: Layers[V], b: Layers[V]) -> Matches:
    """Count pairs of (character, label), or (token, label) where the stretches are of tokens."""
    matched = sum(common(place, b[label]) for label, place in a.items() if label in b)
    return one_to_one(matched, sum(map(size, a.values())), sum(map(size, b.values())))


def token_values(
    layers: Sequence[Layers[V]], tokens: int
) -> list[tuple[Counter[frozenset[V]], int]]:
    """Give what annotators say of tokens, each the set of labels that cover it, and how often.

    Tokens of which all say the same stand together.
    """
    turns: dict[int, list[tuple[int, V]]] = defaultdict(list)
    for number, layer in enumerate(layers):
        for label, place in layer.items():
            for start, end in place:
                turns[start].append((number, label))
                turns[end].append((number, label))
    now: list[frozenset[V]] = [frozenset()] * len(layers)
    found: Counter[tuple[frozenset[V], ...]] = Counter()
    at = 0
    for turn in sorted(turns):
        if turn > at:
            found[tuple(now)] += turn - at
        for number, label in turns[turn]:
            now[number] ^= {label}
        at = turn
    if tokens > at:
        found[tuple(now)] += tokens - at
    return [(Counter(values), times) for values, times in found.items()]


def token_coincidences(layers: Sequence[Layers[V]], tokens: int) -> Coincidences[frozenset[V]]:
    """Count how the sets of labels that cover a token meet, over all tokens of a text."""
    return coincidences(token_values(layers, tokens))


def token_alpha_of(label: V, layers: Sequence[Layers[V]], tokens: int) -> Alpha:
    """Give nominal alpha over tokens for one label: covered by it, or not."""
    of_label = [{label: layer[label]} if label in layer else {} for layer in layers]
    return token_coincidences(of_label, tokens).alpha()
