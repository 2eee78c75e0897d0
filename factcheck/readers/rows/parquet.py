"""Rows of a Parquet file, some at a time: by `pyarrow`, which is an extra.

Values that are no text, number or list of these become words as Arrow writes them; bytes that are
no UTF-8 are left out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from factcheck.errors import BadInput
from factcheck.formats.rows import Json
from factcheck.readers.rows import MOST_COLUMNS, MOST_ROWS, Row, Table

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

SIGN = b"PAR1"
_AT_ONCE = 64  # rows, of which each may hold a text at its largest
_DEEPEST = 20
_LONGEST_WHY = 200


def table(stream: BinaryIO) -> Table:
    """Read a table; raise BadInput where it is none, or nothing here can read it."""
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise BadInput("table.no_parquet") from error
    with _told():
        opened = ParquetFile(stream, pre_buffer=False)
        names = tuple(map(str, opened.schema_arrow.names))
        rows = opened.metadata.num_rows
    if rows > MOST_ROWS:
        raise BadInput("table.too_long", most=MOST_ROWS)
    if len(names) > MOST_COLUMNS:
        raise BadInput("table.too_wide", most=MOST_COLUMNS)
    return Table(names, _rows(opened, names))


@contextmanager
def _told() -> Iterator[None]:
    """Say what Arrow makes of a file that is none of its own, broken or locked."""
    import pyarrow as pa

    try:
        yield
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError, NotImplementedError) as error:
        why = " ".join(str(error).split())[:_LONGEST_WHY]
        raise BadInput("table.bad_parquet", why=why) from error


def _rows(opened: "ParquetFile", names: Sequence[str]) -> Iterator[Row]:
    number = 0
    batches = opened.iter_batches(batch_size=_AT_ONCE, use_threads=False)
    while True:
        with _told():
            batch = next(batches, None)
            if batch is None:
                return
            columns = [_values(column) for column in batch.columns]
        for cells in zip(*columns, strict=True):
            number += 1
            if number > MOST_ROWS:
                raise BadInput("table.too_long", most=MOST_ROWS)
            yield Row(number, dict(zip(names, cells, strict=True)))


def _values(column: "pa.Array") -> list[Json]:
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        # As words of UTC: not every machine knows the zones, and Python not all the years.
        column = column.cast(pa.timestamp(column.type.unit)).cast(pa.string())
    elif pa.types.is_temporal(column.type) and not pa.types.is_duration(column.type):
        column = column.cast(pa.string())
    try:
        found = column.to_pylist()
    except (OverflowError, pa.ArrowInvalid):
        return [None] * len(column)
    return [_json(value) for value in found]


def _json(value: object, depth: int = 0) -> Json:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return None
    if depth > _DEEPEST:
        return None
    if isinstance(value, list | tuple):
        return [_json(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {str(key): _json(one, depth + 1) for key, one in value.items()}
    return str(value)
