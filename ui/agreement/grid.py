"""What a table of figures says in each cell, worked out from a measurement.

It turns ids into names and values into words, says what a cell stands for, and paints nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from factcheck.agreement.figures import Figure, Matches, mean
from factcheck.agreement.result import (
    BEHIND,
    OVERALL_NAMES,
    PAIR_NAMES,
    Agreement,
    Disagreement,
    Kind,
    Name,
    PairAgreement,
)
from factcheck.ids import Id
from factcheck.records import Label
from ui.texts import tr, tr_n

#: What keeps a label's figures from being 1.
_OF_LABEL: tuple[Kind, ...] = ("only_a", "only_b", "bounds", "label")


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a row or column, a second line, and a shape in a color role."""

    words: str
    more: str = ""
    shape: str = ""
    color: str = "mute"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which disagreements a cell stands for, with the words that say so."""

    title: str
    #: Which pair, by its place; None for all.
    pair: int | None = None
    kinds: tuple[Kind, ...] = ()
    #: What a and b call it, where both are given; else a label that either has.
    labels: tuple[Id, ...] = ()

    def of(self, found: Agreement) -> list[Disagreement]:
        """Give the disagreements that are meant."""
        pairs = found.pairs if self.pair is None else (found.pairs[self.pair],)
        return [
            d
            for pair in pairs
            for d in pair.disagreements
            if (not self.kinds or d.kind in self.kinds) and self._has_labels(d)
        ]

    def _has_labels(self, one: Disagreement) -> bool:
        if len(self.labels) == 2:
            return one.labels == self.labels
        return not self.labels or self.labels[0] in one.labels


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its value in words, its interval, what may be said aloud, what it stands for."""

    words: str = ""
    more: str = ""
    described: str = ""
    is_undefined: bool = False
    wanted: Wanted | None = None
    #: Of a confusion: its share of the row, and whether both say the same.
    share: float | None = None
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; every row has as many cells as there are columns."""

    rows: tuple[Head, ...] = ()
    columns: tuple[Head, ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    #: What stands where the names of rows and columns meet.
    corner: str = ""
    is_confusion: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    head: Head
    figures: Mapping[str, Figure] = field(default_factory=dict)
    pair: int | None = None
    matches: Mapping[str, Matches] = field(default_factory=dict)


def pair_name(pair: PairAgreement) -> str:
    """Give the name of a pair."""
    return tr("agreement.pair", a=pair.a.name, b=pair.b.name)


def figures_grid(found: Agreement) -> Grid:
    """Give a row for each figure, a column for each pair, and one for all together."""
    columns = [
        _Column(
            Head(pair_name(pair), tr_n("agreement.articles", len(pair.articles))),
            {str(name): figure for name, figure in pair.figures.items()},
            n,
            {str(name): matches for name, matches in pair.matches.items()},
        )
        for n, pair in enumerate(found.pairs)
    ]
    together = Head(tr("agreement.together"), tr_n("agreement.articles", len(found.articles)))
    means = {str(name): mean(p.figures[name] for p in found.pairs)[0] for name in PAIR_NAMES}
    whole = {str(name): figure for name, figure in found.figures.items()}
    columns.append(_Column(together, {**means, **whole}))
    # A mean of the pairs stands in the row of what it is a mean of.
    names: tuple[Name, ...] = (
        *PAIR_NAMES,
        *(name for name in OVERALL_NAMES if not name.endswith("_mean")),
    )
    return Grid(
        tuple(Head(tr(f"agreement.figure.{name}")) for name in names),
        tuple(column.head for column in columns),
        tuple(tuple(_figure_cell(name, column) for column in columns) for name in names),
    )


def _figure_cell(name: Name, column: _Column) -> Cell:
    figure = column.figures.get(name)
    if figure is None:
        return Cell(tr("agreement.none"), described=tr("agreement.not_of"), is_undefined=True)
    is_mean = column.pair is None and name in PAIR_NAMES
    of = tr("agreement.mean") if is_mean else column.head.words
    title = tr("agreement.of", figure=tr(f"agreement.figure.{name}"), of=of)
    cell = _cell(figure, Wanted(title, column.pair, BEHIND[name]))
    matches = column.matches.get(name)
    if matches is None:
        return cell
    parts = {"precision": matches.precision, "recall": matches.recall}
    both = tr("agreement.precision_recall", **{n: value_words(f) for n, f in parts.items()})
    return replace(cell, described=tr("agreement.with", said=cell.described, more=both))


def labels_grid(found: Agreement, labels: Mapping[Id, Label], at: int | None) -> Grid:
    """Give a row for each label, with the figures of a pair by its place, or of all together."""
    of_pair = None if at is None else found.pairs[at]
    by_label: Mapping[Id, Mapping[str, Figure]] = {
        label: {str(name): figure for name, figure in figures.items()}
        for label, figures in (of_pair.by_label if of_pair else found.by_label).items()
    }
    names = list(next(iter(by_label.values()), {}))
    of = pair_name(of_pair) if of_pair else tr("agreement.together")
    cells = []
    for label, figures in by_label.items():
        row = []
        for name in names:
            figure_name = tr(f"agreement.figure.{name}")
            title = tr("agreement.of_label", figure=figure_name, label=found.labels[label], of=of)
            row.append(_cell(figures[name], Wanted(title, at, _OF_LABEL, (label,))))
        cells.append(tuple(row))
    return Grid(
        tuple(_label_head(label, found, labels) for label in by_label),
        tuple(Head(tr(f"agreement.figure.{name}")) for name in names),
        tuple(cells),
    )


def confusion_grid(found: Agreement, labels: Mapping[Id, Label], at: int) -> Grid:
    """Give what a, by row, and b, by column, called the statements that were aligned."""
    pair = found.pairs[at]
    known = [label for label in found.labels if label in pair.labels.values]
    heads = tuple(_label_head(label, found, labels) for label in known)
    cells = []
    for one in known:
        counts = [pair.labels.counts.get((one, other), 0) for other in known]
        row = []
        for other, n in zip(known, counts, strict=True):
            said = {"one": found.labels[one], "other": found.labels[other]}
            title = tr("agreement.behind.differ", a=pair.a.name, b=pair.b.name, **said)
            aloud = tr_n("agreement.confused", n, what=title)
            share = n / sum(counts) if n else 0.0
            wanted = Wanted(title, at, ("label",), (one, other)) if n and one != other else None
            row.append(Cell(f"{n:,}", "", aloud, False, wanted, share, one == other))
        cells.append(tuple(row))
    corner = tr("agreement.corner", a=pair.a.name, b=pair.b.name)
    return Grid(heads, heads, tuple(cells), corner, is_confusion=True)


def _label_head(label: Id, found: Agreement, labels: Mapping[Id, Label]) -> Head:
    known = labels.get(label)
    shape, color = (known.shape, known.color) if known else ("", "mute")
    return Head(found.labels[label], "", shape, color)


def _cell(figure: Figure, wanted: Wanted) -> Cell:
    words = value_words(figure)
    if figure.value is None:
        why = tr(f"agreement.reason.{figure.reason}")
        said = tr("agreement.why", what=wanted.title, value=words, why=why)
        return Cell(words, "", said, True, wanted)
    more = ""
    said = tr("agreement.is", what=wanted.title, value=words)
    if figure.low is not None and figure.high is not None:
        low, high = (tr("agreement.value", value=value) for value in (figure.low, figure.high))
        more = tr("agreement.interval", low=low, high=high)
        said = tr("agreement.is_between", what=wanted.title, value=words, low=low, high=high)
    return Cell(words, more, said, False, wanted)


def value_words(figure: Figure) -> str:
    """Give a figure as it is shown: three decimals, or that it is undefined."""
    if figure.value is None:
        return tr("agreement.undefined")
    return tr("agreement.value", value=figure.value)


def names_of(found: Agreement) -> Sequence[tuple[int, str]]:
    """Give the pairs by their places, with their names."""
    return [(n, pair_name(pair)) for n, pair in enumerate(found.pairs)]
