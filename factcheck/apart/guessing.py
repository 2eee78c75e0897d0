"""Which formats paths show, looked at in the process apart, and zips of datasets unpacked there.

Looking means to unpack and to read whatever a path holds: nobody waits longer for that than they
want to.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from factcheck import formats
from factcheck.apart.frames import Frame
from factcheck.apart.process import Apart, checked
from factcheck.errors import BadInput
from factcheck.formats import zipped
from factcheck.paths import usable
from factcheck.scratch import scratch

#: Seconds; nothing is said before all of a dataset is unpacked or read.
SILENCE = 600.0
# Formats of folders whose files libraries take apart.
_OF_BYTES = ("parquet", "spacy")


def guesses(
    paths: Sequence[Path], waiting: Callable[[], None]
) -> dict[Path, str | BadInput | None]:
    """Give for each path its format, None where it shows none, or why it cannot be looked at.

    `waiting` is called often and may raise Cancelled.
    """
    told: dict[Path, str | BadInput | None] = {}
    left = list(dict.fromkeys(paths))
    while left:
        with scratch() as folder, Apart(silence=SILENCE, writable=folder) as apart:
            # What is asked is written by and by, so it must not change with what is left.
            asked = tuple(left)
            apart.ask(_request("guess", path) for path in asked)
            answers = _whole(apart.answers(waiting))
            for path in asked:
                left.remove(path)
                try:
                    answer = next(answers)
                except BadInput as error:
                    # Only what broke it is given up; another process looks at the others.
                    told[path] = error
                    break
                told[path] = _named(answer)
    return told


def guessed(path: Path, waiting: Callable[[], None]) -> str | None:
    """Give the format of one path, None where it shows none; raise BadInput as `guess` does."""
    if path.exists() and (name := formats.shown(path)):
        return name
    told = guesses([path], waiting)[path]
    if isinstance(told, BadInput):
        raise told
    return told


def is_ours(format_name: str, path: Path, waiting: Callable[[], None]) -> bool:
    """Say whether what is at a path is an export of ours in a format, and nothing else.

    Raises BadInput where it cannot be looked at.
    """
    if path.is_dir() and format_name not in _OF_BYTES:
        # Its files are only hashed, and texts are looked at where they begin.
        return formats.writer(format_name, path).is_replaceable(path)
    with scratch() as folder, Apart(silence=SILENCE, writable=folder) as apart:
        request = _request("ours", path)
        request.head["as"] = format_name
        apart.ask([request])
        return checked(next(apart.answers(waiting))).head.get("ours") is True


@contextmanager
def unpacked(path: Path, waiting: Callable[[], None]) -> Iterator[Path]:
    """Give the folder of a dataset while it lasts, that in a zip where it is packed.

    Raises BadInput where it cannot be unpacked.
    """
    if not formats.is_packed(path):
        yield path
        return
    with scratch() as folder:
        with Apart(silence=SILENCE, writable=folder) as apart:
            apart.ask([_request("unpack", path, folder / path.stem)])
            checked(next(apart.answers(waiting)))
        yield zipped.inmost(folder)


def looked_at(request: Frame) -> Frame:
    """Say which format a path shows, whether it is ours, or unpack it: the other side."""
    path = Path(str(request.head["path"]))
    with usable(path):
        if request.head["job"] == "unpack":
            zipped.unpack(path, Path(str(request.head["out"])))
            return Frame({"unpacked": True})
        if request.head["job"] == "ours":
            name = str(request.head["as"])
            return Frame({"ours": formats.writer(name, path).is_replaceable(path)})
        return Frame({"guess": formats.guess(path)})


def _request(job: str, path: Path, out: Path | None = None) -> Frame:
    return Frame({"n": 0, "job": job, "path": str(path.absolute()), "out": str(out)})


def _whole(answers: Iterator[Frame]) -> Iterator[Frame]:
    """Give one answer for each thing that was asked, without what only ends it."""
    return (one for one in answers if "done" not in one.head)


def _named(answer: Frame) -> str | BadInput | None:
    try:
        found = checked(answer).head.get("guess")
    except BadInput as error:
        return error
    if found is None or found in formats.READERS:
        return None if found is None else str(found)
    return BadInput("apart.broke", why="no format")
