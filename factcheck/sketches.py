"""Sketches of texts, kept from one look to the next in a file of one's own, not in the project.

A sketch is worked out from the text alone, so the file may be lost, or be another program's: what
is not whole is thrown away and made anew.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from factcheck.ids import Id
from factcheck.prose.near import LENGTH, Sketch

#: Counts with the way in which sketches are made: what an older program kept is not read.
VERSION = 3
_KEY = 32  # bytes of a sha256
_ROW = _KEY + LENGTH
_MOST_TIMES = 3  # that a sketch may be kept, on the average


class Sketches:
    """The sketches of a project's texts by sha256, as far as they were ever made."""

    def __init__(self, project: Id) -> None:
        from platformdirs import user_cache_path

        folder = user_cache_path("factcheck", appauthor=False)
        self._path = folder / f"sketches-{VERSION}" / str(project)

    def read(self) -> dict[bytes, Sketch]:
        """Give what is kept; nothing where the file is not whole."""
        try:
            data = self._path.read_bytes()
        except OSError:
            return {}
        if len(data) % _ROW:
            with suppress(OSError):
                self._path.unlink()
            return {}
        found = dict(_rows(data))
        if len(data) > _ROW * _MOST_TIMES * len(found):
            # Imports of what is there already have kept the same again and again.
            with suppress(OSError):
                self._path.unlink()
            self.add(found)
        return found

    def add(self, new: Mapping[bytes, Sketch]) -> None:
        """Keep more; where that cannot be, they are made again next time."""
        kept = self.read()
        lacking = {sha: bins for sha, bins in new.items() if sha not in kept}
        rows = b"".join(sha + bins for sha, bins in lacking.items())
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab", buffering=0) as stream:
                stream.write(rows)


def _rows(data: bytes) -> Iterator[tuple[bytes, Sketch]]:
    for at in range(0, len(data), _ROW):
        yield data[at : at + _KEY], data[at + _KEY : at + _ROW]
