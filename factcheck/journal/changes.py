"""How the fields of an edit are kept in the journal: as JSON, ids and hashes in hexadecimal.

It knows the types of the columns, so that what is read back is what was written.
"""

import json

from sqlalchemy import LargeBinary

from factcheck.errors import Damaged
from factcheck.ids import Id
from factcheck.journal.edits import Fields, Value
from factcheck.models import KINDS
from factcheck.store.columns import IdType

_IDS = {
    kind: frozenset(c.name for c in table.columns if isinstance(c.type, IdType))
    for kind, table in KINDS.items()
}
_BYTES = {
    kind: frozenset(c.name for c in table.columns if isinstance(c.type, LargeBinary))
    for kind, table in KINDS.items()
}
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def written_fields(fields: Fields | None) -> str | None:
    """Give the JSON of some fields."""
    if fields is None:
        return None
    plain = {k: v.hex() if isinstance(v, bytes) else v for k, v in fields.items()}
    return _write(plain)


def read_fields(kind: str, written: str | None) -> dict[str, Value] | None:
    """Read the fields of a change; raise Damaged if they cannot be what was written."""
    if written is None:
        return None
    try:
        fields: dict[str, Value] = json.loads(written)
        if any(isinstance(value, (list, dict)) for value in fields.values()):
            raise TypeError(kind)
        for name in _IDS[kind] & fields.keys():
            if fields[name] is not None:
                fields[name] = Id(_bytes(fields[name]))
        for name in _BYTES[kind] & fields.keys():
            if fields[name] is not None:
                fields[name] = _bytes(fields[name])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Damaged("project.changes", kind=kind) from error
    return fields


def _bytes(written: Value) -> bytes:
    if not isinstance(written, str):
        raise TypeError(written)
    return bytes.fromhex(written)
