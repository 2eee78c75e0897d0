"""What queries work out and no table holds: counts, a claim's table, loose ends.

Frozen values as in `records`, complete when given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from factcheck.ids import Id
from factcheck.records import Date

Reading = Literal["said", "silent", "unread"]
LooseEndKind = Literal["no_speaker", "no_claim", "lone_denial", "no_rationale"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sayings there are of something, and in how many articles."""

    sayings: int
    articles: int


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """What is said about one claim: sayings by label, and pairs of sayings that contradict."""

    labels: Mapping[Id, Tally]
    contradictions: int
    articles: int
    statements: int


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement in a cell of a claim's table: the first telling of a saying, or not."""

    statement: Id
    label: Id
    first: bool


@dataclass(frozen=True, slots=True)
class ClaimColumn:
    """An article in a claim's table: it says something, is silent, or was not read yet."""

    article: Id
    title: str
    publisher: str | None
    published: Date | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A speaker in a claim's table, None where the text names none or none was set."""

    speaker: Id | None
    cells: tuple[tuple[Telling, ...], ...]


@dataclass(frozen=True, slots=True)
class ClaimSide:
    """The speakers of one side, whose affiliations end in the same speaker."""

    speaker: Id | None
    rows: tuple[ClaimRow, ...]
    labels: Mapping[Id, Tally]


@dataclass(frozen=True, slots=True)
class ClaimTable:
    """Who says what about a claim, and where: speakers under their side × articles by date."""

    claim: Id
    columns: tuple[ClaimColumn, ...]
    sides: tuple[ClaimSide, ...]


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """What may be missing where an article is done; `link` is set where it is one's rationale."""

    kind: LooseEndKind
    statement: Id
    link: Id | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The editions before an article, the nearest first, and those right after it."""

    earlier: tuple[Id, ...] = ()
    later: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What an edition made of a statement: not in the later one, or in other words before."""

    kind: Literal["lost", "altered"]
    edition: Id
    title: str
    words: str = ""
