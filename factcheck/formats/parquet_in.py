"""Reads the rows of one file of Parquet, which may come from anybody: only columns that are ours.

What the file claims of its sizes is looked at before anything is unpacked, and what is unpacked
is counted while it comes, some rows at a time. Types that no column of ours has are refused
before they are read. Which records the rows are of is not known here.
"""

import struct
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import SEEK_END
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from factcheck.errors import BadInput
from factcheck.formats.building import Origin
from factcheck.formats.extras import needed
from factcheck.formats.ours import KEY
from factcheck.formats.parts import opened
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.formats.zipped import LARGEST, MOST_TIMES, SMALL

EXTRA = "parquet"
_MOST_ROWS = 50_000_000
_MOST_COLUMNS = 2_000
_MOST_VALUES = 20_000_000  # of one column in a group of rows
_LONGEST_SAID = 16_000_000  # bytes of any text in the description of a file
_MOST_SAID = 1_000_000  # things in a list there
_MOST_AT_ONCE = 1_000  # rows
_ROOM = 200_000_000  # bytes that some rows may take, if each value were as large as its column
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Table:
    """What a file of Parquet says of itself: its columns, and what we have put there."""

    columns: tuple[str, ...]
    about: Row = field(default_factory=dict)


def look(path: Path) -> Table | None:
    """Give what a file says of itself, None where it is no Parquet or cannot be read."""
    try:
        with opened(path) as stream:
            return _told(_opened(stream, path), path)
    except (BadInput, FileNotFoundError):
        return None


def read(path: Path, wanted: Collection[str]) -> tuple[Table, Iterator[tuple[int, Row]]]:
    """Give what a file says of itself, and its rows with their numbers, from 1.

    Only the wanted columns are read. Raises BadInput, at once or while the rows come, that says
    in which row; FileNotFoundError.
    """
    with opened(path) as stream:
        table = _told(_opened(stream, path), path)
    return table, _rows(path, [name for name in table.columns if name in wanted])


def _rows(path: Path, columns: list[str]) -> Iterator[tuple[int, Row]]:
    number, room = 0, LARGEST
    with opened(path) as stream:
        source = _opened(stream, path)
        with _blamed(Origin(path.name)):
            _check(source, columns, path)
        for batch in _batches(source, columns, path):
            with _blamed(Origin(path.name, number + 1)):
                whole = _spelt_out(batch)
                room -= whole.nbytes
                if room < 0:
                    raise BadInput("dataset.too_large", name=path.name)
                values = whole.to_pylist()
            for row in values:
                number += 1
                yield number, {name: _plain(value) for name, value in row.items()}


def _batches(source: Any, columns: list[str], path: Path) -> Iterator[Any]:
    """Give some rows at a time, the fewer the more each might take."""
    number = 0
    for group in range(source.metadata.num_row_groups):
        at_once = _at_once(source.metadata.row_group(group), columns)
        with _blamed(Origin(path.name, number + 1)):
            found = source.iter_batches(batch_size=at_once, row_groups=[group], columns=columns)
        while True:
            with _blamed(Origin(path.name, number + 1)):
                batch = next(found, None)
            if batch is None:
                break
            number += batch.num_rows
            yield batch


def _spelt_out(batch: Any) -> Any:
    """Give rows with each value in its place, where some are numbers of values."""
    arrow = needed("pyarrow", extra=EXTRA)
    columns = [
        one.dictionary_decode() if arrow.types.is_dictionary(one.type) else one
        for one in batch.columns
    ]
    return arrow.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _at_once(group: Any, columns: Collection[str]) -> int:
    """Give how many rows may be unpacked at once, were each value as large as all of a column."""
    packed: int = sum(
        one.total_uncompressed_size for one in _chunks(group, columns) if one.has_dictionary_page
    )
    return max(1, min(_MOST_AT_ONCE, _ROOM // max(packed, 1)))


def _check(source: Any, columns: Collection[str], path: Path) -> None:
    """Raise BadInput where a file claims more than a dataset of its size, or has odd columns."""
    told = source.metadata
    most = min(LARGEST, max(SMALL, MOST_TIMES * path.stat().st_size))
    size = 0
    for group in range(told.num_row_groups):
        for one in _chunks(told.row_group(group), columns):
            size += max(one.total_uncompressed_size, 0)
            if one.num_values > _MOST_VALUES or size > most:
                raise BadInput("dataset.too_large", name=path.name)
    if told.num_rows > _MOST_ROWS:
        raise BadInput("dataset.too_large", name=path.name)
    types = needed("pyarrow.types", extra=EXTRA)
    for name in columns:
        found = source.schema_arrow.field(name).type
        if types.is_dictionary(found):
            found = found.value_type
        if not _is_plain(types, found, _DEEPEST):
            said = str(found)[:80]
            raise Origin(path.name).bad("column_type", key=name, said=said)


def _chunks(group: Any, columns: Collection[str]) -> Iterator[Any]:
    found = (group.column(number) for number in range(group.num_columns))
    return (one for one in found if one.path_in_schema.partition(".")[0] in columns)


def _is_plain(types: ModuleType, found: Any, deepest: int) -> bool:
    """Say whether a type of pyarrow gives texts, numbers, truths, or lists and objects of them."""
    if deepest == 0:
        return False
    if types.is_struct(found):
        return all(_is_plain(types, one.type, deepest - 1) for one in found)
    if types.is_list(found) or types.is_large_list(found):
        return _is_plain(types, found.value_type, deepest - 1)
    if types.is_map(found):
        return _is_plain(types, found.item_type, deepest - 1)
    plain = ("string", "large_string", "string_view", "integer", "boolean", "floating", "null")
    return any(getattr(types, f"is_{one}")(found) for one in plain)


def _plain(value: object) -> Json:
    """Give a value as JSON has it; whole numbers that lacked some come as broken ones."""
    if isinstance(value, list):
        if value and all(isinstance(one, tuple) for one in value):
            # The entries of a map.
            return [{"name": name, "value": _plain(one)} for name, one in value]
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, float):
        return int(value) if value.is_integer() else None if value != value else value
    assert value is None or isinstance(value, str | int | bool)
    return value


def _opened(stream: BinaryIO, path: Path) -> Any:
    """Open a file for its rows; raise BadInput where it is none of Parquet."""
    parquet = needed("pyarrow.parquet", extra=EXTRA)
    try:
        found = parquet.ParquetFile(
            stream,
            pre_buffer=False,
            thrift_string_size_limit=_LONGEST_SAID,
            thrift_container_size_limit=_MOST_SAID,
        )
        # Its columns are made of the description only when they are asked for.
        if not found.schema_arrow.names or _is_sealed(stream, found.metadata):
            raise BadInput("dataset.not_parquet", name=path.name)
    except _broken() as error:
        raise BadInput("dataset.not_parquet", name=path.name) from error
    if found.metadata.num_columns > _MOST_COLUMNS:
        raise BadInput("dataset.too_large", name=path.name)
    return found


def _is_sealed(stream: BinaryIO, metadata: Any) -> bool:
    """Say whether columns are encrypted: pyarrow would end the process over them.

    The description of such a file is signed, so that it is longer than what it says.
    """
    stream.seek(-8, SEEK_END)
    length: int = struct.unpack("<I", stream.read(4))[0]
    return length != int(metadata.serialized_size)


def _told(source: Any, path: Path) -> Table:
    said = (source.schema_arrow.metadata or {}).get(KEY.encode())
    about = parse(said, name=path.name) if said is not None else None
    return Table(tuple(source.schema_arrow.names), about if isinstance(about, dict) else {})


@contextmanager
def _blamed(at: Origin) -> Iterator[None]:
    """Say of what cannot be unpacked inside where it is."""
    try:
        yield
    except MemoryError as error:
        raise BadInput("dataset.too_large", name=at.name) from error
    except _broken() as error:
        raise at.bad("damaged") from error


def _broken() -> tuple[type[Exception], ...]:
    """Give all that pyarrow raises over what it is given."""
    arrow = needed("pyarrow.lib", extra=EXTRA)
    return (arrow.ArrowException, OSError, ValueError, OverflowError)
