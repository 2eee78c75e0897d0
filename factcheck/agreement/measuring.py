"""All figures of some layers: article by article, then added up, then drawn anew for intervals.

A pair is compared over the articles that both annotated, all together over those that all did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from factcheck.agreement.alpha import Coincidences, added
from factcheck.agreement.bootstrap import draws, interval
from factcheck.agreement.counts import summed
from factcheck.agreement.figures import Figure, mean, undefined
from factcheck.agreement.material import Judged, Material, Prose
from factcheck.agreement.pair_figures import label_figures, labels_of, matches_of, pair_figures
from factcheck.agreement.pairs import Compared, layer_of
from factcheck.agreement.result import (
    Agreement,
    LabelOverallName,
    OverallName,
    PairAgreement,
    PairName,
)
from factcheck.agreement.several import Whole, overall_figures, rated_by_all, whole_of
from factcheck.agreement.spans import token_coincidences
from factcheck.agreement.tokens import Tokens
from factcheck.ids import Id
from factcheck.records import Progress

N = TypeVar("N", bound=str)
T = TypeVar("T")
_MEANS: Mapping[OverallName, PairName] = {
    "span_f1_exact_mean": "span_f1_exact",
    "span_f1_overlap_mean": "span_f1_overlap",
    "link_f1_mean": "link_f1",
    "link_f1_sayings_mean": "link_f1_sayings",
}


def measure(material: Material, bootstrap: int = 0, progress: Progress | None = None) -> Agreement:
    """Give all figures, with intervals from so many draws of the articles; 0 for none.

    `progress` is called often, and may raise to stop.
    """
    return _Measuring(material, bootstrap, progress).agreement()


class _Measuring:
    """One measurement while it is made."""

    def __init__(self, material: Material, draws: int, progress: Progress | None) -> None:
        self._material = material
        self._draws = draws
        self._progress = progress
        self._ids = [one.id for one in material.annotators]
        self._pairs = [Compared(a, b) for a, b in combinations(self._ids, 2)]
        self._wholes: list[Whole] = []
        #: How tokens meet in each article that two or more annotated.
        self._tokens: list[Coincidences[frozenset[Id]]] = []
        self._done = 0
        self._total = len(material.layers) + draws * (len(self._pairs) + 2)

    def agreement(self) -> Agreement:
        """Compare article by article, then add up."""
        for article, layers in self._material.layers.items():
            if len(layers) > 1:
                self._compare(article, layers)
            self._step()
        for pair in self._pairs:
            pair.compare_all(self._material)
        pairs = tuple(self._pair(pair) for pair in self._pairs)
        figures, by_label = self._overall(pairs)
        layers_of_all = (
            layer for held in self._material.layers.values() for layer in held.values()
        )
        used = {one.label for layer in layers_of_all for one in layer}
        return Agreement(
            self._material.annotators,
            self._material.articles_of(self._ids) if len(self._ids) > 1 else (),
            pairs,
            figures,
            {label: by_label[label] for label in self._material.labels if label in by_label},
            {label: name for label, name in self._material.labels.items() if label in used},
            self._draws,
        )

    def _compare(self, article: Id, layers: Mapping[Id, Sequence[Judged]]) -> None:
        content = self._material.content(article)
        prose = Prose(len(content.text), content.furniture)
        tokens = Tokens(content.text, content.furniture)
        ready = {annotator: layer_of(layer, tokens) for annotator, layer in layers.items()}
        for pair in self._pairs:
            if pair.a in ready and pair.b in ready:
                pair.compare_article(article, ready[pair.a], ready[pair.b], self._tick)
        met = token_coincidences([layer.tokens for layer in ready.values()], tokens.count)
        self._tokens.append(met)
        if len(layers) == len(self._ids):
            place = {annotator: n for n, annotator in enumerate(self._ids)}
            aligned = {(place[pair.a], place[pair.b]): pair.alignment for pair in self._pairs}
            in_order = [layers[annotator] for annotator in self._ids]
            self._wholes.append(whole_of(in_order, met, prose, rated_by_all(in_order, aligned)))

    def _pair(self, pair: Compared) -> PairAgreement:
        names = {one.id: one for one in self._material.annotators}
        labels = tuple(self._material.labels)
        counts = summed(pair.tallies.values())
        articles = tuple(pair.tallies)
        figures = pair_figures(counts, labels, len(articles))
        tallies = list(pair.tallies.values())
        drawn = self._drawn(tallies, lambda parts: pair_figures(summed(parts), labels, len(parts)))
        figures = _with_intervals(figures, drawn)
        used = [
            label
            for label in labels
            if any((side, label) in counts for side in ("marked_a", "marked_b"))
        ]
        return PairAgreement(
            names[pair.a],
            names[pair.b],
            articles,
            len(pair.alignment),
            figures,
            matches_of(counts, labels),
            {label: label_figures(counts, label) for label in used},
            labels_of(counts, used),
            tuple(pair.disagreements),
        )

    def _overall(
        self, pairs: Sequence[PairAgreement]
    ) -> tuple[dict[OverallName, Figure], dict[Id, dict[LabelOverallName, Figure]]]:
        annotators = len(self._material.annotators)
        figures, by_label = overall_figures(self._wholes, annotators)
        drawn = self._drawn(self._wholes, lambda parts: overall_figures(parts, annotators)[0])
        figures = _with_intervals(figures, drawn)
        figures |= _with_intervals(
            _missing(self._tokens, annotators),
            self._drawn(self._tokens, lambda parts: _missing(parts, annotators)),
        )
        for name, of_pair in _MEANS.items():
            figures[name] = mean(pair.figures[of_pair] for pair in pairs)[0]
        return figures, by_label

    def _drawn(
        self, items: Sequence[T], figures: Callable[[Sequence[T]], Mapping[N, Figure]]
    ) -> Iterator[Mapping[N, Figure]]:
        """Give the figures of what is drawn from articles, as often as was asked for."""
        if items:
            for parts in draws(items, self._draws):
                yield figures(parts)
                self._step()

    def _step(self) -> None:
        self._done += 1
        self._tick()

    def _tick(self) -> None:
        if self._progress is not None:
            self._progress(self._done, self._total)


def _missing(
    tokens: Sequence[Coincidences[frozenset[Id]]], annotators: int
) -> dict[OverallName, Figure]:
    """Give alpha over tokens where who did not annotate an article is a gap in the data."""
    figure = added(tokens).alpha().figure
    return {"token_alpha_missing": figure if annotators > 1 else undefined("one_annotator")}


def _with_intervals(
    figures: Mapping[N, Figure], drawn: Iterable[Mapping[N, Figure]]
) -> dict[N, Figure]:
    """Add to figures the intervals of their values in what was drawn."""
    values: dict[N, list[float]] = {name: [] for name in figures}
    times = 0
    for one in drawn:
        times += 1
        for name, figure in one.items():
            if figure.value is not None:
                values[name].append(figure.value)
    return {name: _with_interval(one, values[name], times) for name, one in figures.items()}


def _with_interval(figure: Figure, values: Sequence[float], drawn: int) -> Figure:
    found = interval(values, drawn) if figure.value is not None else None
    return figure if found is None else replace(figure, low=found[0], high=found[1])
