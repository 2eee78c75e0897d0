"""Finds what an import reads: files given one by one, and folders walked in a settled order.

It opens nothing and follows no link out of a folder; what is hidden stays so. Each find has the
name by which an article is known again: its path below the imported folder, or its own name.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import BadInput, NotAllowed, NotFound
from factcheck.paths import usable

ENDING = ".txt"


@dataclass(frozen=True, slots=True)
class Readable:
    """Where an article is read from, and the source name it gets."""

    path: str
    name: str


def readables(paths: Iterable[Path]) -> list[Readable]:
    """Give what the paths hold: files as given, of folders every text file by name.

    Raises NotFound where nothing is, BadInput for what is neither, NotAllowed for a closed folder.
    """
    found: list[Readable] = []
    for path in paths:
        with usable(path):
            found += _at(path)
    return found


def _at(path: Path) -> list[Readable]:
    if path.is_dir():
        return sorted(_below(path), key=lambda one: one.name)
    if path.is_file():
        return [Readable(str(path), path.name)]
    if path.exists():
        raise BadInput("import.special", name=path)
    raise NotFound("import.missing", name=path)


def _below(folder: Path) -> Iterator[Readable]:
    root, cut = folder.resolve(), len(str(folder / "x")) - 1

    def closed(error: OSError) -> None:
        raise NotAllowed("import.folder", name=error.filename, why=error.strerror) from error

    for here, folders, names in os.walk(folder, onerror=closed):
        # Links to folders are not walked: those that stay inside would bring all twice.
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.startswith(".") or not name.lower().endswith(ENDING):
                continue
            path = os.path.join(here, name)  # noqa: PTH118 - ten times faster, for 10,000
            if _is_inside(path, root):
                yield Readable(path, path[cut:].replace(os.sep, "/"))


def _is_inside(path: str, root: Path) -> bool:
    """Say whether there is a plain file, in the folder itself where it is a link."""
    found = os.lstat(path)
    if stat.S_ISLNK(found.st_mode):
        return os.path.isfile(path) and Path(path).resolve().is_relative_to(root)  # noqa: PTH113 - it is a str
    return stat.S_ISREG(found.st_mode)
