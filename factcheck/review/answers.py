"""What review hands out: items to decide, decisions, and what became of somebody's work.

Frozen values, complete when given. An item is what all annotators marked, or linked, at one place;
offsets are code points of its article's text, half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from factcheck.ids import Id
from factcheck.records import Link, Statement

#: How versions differ; `trifles` are edges that differ by punctuation or white space, or cues and
#: sources; `wording` are two claims that may be the same one in other words.
StatementDifference = Literal[
    "only_some", "edges", "trifles", "label", "speaker", "claim", "wording", "details"
]
LinkDifference = Literal["only_some_linked", "link_type", "link_details"]
Difference = StatementDifference | LinkDifference
#: `outdated`: decided, but what it was decided on, or the gold it made, is no longer as it was.
State = Literal["open", "decided", "outdated"]
#: `taken`: a version as it is; `mixed`: fields of several; `edited`; `several`; `none`: no gold;
#: `bulk`: accepted with others; `sent_back`: to its annotator, with a comment.
DecisionOutcome = Literal["taken", "mixed", "edited", "several", "none", "bulk", "sent_back"]
#: The parts of a statement that are decided one by one.
Part = Literal["spans", "label", "speaker", "claim", "details"]
#: `missed`: gold has what was not marked in this layer.
Fate = Literal[
    "kept", "edges", "label", "speaker", "claim", "details", "dropped", "missed", "sent_back"
]
#: What items are asked for by: how their versions differ, or that all agree.
Kind = Difference | Literal["agreed"]
Order = Literal["agreement", "text", "newest"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer settled, when and why; `holds`: it still stands on its ground."""

    id: Id
    kind: Literal["statement", "link", "assignment"]
    article: Id | None
    annotator: Id
    made_at: str
    outcome: DecisionOutcome
    reason: str
    versions: tuple[Id, ...]
    gold: tuple[Id, ...]
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many annotators agree: “2 of 3”."""

    agreeing: int
    of: int


@dataclass(frozen=True, slots=True)
class StatementItem:
    """One place of one article with each annotator's version, at most one each.

    `versions` are in the order of the annotators; `silent` are those who annotated the article and
    marked nothing here. An item without differences is one that all agree on.
    """

    key: Id
    article: Id
    start: int
    end: int
    versions: tuple[Statement, ...]
    silent: tuple[Id, ...]
    gold: tuple[Statement, ...]
    differences: frozenset[Difference]
    share: Share
    parts: Mapping[Part, Share]
    state: State
    decision: Decision | None = None
    #: Claims that may be the same in other words, for merging.
    same_claims: tuple[tuple[Id, Id], ...] = ()


@dataclass(frozen=True, slots=True)
class LinkItem:
    """One pair of places with each annotator's link between them, at most one each.

    `ends` are the keys of the items that it links; `articles` are theirs. `turned` are the
    versions and gold that have a direction and go from the second end to the first.
    """

    key: Id
    ends: tuple[Id, Id]
    articles: tuple[Id, Id]
    versions: tuple[Link, ...]
    silent: tuple[Id, ...]
    gold: tuple[Link, ...]
    differences: frozenset[Difference]
    share: Share
    state: State
    decision: Decision | None = None
    turned: frozenset[Id] = frozenset()


Item = StatementItem | LinkItem


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items there are by state and by difference, for the head of a queue."""

    open: int
    decided: int
    outdated: int
    agreed: int
    by_difference: Mapping[Difference, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fated:
    """What became of one statement or link of somebody: the changes, the decision, the gold.

    `record` is that statement or link; for what was missed the gold one, for what was sent back
    the assignment.
    """

    record: Id
    article: Id
    fates: tuple[Fate, ...]
    decision: Decision
    gold: tuple[Statement, ...] = ()
    gold_link: Link | None = None
