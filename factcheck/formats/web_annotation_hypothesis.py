"""Annotations as Hypothesis exports them or its API answers, made into those of W3C's model.

As Hypothesis itself makes them (hypothesis/h: presenters/annotation_jsonld.py): what somebody wrote
is a text, tags are tags, the page is the source. A reply is about the annotation before it. Of a
quote the position is left out: it is one in the page as a browser showed it, which no text here is.
Whether they are sound is for `web_annotation_model` to say.
"""

import re
from collections.abc import Iterator

from factcheck.formats.rows import Json, Row
from factcheck.formats.web_annotation_model import CONTEXT, every, types

_ACCOUNT = "acct:"
_SHOWN = re.compile(rb'"user"\s*:\s*"acct:')
_HELD = ("annotations", "rows")


def shows(head: bytes) -> bool:
    """Say whether the beginning of a JSON file looks like annotations of Hypothesis."""
    return _SHOWN.search(head) is not None and b'"target"' in head and b'"@context"' not in head


def modelled(found: Json) -> Json:
    """Give annotations of Hypothesis as the model has them, anything else as it is."""
    held = found
    if isinstance(found, dict):
        held = next((found[key] for key in _HELD if isinstance(found.get(key), list)), None)
    if not isinstance(held, list) or not held or not all(map(_is_one, held)):
        return found
    return [_model(one) for one in held if isinstance(one, dict)]


def _is_one(value: Json) -> bool:
    if not isinstance(value, dict) or "@context" in value:
        return False
    return "target" in value and str(value.get("user")).startswith(_ACCOUNT)


def _model(row: Row) -> Row:
    replied = [*every(row.get("references"))][-1:]
    return {
        "@context": CONTEXT,
        "type": "Annotation",
        "id": row.get("id"),
        "created": row.get("created"),
        "creator": {"name": _name(row)},
        "body": [*_bodies(row)],
        "target": replied or [*map(_target, every(row["target"]))],
    }


def _target(value: Json) -> Json:
    if not isinstance(value, dict):
        return value
    selectors = [*every(value.get("selector"))]
    if any("TextQuoteSelector" in types(one) for one in selectors):
        selectors = [one for one in selectors if "TextPositionSelector" not in types(one)]
    return {**value, "selector": selectors}


def _name(row: Row) -> Json:
    about = row.get("user_info")
    shown = about.get("display_name") if isinstance(about, dict) else None
    return shown or str(row["user"]).removeprefix(_ACCOUNT)


def _bodies(row: Row) -> Iterator[Json]:
    if row.get("text"):
        yield {"type": "TextualBody", "value": row["text"]}
    for one in every(row.get("tags")):
        yield {"type": "TextualBody", "value": one, "purpose": "tagging"}
