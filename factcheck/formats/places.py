"""Where the articles of a dataset of many parts lie in its folder, and what they are called there.

Names in a folder may come from anybody and lead nowhere else; names made of ours are such that
every system takes them. It knows no format.
"""

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from factcheck.errors import BadInput

MOST = 250_000
LONGEST = 80  # characters of a part of a name, so that no system refuses the whole
_LONGEST_BYTES = 3 * LONGEST
_ODD = re.compile(r"[^\w .,()+&@'=-]+")
# What Windows takes for devices, whatever follows after a dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE)
_TEXT = ".txt"


def below(root: Path, endings: Collection[str]) -> list[str]:
    """Give what lies in a folder and has one of the endings, by its way there, sorted.

    What is hidden stays so, and no link is followed. Raises BadInput for a closed folder, or
    where there are more than a dataset has.
    """
    found: list[str] = []
    for way in _ways(root):
        if Path(way).suffix.lower() in endings:
            found.append(way)
            if len(found) > MOST:
                raise BadInput("dataset.too_many", name=root.name, most=MOST)
    return sorted(found)


def all_below(root: Path) -> Iterator[str]:
    """Give the way to all that lies in a folder, hidden things and links too."""
    for here, folders, names in os.walk(root):
        inner = [n for n in folders if Path(here, n).is_symlink()]
        yield from (Path(here, n).relative_to(root).as_posix() for n in (*names, *inner))


class Places:
    """Names for the parts of a dataset, made of what they are called, no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def place(self, name: str) -> str:
        """Give a way without an ending, below a folder, that looks like the name."""
        parts = [_part(one) for one in re.split(r"[/\\]+", name.removesuffix(_TEXT))]
        wanted = "/".join([one for one in parts if one][-3:]) or "article"
        return self._free(wanted)

    def folder(self, name: str) -> str:
        """Give a name of one part, such as for a layer."""
        return self._free(_part(name) or "layer")

    def _free(self, wanted: str) -> str:
        # Some systems take capitals and small letters for the same.
        key = wanted.casefold()
        free, n = wanted, self._last.get(key, 1)
        while free.casefold() in self._taken:
            n += 1
            free = f"{wanted} ({n})"
        self._last[key] = n
        self._taken.add(free.casefold())
        return free


def _part(name: str) -> str:
    short = _ODD.sub("_", name)[:LONGEST].encode()[:_LONGEST_BYTES].decode("utf-8", "ignore")
    part = short.strip(" ._")
    return f"{part[:3]}_{part[3:]}" if _DEVICE.match(part) else part


def _ways(root: Path) -> Iterator[str]:
    def closed(error: OSError) -> None:
        why = error.strerror or type(error).__name__
        raise BadInput("dataset.unreadable", name=error.filename, why=why) from error

    for here, folders, names in os.walk(root, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(here, name)
            if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                yield path.relative_to(root).as_posix()
