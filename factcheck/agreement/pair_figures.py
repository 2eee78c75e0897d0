"""From counts to the figures of two annotators, and of each label.

Counts are of one article, of all, or of articles as they were drawn: it makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from factcheck.agreement.counts import Counts
from factcheck.agreement.figures import Figure, Matches, Reason, one_to_one, ratio, undefined
from factcheck.agreement.grouping import Grouped
from factcheck.agreement.result import LabelName, PairName
from factcheck.agreement.tables import Table
from factcheck.ids import Id


def matches_of(counts: Counts, labels: Iterable[Id]) -> dict[PairName, Matches]:
    """Give how spans and links match, by the name of the F1 that comes from it."""
    found = span_matches(counts, labels)
    found["link_f1"] = link_matches_of(counts, "typed")
    found["link_f1_untyped"] = link_matches_of(counts, "untyped")
    found["link_f1_aligned"] = link_matches_of(counts, "typed_aligned")
    found["link_f1_sayings"] = _sayings(counts)
    return found


def pair_figures(counts: Counts, labels: Iterable[Id], articles: int) -> dict[PairName, Figure]:
    """Give every figure of a pair; nothing is defined where they have no article in common."""
    every = tuple(labels)
    table = labels_of(counts, every)
    figures: dict[PairName, Figure] = {
        **{name: matches.f1 for name, matches in span_matches(counts, every).items()},
        "label_percent": table.percent(),
        "label_kappa": table.kappa(),
        "label_pi": table.pi(),
        "label_alpha": table.alpha().figure,
        "speaker_percent": _speakers(counts, table.total),
        "claim_b3_f1": _claims(counts, table.total),
        "link_f1": link_matches_of(counts, "typed").f1,
        "link_f1_untyped": link_matches_of(counts, "untyped").f1,
        "link_f1_aligned": link_matches_of(counts, "typed_aligned").f1,
        "link_f1_sayings": _sayings(counts).f1,
    }
    if not articles:
        return {name: undefined("no_common") for name in figures}
    if not table.total:
        figures["label_alpha"] = undefined("none_aligned")
    return figures


def span_matches(counts: Counts, labels: Iterable[Id]) -> dict[PairName, Matches]:
    """Give how spans of some labels match, in each of the five ways."""
    every = tuple(labels)

    def of(name: str) -> int:
        return int(sum(counts.get((name, label), 0) for label in every))

    a, b = of("marked_a"), of("marked_b")
    return {
        "span_f1_exact": one_to_one(of("exact"), a, b),
        "span_f1_overlap": one_to_one(of("overlap"), a, b),
        "span_f1_any": Matches(of("any_a"), a, of("any_b"), b),
        "span_f1_character": one_to_one(of("character"), of("character_a"), of("character_b")),
        "span_f1_token": one_to_one(of("token"), of("token_a"), of("token_b")),
    }


def label_figures(counts: Counts, label: Id) -> dict[LabelName, Figure]:
    """Give the figures of a pair for one label."""
    found = span_matches(counts, (label,))
    return {
        "span_f1_exact": found["span_f1_exact"].f1,
        "span_f1_overlap": found["span_f1_overlap"].f1,
        "span_f1_character": found["span_f1_character"].f1,
        "span_f1_token": found["span_f1_token"].f1,
    }


def labels_of(counts: Counts, labels: Iterable[Id]) -> Table[Id]:
    """Give what the two called the statements that were aligned."""
    every = tuple(labels)
    said: Mapping[tuple[Id, Id], int] = {
        (one, other): int(n)
        for one in every
        for other in every
        if (n := counts.get(("said", one, other), 0))
    }
    return Table(every, said)


def link_matches_of(counts: Counts, way: str) -> Matches:
    """Give how links match in one of the four ways of `links.LinkMatches`."""
    names = ("link", "link_a", "link_b")
    both, a, b = (int(counts.get((name, way), 0)) for name in names)
    return one_to_one(both, a, b)


def _sayings(counts: Counts) -> Matches:
    names = ("saying_tp_a", "saying_a", "saying_tp_b", "saying_b")
    return Matches(*(int(counts.get((name,), 0)) for name in names))


def _speakers(counts: Counts, aligned: int) -> Figure:
    reason: Reason = "unset" if aligned else "none_aligned"
    return ratio(counts.get(("same_speaker",), 0), counts.get(("speakers",), 0), reason)


def _claims(counts: Counts, aligned: int) -> Figure:
    if not aligned:
        return undefined("none_aligned")
    precision, recall = (counts.get((name,), 0.0) for name in ("claim_precision", "claim_recall"))
    return Grouped(precision, recall, int(counts.get(("claims",), 0))).f1
