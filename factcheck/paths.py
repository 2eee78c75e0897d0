"""Paths that a person gave: what the system says against one becomes a sentence.

Names too long, closed folders, disks that fail. Whoever knows better what was wanted says so
before; a path on which nothing special is known ends here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factcheck.errors import BadInput


@contextmanager
def usable(path: str | Path) -> Iterator[None]:
    """Raise BadInput for a path where the system refuses what is done inside."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadInput("path.unusable", location=path, why=why) from error
