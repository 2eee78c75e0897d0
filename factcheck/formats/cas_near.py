"""The type systems that belong to XMI, which says itself nothing of its types: those near by.

Those in its folder, else in the one above and so on up to the dataset's, else in folders below its
own. Of several in one folder those named like it (`debug-typesystem.xml` for `debug.xmi`), or all.
"""

from pathlib import Path

from factcheck.formats.building import Origin
from factcheck.formats.cas_types import TypeSystem, of_xml
from factcheck.formats.parts import beginning, opened
from factcheck.formats.places import below
from factcheck.streams import up_to

_ENDING = ".xml"
_NAMED = "typesystem"
_LARGEST = 16_000_000  # bytes; that of INCEpTION with all of DKPro has 125,000
_HEAD = 4_000


class NearTypes:
    """The type systems of one folder and what is in it, each read once."""

    def __init__(self, root: Path, *, is_whole: bool) -> None:
        """Take a folder; where a single file is read, only what lies beside that counts."""
        self._root = root
        self._is_whole = is_whole
        self._here: dict[Path, list[Path]] = {}
        self._near: dict[Path, list[Path]] = {}
        self._read: dict[tuple[Path, ...], TypeSystem] = {}

    def of(self, path: Path) -> TypeSystem:
        """Give what is known of the types of an XMI, nothing where no type system is near."""
        folder = path.parent
        if folder not in self._near:
            self._near[folder] = self._around(folder)
        found = self._near[folder]
        named = [one for one in found if one.name.lower().startswith(path.stem.lower())]
        key = tuple(named or found)
        if key not in self._read:
            types = TypeSystem()
            for one in key:
                types.add(of_xml(_bytes(one), one.relative_to(self._root).as_posix()))
            self._read[key] = types
        return self._read[key]

    def _around(self, folder: Path) -> list[Path]:
        at = folder
        while not self._in(at) and at != self._root:
            at = at.parent
        if self._in(at) or not self._is_whole:
            return self._in(at)
        return [folder / way for way in below(folder, [_ENDING]) if _is_one(folder / way)]

    def _in(self, folder: Path) -> list[Path]:
        if folder not in self._here:
            there = sorted(folder.iterdir())
            self._here[folder] = [one for one in there if _is_one(one)]
        return self._here[folder]


def _is_one(path: Path) -> bool:
    if path.suffix.lower() != _ENDING or _NAMED not in path.stem.lower().replace("_", ""):
        return False
    return path.is_file() and b"typeSystemDescription" in beginning(path, _HEAD)


def _bytes(path: Path) -> bytes:
    with opened(path) as stream:
        data = up_to(stream, _LARGEST + 1)
    if len(data) > _LARGEST:
        raise Origin(path.name).bad("too_long")
    return data
