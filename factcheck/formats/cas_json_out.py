"""Writes a CAS as UIMA's JSON: arrays and lists are structures of their own there."""

import json
import math
from collections.abc import Iterator

from factcheck.formats import cas_names as names
from factcheck.formats.cas_divided import Parts
from factcheck.formats.cas_json_in import (
    ELEMENTS,
    ID,
    MEMBERS,
    STRUCTURES,
    TYPE,
    TYPES,
    VIEWS,
)
from factcheck.formats.cas_json_in import (
    SOFA as VIEW_SOFA,
)
from factcheck.formats.cas_model import Ref, Structure, Value
from factcheck.formats.cas_out import SOFA, Sheet
from factcheck.formats.cas_types import LIST, is_many
from factcheck.formats.cas_types_out import as_json as types_as_json
from factcheck.formats.cas_values import plain
from factcheck.formats.rows import Json, Row


def as_json(sheet: Sheet) -> str:
    """Give a sheet as a JSON CAS, a structure in each line."""
    writing = _Writing(sheet)
    about: Row = {"sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text"}
    sofa: Row = {ID: SOFA, TYPE: names.SOFA_TYPE, **about, "sofaString": sheet.text}
    members: list[Json] = [*range(SOFA + 1, sheet.after)]
    views: Row = {"_InitialView": {VIEW_SOFA: SOFA, MEMBERS: members}}
    divided = sheet.divided.lines(_parts, writing.lines)
    rest = (writing.lines(one) for one in sheet.structures)
    lines = ",\n".join((_line(sofa), *divided, *rest))
    types = _line(types_as_json(sheet.types))
    return f'{{"{TYPES}": {types},\n"{STRUCTURES}": [\n{lines}\n],\n"{VIEWS}": {_line(views)}}}\n'


class _Writing:
    """Structures on their way into rows; those of arrays come before what has them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._last = sheet.after - 1

    def lines(self, one: Structure) -> str:
        """Give the lines of a structure, its own last."""
        return ",\n".join(map(_line, self._rows(one)))

    def _rows(self, one: Structure) -> Iterator[Row]:
        row: Row = {ID: one.id, TYPE: one.type}
        for feature, value in one.values.items():
            kind = self._sheet.types.range_of(one.type, feature) or ""
            if isinstance(value, list):
                made = list(self._many(value, kind))
                yield from made
                row[f"@{feature}"] = made[-1][ID]
            elif isinstance(value, Ref):
                row[f"@{feature}"] = int(value)
            elif isinstance(value, float) and not math.isfinite(value):
                row[f"#{feature}"] = plain(value, None)
            else:
                row[feature] = value
        yield row

    def _many(self, value: list[Value], kind: str) -> Iterator[Row]:
        """Give the rows of an array or list, the one by which it is found last."""
        if not kind.endswith("List"):
            name = "uima.cas.FSArray" if is_many(kind) else kind
            yield {ID: self._next(), TYPE: name, ELEMENTS: [_inner(one) for one in value]}
            return
        name = kind.removeprefix("uima.cas.")
        row: Row = {ID: self._next(), TYPE: f"uima.cas.Empty{name}"}
        yield row
        for one in reversed(value):
            head = "@head" if kind == LIST else "head"
            row = {
                ID: self._next(),
                TYPE: f"uima.cas.NonEmpty{name}",
                head: _inner(one),
                "@tail": row[ID],
            }
            yield row

    def _next(self) -> int:
        self._last += 1
        return self._last


def _parts(kind: str) -> Parts:
    sofa = f', "{TYPE}": "{kind}", "@{names.SOFA}": {SOFA}, "{names.BEGIN}": '
    return f'{{"{ID}": ', sofa, f', "{names.END}": ', "}"


def _inner(value: Value) -> Json:
    if isinstance(value, float) and not math.isfinite(value):
        return plain(value, None)
    if isinstance(value, list):
        return [_inner(one) for one in value]
    return int(value) if isinstance(value, Ref) else value


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False)
