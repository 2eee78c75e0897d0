"""How the versions of one place, or of one link, differ, and how many annotators agree.

Pure. Versions come with the speakers and claims that stand now, so that merged ones are the same.
Who marked nothing counts among those asked, never among those who agree.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from factcheck.ids import Id
from factcheck.records import Link, Statement
from factcheck.review.answers import Difference, Part, Share
from factcheck.review.clusters import Stretches, content_of

#: The parts in which versions must agree to agree wholly; details may differ.
WHOLE: tuple[Part, ...] = ("spans", "label", "speaker", "claim")
_Parents = Mapping[Id, Id]
_FEW = 12  # up to so many are counted sooner one by one


def core(statement: Statement) -> tuple[Hashable, ...]:
    """Give what two versions have alike if they agree wholly: words, label, speaker, claim."""
    return content_of(statement), statement.label, speaking(statement), statement.claim


def speaking(statement: Statement) -> tuple[Id | None, bool]:
    """Give who speaks, where *none named* and *not set* are two things."""
    return statement.speaker, statement.speaker_basis == "none"


def details(statement: Statement, places: _Parents) -> tuple[Hashable, ...]:
    """Give what is said of a statement besides; a parent by the place that it is at.

    How it was quoted is not among it, for that follows from the words.
    """
    parent = places.get(statement.parent, statement.parent) if statement.parent else None
    by, to = statement.reported_by, statement.said_to
    return by, to, statement.said, statement.certainty, parent


def quoted_alike(versions: Sequence[Statement]) -> bool:
    """Say whether those that have the same words have them quoted in the same way."""
    if len({v.quotation for v in versions}) < 2:
        return True
    found = {(content_of(v), v.quotation) for v in versions}
    return len(found) == len({words for words, _ in found})


def part(statement: Statement, name: Part, places: _Parents) -> Hashable:
    """Give one part of a statement, to be compared."""
    if name == "spans":
        return content_of(statement)
    if name == "label":
        return statement.label
    if name == "speaker":
        return speaking(statement)
    return statement.claim if name == "claim" else details(statement, places)


def shares(versions: Sequence[Statement], asked: int, places: _Parents) -> dict[Part, Share]:
    """Give, part by part, how many of the annotators have what most of them have."""
    names: tuple[Part, ...] = (*WHOLE, "details")
    return {name: Share(most([part(v, name, places) for v in versions]), asked) for name in names}


def whole_share(parts: Mapping[Part, Share]) -> Share:
    """Give the least of the shares of what must agree."""
    return min((parts[name] for name in WHOLE), key=lambda share: share.agreeing)


def most(values: Sequence[Hashable]) -> int:
    """Count how often the most frequent value is there."""
    if len(values) > _FEW:
        return max(Counter(values).values())
    return max(map(values.count, values), default=0)


def differences(
    versions: Sequence[Statement], *, silent: bool, places: _Parents
) -> frozenset[Difference]:
    """Say how versions of one place differ; `silent`: somebody marked nothing there."""
    found: set[Difference] = {"only_some"} if silent else set()
    if len(versions) < 2:
        return frozenset(found)
    first, *others = versions
    if any(content_of(v) != content_of(first) for v in others):
        same = bare(first)
        found.add("trifles" if all(bare(v) == same for v in others) else "edges")
    elif any(_beside(v) != _beside(first) for v in others):
        found.add("trifles")
    for name in ("label", "speaker", "claim", "details"):
        same_part = part(first, name, places)
        if any(part(v, name, places) != same_part for v in others):
            found.add(name)
    return frozenset(found if quoted_alike(versions) else found | {"details"})


def bare(statement: Statement) -> Stretches:
    """Give the content without punctuation and white space at its edges."""
    found = []
    for span in statement.content:
        start, end = 0, len(span.exact)
        while start < end and not span.exact[start].isalnum():
            start += 1
        while start < end and not span.exact[end - 1].isalnum():
            end -= 1
        if start < end:
            found.append((span.start + start, span.start + end))
    return tuple(sorted(found))


def majority(versions: Sequence[Statement], asked: int) -> list[Statement]:
    """Give the versions that agree wholly and are of more than half of the annotators."""
    counts = Counter(core(v) for v in versions)
    return [v for v in versions if counts[core(v)] * 2 > asked]


def _beside(statement: Statement) -> list[tuple[str, int, int]]:
    return sorted((s.role, s.start, s.end) for s in statement.spans if s.role != "content")


def link_differences(
    versions: Sequence[Link], cores: Sequence[Hashable], *, silent: bool
) -> frozenset[Difference]:
    """Say how versions of one link differ; reasons are each annotator's own words."""
    found: set[Difference] = {"only_some_linked"} if silent else set()
    if len(set(cores)) > 1:
        found.add("link_type")
    if len({(v.contradiction_kind, v.confidence) for v in versions}) > 1:
        found.add("link_details")
    return frozenset(found)
