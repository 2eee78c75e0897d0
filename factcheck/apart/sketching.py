"""Sketches of many texts, made by the process apart while this one writes what they are of.

They only save time: what could not be made there is made where it is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Self, cast

from factcheck.apart.frames import Frame
from factcheck.apart.process import Apart, checked
from factcheck.errors import BadInput
from factcheck.prose.near import LENGTH, Sketch, sketch

#: From how many texts on a process of their own saves more time than it takes.
MANY = 1_000
#: Bytes of texts that may wait in the other process at once.
_MOST = 200_000_000
Made = dict[bytes, Sketch]


class Sketching:
    """Texts given one lot after the other; in the end their sketches by sha256."""

    def __init__(self) -> None:
        self._apart = Apart()
        self._asked: list[Sequence[bytes]] = []
        self._bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._apart.__exit__(kind, error, trace)

    def add(self, texts: Sequence[tuple[bytes, str]]) -> None:
        """Have more texts sketched, each with its sha256, as long as they are not too much."""
        encoded = [characters.encode() for _, characters in texts]
        self._bytes += sum(map(len, encoded))
        if self._bytes > _MOST:
            return
        head = {"n": 0, "job": "sketches", "lengths": [len(one) for one in encoded]}
        self._apart.ask([Frame(head, b"".join(encoded))])
        self._asked.append([sha256 for sha256, _ in texts])

    def made(self, waiting: Callable[[], None]) -> Made:
        """Give the sketches, as far as there are any; `waiting` may raise Cancelled."""
        made: Made = {}
        answers = (one for one in self._apart.answers(waiting) if "done" not in one.head)
        for shas in self._asked:
            try:
                body = checked(next(answers)).body
            except BadInput:
                # Nothing is lost by it but time.
                break
            if len(body) != len(shas) * LENGTH:
                break
            found = (body[at : at + LENGTH] for at in range(0, len(body), LENGTH))
            made.update(zip(shas, found, strict=True))
        return made


def sketched(request: Frame) -> Iterator[Frame]:
    """Give the sketches of the texts that a frame holds: the other side."""
    body, at = memoryview(request.body), 0
    made: list[Sketch] = []
    for length in cast(list[int], request.head["lengths"]):
        made.append(sketch(str(body[at : at + length], "utf-8")))
        at += length
    yield Frame(body=b"".join(made))
