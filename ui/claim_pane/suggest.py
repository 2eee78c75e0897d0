"""What the fields of a card suggest: speakers and claims, the likely ones first.

It asks the registry and ranks; it settles nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from factcheck.ids import Id
from factcheck.records import Claim, Speaker, Statement
from ui.kit.completing import Suggest, Suggestion
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace

MOST: Final = 8
NEAR: Final = 3  # claims of statements around this one that come first


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """A speaker that the registry lacks, by the words of the source span."""

    name: str


@dataclass(frozen=True, slots=True)
class NoSpeaker:
    """The text names nobody."""


def speakers(workspace: Workspace, statement: Statement) -> Suggest:
    """Suggest who said it: those of this article first, and the source's words where unknown."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        found = workspace.project.speakers.complete(typed, statement.article, MOST - 1)
        rows = [speaker_row(workspace, x) for x in found]
        if typed or statement.speaker is not None:
            return rows
        sources = [x.exact.strip() for x in statement.of_role("source")]
        known = {x.title.casefold() for x in rows}
        if sources and sources[0].casefold() not in known and "\n" not in sources[0]:
            new = Suggestion(NewSpeaker(sources[0]), sources[0], tr("claims.new_speaker"))
            rows.insert(0, new)
        return [*rows[: MOST - 1], Suggestion(NoSpeaker(), tr("claims.names_none"))]

    return suggest


def plain_speakers(workspace: Workspace, article: Id) -> Suggest:
    """Suggest speakers for the audience or for those who report."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        found = workspace.project.speakers.complete(typed, article, MOST)
        return [speaker_row(workspace, x) for x in found]

    return suggest


def speaker_row(workspace: Workspace, speaker: Speaker) -> Suggestion:
    """Give a speaker as a list shows it, with what tells it from others of that name."""
    side = workspace.vocabulary.speaker(speaker.affiliation)
    detail = speaker.position or (side.name if side else "")
    if not detail and speaker.kind == "unnamed":
        detail = tr("claims.unnamed")
    return Suggestion(speaker.id, speaker.name, detail)


def claims(workspace: Workspace, shown: Shown, statement: Statement, last: Id | None) -> Suggest:
    """Suggest what it is about: claims of the statements around, the one last given, the rest."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        found = workspace.project.claims.complete(typed, statement.article, MOST)
        if not typed:
            found = _likely_first(workspace, shown, statement, last, found)
        return [Suggestion(x.id, x.proposition) for x in found[:MOST]]

    return suggest


def _likely_first(
    workspace: Workspace,
    shown: Shown,
    statement: Statement,
    last: Id | None,
    found: Sequence[Claim],
) -> list[Claim]:
    start, end = statement.content[0].start, statement.content[-1].end
    around = sorted(
        (max(x.content[0].start - end, start - x.content[-1].end, 0), n, x.claim)
        for n, x in enumerate(shown.statements.values())
        if x.claim is not None and x.id != statement.id
    )
    overlapping = [claim for distance, _, claim in around if distance == 0]
    near = [claim for distance, _, claim in around if distance > 0]
    order = dict.fromkeys([*overlapping, *([last] if last else []), *near])
    own = statement.claim
    likely = [x for i in order if i != own and (x := workspace.vocabulary.claim(i))][:NEAR]
    taken = {x.id for x in likely}
    return [*likely, *(x for x in found if x.id not in taken and x.id != own)]
