"""All annotators together: alpha over tokens and over unitized text, Fleiss' kappa over labels.

Counted article by article, so that articles can be added up, and drawn anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factcheck.agreement import distances
from factcheck.agreement.alpha import Alpha, Coincidences, added
from factcheck.agreement.figures import Figure, Reason, undefined
from factcheck.agreement.fleiss import Rated, rated
from factcheck.agreement.material import Judged, Prose
from factcheck.agreement.result import LabelOverallName, OverallName
from factcheck.agreement.unitizing import Cut, alpha_of_cuts, cut, over_all
from factcheck.ids import Id


@dataclass(frozen=True, slots=True)
class Whole:
    """What several annotators have in one article, counted."""

    length: int
    tokens: Coincidences[frozenset[Id]]
    #: Units by label; labels that nobody used here are not there.
    cuts: Mapping[Id, Cut]
    rated: Rated[Id] | None


def whole_of(
    layers: Sequence[Sequence[Judged]],
    tokens: Coincidences[frozenset[Id]],
    prose: Prose,
    labels: Rated[Id] | None,
) -> Whole:
    """Count one article from its layers and from what is counted of it already."""
    units: dict[Id, list[list[tuple[int, int]]]] = {}
    for number, layer in enumerate(layers):
        for one in layer:
            here = units.setdefault(one.label, [[] for _ in layers])
            here[number] += one.place if prose.is_all else prose.within(one.place)
    cuts = {label: cut(prose.length, of_label) for label, of_label in units.items()}
    return Whole(prose.length, tokens, cuts, labels)


def rated_by_all(
    layers: Sequence[Sequence[Judged]], aligned: Mapping[tuple[int, int], Mapping[Id, Id]]
) -> Rated[Id] | None:
    """Count the labels of what all marked: one statement of each, any two of them aligned.

    `aligned` has the alignment of the layers by their numbers, the smaller first.
    """
    labels = {one.id: one.label for layer in layers for one in layer}
    to = [aligned[0, n] for n in range(1, len(layers))]
    units: Counter[tuple[Id, ...]] = Counter()
    for one in layers[0]:
        known = [partners[one.id] for partners in to if one.id in partners]
        if len(known) == len(to) and (len(to) == 1 or _agree(known, aligned)):
            units[tuple(labels[i] for i in (one.id, *known))] += 1
    return rated((Counter(unit), times) for unit, times in units.items())


def _agree(found: Sequence[Id], aligned: Mapping[tuple[int, int], Mapping[Id, Id]]) -> bool:
    return all(
        aligned[i, j].get(found[i - 1]) == found[j - 1]
        for i in range(1, len(found) + 1)
        for j in range(i + 1, len(found) + 1)
    )


def overall_figures(
    wholes: Sequence[Whole], annotators: int
) -> tuple[dict[OverallName, Figure], dict[Id, dict[LabelOverallName, Figure]]]:
    """Give the figures of articles that all annotated, together and for each label."""
    tokens = added(one.tokens for one in wholes)
    units = {
        label: _units_of(wholes, label, annotators)
        for label in dict.fromkeys(label for one in wholes for label in one.cuts)
    }
    figures: dict[OverallName, Figure] = {
        "token_percent": tokens.percent(),
        "token_alpha": tokens.alpha().figure,
        "token_alpha_jaccard": tokens.alpha(distances.jaccard).figure,
        "token_alpha_masi": tokens.alpha(distances.masi).figure,
        "token_alpha_masi_product": tokens.alpha(distances.masi_product).figure,
        "alpha_u": over_all(units.values()).figure,
        "fleiss_kappa": _fleiss(wholes),
    }
    if annotators < 2 or not wholes:
        reason: Reason = "one_annotator" if annotators < 2 else "no_common"
        return {name: undefined(reason) for name in figures}, {}
    by_label: dict[Id, dict[LabelOverallName, Figure]] = {
        label: {"alpha_u": alpha.figure, "token_alpha": with_or_without(tokens, label)}
        for label, alpha in units.items()
    }
    return figures, by_label


def with_or_without(tokens: Coincidences[frozenset[Id]], label: Id) -> Figure:
    """Give nominal alpha over tokens for one label: covered by it, or not."""
    unequal, totals = Counter[tuple[bool, bool]](), Counter[bool]()
    for (one, other), n in tokens.unequal.items():
        if (label in one) != (label in other):
            unequal[label in one, label in other] += n  # type: ignore[assignment]  # stubs want ints
    for value, n in tokens.totals.items():
        totals[label in value] += n  # type: ignore[assignment]  # the same
    return Coincidences(unequal, totals).alpha().figure


def _units_of(wholes: Sequence[Whole], label: Id, annotators: int) -> Alpha:
    nobody = (None,) * annotators
    return alpha_of_cuts(
        [one.cuts.get(label) or Cut(one.length, 0, {}, {}, nobody) for one in wholes]
    )


def _fleiss(wholes: Sequence[Whole]) -> Figure:
    known = [one.rated for one in wholes if one.rated is not None and one.rated.units]
    if not known:
        return undefined("none_aligned")
    return sum(known[1:], known[0]).kappa()
