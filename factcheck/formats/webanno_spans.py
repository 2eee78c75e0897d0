"""Our spans as WebAnno TSV can show them: no gaps, and no white space at their ends.

Pure. An annotation there reaches from one unit to another, and units are tokens or parts of them.
"""

from collections.abc import Sequence

from factcheck.records import Role, Span

Place = tuple[int, int]


def shown(spans: Sequence[Span], text: str) -> dict[Role, tuple[Place, ...]]:
    """Give what can be shown of a statement: one place of its content, any of the others."""
    content = [one for one in spans if one.role == "content"]
    found: dict[Role, tuple[Place, ...]] = {}
    whole = clipped(text, content[0].start, content[-1].end)
    if whole:
        found["content"] = (whole,)
    for role in ("source", "cue"):
        places = (clipped(text, s.start, s.end) for s in spans if s.role == role)
        kept = tuple(sorted(one for one in places if one))
        if kept:
            found[role] = kept
    return found


def clipped(text: str, start: int, end: int) -> Place | None:
    """Give a place without the white space at its ends, None where it is nothing else."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    return (first, last) if first < last else None
