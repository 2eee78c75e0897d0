"""What the core hands out: frozen values, complete when given, so that no read hides in a paint.

They know neither the database nor the window. Offsets are code points of the article's text,
half-open. A field that is None was not set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, Self

from factcheck.ids import Id

AnnotatorKind = Literal["person", "shared", "program", "gold"]
Layering = Literal["each", "shared"]
Role = Literal["content", "source", "cue"]
SpeakerKind = Literal["person", "organisation", "state", "group", "unnamed"]
SpeakerBasis = Literal["named", "resolved", "inferred", "none"]
Quotation = Literal["direct", "indirect", "mixed"]
Certainty = Literal["certain", "probable", "possible"]
Origin = Literal["typed", "suggested", "imported", "adjudicated"]
Status = Literal["to_do", "in_progress", "done"]
DateBasis = Literal["stated", "inferred"]
Contradiction = Literal[
    "negation", "antonym", "numeric", "factive", "structure", "lexical", "world_knowledge"
]
Rewording = Literal["wording", "meaning"]

#: Originals of more bytes are known by their hash alone.
LARGEST_ORIGINAL = 5_000_000

#: Called with how much is done and how much there is (0: not known); may raise Cancelled.
Progress = Callable[[int, int], None]


class Megabytes(int):
    """How much is done, or there is, in millions of bytes: whoever shows it says so."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: a name and the id that stands for it in every project of this person."""

    id: Id
    name: str


@dataclass(frozen=True, slots=True)
class Annotator:
    """Whose layer it is, and what they may do in this project."""

    id: Id
    name: str
    kind: AnnotatorKind = "person"
    lead: bool = False
    reviewer: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A date as EDTF, as the words printed, and whether the text states it."""

    edtf: str | None
    words: str | None = None
    basis: DateBasis = "stated"


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes an article was read from, kept where they are not just the text's UTF-8."""

    sha256: bytes
    content: bytes | None = None

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Give what is to be known of bytes: themselves, unless they are too large to be kept."""
        return cls(sha256(data).digest(), data if len(data) <= LARGEST_ORIGINAL else None)


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article as a reader of files found it; `guessed` names the fields that are guesses.

    Where a dataset goes without its text, that is empty and `text_sha256` says which it is.
    """

    text: str
    source_name: str
    title: str
    language: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Date | None = None
    uri: str | None = None
    reader: str = "txt"
    original: Original | None = None
    retrieved_on: str | None = None
    archive_uri: str | None = None
    edition_of: Id | None = None
    guessed: frozenset[str] = frozenset()
    furniture: tuple[tuple[int, int], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    id: Id | None = None
    text_sha256: bytes | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A publication of a text, with its metadata; the text itself is asked for apart."""

    id: Id
    sha256: bytes
    length: int
    title: str
    source_name: str
    language: str | None
    publisher: str | None
    author: str | None
    published: Date | None
    uri: str | None
    edition_of: Id | None
    reader: str
    original_sha256: bytes | None
    retrieved_on: str | None
    archive_uri: str | None
    guessed: frozenset[str]
    furniture: tuple[tuple[int, int], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the article list: own status, and statements of the shown layers by label.

    `given` says that somebody gave it to whose list it is, `handed_from` whose work it was.
    """

    id: Id
    title: str
    publisher: str | None
    published: Date | None
    status: Status
    counts: Mapping[Id, int]
    contradictions: int
    length: int
    given: bool = False
    handed_from: Id | None = None
    source_name: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of text with its part in a statement, and the quote that proves it."""

    role: Role
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What someone is reported to have said, as one layer has it; spans by role and start."""

    id: Id
    article: Id
    annotator: Id
    label: Id
    spans: tuple[Span, ...]
    speaker: Id | None = None
    speaker_basis: SpeakerBasis | None = None
    reported_by: tuple[Id, ...] = ()
    said_to: Id | None = None
    said: Date | None = None
    quotation: Quotation | None = None
    certainty: Certainty | None = None
    claim: Id | None = None
    parent: Id | None = None
    note: str = ""
    flagged: bool = False
    origin: Origin = "typed"
    derived_from: tuple[Id, ...] = ()
    agreed_by: tuple[Id, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    def of_role(self, role: Role) -> tuple[Span, ...]:
        """Give the spans of one role, in the order of the text."""
        return tuple(s for s in self.spans if s.role == role)

    @property
    def content(self) -> tuple[Span, ...]:
        """Give the content spans, of which there is at least one."""
        return self.of_role("content")

    @property
    def words(self) -> str:
        """Give the content as one line, stretches joined by an ellipsis; empty without its text."""
        return " … ".join(s.exact for s in self.content if s.exact)


@dataclass(frozen=True, slots=True)
class Link:
    """A typed pair of statements of one layer; a symmetric one has its smaller id first."""

    id: Id
    type: Id
    source: Id
    target: Id
    annotator: Id
    contradiction_kind: Contradiction | None = None
    rationale: str = ""
    confidence: Certainty | None = None
    derived_from: tuple[Id, ...] = ()
    agreed_by: tuple[Id, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes statements, by the registry; `merged_into` names the one that stands for it."""

    id: Id
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    position: str | None = None
    affiliation: Id | None = None
    external_id: str | None = None
    article: Id | None = None
    merged_into: Id | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The proposition that statements are about; `merged_into` names the one it is part of."""

    id: Id
    proposition: str
    note: str = ""
    verdict: str | None = None
    rationale: str = ""
    evidence: str = ""
    merged_into: Id | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a statement does to its claim, with its definition and its look as roles."""

    id: Id
    name: str
    definition: str = ""
    example: str = ""
    counter_example: str = ""
    shape: str = "circle"
    color: str = "accent"
    underline: str = "solid"
    key: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class LinkType:
    """How two statements stand to each other; `passive` is its name from the target's side."""

    id: Id
    name: str
    directed: bool
    contradicts: bool = False
    definition: str = ""
    example: str = ""
    counter_example: str = ""
    passive: str = ""
    shape: str = "loop"
    color: str = "mute"
    key: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Saying:
    """Statements joined by *repeats*: one utterance, however often retold."""

    statements: tuple[Id, ...]
    articles: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class What:
    """What a revision did, as a code with parameters; its sentence is `revisions.CODE`."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revision:
    """One gesture as the log has it; `undoes` is the number of the revision it takes back."""

    number: int
    id: Id
    made_at: str
    annotator: Id | None
    who: str
    what: What
    undoes: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """What others must show anew: ids by kind, or None where everything of a kind may differ."""

    ids: Mapping[str, frozenset[Id] | None]
    revisions: tuple[int, ...]
    by: frozenset[Id]

    def touches(self, *kinds: str) -> bool:
        """Say whether any record of these kinds changed."""
        return any(kind in self.ids for kind in kinds)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an undo or redo took place, so that the window can go there and name it."""

    number: int
    what: What
    article: Id | None = None
    statement: Id | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One find of a search; offsets are code points of the article's text where it has one."""

    kind: Literal["article", "statement", "speaker", "claim"]
    id: Id
    article: Id | None
    title: str
    start: int | None
    end: int | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Coming:
    """An article that would come: its title, and the name by which it is known again."""

    title: str
    source_name: str


#: How many of the articles that would come a report names.
MOST_COMING = 1_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import kept and what it could not; `lost` counts by reason."""

    articles: int = 0
    statements: int = 0
    links: int = 0
    revision: int | None = None
    lost: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    ids: tuple[Id, ...] = ()
    #: Those of `ids` that were not there before.
    new: tuple[Id, ...] = ()
    #: Of one that only says what it would do: the first of the articles that would be new.
    coming: tuple[Coming, ...] = ()
    #: Articles with the same text or nearly the same, in groups with at least one of `ids`.
    copies: tuple[tuple[Id, ...], ...] = ()
