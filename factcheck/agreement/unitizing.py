"""Alpha for unitized text: do annotators cut the same stretches out of a text, and label them so?

A continuum is the articles laid end to end; units of one label and annotator do not overlap, and
units that touch stay two. Lengths here are code points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from factcheck.agreement.alpha import Alpha
from factcheck.agreement.figures import Figure, undefined

V = TypeVar("V", bound=Hashable)
Unit = tuple[int, int]  # start and end, half-open


@dataclass(frozen=True, slots=True)
class Unitized(Generic[V]):
    """alpha_U for each label, each being a layer of its own, and over all of them."""

    by_label: Mapping[V, Alpha]
    all: Alpha


def alpha_u(length: int, annotators: Sequence[Iterable[tuple[int, int, V]]]) -> Unitized[V]:
    """Give alpha_U of annotators' units (start, end, label) on a continuum that begins at 0.

    An annotator without units is one who marked nothing. Over all labels it is 1 less the sum of
    what was observed over the sum of what was expected. Source: Krippendorff 2004, Content
    Analysis, 2nd ed., pp. 251-256; over all labels 2013, 3rd ed., pp. 310-313.
    """
    layers: dict[V, list[list[Unit]]] = {}
    for number, units in enumerate(annotators):
        for start, end, label in units:
            if label not in layers:
                layers[label] = [[] for _ in annotators]
            layers[label][number].append((start, end))
    by_label = {label: alpha_of_layers(length, units) for label, units in layers.items()}
    return Unitized(by_label, over_all(by_label.values()))


def over_all(alphas: Iterable[Alpha]) -> Alpha:
    """Give alpha over several labels: the disagreements are added, the alphas not averaged."""
    known = [a for a in alphas if a.observed is not None and a.expected is not None]
    if not known:
        return Alpha(undefined("nothing"))
    observed = sum(a.observed or 0.0 for a in known)
    expected = sum(a.expected or 0.0 for a in known)
    return _alpha(observed, expected)


@dataclass(frozen=True, slots=True)
class Cut:
    """The units of one label in one article, as alpha needs them; articles add up."""

    length: int
    #: How far annotators are apart, summed up over any two; see `disagreement`.
    observed: int
    #: How many units there are of each length, and how many spaces between two units.
    lengths: Mapping[int, int]
    between: Mapping[int, int]
    #: By annotator, what lies before the first unit and after the last; None without units.
    ends: tuple[tuple[int, int] | None, ...]


def cut(length: int, layers: Sequence[Iterable[Unit]]) -> Cut:
    """Count the units of one label in one article, a layer for each annotator."""
    apart = [_apart(units) for units in layers]
    observed = sum(disagreement(apart[i], apart[j]) for j in range(len(apart)) for i in range(j))
    lengths = Counter(end - start for units in apart for start, end in units)
    between = Counter(
        after[0] - before[1]
        for units in apart
        for before, after in pairwise(units)
        if after[0] > before[1]
    )
    ends = tuple((units[0][0], length - units[-1][1]) if units else None for units in apart)
    return Cut(length, observed, lengths, between, ends)


def alpha_of_layers(length: int, layers: Sequence[Iterable[Unit]]) -> Alpha:
    """Give alpha_U of one label, a layer for each annotator; see `alpha_u`."""
    return alpha_of_cuts([cut(length, layers)])


def alpha_of_cuts(cuts: Sequence[Cut]) -> Alpha:
    """Give alpha_U of one label over articles laid end to end, by the same annotators each."""
    annotators = len(cuts[0].ends) if cuts else 0
    if annotators < 2:
        return Alpha(undefined("one_annotator"))
    lengths, spaces = Counter[int](), Counter[int]()
    for one in cuts:
        lengths.update(one.lengths)
        spaces.update(one.between)
    if not lengths:
        return Alpha(undefined("nothing"))
    for number in range(annotators):
        spaces.update(_spaces_around(cuts, number))
    length = sum(one.length for one in cuts)
    # Each pair of annotators is met from both sides.
    observed = 2 * sum(one.observed for one in cuts)
    observed_share = observed / (annotators * (annotators - 1) * length**2)
    return _alpha(observed_share, expected_disagreement(length, annotators, lengths, spaces))


def _spaces_around(cuts: Sequence[Cut], annotator: int) -> Iterator[int]:
    """Give the spaces that begin or end with an article, those that meet being one."""
    space = 0
    for one in cuts:
        ends = one.ends[annotator]
        if ends is None:
            space += one.length
            continue
        if space + ends[0]:
            yield space + ends[0]
        space = ends[1]
    if space:
        yield space


def disagreement(one: Sequence[Unit], other: Sequence[Unit]) -> int:
    """Give how far the units of two annotators are apart, summed up, in squared lengths.

    Two that overlap: the squared differences of starts and of ends. One that lies where the other
    annotator has nothing: its squared length. Source: Krippendorff 2004, p. 253.
    """
    total = 0
    first = 0
    met: set[int] = set()
    for start, end in one:
        while first < len(other) and other[first][1] <= start:
            first += 1
        n = first
        while n < len(other) and other[n][0] < end:
            met.add(n)
            total += (start - other[n][0]) ** 2 + (end - other[n][1]) ** 2
            n += 1
        if n == first:
            total += (end - start) ** 2
    return total + sum((e - s) ** 2 for n, (s, e) in enumerate(other) if n not in met)


def expected_disagreement(
    length: int, annotators: int, lengths: Mapping[int, int], spaces: Mapping[int, int]
) -> float:
    """Give the disagreement of units thrown on the continuum by chance.

    From how many units, and spaces without one, there are of each length. Source: Krippendorff
    2004, p. 255; the 1995 article has a misprint there.
    """
    ordered = sorted(spaces)
    # For each space, how many are at least as long, and how long they are together.
    many, long = [0], [0]
    for space in reversed(ordered):
        many.append(many[-1] + spaces[space])
        long.append(long[-1] + spaces[space] * space)
    units = sum(lengths.values())
    total, self_paired = 0.0, 0
    for b, times in lengths.items():
        at_least = len(ordered) - bisect_left(ordered, b)
        room = long[at_least] - many[at_least] * (b - 1)
        total += times * ((units - 1) / 3 * (2 * b**3 - 3 * b**2 + b) + b**2 * room)
        self_paired += times * b * (b - 1)
    whole = annotators * length
    return 2 / length * total / (whole * (whole - 1) - self_paired)


def _apart(units: Iterable[Unit]) -> list[Unit]:
    """Make units that overlap one, in order; those that only touch stay two."""
    found: list[Unit] = []
    for start, end in sorted(set(units)):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _alpha(observed: float, expected: float) -> Alpha:
    if expected <= 0:
        return Alpha(undefined("one_value"), observed, expected)
    return Alpha(Figure(1 - observed / expected), observed, expected)
