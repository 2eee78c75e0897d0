"""The process apart: reads what it is asked to, one file after the other, and says what it found.

Run as `python -m factcheck.apart.worker MEGABYTES [FOLDER]`; it hears frames on its standard input
and ends when that does. Only below the folder it may write.
"""

import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from factcheck.apart.far import Gauge
from factcheck.apart.frames import ENOUGH, Frame, read, written
from factcheck.apart.limits import bound, fence
from factcheck.apart.readings import asked_of, packed
from factcheck.errors import BadInput, FactcheckError
from factcheck.prose.near import sketch
from factcheck.readers import Reading, kinds, reader
from factcheck.readers.tongue import is_worth_telling, with_language
from factcheck.readers.txt import NAME as TEXT

_PATIENCE = 0.02  # seconds for which what was found may wait for more


def main() -> None:
    """Serve until the other side is gone."""
    heard, said = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the frames.
    os.dup2(2, 1)
    writable = sys.argv[2] if len(sys.argv) > 2 else None
    bound(int(sys.argv[1]), writes=writable is not None)
    asked: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(heard, asked), daemon=True).start()
    fence(writable)
    other = _OtherSide(asked, said)
    while True:
        for frame in _answers(asked.get(), other):
            other.tell(frame)
            if asked.empty():
                other.send()


class _OtherSide:
    """Whom this process serves: told of what is found, some frames at a time."""

    def __init__(self, asked: "queue.SimpleQueue[Frame]", stream: BinaryIO) -> None:
        self._asked = asked
        self._stream = stream
        self._waiting: list[Frame] = []
        self._size = 0
        self._sent = time.monotonic()

    def which(self, name: str) -> Frame:
        """Ask it which of what is in a file it means."""
        self.tell(Frame({"n": 0, "which": name}))
        self.send()
        return self._asked.get()

    def tell(self, frame: Frame) -> None:
        """Tell of something, now or together with what follows."""
        self._waiting.append(frame)
        self._size += len(frame.body)
        if self._size >= ENOUGH or time.monotonic() - self._sent > _PATIENCE:
            self.send()

    def at_once(self, frame: Frame) -> None:
        """Tell of something now."""
        self.tell(frame)
        self.send()

    def beware(self, kind: str) -> None:
        """Tell what waits before a file that may be the end of this process.

        Otherwise that would be laid to the file before.
        """
        if kind != TEXT:
            self.send()

    def send(self) -> None:
        """Let nothing wait any longer."""
        if self._waiting:
            self._stream.write(written(self._waiting))
            self._stream.flush()
            self._waiting.clear()
            self._size = 0
        self._sent = time.monotonic()


def _hear(stream: BinaryIO, asked: "queue.SimpleQueue[Frame]") -> None:
    for frame in read(stream):
        asked.put(frame)
    # Nobody listens any more, whatever is being read.
    os._exit(0)


def _answers(request: Frame, other: _OtherSide) -> Iterator[Frame]:
    number = request.head["n"]
    try:
        for found in _found(request, other):
            yield Frame({"n": number, **found.head}, found.body)
        yield Frame({"n": number, "done": True})
    except FactcheckError as error:
        params = {name: str(value) for name, value in error.params.items()}
        yield Frame({"n": number, "failed": error.code, "params": params})
    except MemoryError:
        yield Frame({"n": number, "failed": "apart.memory", "params": {}})
    except Exception as error:  # noqa: BLE001 - a library's, of any kind; told with its traceback
        trace = traceback.format_exc()
        yield Frame({"n": number, "broke": f"{type(error).__name__}: {error}", "trace": trace})


def _found(request: Frame, other: _OtherSide) -> Iterator[Frame]:
    if "format" in request.head:
        from factcheck.apart.datasets import read_apart

        return iter((read_apart(request, other.which, other.at_once),))
    if request.head.get("job") in ("guess", "ours", "unpack"):
        from factcheck.apart.guessing import looked_at

        other.send()  # it may be the end of this process
        return iter((looked_at(request),))
    if request.head.get("job") == "sketches":
        from factcheck.apart.sketching import sketched

        return sketched(request)
    return _columns(request) if request.head.get("job") == "columns" else _articles(request, other)


def _articles(request: Frame, other: _OtherSide) -> Iterator[Frame]:
    asked = asked_of(request.head["asked"])  # type: ignore[arg-type]  # our own side wrote it
    other.beware(str(request.head["kind"]))
    with _opened(request) as stream:
        kind = _kind(request, stream)
        other.beware(kind)
        gauge = Gauge.of(stream) if kind != TEXT else None
        for found in reader(kind).read(stream, asked):
            if isinstance(found, Reading):
                article = found.article
                if is_worth_telling(article, kind, int(str(request.head["files"]))):
                    article = with_language(article)
                found = replace(found, article=article, sketch=sketch(article.text))
            yield packed(found)
            if gauge is not None:
                yield from gauge.told()


def _columns(request: Frame) -> Iterator[Frame]:
    from factcheck.apart import tables
    from factcheck.readers import table
    from factcheck.readers import zip as zips

    asked = asked_of(request.head["asked"])  # type: ignore[arg-type]  # our own side wrote it
    with _opened(request) as stream:
        kind = _kind(request, stream)
        if kind not in (table.NAME, zips.NAME):
            raise BadInput("table.none")
        module = table if kind == table.NAME else zips
        yield tables.packed(module.columns_of(stream, asked))


def _kind(request: Frame, stream: BinaryIO) -> str:
    head = stream.read(kinds.HEAD)
    stream.seek(0)
    kind = str(request.head["kind"])
    return kind if request.head["settled"] else kinds.settled(kind, head)


def _opened(request: Frame) -> BinaryIO:
    path = request.head["path"]
    if path is None:
        return BytesIO(request.body)
    try:
        return open(str(path), "rb")  # noqa: PTH123 - a path of 10,000
    except OSError as error:
        raise BadInput("import.closed", why=error.strerror) from error


if __name__ == "__main__":
    main()
