"""What a person wants of an export, as one value: for command line, window and preview alike.

It says nothing of how a wish comes true, and checks only what its parts say of each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from factcheck.formats.bundle import Texts
from factcheck.splits import Rule

#: What can be left out: notes of statements and claims, rationales of links and claims, talk.
LeftOut = Literal["notes", "rationales", "comments", "decisions", "assignments"]
LEFT_OUT: tuple[LeftOut, ...] = get_args(LeftOut)
TEXTS: tuple[Texts, ...] = get_args(Texts)


@dataclass(frozen=True, slots=True)
class SplitWish:
    """Parts with their shares, and by what rule; `keep` is an earlier export."""

    sizes: Mapping[str, float]
    rule: Rule = "linked"
    keep: Path | None = None


@dataclass(frozen=True, slots=True)
class ExportWishes:
    """In what format, whose layer, how much of it, and in which parts.

    Without a layer it is gold if it has statements, else the only annotator's. `anonymous` numbers
    the annotators; `seed` is for the split and for what a format draws by lot.
    """

    format_name: str
    layer: str | None = None
    texts: Texts = "full"
    anonymous: bool = False
    without: frozenset[LeftOut] = field(default_factory=frozenset)
    split: SplitWish | None = None
    seed: int = 0
