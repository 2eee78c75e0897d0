"""Finds what an import reads: files given one by one, and folders walked in a settled order.

It opens nothing and follows no link out of a folder; what is hidden stays so. Each find has the
name by which an article is known again: its path below the imported folder, or its own name. Of a
folder only files are taken whose endings show a kind of article, and none of what browsers save
beside a page; what else there is of files is counted by its endings.
"""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.errors import BadInput, NotAllowed, NotFound
from factcheck.paths import usable
from factcheck.readers.kinds import NAMED_ONLY, by_name, ending, is_beside_a_page

TEXT = "txt"


@dataclass(frozen=True, slots=True)
class Readable:
    """What is read: a file, or bytes that lie nowhere; its kind, and the source name it gets.

    `settled` says that the kind is a person's word, whatever the bytes look like; `declared` is
    the encoding that came along with bytes, as a server says it.
    """

    path: str | None
    name: str
    kind: str = TEXT
    settled: bool = False
    data: bytes | None = None
    uri: str | None = None
    retrieved_on: str | None = None
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """A file, or an article of one, that cannot be read, and why."""

    name: str
    error: BadInput


@dataclass(frozen=True, slots=True)
class Finds:
    """What is read of some places; what of folders is left aside, counted by its endings.

    `bad` are places where nothing could be had, and why.
    """

    files: tuple[Readable, ...]
    aside: Mapping[str, int] = field(default_factory=dict)
    bad: tuple[Bad, ...] = ()


def readables(path: Path, *, kind: str | None = None) -> Finds:
    """Give what a path holds: a file as given, of a folder every file of articles by name.

    Where a kind is given a folder is searched for files of that kind. Raises NotFound where
    nothing is, BadInput for what is neither, NotAllowed for a closed folder.
    """
    aside: Counter[str] = Counter()
    with usable(path):
        return Finds(tuple(_at(path, kind, aside)), aside)


def _at(path: Path, kind: str | None, aside: Counter[str]) -> list[Readable]:
    if path.is_dir():
        return sorted(_below(path, kind, aside), key=lambda one: one.name)
    if path.is_file():
        shown = kind or by_name(path.name) or TEXT
        return [Readable(str(path), path.name, shown, settled=kind is not None)]
    if path.exists():
        raise BadInput("import.special", name=path)
    raise NotFound("import.missing", name=path)


def _below(folder: Path, kind: str | None, aside: Counter[str]) -> Iterator[Readable]:
    root, cut = folder.resolve(), len(str(folder / "x")) - 1

    def closed(error: OSError) -> None:
        raise NotAllowed("import.folder", name=error.filename, why=error.strerror) from error

    for here, folders, names in os.walk(folder, onerror=closed):
        # Links to folders are not walked: those that stay inside would bring all twice.
        pages = frozenset(names)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not is_beside_a_page(name, pages)
        ]
        for name in names:
            if name.startswith("."):
                continue
            shown = by_name(name)
            if shown is None or shown in NAMED_ONLY or (kind and shown != kind):
                aside[ending(name)] += 1
                continue
            path = os.path.join(here, name)  # noqa: PTH118 - ten times faster, for 10,000
            if _is_inside(path, root):
                below = path[cut:].replace(os.sep, "/")
                yield Readable(path, below, shown, settled=kind is not None)


def _is_inside(path: str, root: Path) -> bool:
    """Say whether there is a plain file, in the folder itself where it is a link."""
    found = os.lstat(path)
    if stat.S_ISLNK(found.st_mode):
        return os.path.isfile(path) and Path(path).resolve().is_relative_to(root)  # noqa: PTH113 - it is a str
    return stat.S_ISREG(found.st_mode)
