"""Asks the process apart for the articles of many files, and goes on with another when it dies.

What a file holds comes whole or not at all: its articles are held back until it is read to its
end, those of a large one in a file without a name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count

from factcheck.apart.frames import BadFrame, Frame
from factcheck.apart.process import Apart, checked
from factcheck.apart.readings import asked_row, unpacked
from factcheck.errors import BadInput
from factcheck.formats.shelf import Shelf
from factcheck.intake.fitting import fitted
from factcheck.intake.walk import Bad, Readable
from factcheck.readers import Aside, Asked, Reading, Unread


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person wants files to be read; `columns` are our fields with a table's columns."""

    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """A file was read to its end, or given up."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """How far a large file is read: so many of its bytes."""

    at: int


@dataclass(frozen=True, slots=True)
class Held:
    """A large file is read to its end: so much of it comes next."""

    readings: int


Found = Reading | Bad | Aside | SoFar | Held | Done
_LITTLE = 1_000  # bytes that each takes besides its text


def read_files(
    found: Sequence[Readable],
    manner: Manner,
    waiting: Callable[[], None],
    *,
    enough: int | None = None,
) -> Iterator[Found]:
    """Read files one after the other; `waiting` is called often and may raise Cancelled.

    Who only looks may say how many articles of a file are `enough`: these come as soon as they are
    read, whatever the rest of it is like.
    """
    first = 0
    while first < len(found):
        with ExitStack() as stack:
            apart = stack.enter_context(Apart())
            files = range(first, len(found))
            apart.ask(request(n, found[n], manner, files=len(found)) for n in files)
            answers = apart.answers(waiting)
            try:
                while first < len(found):
                    yield from _file(found[first], answers, enough)
                    first += 1
            except _Dead as dead:
                # Only this file is given up; another process reads the rest.
                yield Bad(found[first].name, dead.error)
                yield Done()
                first += 1


class _Dead(Exception):
    """The process broke down, or was silent for too long."""

    def __init__(self, error: BadInput) -> None:
        super().__init__(error)
        self.error = error


def _file(one: Readable, answers: Iterator[Frame], enough: int | None) -> Iterator[Found]:
    held = Shelf[int, Reading | Bad | Aside](_weight)
    is_large = False
    for n in count(1):
        try:
            frame = next(answers)
        except BadInput as error:
            raise _Dead(error) from error
        try:
            if "done" in checked(frame).head:
                break
        except BadInput as error:
            yield Bad(one.name, error)
            yield Done()
            return
        if "at" in frame.head:
            is_large = True
            yield _far(frame)
            continue
        held.put(n, _unpacked(frame))
        if enough is not None and n >= enough:
            yield from map(held.__getitem__, held)
            held = Shelf(_weight)
    if is_large:
        yield Held(sum(1 for _ in held))
    yield from map(held.__getitem__, held)
    yield Done()


def _far(frame: Frame) -> SoFar:
    at = frame.head["at"]
    if type(at) is not int or at < 0:
        raise _Dead(BadInput("apart.broke", why="no number"))
    return SoFar(at)


def _weight(found: Reading | Bad | Aside) -> int:
    if not isinstance(found, Reading):
        return _LITTLE
    original = found.article.original
    return len(found.article.text) + len((original and original.content) or b"") + _LITTLE


def _unpacked(frame: Frame) -> Reading | Bad | Aside:
    try:
        found = unpacked(frame)
    except BadFrame as error:
        raise _Dead(BadInput("apart.broke", why=str(error))) from error
    if isinstance(found, Unread):
        return Bad(found.name, BadInput(found.code, **found.params))
    return fitted(found) if isinstance(found, Reading) else found


def request(n: int, one: Readable, manner: Manner, *, files: int) -> Frame:
    """Give what asks the process apart for what a file holds, which is one of so many."""
    asked = Asked(
        one.name, manner.encoding, manner.columns, one.uri, one.retrieved_on, one.declared
    )
    head: dict[str, object] = {
        "n": n,
        "files": files,
        "path": one.path,
        "kind": one.kind,
        "settled": one.settled,
        "asked": asked_row(asked),
    }
    return Frame(head, one.data or b"")
