"""What would be decided: whose version, whose part of it, several, none, or one made by hand.

Values that the gestures of the page alter; nothing of it is recorded before it is decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from factcheck.ids import Id
from factcheck.records import Role, SpeakerBasis, Statement
from factcheck.review.answers import Part, StatementItem
from factcheck.review.results import Edited, Result
from ui.vocabulary import Vocabulary

Placed = tuple[Role, int, int]  # code points, half-open
PARTS: Final[tuple[Part, ...]] = ("spans", "label", "speaker", "claim", "details")


@dataclass(frozen=True, slots=True)
class Draft:
    """A version made by hand: what differs from the one it was begun with."""

    base: Statement
    spans: tuple[Placed, ...]
    label: Id
    speaker: Id | None
    speaker_basis: SpeakerBasis | None
    claim: Id | None

    @classmethod
    def of(cls, statement: Statement) -> Draft:
        """Begin with a version as it is."""
        return cls(
            base=statement,
            spans=tuple((x.role, x.start, x.end) for x in statement.spans),
            label=statement.label,
            speaker=statement.speaker,
            speaker_basis=statement.speaker_basis,
            claim=statement.claim,
        )

    def edited(self) -> Edited:
        """Give what was changed by hand."""
        was, changed = Draft.of(self.base), Edited()
        if self.spans != was.spans:
            changed["spans"] = self.spans
        if self.label != was.label:
            changed["label"] = self.label
        if (self.speaker, self.speaker_basis) != (was.speaker, was.speaker_basis):
            changed["speaker"] = self.speaker
            changed["speaker_basis"] = self.speaker_basis
        if self.claim != was.claim:
            changed["claim"] = self.claim
        return changed


@dataclass(frozen=True, slots=True)
class Choice:
    """What Enter would decide about one place."""

    parts: Mapping[Part, Id] = field(default_factory=dict)
    several: frozenset[Id] = frozenset()
    is_several: bool = False
    is_none: bool = False
    draft: Draft | None = None

    @property
    def is_ready(self) -> bool:
        """Say whether there is something to decide."""
        if self.is_none or self.draft is not None:
            return True
        return bool(self.several) if self.is_several else len(self.parts) == len(PARTS)

    @property
    def whole(self) -> Id | None:
        """Give the one version that is taken as it is, if so."""
        if self.is_none or self.is_several or self.draft is not None or not self.is_ready:
            return None
        taken = set(self.parts.values())
        return next(iter(taken)) if len(taken) == 1 else None

    def has(self, part: Part, version: Id) -> bool:
        """Say whether a part of a version is taken."""
        if self.is_none or self.draft is not None:
            return False
        return version in self.several if self.is_several else self.parts.get(part) == version

    def with_version(self, version: Id) -> Choice:
        """Take a version; among several, take it too or no longer."""
        if self.is_several:
            return replace(self, several=self.several ^ {version})
        return Choice(dict.fromkeys(PARTS, version))

    def with_part(self, part: Part, version: Id) -> Choice:
        """Take a part of a version; what nothing was taken of yet comes along with it."""
        if self.is_several or self.is_none or self.draft is not None:
            return Choice(dict.fromkeys(PARTS, version))
        return Choice({**dict.fromkeys(PARTS, version), **self.parts, part: version})

    def differing(self, versions: Sequence[Statement], vocabulary: Vocabulary) -> dict[Part, Id]:
        """Give whose parts are taken where they say otherwise than the version of the words."""
        by = {x.id: x for x in versions}
        base = by[self.parts["spans"]]
        return {
            part: version
            for part, version in self.parts.items()
            if value(by[version], part, vocabulary) != value(base, part, vocabulary)
        }

    def results(self, versions: Sequence[Statement], vocabulary: Vocabulary) -> list[Result]:
        """Give what is to be gold, as the core takes it."""
        if self.is_none:
            return []
        if self.draft is not None:
            return [Result(self.draft.base.id, edited=self.draft.edited())]
        if self.is_several:
            return [Result(x.id) for x in versions if x.id in self.several]
        base = self.parts["spans"]
        other = self.differing(versions, vocabulary)
        return [
            Result(
                base,
                label_of=other.get("label"),
                speaker_of=other.get("speaker"),
                claim_of=other.get("claim"),
                details_of=other.get("details"),
            )
        ]


def begun(item: StatementItem, vocabulary: Vocabulary) -> Choice:
    """Give the choice to begin with: of each part what more than half have, if anything.

    What was decided before begins with what became gold.
    """
    versions = item.versions
    if item.state != "open" and item.gold:
        return _as_gold(item, vocabulary)
    if len(versions) == 1:
        return Choice(dict.fromkeys(PARTS, versions[0].id)) if not item.silent else Choice()
    parts: dict[Part, Id] = {}
    for part in PARTS:
        most, often = Counter(value(x, part, vocabulary) for x in versions).most_common(1)[0]
        if 2 * often > len(versions):
            parts[part] = next(x.id for x in versions if value(x, part, vocabulary) == most)
    if len(parts) < len(PARTS) or 2 * len(versions) <= len(versions) + len(item.silent):
        return Choice(parts) if parts and len(parts) < len(PARTS) else Choice()
    return Choice(parts)


def _as_gold(item: StatementItem, vocabulary: Vocabulary) -> Choice:
    """Give whose parts gold has; nothing of a part that was written by hand."""
    if len(item.gold) > 1:
        same = [x.id for x in item.versions for y in item.gold if _is_like(x, y, vocabulary)]
        return Choice(several=frozenset(same), is_several=True)
    parts: dict[Part, Id] = {}
    for part in PARTS:
        wanted = value(item.gold[0], part, vocabulary)
        alike = (x.id for x in item.versions if value(x, part, vocabulary) == wanted)
        found = next(alike, None)
        if found is not None:
            parts[part] = found
    whole = next((x for x in item.versions if _is_like(x, item.gold[0], vocabulary)), None)
    return Choice(dict.fromkeys(PARTS, whole.id) if whole is not None else parts)


def _is_like(version: Statement, gold: Statement, vocabulary: Vocabulary) -> bool:
    return all(value(version, x, vocabulary) == value(gold, x, vocabulary) for x in PARTS)


def all_apart(item: StatementItem, vocabulary: Vocabulary) -> Choice:
    """Give the choice of several: one version of each kind that there is."""
    kinds: dict[Hashable, Id] = {}
    for version in item.versions:
        kinds.setdefault(tuple(value(version, part, vocabulary) for part in PARTS), version.id)
    return Choice(several=frozenset(kinds.values()), is_several=True)


def value(statement: Statement, part: Part, vocabulary: Vocabulary) -> Hashable:
    """Give what a version says in one part, so that it can be compared."""
    if part == "spans":
        return tuple((x.role, x.start, x.end) for x in statement.spans)
    if part == "label":
        return statement.label
    if part == "speaker":
        found = vocabulary.speaker(statement.speaker)
        return (found.id if found else None, statement.speaker_basis == "none")
    if part == "claim":
        claim = vocabulary.claim(statement.claim)
        return claim.id if claim else None
    return (
        statement.reported_by,
        statement.said_to,
        statement.said,
        statement.certainty,
        statement.quotation,
    )
