"""Zips of articles: each file in it is read as its name and its first bytes show, as in a folder.

A zip may come from anybody: what it claims of sizes is not believed, its names lead nowhere, and
what is in a zip inside it is not looked at. A file in it that is bad is told, and the others go on.
"""

import stat
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.formats import zipped
from factcheck.readers import (
    ELSEWHERE,
    LEFT_ASIDE,
    Aside,
    Asked,
    Reading,
    Unread,
    kinds,
    reader,
    table,
    whole,
)
from factcheck.readers.table import Columns

NAME = "zip"
#: Bytes of one file in it: it is held as a whole while it is read.
LARGEST_PART = 500_000_000
_PIECE = 1 << 20
_LOCKED = 1 << 0
_IN_UTF8 = 1 << 11

Found = Reading | Unread | Aside


@dataclass(frozen=True, slots=True)
class _Part:
    """A file in a zip, with its place in the folder that holds all."""

    name: str
    entry: zipfile.ZipInfo

    @property
    def is_link(self) -> bool:
        """Whether it is not a file, but says where one is."""
        return stat.S_ISLNK(self.entry.external_attr >> 16)


def read(stream: BinaryIO, asked: Asked) -> Iterator[Found]:
    """Read what is in a zip; raise BadInput where it is none, locked, or much too large."""
    packed = _opened(stream)
    parts = _parts(packed)
    if not parts:
        raise BadInput("zip.empty")
    links = Counter(part.name for part in parts if part.is_link)
    wanted, aside = _wanted([part for part in parts if not part.is_link])
    unpacking = _Unpacking(packed, stream.seek(0, 2))
    for part in wanted:
        yield from whole(_found(part, unpacking, asked), part.name)
        if unpacking.is_too_much:
            raise BadInput("zip.too_large")
    for code, counts in ((LEFT_ASIDE, aside), (ELSEWHERE, links)):
        if counts:
            yield Aside(code, counts)


def columns_of(stream: BinaryIO, asked: Asked) -> Columns:
    """Say which columns the first table in a zip has; raise BadInput where there is none."""
    packed = _opened(stream)
    wanted, _ = _wanted(_parts(packed))
    part = next((one for one in wanted if kinds.by_name(one.name) == table.NAME), None)
    if part is None:
        raise BadInput("table.none")
    data = _Unpacking(packed, stream.seek(0, 2)).unpacked(part)
    return table.columns_of(BytesIO(data), replace(asked, name=part.name))


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except zipped.BROKEN as error:
        raise BadInput("zip.bad") from error


def _found(part: _Part, unpacking: "_Unpacking", asked: Asked) -> Iterator[Found]:
    """Give what a file in a zip holds; raise BadInput where it is locked or odd."""
    kind = kinds.by_name(part.name) or ""
    if kind == NAME:
        raise BadInput("zip.nested")
    data = unpacking.unpacked(part)
    kind = kinds.settled(kind, data[: kinds.HEAD])
    inner = replace(asked, name=part.name, uri=None)
    yield from reader(kind).read(BytesIO(data), inner)


class _Unpacking:
    """Unpacks files of one zip, with a bound on all of them."""

    def __init__(self, packed: zipfile.ZipFile, size: int) -> None:
        self._packed = packed
        self._left = min(zipped.LARGEST, max(zipped.SMALL, zipped.MOST_TIMES * size))

    @property
    def is_too_much(self) -> bool:
        """Whether all together are more bytes than a zip of articles has."""
        return self._left < 0

    def unpacked(self, part: _Part) -> bytes:
        """Give the bytes of a file; raise BadInput where it is damaged, odd or too large."""
        if not zipped.is_inside(part.name):
            raise BadInput("zip.escapes")
        if part.entry.compress_type not in zipped.READ:
            raise BadInput("zip.bad_part")
        out = BytesIO()
        try:
            with self._packed.open(part.entry) as source:
                while piece := source.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise BadInput("zip.too_large")
                    out.write(piece)
                    if out.tell() > LARGEST_PART:
                        raise BadInput("zip.too_large_part", largest=LARGEST_PART // 1_000_000)
        except zipped.BROKEN as error:
            raise BadInput("zip.bad_part") from error
        return out.getvalue()


def _parts(packed: zipfile.ZipFile) -> list[_Part]:
    """Give the files in a zip in the order of their names, without what packers add to them."""
    # `is_dir` wants a name, and not every one has any.
    entries = [one for one in packed.infolist() if not one.filename.endswith("/")]
    if len(entries) > zipped.MOST_PARTS:
        raise BadInput("zip.too_many", most=zipped.MOST_PARTS)
    found = [_Part(_name(one), one) for one in entries]
    found = [one for one in found if not _is_hidden(one.name)]
    if any(one.entry.flag_bits & _LOCKED for one in found):
        raise BadInput("zip.locked")
    # People pack the folder as well as what is in it.
    while len(first := {one.name.partition("/")[0] for one in found}) == 1:
        if any("/" not in one.name for one in found):
            break
        cut = len(first.pop()) + 1
        found = [_Part(one.name[cut:], one.entry) for one in found]
    return sorted(found, key=lambda one: one.name)


def _name(entry: zipfile.ZipInfo) -> str:
    """Give the name of a file as its packer meant it."""
    name = entry.orig_filename.partition("\0")[0]
    if not entry.flag_bits & _IN_UTF8:
        # Many write UTF-8 and do not say so.
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return name.replace("\\", "/")


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return (
        not name
        or parts[0] == zipped.PACKER_S
        or any(x.startswith(".") and x.strip(".") for x in parts)
    )


def _wanted(parts: Sequence[_Part]) -> tuple[list[_Part], Counter[str]]:
    """Give the files that are read, and the endings of those that are not."""
    folders: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts:
        folder, _, name = part.name.rpartition("/")
        folders[folder].add(name)
    parts = [part for part in parts if not _is_beside_a_page(part.name, folders)]
    shown = {kinds.by_name(part.name) for part in parts} - {None}
    # A table beside pages says what these are; alone it is what is meant.
    read = (shown - kinds.NAMED_ONLY or shown) | {NAME}
    wanted, aside = [], Counter[str]()
    for part in parts:
        if kinds.by_name(part.name) in read:
            wanted.append(part)
        else:
            aside[kinds.ending(part.name.rpartition("/")[2])] += 1
    return wanted, aside


def _is_beside_a_page(name: str, folders: defaultdict[str, set[str]]) -> bool:
    above, rest = "", name
    while "/" in rest:
        folder, _, rest = rest.partition("/")
        if kinds.is_beside_a_page(folder, folders[above]):
            return True
        above = f"{above}/{folder}" if above else folder
    return False
