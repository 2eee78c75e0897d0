"""Do two annotators mark the same stretches with the same labels, and which are each other's like?

Exact, overlapping one-to-one or each for itself, by character and by token; and the alignment of
statements, whatever their label, on which labels, speakers, claims and links are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from factcheck.agreement.alpha import Alpha, Coincidences, coincidences
from factcheck.agreement.figures import Matches, one_to_one
from factcheck.agreement.matching import Step, best, most, nothing
from factcheck.agreement.overlaps import Shared, Stretches, common, covered, shared, size
from factcheck.agreement.tokens import Tokens

V = TypeVar("V", bound=Hashable)
Layers = Mapping[V, Stretches]
# So little that it decides only between pairings of the same sum.
_PREFERENCE = 1e-9


class Marked(NamedTuple, Generic[V]):
    """What was marked: its code points, as `overlaps.covered` gives them, and its label."""

    place: Stretches
    label: V


def same_label(
    a: Sequence[Marked[V]], b: Sequence[Marked[V]], overlaps: Shared
) -> list[tuple[int, int]]:
    """Give the pairs that overlap and have the same label."""
    return [(i, j) for i, j in overlaps if a[i].label == b[j].label]


def exact(a: Sequence[Marked[V]], b: Sequence[Marked[V]]) -> Matches:
    """Count those with the same label and the same code points, one-to-one."""
    return one_to_one(sum(exact_by_label(Counter(a), Counter(b)).values()), len(a), len(b))


def exact_by_label(a: Mapping[Marked[V], int], b: Mapping[Marked[V], int]) -> Counter[V]:
    """Count by label those that are exactly alike, from how often each was marked."""
    found: Counter[V] = Counter()
    for one in a.keys() & b.keys():
        found[one.label] += min(a[one], b[one])
    return found


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
    met_a, met_b = Counter(i for i, _ in overlaps), Counter(j for _, j in overlaps)
    # Most overlap one another and nothing else; their worth decides nothing.
    found = {i: j for i, j in overlaps if met_a[i] == 1 == met_b[j]}
    left = [(i, j, n) for (i, j), n in overlaps.items() if found.get(i) != j]
    of_a = {i: size(a[i].place) for i, _, _ in left}
    of_b = {j: size(b[j].place) for _, j, _ in left}
    worth = {
        (i, j): n / (of_a[i] + of_b[j] - n) + (_PREFERENCE if a[i].label == b[j].label else 0)
        for i, j, n in left
    }
    return found | best(worth, step)


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
    turns: list[tuple[int, int, frozenset[V]]] = []
    for number, layer in enumerate(layers):
        for label, place in layer.items():
            single = frozenset((label,))
            for start, end in place:
                turns += ((start, number, single), (end, number, single))
    turns.sort(key=itemgetter(0))
    now: list[frozenset[V]] = [frozenset()] * len(layers)
    found: dict[tuple[frozenset[V], ...], int] = {}
    at = 0
    for turn, number, single in turns:
        if turn > at:
            values = tuple(now)
            found[values] = found.get(values, 0) + turn - at
            at = turn
        now[number] ^= single
    if tokens > at:
        found[tuple(now)] = found.get(tuple(now), 0) + tokens - at
    return [(Counter(values), times) for values, times in found.items()]


def token_coincidences(layers: Sequence[Layers[V]], tokens: int) -> Coincidences[frozenset[V]]:
    """Count how the sets of labels that cover a token meet, over all tokens of a text."""
    return coincidences(token_values(layers, tokens))


def token_alpha_of(label: V, layers: Sequence[Layers[V]], tokens: int) -> Alpha:
    """Give nominal alpha over tokens for one label: covered by it, or not."""
    of_label = [{label: layer[label]} if label in layer else {} for layer in layers]
    return token_coincidences(of_label, tokens).alpha()
