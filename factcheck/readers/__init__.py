"""What reads articles from files, one module per kind of file, and how a file shows its kind.

A reader is pure: it gets a stream and says what it found, article by article; it knows no project,
opens nothing by name and fetches nothing. Readers run in a process apart (`factcheck.apart`), for
what they are given is anybody's bytes. Their modules, and the libraries these need, are imported
when used.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import BinaryIO, Protocol, Self, cast

from factcheck.errors import BadInput
from factcheck.prose.near import WORDLESS, Sketch
from factcheck.records import NewArticle

#: The code of the note on files that are read by their endings, and show no kind by theirs.
LEFT_ASIDE = "left_aside"
#: The code of the note on links that lead out of a folder, pipes and the like.
ELSEWHERE = "leads_elsewhere"
_WHY = 200  # characters


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what file articles are wanted, and what a person said of it.

    `name` is the source name of an article that has no better one; articles of a file that holds
    many are named below it. `columns` are our fields with the columns of a table that hold them.
    `declared` is an encoding that came along with the bytes and may be wrong.
    """

    name: str
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    uri: str | None = None
    retrieved_on: str | None = None
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as found, how it was decoded, and what the report must say of it.

    `notes` are codes, with a space and a detail where one is to be named: pages without text.
    """

    article: NewArticle
    encoding: str = ""
    notes: tuple[str, ...] = ()
    #: By which nearly the same texts are told; made in the process apart.
    sketch: Sketch = WORDLESS


@dataclass(frozen=True, slots=True)
class Unread:
    """One of the articles of a file that cannot be read: a code of `errors`, with parameters."""

    name: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, error: Exception) -> Self:
        """Say of one article among many why it cannot be read, whatever broke over it."""
        if isinstance(error, BadInput):
            return cls(name, error.code, {key: str(value) for key, value in error.params.items()})
        if isinstance(error, MemoryError):
            return cls(name, "apart.memory")
        return cls(name, "apart.broke", {"why": f"{type(error).__name__}: {error}"[:_WHY]})


@dataclass(frozen=True, slots=True)
class Aside:
    """What was left aside as no article, counted by what it is, and its note's code."""

    code: str
    counts: Mapping[str, int]


#: Says that a reader is still at it, where it may find nothing for long.
STILL = Aside("still", {})


class ArticleReader(Protocol):
    """The module of one kind of file."""

    def read(self, stream: BinaryIO, asked: Asked) -> Iterator[Reading | Unread | Aside]:
        """Read articles from a stream that can be rewound; raise BadInput for a bad file."""


def reader(kind: str) -> ArticleReader:
    """Give what reads a kind of file."""
    return cast(ArticleReader, import_module(f"factcheck.readers.{kind}"))


def whole(
    found: Iterator[Reading | Unread | Aside], name: str
) -> Iterator[Reading | Unread | Aside]:
    """Give what one of many parts of a file holds, all of it or why it cannot be read.

    That it is still being read is told meanwhile. What breaks over it is nobody else's business.
    """
    held: list[Reading | Unread | Aside] = []
    try:
        for one in found:
            if one is STILL:
                yield one
            else:
                held.append(one)
    except Exception as error:  # noqa: BLE001 - a library's, of any kind; the other parts go on
        held = [Unread.of(name, error)]
    yield from held
