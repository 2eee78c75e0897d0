"""What the reader is given to show, as plain frozen values.

Offsets are code points of the article's text, half-open. Colors and shapes are roles and names
of the theme; every sentence comes ready to show, for the reader knows no speakers and no claims.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from factcheck.ids import Id

Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]
Role = Literal["content", "source", "cue"]
Status = Literal["to_do", "in_progress", "done"]


@dataclass(frozen=True, slots=True)
class StatementMark:
    """A statement as it looks: several content stretches make a discontinuous one.

    `linked` puts the not-equal mark before it; `reference` is another layer's (gold's); one that
    is `undecided` has no tint yet; `describe` is asked for what a screen reader says, for ten
    thousand sentences take their time.
    """

    id: Id
    content: Stretches
    shape: str
    color: str
    underline: str = "solid"
    source: Stretches = ()
    cue: Stretches = ()
    linked: bool = False
    reference: bool = False
    flagged: bool = False
    undecided: bool = False
    describe: Callable[[Id], str] = str


@dataclass(frozen=True, slots=True)
class Detail:
    """One part of the line below the title; what was guessed says so and why."""

    text: str
    strong: bool = False
    guess: str = ""


@dataclass(frozen=True, slots=True)
class EditionLink:
    """Another edition of an article: what that one is to it in words, and its title."""

    article: Id
    words: str
    title: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article to read: its text, and the words of its header.

    `brief` is the short line beside the title once that has scrolled away; `empty` says that the
    reader's own layer has no statement in it, so that *done* reads "nothing found"; `handed` says
    whose work it was before, where it was somebody's.
    """

    id: Id
    text: str
    title: str
    details: tuple[Detail, ...] = ()
    brief: str = ""
    status: Status = "to_do"
    furniture: Stretches = ()
    empty: bool = True
    handed: str = ""
    editions: tuple[EditionLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A label or a link type to choose by its key, with the definition shown on hover."""

    id: Id
    name: str
    key: str
    shape: str
    color: str
    definition: str = ""
    example: str = ""
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class LinkChipView:
    """The link that would be made: `start` verb `end`, by the names of their speakers.

    `labels` are offered while the target is a selection that has no label yet.
    """

    choice: Choice
    start: str
    verb: str
    end: str
    directed: bool
    labels: tuple[Choice, ...] = ()
