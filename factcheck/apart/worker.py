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
from typing import TYPE_CHECKING, BinaryIO

from factcheck.apart.frames import Frame, read, written
from factcheck.apart.limits import bound, fence
from factcheck.apart.readings import asked_of, packed
from factcheck.errors import BadInput, FactcheckError
from factcheck.prose.near import sketch
from factcheck.readers import Reading, kinds, reader
from factcheck.readers.tongue import with_language

if TYPE_CHECKING:
    from factcheck.apart.datasets import Which

_PATIENCE = 0.02  # seconds for which what was found may wait for more


def main() -> None:
    """Serve until the other side is gone."""
    heard, said = sys.stdin.buffer, os.fdopen(os.dup(1), "wb", buffering=1 << 20)
    # What a library prints must not get between the frames.
    os.dup2(2, 1)
    writable = sys.argv[2] if len(sys.argv) > 2 else None
    bound(int(sys.argv[1]), writes=writable is not None)
    asked: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(heard, asked), daemon=True).start()
    fence(writable)
    flushed = time.monotonic()
    while True:
        request = asked.get()

        def which(name: str) -> Frame:
            said.write(written(Frame({"n": 0, "which": name})))
            said.flush()
            return asked.get()

        for frame in _answers(request, which):
            said.write(written(frame))
            if asked.empty() or time.monotonic() - flushed > _PATIENCE:
                said.flush()
                flushed = time.monotonic()


def _hear(stream: BinaryIO, asked: "queue.SimpleQueue[Frame]") -> None:
    for frame in read(stream):
        asked.put(frame)
    # Nobody listens any more, whatever is being read.
    os._exit(0)


def _answers(request: Frame, which: "Which") -> Iterator[Frame]:
    number = request.head["n"]
    try:
        for found in _found(request, which):
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


def _found(request: Frame, which: "Which") -> Iterator[Frame]:
    if "format" in request.head:
        from factcheck.apart.datasets import read_apart

        return iter((read_apart(request, which),))
    if request.head.get("job") == "sketches":
        from factcheck.apart.sketching import sketched

        return sketched(request)
    return _columns(request) if request.head.get("job") == "columns" else _articles(request)


def _articles(request: Frame) -> Iterator[Frame]:
    asked = asked_of(request.head["asked"])  # type: ignore[arg-type]  # our own side wrote it
    with _opened(request) as stream:
        for found in reader(_kind(request, stream)).read(stream, asked):
            if isinstance(found, Reading):
                article = with_language(found.article)
                found = replace(found, article=article, sketch=sketch(article.text))
            yield packed(found)


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
