"""The columns of our tables in Parquet, by kind of record, and rows as such tables have them.

Rows are those of `rows`, but for attributes: a list of names with values, for a column has one
type. It knows neither files nor pyarrow; that gives its types when it is asked.
"""

import json
from types import ModuleType
from typing import Literal

from factcheck.formats.ours import KEY
from factcheck.formats.rows import Json, Row

Type = Literal["text", "texts", "whole", "yes_no", "pairs", "attributes", "spans", "end", "decided"]
Columns = dict[str, Type]

VERSION = 1
#: The kinds of record in one table, whose rows say of what kind they are.
KIND = "kind"
_TRACE: Columns = {
    "derived_from": "texts",
    "agreed_by": "texts",
    "attributes": "attributes",
    "split": "text",
}
_WORDS: Columns = {
    "id": "text",
    "name": "text",
    "definition": "text",
    "example": "text",
    "counter_example": "text",
}
_LOOKS: Columns = {"shape": "text", "color": "text", "key": "text", "position": "whole"}


def _texts(*names: str) -> Columns:
    return dict.fromkeys(names, "text")


#: The columns of each kind of record, and the kinds in the order in which they can be read.
COLUMNS: dict[str, Columns] = {
    "annotators": _texts("id", "name", "kind"),
    "labels": {**_WORDS, **_LOOKS, "underline": "text"},
    "link_types": {
        **_WORDS,
        **_LOOKS,
        "directed": "yes_no",
        "contradicts": "yes_no",
        "passive": "text",
    },
    "speakers": {
        **_texts("id", "name", "kind", "position", "affiliation"),
        "aliases": "texts",
        **_texts("external_id", "article", "merged_into"),
    },
    "claims": _texts(
        *("id", "proposition", "note", "verdict", "rationale", "evidence", "merged_into")
    ),
    "articles": {
        **_texts("id", "title", "text", "sha256", "language", "publisher", "author"),
        **_texts("published_on", "published_as", "uri", "source_name", "edition_of"),
        "furniture": "pairs",
        **_texts("reader", "original_sha256", "retrieved_on"),
        "attributes": "attributes",
        "split": "text",
    },
    "statements": {
        **_texts("id", "article", "annotator", "label"),
        "spans": "spans",
        **_texts("speaker", "speaker_basis"),
        "reported_by": "texts",
        **_texts("said_to", "said_on", "said_as", "certainty", "quotation", "parent", "claim"),
        "note": "text",
        "flagged": "yes_no",
        "origin": "text",
        **_TRACE,
    },
    "links": {
        **_texts("id", "type"),
        "from": "end",
        "to": "end",
        **_texts("annotator", "contradiction_kind", "rationale", "confidence"),
        "cross_article": "yes_no",
        **_TRACE,
    },
    "assignments": _texts(
        *("id", "article", "annotator", "status", "given_by", "handed_from", "handed_to")
    ),
    "comments": {
        **_texts("id", "kind", "record", "article", "answers", "annotator", "made_at"),
        **_texts("edited_at", "words"),
        "resolved": "yes_no",
    },
    "decisions": {
        **_texts("id", "kind", "article", "annotator", "made_at", "outcome", "reason"),
        **_texts("replaces", "snapshot"),
        "decided": "decided",
    },
}
#: The fields of a column that is an object or a list of them.
INNER: dict[Type, dict[str, Type]] = {
    "spans": {"role": "text", "start": "whole", "end": "whole", "text": "text"},
    "end": {
        **dict.fromkeys(("statement", "text", "article"), "text"),
        **dict.fromkeys(("start", "end"), "whole"),
        **dict.fromkeys(("label", "speaker"), "text"),
    },
    "attributes": {"name": "text", "value": "text"},
    "decided": {"record": "text", "role": "text"},
}
# What means another thing in each kind of record, and has columns of its own in one table.
_APART = ("kind", "position")


def singular(kind: str) -> str:
    """Give what one record of a kind is called in one table of all."""
    return kind.removesuffix("s")


def in_one_table(kind: str) -> dict[str, str]:
    """Give what the columns of a kind are called in one table of all kinds."""
    return {
        name: f"{name}_of_{singular(kind)}" if name in _APART else name for name in COLUMNS[kind]
    }


def of_one_table() -> Columns:
    """Give the columns of one table of all kinds."""
    found: Columns = {KIND: "text"}
    for kind, columns in COLUMNS.items():
        names = in_one_table(kind)
        found |= {names[name]: one for name, one in columns.items()}
    return found


def schema(pa: ModuleType, columns: Columns, about: Row) -> object:
    """Give columns as a schema of pyarrow, with what the file says about itself."""
    fields = [(name, _arrow(pa, one)) for name, one in columns.items()]
    said = json.dumps(about, ensure_ascii=False, sort_keys=True)
    return pa.schema(fields, metadata={KEY: said})


def _arrow(pa: ModuleType, one: Type) -> object:
    plain = {"text": pa.string, "whole": pa.int64, "yes_no": pa.bool_}
    if one in plain:
        return plain[one]()
    if one == "texts":
        return pa.list_(pa.string())
    if one == "pairs":
        return pa.list_(pa.list_(pa.int64()))
    held = pa.struct([(name, _arrow(pa, inner)) for name, inner in INNER[one].items()])
    return held if one == "end" else pa.list_(held)


def as_columns(row: Row) -> Row:
    """Give a row as a table has it."""
    attributes = row.get("attributes")
    if not isinstance(attributes, dict):
        return row
    pairs: list[Json] = [{"name": name, "value": value} for name, value in attributes.items()]
    return {**row, "attributes": pairs}


def as_row(values: Row) -> Row:
    """Give a row as it was before `as_columns`; what is of another type stays for its reader."""
    pairs = values.get("attributes")
    if not isinstance(pairs, list):
        return values
    found: Row = {}
    for one in pairs:
        name = one.get("name") if isinstance(one, dict) else None
        if not isinstance(one, dict) or not isinstance(name, str) or name in found:
            return {**values, "attributes": "no names with values"}
        found[name] = one.get("value")
    return {**values, "attributes": found}
