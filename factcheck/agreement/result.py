"""What a measurement hands out: every figure with its reason, and what lies behind each.

Frozen and complete, so that a table, a picture and a list of disagreements need nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from factcheck.agreement.figures import Figure, Matches
from factcheck.agreement.tables import Table
from factcheck.ids import Id
from factcheck.records import Annotator, Link, Statement

#: What is measured of two annotators.
PairName = Literal[
    "span_f1_exact",
    "span_f1_overlap",
    "span_f1_any",
    "span_f1_character",
    "span_f1_token",
    "label_percent",
    "label_kappa",
    "label_pi",
    "label_alpha",
    "speaker_percent",
    "claim_b3_f1",
    "link_f1",
    "link_f1_untyped",
    "link_f1_aligned",
    "link_f1_sayings",
]
#: What is measured of two annotators for each label.
LabelName = Literal["span_f1_exact", "span_f1_overlap", "span_f1_character", "span_f1_token"]
#: What is measured of all annotators together; the last four are means over the pairs.
OverallName = Literal[
    "token_percent",
    "token_alpha",
    "token_alpha_missing",
    "token_alpha_jaccard",
    "token_alpha_masi",
    "token_alpha_masi_product",
    "alpha_u",
    "fleiss_kappa",
    "span_f1_exact_mean",
    "span_f1_overlap_mean",
    "link_f1_mean",
    "link_f1_sayings_mean",
]
#: What is measured of all annotators together for each label.
LabelOverallName = Literal["alpha_u", "token_alpha"]
#: How two annotators can differ.
Kind = Literal[
    "only_a",  # a marked it and b did not
    "only_b",
    "bounds",  # aligned, but not the same code points
    "label",
    "speaker",
    "claim",  # not together with the same statements
    "link_only_a",  # a linked two statements and b did not
    "link_only_b",
    "link_differs",  # both linked them, by another type or the other way round
]
Name = PairName | OverallName

_MARKED: tuple[Kind, ...] = ("only_a", "only_b")
_SPANS: tuple[Kind, ...] = (*_MARKED, "label", "bounds")
_LINKS: tuple[Kind, ...] = ("link_only_a", "link_only_b", "link_differs")
#: The kinds of disagreement that keep a figure from being 1.
BEHIND: Mapping[Name, tuple[Kind, ...]] = {
    "span_f1_exact": _SPANS,
    "span_f1_overlap": (*_MARKED, "label"),
    "span_f1_any": (*_MARKED, "label"),
    "span_f1_character": _SPANS,
    "span_f1_token": _SPANS,
    "label_percent": ("label",),
    "label_kappa": ("label",),
    "label_pi": ("label",),
    "label_alpha": ("label",),
    "speaker_percent": ("speaker",),
    "claim_b3_f1": ("claim",),
    "link_f1": _LINKS,
    "link_f1_untyped": ("link_only_a", "link_only_b"),
    "link_f1_aligned": _LINKS,
    "link_f1_sayings": _LINKS,
    "token_percent": _SPANS,
    "token_alpha": _SPANS,
    "token_alpha_missing": _SPANS,
    "token_alpha_jaccard": _SPANS,
    "token_alpha_masi": _SPANS,
    "token_alpha_masi_product": _SPANS,
    "alpha_u": _SPANS,
    "fleiss_kappa": ("label",),
    "span_f1_exact_mean": _SPANS,
    "span_f1_overlap_mean": (*_MARKED, "label"),
    "link_f1_mean": _LINKS,
    "link_f1_sayings_mean": _LINKS,
}
PAIR_NAMES: tuple[PairName, ...] = get_args(PairName)
OVERALL_NAMES: tuple[OverallName, ...] = get_args(OverallName)


class Disagreement(NamedTuple):
    """One place where two annotators differ: what a has there, and what b has.

    Ids of statements, or of links for the kinds that begin with `link`; None where that one has
    nothing. The article is where to go, for a link that of its start. `labels` are those of the
    statements.
    """

    kind: Kind
    article: Id
    a: Id | None
    b: Id | None
    labels: tuple[Id | None, Id | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Behind:
    """A disagreement with what it is about, to be read and gone to.

    Statements of a and b, or for links the ends of a's link, or of b's where a has none. What
    was removed meanwhile is None.
    """

    what: Disagreement
    title: str
    statements: tuple[Statement | None, Statement | None]
    links: tuple[Link | None, Link | None] = (None, None)


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How two annotators agree over the articles that both annotated."""

    a: Annotator
    b: Annotator
    articles: tuple[Id, ...]
    #: How many statements of the one were aligned with one of the other.
    aligned: int
    figures: Mapping[PairName, Figure]
    #: What lies under each F1 of spans and links: precision and recall, with a as the reference.
    matches: Mapping[PairName, Matches]
    by_label: Mapping[Id, Mapping[LabelName, Figure]]
    #: What a and b called the statements that were aligned.
    labels: Table[Id]
    disagreements: tuple[Disagreement, ...]

    def behind(self, name: Name) -> tuple[Disagreement, ...]:
        """Give the disagreements that keep a figure from being 1."""
        kinds = BEHIND[name]
        return tuple(d for d in self.disagreements if d.kind in kinds)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How some annotators agree: by pair, and together over the articles that all annotated."""

    annotators: tuple[Annotator, ...]
    articles: tuple[Id, ...]
    pairs: tuple[PairAgreement, ...]
    figures: Mapping[OverallName, Figure]
    by_label: Mapping[Id, Mapping[LabelOverallName, Figure]]
    #: The names of the labels that anybody used, in the project's order.
    labels: Mapping[Id, str]
    #: How many draws the intervals come from; 0 where none were asked for.
    draws: int = 0

    def behind(self, name: Name) -> tuple[Disagreement, ...]:
        """Give the disagreements of any two that keep a figure from being 1."""
        return tuple(d for pair in self.pairs for d in pair.behind(name))
