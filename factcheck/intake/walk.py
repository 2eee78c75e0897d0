"""Finds what an import reads: files given one by one, and folders walked in a settled order.

It opens nothing and follows no link out of a folder; what is hidden stays so. Each find has the
name by which an article is known again: its path below the imported folder, or its own name. Of a
folder only files are taken whose endings show a kind of article, and none of what browsers save
beside a page; what else there is of files is counted by its endings. A folder that is closed is
told like a file that cannot be read.
"""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import BadInput, NotFound
from factcheck.paths import usable
from factcheck.prose.decode import clean
from factcheck.readers import ELSEWHERE, LEFT_ASIDE, Aside
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
    """What is read of some places, what is left aside, and where nothing can be had."""

    files: tuple[Readable, ...]
    asides: tuple[Aside, ...] = ()
    bad: tuple[Bad, ...] = ()


def readables(path: Path, *, kind: str | None = None) -> Finds:
    """Give what a path holds: a file as given, of a folder every file of articles by name.

    Where a kind is given a folder is searched for files of that kind. Raises NotFound where
    nothing is, BadInput for what is neither.
    """
    with usable(path):
        if path.is_dir():
            return _Walk(path, kind).finds()
        if path.is_file():
            shown = kind or by_name(path.name) or TEXT
            name = clean(path.name)[0]
            return Finds((Readable(str(path), name, shown, settled=kind is not None),))
        if path.exists():
            raise BadInput("import.special", name=path)
        raise NotFound("import.missing", name=path)


class _Walk:
    """A walk through a folder, which notes what it leaves aside and where it cannot go."""

    def __init__(self, folder: Path, kind: str | None) -> None:
        self._folder = folder
        self._kind = kind
        self._root, self._cut = folder.resolve(), len(str(folder / "x")) - 1
        self._aside: Counter[str] = Counter()
        self._elsewhere: Counter[str] = Counter()
        self._bad: list[Bad] = []

    def finds(self) -> Finds:
        """Walk, and give the files by name."""
        files = sorted(self._files(), key=lambda one: one.name)
        asides = ((LEFT_ASIDE, self._aside), (ELSEWHERE, self._elsewhere))
        told = tuple(Aside(code, counts) for code, counts in asides if counts)
        return Finds(tuple(files), told, tuple(self._bad))

    def _files(self) -> Iterator[Readable]:
        for here, folders, names in os.walk(self._folder, onerror=self._closed):
            pages = frozenset(names)
            folders[:] = [
                name
                for name in folders
                if not name.startswith(".") and not is_beside_a_page(name, pages)
            ]
            for name in names:
                if not name.startswith("."):
                    yield from self._file(os.path.join(here, name), name)  # noqa: PTH118 - ten times faster, for 10,000
            for name in folders:
                # They are not walked: those that stay inside would bring all twice.
                if os.path.islink(path := os.path.join(here, name)):  # noqa: PTH114, PTH118 - a str
                    self._elsewhere[self._name(path)] += 1

    def _file(self, path: str, name: str) -> Iterator[Readable]:
        shown = by_name(name)
        if shown is None or shown in NAMED_ONLY or (self._kind and shown != self._kind):
            self._aside[ending(name)] += 1
        elif _is_inside(path, self._root):
            yield Readable(path, self._name(path), shown, settled=self._kind is not None)
        else:
            self._elsewhere[self._name(path)] += 1

    def _name(self, path: str) -> str:
        return clean(path[self._cut :].replace(os.sep, "/"))[0]

    def _closed(self, error: OSError) -> None:
        why = error.strerror or type(error).__name__
        name = clean(str(error.filename))[0]
        self._bad.append(Bad(name, BadInput("import.closed", why=why)))


def _is_inside(path: str, root: Path) -> bool:
    """Say whether there is a plain file, in the folder itself where it is a link."""
    try:
        found = os.lstat(path)
    except OSError:
        return True  # why it cannot be had is told when it is read
    if stat.S_ISLNK(found.st_mode):
        return os.path.isfile(path) and Path(path).resolve().is_relative_to(root)  # noqa: PTH113 - it is a str
    return stat.S_ISREG(found.st_mode)
