"""Where a statement is in a later edition: all its spans, and how sure that is as a whole.

Pure. Content decides; a source or cue of which the words are not there is left out, and then the
statement is uncertain. It writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.carrying.placing import Found, Placing, Sureness
from factcheck.records import Role, Span, Statement
from factcheck.verbs.marking import Placed

_WHOLE = 5_000  # characters up to which all of a statement is looked for in one piece
_DOUBT = {"same": 0, "moved": 1, "uncertain": 2}
_APART = 500  # characters by which a part may be farther from the content than it was


@dataclass(frozen=True, slots=True)
class Spread:
    """A statement's spans in the later text, how sure they are, and the roles without any."""

    spans: tuple[Placed, ...]
    sureness: Sureness
    left_out: tuple[Role, ...] = ()


def spread(placing: Placing, statement: Statement) -> Spread | None:
    """Give where a statement is in the later text; None where its content is not."""
    content = statement.content
    others = [span for span in statement.spans if span.role != "content"]
    whole = _in_one_piece(placing, statement.spans) if len(statement.spans) > 1 else None
    if whole is not None:
        return whole
    found = [placing.place(span.start, span.end) for span in content]
    there = [(span, one) for span, one in zip(content, found, strict=True) if one is not None]
    if not there:
        return None
    doubts: list[Sureness] = [one.sureness for _, one in there]
    kept = _apart(there)
    if len(kept) < len(content) or not _in_order(kept):
        doubts.append("uncertain")
    spans: list[Placed] = [("content", one.start, one.end) for _, one in kept]
    left_out: list[Role] = ["content"] if len(kept) < len(content) else []
    for role in ("source", "cue"):
        of_role = [span for span in others if span.role == role]
        parts = [(span, _part(placing, span, kept)) for span in of_role]
        near = _apart([(span, one) for span, one in parts if one is not None])
        spans += [(span.role, one.start, one.end) for span, one in near]
        doubts += ["uncertain" for _, one in near if one.sureness == "uncertain"]
        if len(near) < len(of_role):
            left_out.append(role)
            doubts.append("uncertain")
    return Spread(tuple(spans), max(doubts, key=_DOUBT.__getitem__), tuple(left_out))


def _in_one_piece(placing: Placing, spans: Sequence[Span]) -> Spread | None:
    """Give where all of a statement is, where what lies between is unchanged too."""
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    if last - first > _WHOLE:
        return None
    found = placing.place(first, last)
    if found is None or found.sureness == "uncertain" or not placing.is_just(first, last, found):
        return None
    by = found.start - first
    return Spread(tuple((s.role, s.start + by, s.end + by) for s in spans), found.sureness)


def _part(placing: Placing, span: Span, content: Sequence[tuple[Span, Found]]) -> Found | None:
    """Give where a source or cue is: in its place if that is by the content, else near to it."""
    at, by = min(content, key=lambda pair: _distance(span.start, pair[0].start))
    found = placing.place(span.start, span.end)
    was = _distance(span.start, at.start)
    if found is not None and _distance(found.start, by.start) <= was + _APART:
        return found
    return placing.near(span.start, span.end, by.start + span.start - at.start)


def _distance(one: int, other: int) -> int:
    return abs(one - other)


def _apart(found: Sequence[tuple[Span, Found]]) -> list[tuple[Span, Found]]:
    """Leave out what would overlap another span of its role: the surer one stays."""
    kept: list[tuple[Span, Found]] = []
    for span, one in sorted(found, key=lambda pair: (_DOUBT[pair[1].sureness], pair[1].start)):
        if all(one.end <= other.start or other.end <= one.start for _, other in kept):
            kept.append((span, one))
    return sorted(kept, key=lambda pair: pair[0].start)


def _in_order(found: Sequence[tuple[Span, Found]]) -> bool:
    return all(one.start < other.start for (_, one), (_, other) in pairwise(found))
