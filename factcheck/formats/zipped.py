"""A dataset's folder as one zip file: packed whole, and unpacked only as far as a dataset may go.

A zip may come from anybody, so names lead nowhere, and what it claims of sizes is not believed.
It knows folders and a format's module, not what is in them.
"""

import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, TypeVar

from factcheck.errors import BadInput
from factcheck.formats.bundle import Bundle
from factcheck.formats.given import Given
from factcheck.formats.parts import opened
from factcheck.scratch import scratch

if TYPE_CHECKING:
    from factcheck.formats import Tick, Written

T = TypeVar("T")

ENDING = ".zip"
MOST_PARTS = 250_000
LARGEST = 4_000_000_000  # bytes unpacked
#: Text is packed to a tenth or so; a bomb to a thousandth.
MOST_TIMES = 100
MOST_FOLDERS = 20  # one in another
SMALL = 50_000_000  # bytes unpacked that are borne however well they were packed
_PIECE = 1 << 20
# Of its own: what packers put beside the files.
PACKER_S = "__MACOSX"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# All that `zipfile` raises over what it is given; RuntimeError where it wants a password.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)


class Folders(Protocol):
    """The module of a format that is a folder."""

    def read(self, path: Path, *given: Given) -> Bundle:
        """Read a dataset; raise BadInput naming the line and id at fault."""

    def is_ours(self, path: Path) -> bool:
        """Say whether what is at the path shows to be in this format, whoever wrote it."""

    def write(self, bundle: Bundle, out: Path, *, tick: "Tick") -> "Written":
        """Write a dataset to a path where nothing is."""

    def is_replaceable(self, path: Path) -> bool:
        """Say whether what is at the path is an export of this program and nothing else."""


class Zipped:
    """A format whose folder is packed."""

    def __init__(self, inner: Folders) -> None:
        self._inner = inner

    def read(self, path: Path, *given: Given) -> Bundle:
        """Read a packed dataset; raise BadInput where it is no zip, too large, or not whole."""
        with unpacked(path) as folder:
            return self._inner.read(folder, *given)

    def is_ours(self, path: Path) -> bool:
        """Say whether what is packed at a path shows to be in this format."""
        return bool(inside(path, self._inner.is_ours))

    def is_replaceable(self, path: Path) -> bool:
        """Say whether a path is a packed export of ours with nothing else in it."""
        return bool(inside(path, self._inner.is_replaceable))

    def write(self, bundle: Bundle, out: Path, *, tick: "Tick") -> "Written":
        """Write a dataset as a new zip, the same bytes for the same dataset."""
        with TemporaryDirectory(dir=out.parent, prefix=".new-") as above:
            folder = Path(above) / "dataset"
            written = self._inner.write(bundle, folder, tick=tick)
            with zipfile.ZipFile(out, "x") as packed:
                for part in sorted(one for one in folder.rglob("*") if one.is_file()):
                    # Fixed, or the same project would give other bytes at each export.
                    entry = zipfile.ZipInfo(part.relative_to(folder).as_posix(), _FIRST_DAY)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    entry.external_attr = 0o644 << 16
                    with part.open("rb") as source, packed.open(entry, "w") as target:
                        shutil.copyfileobj(source, target, _PIECE)
        return written


def inside(path: Path, tell: Callable[[Path], T]) -> T | None:
    """Give what is told of the folder in a zip, None where that cannot be unpacked."""
    if not path.is_file():
        return None
    try:
        with unpacked(path) as folder:
            return tell(folder)
    except BadInput:
        return None


@dataclass(slots=True)
class Room:
    """How many bytes may still be unpacked of all the zips that lie in one dataset."""

    left: int = LARGEST


@contextmanager
def unpacked(path: Path, room: Room | None = None) -> Iterator[Path]:
    """Give a folder with the parts of a zip for as long as it is looked at; raise BadInput."""
    with scratch() as folder:
        unpack(path, folder, room)
        yield inmost(folder)


def unpack(path: Path, folder: Path, room: Room | None = None) -> None:
    """Unpack a zip into a folder; raise BadInput where it is none, too large, or not whole."""
    room = room or Room()
    try:
        with opened(path) as stream, zipfile.ZipFile(stream) as packed:
            most = max(SMALL, MOST_TIMES * path.stat().st_size)
            room.left -= _unpack(packed, folder, most=min(most, room.left))
    except BROKEN as error:
        raise BadInput("dataset.not_zip", name=path.name) from error
    except _TooLarge as error:
        raise BadInput("dataset.zip_too_large", name=path.name) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadInput("dataset.unreadable", name=path.name, why=why) from error


def endings(path: Path) -> frozenset[str]:
    """Give the endings of the parts that a zip lists, without unpacking it."""
    try:
        with opened(path) as stream, zipfile.ZipFile(stream) as packed:
            return frozenset(f".{one.lower().rpartition('.')[2]}" for one in packed.namelist())
    except (*BROKEN, OSError, BadInput):
        return frozenset()


class _TooLarge(Exception):
    """More parts or bytes than a dataset has."""


def _unpack(packed: zipfile.ZipFile, folder: Path, *, most: int) -> int:
    """Unpack all parts, and give how many bytes they have; raise _TooLarge beyond `most`."""
    entries = [x for x in packed.infolist() if not x.filename.endswith("/")]
    entries = [x for x in entries if PurePosixPath(x.filename).parts[:1] != (PACKER_S,)]
    if len(entries) > MOST_PARTS:
        raise _TooLarge
    left = min(most, LARGEST)
    for entry in entries:
        if entry.compress_type not in READ:
            raise zipfile.BadZipFile(entry.filename)
        path = folder / _way(entry.filename)
        _make_ready(path)
        with packed.open(entry) as source, path.open("xb") as target:
            while piece := source.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise _TooLarge
                target.write(piece)
    return min(most, LARGEST) - left


def is_inside(name: str) -> bool:
    """Say whether the name of a part leads nowhere but below its folder."""
    way = PurePosixPath(name)
    parts = way.parts
    is_odd = way.is_absolute() or not parts or ".." in parts or set(name) & set("\\:\0")
    return not is_odd and len(parts) <= MOST_FOLDERS


def _way(name: str) -> PurePosixPath:
    """Give the way of a part below the folder; raise BadZipFile where it could lead elsewhere."""
    if not is_inside(name):
        raise zipfile.BadZipFile(name)
    return PurePosixPath(name)


def _make_ready(path: Path) -> None:
    """Make the folders of a part; raise BadZipFile where a part stands twice or is a folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise zipfile.BadZipFile(path.name) from error
    if path.exists():
        raise zipfile.BadZipFile(path.name)


def inmost(folder: Path) -> Path:
    """Give the folder with the parts: people pack the folder as well as what is in it."""
    while len(inside := list(folder.iterdir())) == 1 and inside[0].is_dir():
        folder = inside[0]
    return folder
