"""Opens the parts of a dataset: plain files and nothing else, for a dataset may come from anybody.

A pipe would never end, a device have no end; what cannot be read is said with its name.
"""

import stat
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.formats.reads import stream_of
from factcheck.streams import up_to
from factcheck.texts import text

#: What is read into memory as one: some 200 times the largest article.
LARGEST_WHOLE = 2_000_000_000


def opened(path: Path) -> BinaryIO:
    """Open a part for reading; raise FileNotFoundError, or BadInput where it cannot be read."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            raise BadInput("dataset.special", name=path.name)
        return stream_of(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadInput("dataset.unreadable", name=path.name, why=error.strerror) from error


def beginning(path: Path, length: int) -> bytes:
    """Give the first bytes of a plain file, none where it cannot be read."""
    try:
        with opened(path) as stream:
            return stream.read(length)
    except (OSError, BadInput):
        return b""


def digest(path: Path) -> str:
    """Give the sha256 of a plain file as text, nothing for anything else."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def whole(path: Path) -> bytes:
    """Read a part as one, without a mark at its beginning; raise BadInput where it cannot be."""
    try:
        with opened(path) as stream:
            data = up_to(stream, LARGEST_WHOLE + 1)
    except OSError as error:
        raise BadInput("dataset.unreadable", name=path.name, why=error.strerror) from error
    if len(data) > LARGEST_WHOLE:
        why = text("errors.dataset.why.too_long")
        raise BadInput("dataset.line", name=path.name, line=1, why=why)
    return data.removeprefix(b"\xef\xbb\xbf")
