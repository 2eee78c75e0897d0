"""What a reviewer decides on: which version, or whose part of it, or what instead, becomes gold.

Values that the window fills in and a verb takes; what cannot be is refused there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.ids import Id
from factcheck.records import Certainty, Contradiction
from factcheck.verbs.marking import Attributes, Placed


class Edited(Attributes, total=False):
    """What is decided by hand, not by a version; what is left out is as a version has it."""

    label: Id
    spans: Sequence[Placed]


@dataclass(frozen=True, slots=True)
class Result:
    """One statement that is to be gold: a version, with parts of others, with parts by hand.

    All ids are of versions or of gold at the same place.
    """

    base: Id
    spans_of: Id | None = None
    label_of: Id | None = None
    speaker_of: Id | None = None
    claim_of: Id | None = None
    details_of: Id | None = None
    edited: Edited = field(default_factory=Edited)


@dataclass(frozen=True, slots=True)
class LinkResult:
    """One link that is to be gold: a version, with another type or turned, with other words.

    `turned` swaps the ends of `base`; what is None stays as it has it.
    """

    base: Id
    type: Id | None = None
    turned: bool = False
    contradiction_kind: Contradiction | None = None
    rationale: str | None = None
    confidence: Certainty | None = None
