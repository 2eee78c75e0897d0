"""A second process apart, which reads some files of a large dataset ahead of the first one.

Taking a file apart takes longer than what becomes of it then, and machines can do two things at
once. Nothing depends on the second one: what it has not read, or cannot, the first one reads.
"""

import os
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from factcheck import formats
from factcheck.apart.frames import Frame
from factcheck.apart.guessing import SILENCE
from factcheck.apart.process import Apart
from factcheck.errors import BadInput
from factcheck.formats.given import Ahead
from factcheck.formats.places import all_below

#: From how many files on a process of their own saves more time than it takes.
MANY = 2_000


@contextmanager
def second(format_name: str, path: Path, megabytes: int) -> Iterator[Sequence[int]]:
    """Give the pipe by which what was read ahead comes, none where that does not pay.

    It is for the first process to inherit, and lasts as long as the context.
    """
    can = "ahead" in formats.FORMATS[format_name].takes and _is_large(path)
    # Other systems let no process inherit a pipe.
    if os.name != "posix" or os.cpu_count() == 1 or not can:
        yield ()
        return
    out, into = os.pipe()
    with os.fdopen(out, "rb"):
        with os.fdopen(into, "wb"):
            apart = Apart(megabytes=megabytes, silence=SILENCE, inherits=(into,))
        with apart:
            head = {"n": 0, "format": format_name, "path": str(path.absolute()), "into": into}
            apart.ask([Frame(head)])
            yield (out,)


def read_ahead(request: Frame) -> Frame:
    """Read files of a dataset into the pipe: the side of the second process."""
    head, into = request.head, cast(int, request.head["into"])
    try:
        # Whatever is wrong with a file, the first process says it.
        with suppress(BadInput):
            for found in formats.ahead(str(head["format"]), Path(str(head["path"]))):
                _put(into, pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    finally:
        os.close(into)
    return Frame({})


@contextmanager
def taking(pipe: Sequence[int]) -> Iterator[Ahead | None]:
    """Give what takes the files that were read ahead, in order: the side of the first process."""
    if not pipe:
        yield None
        return
    with open(pipe[0], "rb") as stream:  # noqa: PTH123 - no path
        yield _taker(stream)


def _taker(stream: BinaryIO) -> Ahead:
    ended = False

    def take(way: str) -> object | None:
        nonlocal ended
        if ended:
            return None
        try:
            # Who writes there is behind the same fence, and reads what this process would read.
            name, found = pickle.load(stream)
        except (EOFError, pickle.UnpicklingError):
            name, found = None, None
        ended = name != way
        return None if ended else cast(object, found)

    return take


def _is_large(path: Path) -> bool:
    return path.is_dir() and sum(1 for _ in islice(all_below(path), MANY)) == MANY


def _put(into: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(into, left) :]
