"""Writes the rows of our tables into files of Parquet, some at a time, for a project may be large.

The same rows give the same bytes, as far as pyarrow's version is the same. Which records the rows
are of is not known here.
"""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from hashlib import file_digest
from pathlib import Path
from types import TracebackType
from typing import Any

from factcheck.formats.bundle import Split
from factcheck.formats.extras import needed
from factcheck.formats.manifest import Listed
from factcheck.formats.parquet_columns import COLUMNS, VERSION, Columns, as_columns, schema
from factcheck.formats.parquet_in import EXTRA
from factcheck.formats.places import Places
from factcheck.formats.rows import Row

ENDING = ".parquet"
#: What has a part of a split, and the part of a link between two of them.
SPLIT = ("articles", "statements", "links")
UNSPLIT = "unsplit"
# Rows in memory at once, and characters of their texts.
_MOST_ROWS = 10_000
_MOST_CHARACTERS = 8_000_000


class Writing:
    """One file while it is written; an empty one has its columns and no group of rows."""

    def __init__(self, path: Path, columns: Columns, about: Row) -> None:
        """Begin a file, with what it says about itself; raise BadInput without pyarrow."""
        self._arrow = needed("pyarrow", extra=EXTRA)
        parquet = needed("pyarrow.parquet", extra=EXTRA)
        self._path = path
        self._schema = schema(self._arrow, columns, about)
        self._file: Any = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._held: list[Row] = []
        self._characters = 0
        self._rows = 0

    def __enter__(self) -> "Writing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._file.close()

    def add(self, some: Iterable[Row]) -> None:
        """Write rows."""
        for row in some:
            self._held.append(as_columns(row))
            self._characters += sum(len(one) for one in row.values() if isinstance(one, str))
            self._rows += 1
            if len(self._held) == _MOST_ROWS or self._characters >= _MOST_CHARACTERS:
                self._flush()

    def listed(self) -> Listed:
        """Give how many rows were written and the file's sha256, once it is closed."""
        with self._path.open("rb") as stream:
            return Listed(self._rows, file_digest(stream, "sha256").hexdigest())

    def _flush(self) -> None:
        if self._held:
            table = self._arrow.Table.from_pylist(self._held, schema=self._schema)
            self._file.write_table(table, row_group_size=len(self._held))
        self._held, self._characters = [], 0


class Folder:
    """The tables of a folder while they are written: for each kind, or for each of its parts.

    `names` are those of the files, by kind and part; the part is empty where there is no split.
    """

    def __init__(self, out: Path, split: Split | None) -> None:
        """Begin all files in a folder that is there; raise BadInput without pyarrow."""
        self._out = out
        self._parts = tuple(split.sizes) if split else ()
        self._stack = ExitStack()
        self._places = Places()
        self._files: dict[tuple[str, str], Writing] = {}
        self.names: dict[str, dict[str, str]] = {kind: {} for kind in COLUMNS}
        for kind in COLUMNS:
            for part in self._parts if self._parts and kind in SPLIT else ("",):
                self._begin(kind, part)

    def __enter__(self) -> "Folder":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, kind: str, some: Iterable[Row]) -> None:
        """Write records of a kind, each into the file of its part."""
        for row in some:
            part = str(row["split"] or UNSPLIT) if self._parts and kind in SPLIT else ""
            if (kind, part) not in self._files:
                self._begin(kind, part)
            self._files[kind, part].add([row])

    def listed(self) -> Mapping[str, Listed]:
        """Give rows and sha256 of each file by its name, once all are closed."""
        return {self.names[kind][part]: one.listed() for (kind, part), one in self._files.items()}

    def _begin(self, kind: str, part: str) -> None:
        name = self._places.folder(f"{kind}-{part}" if part else kind) + ENDING
        self.names[kind][part] = name
        about: Row = {"format_version": VERSION, "kind": kind}
        file = Writing(self._out / name, COLUMNS[kind], about)
        self._files[kind, part] = self._stack.enter_context(file)
