"""How well annotators agree, on the command line: the figures as JSON, or as tables with reasons.

The names of the JSON are those that scripts rely on; the tables say more.
"""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from factcheck.agreement.figures import Figure, Matches
from factcheck.agreement.result import Agreement, PairAgreement, PairName
from factcheck.cli.opening import opened
from factcheck.cli.output import Progress, show, show_json, table
from factcheck.ids import Id
from factcheck.texts import plural, text

N = TypeVar("N", bound=str)
_NO: Mapping[Any, Matches] = {}
_OF_PAIR: tuple[PairName, ...] = (
    *("span_f1_exact", "span_f1_overlap", "label_kappa", "label_percent"),
    *("speaker_percent", "link_f1", "link_f1_sayings", "claim_b3_f1"),
)


def agreement(asked: Namespace) -> int:
    """Say how well annotators agree."""
    with opened(asked) as project, Progress("cli.agreement.progress") as progress:
        chosen = None
        if asked.annotators is not None:
            chosen = project.agreement.named(asked.annotators)
        found = project.agreement.measure(chosen, progress=progress)
    if asked.json:
        show_json(as_json(found))
    else:
        show(_lines(found))
    return 0


def as_json(found: Agreement) -> dict[str, object]:
    """Give what is printed with `--json`; a figure without a value is null."""
    by_label = {found.labels[i]: figures["alpha_u"] for i, figures in found.by_label.items()}
    return {
        "annotators": [one.name for one in found.annotators],
        "articles": len(found.articles),
        "pairs": [_pair(pair) for pair in found.pairs],
        "token_alpha": found.figures["token_alpha"].value,
        "alpha_u": found.figures["alpha_u"].value,
        "alpha_u_by_label": {name: figure.value for name, figure in by_label.items()},
        "fleiss_kappa": found.figures["fleiss_kappa"].value,
    }


def _pair(pair: PairAgreement) -> dict[str, object]:
    return {
        "a": pair.a.name,
        "b": pair.b.name,
        "articles": len(pair.articles),
        "aligned": pair.aligned,
        **{name: pair.figures[name].value for name in _OF_PAIR},
    }


def _lines(found: Agreement) -> Iterator[str]:
    if len(found.annotators) < 2:
        yield text("cli.agreement.too_few")
        return
    for pair in found.pairs:
        yield text("cli.agreement.pair", a=pair.a.name, b=pair.b.name)
        yield plural("cli.agreement.common", len(pair.articles), aligned=pair.aligned)
        yield from _figures(pair.figures, pair.matches)
        yield from _labels(found, pair.by_label)
        yield ""
    names = ", ".join(one.name for one in found.annotators)
    yield text("cli.agreement.all", names=names)
    yield plural("cli.agreement.all_did", len(found.articles))
    yield from _figures(found.figures)
    yield from _labels(found, found.by_label)


def _figures(figures: Mapping[N, Figure], matches: Mapping[N, Matches] = _NO) -> Iterator[str]:
    rows = [
        (text(f"agreement.figure.{name}"), _value(figure), _why(figure) or _both(matches.get(name)))
        for name, figure in figures.items()
    ]
    yield from (f"  {line}" for line in table(rows))


def _labels(found: Agreement, by_label: Mapping[Id, Mapping[N, Figure]]) -> Iterator[str]:
    """Give a table of labels, with a column for each figure."""
    known = [label for label in found.labels if label in by_label]
    if known:
        heads = [text(f"agreement.figure.{name}") for name in by_label[known[0]]]
        rows = [("", *heads)]
        rows += [(found.labels[i], *map(_value, by_label[i].values())) for i in known]
        yield from (f"  {line}" for line in table(rows))


def _value(figure: Figure) -> str:
    if figure.value is None:
        return text("agreement.undefined")
    return text("agreement.value", value=figure.value)


def _both(matches: Matches | None) -> str:
    if matches is None:
        return ""
    precision, recall = _value(matches.precision), _value(matches.recall)
    return text("agreement.precision_recall", precision=precision, recall=recall)


def _why(figure: Figure) -> str:
    return "" if figure.reason is None else text(f"agreement.reason.{figure.reason}")
