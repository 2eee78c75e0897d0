"""The parts of a zipped document: read as far as one may go, named by nobody's path.

A package may come from anybody: what it claims of sizes is not believed, its names are only asked
for, and its XML has no document type. It knows no format.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from factcheck.errors import BadInput
from factcheck.formats.xml_tree import Node, parse
from factcheck.formats.zipped import BROKEN, MOST_PARTS, MOST_TIMES, READ, SMALL

_PIECE = 1 << 20
_LOCKED = 1  # the flag of a part that wants a password


class Package:
    """A zip with a bound on all that is unpacked of it."""

    def __init__(self, data: bytes) -> None:
        """Open a zip; raise BadInput where it is damaged or has very many parts."""
        try:
            self._packed = zipfile.ZipFile(BytesIO(data))
        except BROKEN as error:
            raise BadInput("reading.damaged") from error
        if len(self._packed.filelist) > MOST_PARTS:
            raise BadInput("reading.too_packed")
        self._left = max(SMALL, MOST_TIMES * len(data))
        self.names = frozenset(self._packed.namelist())

    def xml(self, name: str) -> Node:
        """Read a part that is XML; raise BadInput where it is missing, too large, or no such."""
        if name not in self.names:
            raise BadInput("reading.lacks", part=name)
        return xml_of(self.read(name), name)

    def maybe_xml(self, name: str) -> Node | None:
        """Read a part that not every package has. Raises as `xml`."""
        return self.xml(name) if name in self.names else None

    def read(self, name: str) -> bytes:
        """Unpack a part that is there; raise BadInput where it is damaged, locked or too large."""
        try:
            return b"".join(self._pieces(self._packed.getinfo(name)))
        except BROKEN as error:
            raise BadInput("reading.bad_part", part=name, line=1) from error

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        if entry.flag_bits & _LOCKED:
            raise BadInput("reading.locked")
        if entry.compress_type not in READ:
            raise zipfile.BadZipFile(entry.filename)
        with self._packed.open(entry) as source:
            while piece := source.read(_PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise BadInput("reading.too_packed")
                yield piece


def xml_of(data: bytes, part: str) -> Node:
    """Read XML; raise BadInput where it is none, has a document type, or is nested too deeply."""
    try:
        return parse(data, name=part)
    except BadInput as error:
        line = error.params.get("line", 1)
        raise BadInput("reading.bad_part", part=part, line=line) from error
