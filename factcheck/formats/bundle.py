"""What a format reads and writes: the records of a dataset, in the middle between all formats.

Frozen and pure. `parts` can be iterated again and again, so that an export may stream from a
project what a reader of some format holds in memory. Offsets are code points, half-open.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from factcheck.commenting.answers import CommentKind
from factcheck.ids import Id
from factcheck.records import (
    Annotator,
    Claim,
    Label,
    Link,
    LinkType,
    NewArticle,
    Speaker,
    Statement,
    Status,
)
from factcheck.review.answers import DecisionOutcome

#: What of the articles' words is in a dataset: all, what statements quote, or none.
Texts = Literal["full", "quotes", "none"]

#: The annotator of statements for whom a dataset names none: whoever imports it.
UNSAID = Id(bytes(16))


@dataclass(frozen=True, slots=True)
class Assignment:
    """What status an annotator gave an article."""

    id: Id
    article: Id
    annotator: Id
    status: Status
    given_by: Id | None = None
    handed_from: Id | None = None
    handed_to: Id | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a record, which need not be there any more."""

    id: Id
    kind: CommentKind
    record: Id
    article: Id | None
    answers: Id | None
    annotator: Id
    made_at: str
    edited_at: str | None
    words: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer settled; `decided` are the records it is about, each with its role."""

    id: Id
    kind: str
    article: Id | None
    annotator: Id
    made_at: str
    outcome: DecisionOutcome
    reason: str
    snapshot: str
    replaces: Id | None
    decided: tuple[tuple[str, Id], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One article, with its id, and its statements in the order of the text."""

    article: NewArticle
    statements: tuple[Statement, ...] = ()

    @property
    def id(self) -> Id:
        """Give the article's id, which every article of a bundle has."""
        assert self.article.id is not None
        return self.article.id


@dataclass(frozen=True, slots=True)
class GuideVersion:
    """The label guide as a day of changes left it: since which revision, when, and its words."""

    revision: int
    changed_at: str
    words: str


@dataclass(frozen=True, slots=True)
class About:
    """What a dataset says of itself; all of it may be empty where a format has no room.

    `published` are sentences on what was left out or altered on wish; `card` is the whole card of
    a dataset that was read, so that it can be kept.
    """

    project: Id | None = None
    title: str = ""
    revision: int | None = None
    revised_on: str = ""
    layer: str | None = None
    licence: str = ""
    citation: str = ""
    contact: str = ""
    description: str = ""
    guide: str = ""
    guide_versions: tuple[GuideVersion, ...] = ()
    texts: Texts = "full"
    published: tuple[str, ...] = ()
    card: str = ""


@dataclass(frozen=True, slots=True)
class PartSize:
    """How large a part of a split was to be, as a share, and what is in it."""

    wish: float
    articles: int
    statements: int


@dataclass(frozen=True, slots=True)
class Joining:
    """A new link between two parts that were published apart, its articles and their parts."""

    link: Id
    articles: tuple[Id, Id]
    parts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """In which part each article is, by what rule and seed; `proof` counts what was parted.

    `joining` are links that an earlier split, which is kept, does not know and does not fit.
    """

    where: Mapping[Id, str]
    rule: str
    seed: int
    sizes: Mapping[str, PartSize]
    proof: Mapping[str, int]
    joining: tuple[Joining, ...] = ()

    @property
    def empty(self) -> tuple[str, ...]:
        """The parts for which no article was left, though there are some."""
        sizes = self.sizes.items()
        return tuple(name for name, size in sizes if not size.articles) if self.where else ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A dataset: what refers to each other does so by id; articles and links in order of id.

    The names of annotators, labels and link types are unique in it. `known` are articles that it
    does not bring but only refers to: the project's own, of which it has no more than the text.
    `is_foreign` where it is of another program, which does not know how ours have gone on.
    `lost` counts by reason what could not be had; `notes` are sentences for the report. `seed` is
    for a format that draws lots.
    """

    parts: Iterable[Part] = ()
    links: tuple[Link, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()
    annotators: tuple[Annotator, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    comments: tuple[Comment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    labels: tuple[Label, ...] = ()
    link_types: tuple[LinkType, ...] = ()
    about: About = About()
    split: Split | None = None
    known: frozenset[Id] = frozenset()
    is_foreign: bool = False
    seed: int = 0
    lost: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """Give all statements, article by article."""
        return (statement for part in self.parts for statement in part.statements)


def extent(statement: Statement) -> tuple[int, int]:
    """Give from where to where the content of a statement reaches, gaps included."""
    spans = statement.spans
    if len(spans) == 1:
        return spans[0].start, spans[0].end
    content = statement.content
    return min(s.start for s in content), max(s.end for s in content)


def in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Give the statements of one article as datasets have them: by start, end and id."""
    found = tuple(statements)
    return tuple(sorted(found, key=lambda s: (*extent(s), s.id))) if len(found) > 1 else found


def layers_of(bundle: Bundle) -> list[Annotator]:
    """Give the annotators who have statements, in the order of the bundle."""
    there = {one.annotator for one in bundle.statements()}
    return [one for one in bundle.annotators if one.id in there]
