"""What must hold of statements, spans and links, whoever writes them and however.

Pure: it judges values that others read under the lock. A verb may ask beforehand, for a sentence
sooner; the journal asks again for every touched record. Offsets are code points, half-open.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise

from factcheck.errors import BadInput, Conflict
from factcheck.ids import Id
from factcheck.journal.edits import Fields

_PACK = struct.Struct("<ii").pack


def check_spans(text: str, spans: Sequence[Fields]) -> None:
    """Raise BadInput unless a statement's spans lie in its text, as quoted, apart by role.

    There is at least one content span; spans of different roles may overlap.
    """
    ends: dict[object, list[tuple[int, int]]] = {}
    for span in spans:
        start, end = span["start"], span["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        if not 0 <= start < end <= len(text):
            raise BadInput("span.outside", start=start, end=end, length=len(text))
        if text[start:end] != span["exact"] or not _in_context(text, start, end, span):
            raise BadInput("span.words", start=start, end=end)
        ends.setdefault(span["role"], []).append((start, end))
    if "content" not in ends:
        raise BadInput("span.no_content")
    for places in ends.values():
        if len(places) > 1:
            places.sort()
            for (_, end), (start, _) in pairwise(places):
                if start < end:
                    raise BadInput("span.overlap", start=start, end=end)


def check_order(stretch: Fields) -> None:
    """Raise BadInput unless a stretch of text begins in one and before it ends."""
    start, end = stretch["start"], stretch["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    if not 0 <= start < end:
        raise BadInput("span.order", start=start, end=end)


def check_furniture(text_length: int, start: int, end: int) -> None:
    """Raise BadInput unless a stretch of furniture lies in its text."""
    if not 0 <= start < end <= text_length:
        raise BadInput("span.outside", start=start, end=end, length=text_length)


def check_link(link: Fields, layers: Sequence[Id], *, directed: bool) -> None:
    """Raise BadInput unless a link has two ends in its own layer, in order where symmetric.

    `layers` are those of its ends.
    """
    source, target = link["source"], link["target"]
    assert isinstance(source, bytes)
    assert isinstance(target, bytes)
    if any(layer != link["annotator"] for layer in layers):
        raise BadInput("link.layers")
    if not directed and source > target:
        raise ValueError("a symmetric link has its smaller id first")


def check_no_circle(kind: str, starts: Iterable[Id], above: Mapping[Id, Id | None]) -> None:
    """Raise Conflict if going up from a record leads back to it."""
    for start in starts:
        seen = {start}
        record = above.get(start)
        while record is not None:
            if record in seen:
                raise Conflict(f"{kind}.circle")
            seen.add(record)
            record = above.get(record)


def fingerprint(statement: Fields, spans: Iterable[Fields]) -> int:
    """Give eight bytes, as a signed number, that exact duplicates share.

    Over article, layer, label, speaker, claim and content spans.
    """
    made = blake2b(digest_size=8)
    for name in ("article", "annotator", "label", "speaker", "claim"):
        value = statement[name]
        made.update(value if isinstance(value, bytes) else b"-")
    places = [(s["start"], s["end"]) for s in spans if s["role"] == "content"]
    for place in sorted(places) if len(places) > 1 else places:
        made.update(_PACK(*place))
    return int.from_bytes(made.digest(), "little", signed=True)


def _in_context(text: str, start: int, end: int, span: Fields) -> bool:
    prefix, suffix = span["prefix"], span["suffix"]
    assert isinstance(prefix, str)
    assert isinstance(suffix, str)
    return text.startswith(suffix, end) and (
        not prefix or text[max(0, start - len(prefix)) : start] == prefix
    )
