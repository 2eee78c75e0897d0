"""What formats of other programs that have a line for each article share: one file or a folder.

In a folder the lines may be in several files, and links across articles lie beside. Whose line
it is and what it says is each format's own.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from factcheck.formats import Tick, Written, by_article, cross_links
from factcheck.formats.bundle import Bundle, Part
from factcheck.formats.lines import line_of
from factcheck.formats.ours import KEY, Outgoing
from factcheck.formats.parts import beginning
from factcheck.formats.rows import Row
from factcheck.records import Link

ENDING = ".jsonl"
_OURS = b'{"' + KEY.encode() + b'": {'


@dataclass(frozen=True, slots=True)
class Line:
    """One line, in which part of a folder it is, and what its format could not hold."""

    row: Row
    place: str
    lost: dict[str, int]


#: Makes the lines of an article with the links that stay in it.
LinesOf = Callable[[Part, list[Link]], Iterable[Line]]


def parts(folder: Path) -> list[Path]:
    """Give the files of lines in a folder, without the links across articles."""
    found = (one for one in folder.iterdir() if one.suffix.lower() == ENDING)
    return sorted(one for one in found if one.name != cross_links.NAME)


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has put anything else."""
    if path.is_dir():
        held = parts(path)
        names = {one.name for one in path.iterdir()}
        ours = {one.name for one in held} | {cross_links.NAME} == names
        return ours and bool(held) and all(map(is_replaceable, held))
    found = beginning(path, len(_OURS))
    return path.suffix.lower() == ENDING and path.is_file() and found in (_OURS, b"")


def write(
    bundle: Bundle, out: Path, *, tick: Tick, outgoing: Outgoing, lines_of: LinesOf, first: str
) -> Written:
    """Write a new folder, or one file where the name ends in .jsonl.

    `first` is the name of a file that is in the folder even where there are no articles.
    """
    alone = out.suffix.lower() == ENDING
    with ExitStack() as stack:
        streams: dict[str, BinaryIO] = {}

        def stream(name: str) -> BinaryIO:
            name = "" if alone else name
            if name not in streams:
                path = out / f"{name}{ENDING}" if name else out
                streams[name] = stack.enter_context(path.open("xb"))
            return streams[name]

        def put(part: Part, links: list[Link]) -> Counter[str]:
            lost: Counter[str] = Counter()
            for line in lines_of(part, links):
                stream(line.place).write(line_of(line.row))
                lost.update(line.lost)
            return lost

        if not alone:
            out.mkdir()
        stream(first)
        return by_article.write(bundle, out, tick=tick, outgoing=outgoing, put=put)
