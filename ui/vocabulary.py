"""Labels, link types, speakers and claims by id, for panels that ask at every paint.

It answers from the last read and reads anew after a change: a copy of the project's truth that
nobody may alter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.ids import Id
from factcheck.records import Annotator, Changed, Claim, Label, LinkType, Speaker

if TYPE_CHECKING:
    from factcheck.project import Project


class Vocabulary:
    """What the open project's statements are labelled, attributed, grouped and linked with."""

    def __init__(self) -> None:
        self._project: Project | None = None
        self._clear()

    def _clear(self) -> None:
        self._labels: dict[Id, Label] | None = None
        self._types: dict[Id, LinkType] | None = None
        self._speakers: dict[Id, Speaker] | None = None
        self._claims: dict[Id, Claim] | None = None
        self._annotators: dict[Id, Annotator] | None = None

    def attach(self, project: Project) -> None:
        """Answer for this project from now on."""
        self._project = project
        self._clear()

    def detach(self) -> None:
        """Let go of the project."""
        self._project = None
        self._clear()

    def forget(self, changed: Changed) -> None:
        """Read anew, when next asked, what a change touched."""
        if changed.touches("label", "link_type"):
            self._labels = self._types = None
        if changed.touches("speaker", "alias"):
            self._speakers = None
        if changed.touches("claim"):
            self._claims = None
        if changed.touches("annotator"):
            self._annotators = None

    @property
    def labels(self) -> dict[Id, Label]:
        """Give the labels by id, in the project's order."""
        if self._labels is None:
            self._labels = {x.id: x for x in self._of().labels.labels()}
        return self._labels

    @property
    def link_types(self) -> dict[Id, LinkType]:
        """Give the link types by id, in the project's order."""
        if self._types is None:
            self._types = {x.id: x for x in self._of().labels.link_types()}
        return self._types

    @property
    def speakers(self) -> dict[Id, Speaker]:
        """Give every speaker by id, also those merged into another."""
        if self._speakers is None:
            self._speakers = {x.id: x for x in self._of().speakers.all()}
        return self._speakers

    @property
    def claims(self) -> dict[Id, Claim]:
        """Give every claim by id, also those merged into another."""
        if self._claims is None:
            self._claims = {x.id: x for x in self._of().claims.all()}
        return self._claims

    @property
    def annotators(self) -> dict[Id, Annotator]:
        """Give the annotators by id."""
        if self._annotators is None:
            self._annotators = {x.id: x for x in self._of().annotators()}
        return self._annotators

    def speaker(self, speaker_id: Id | None) -> Speaker | None:
        """Give the speaker that stands for this id now, through merges."""
        found = self.speakers.get(speaker_id) if speaker_id else None
        while found and found.merged_into:
            found = self.speakers.get(found.merged_into)
        return found

    def claim(self, claim_id: Id | None) -> Claim | None:
        """Give the claim that stands for this id now, through merges."""
        found = self.claims.get(claim_id) if claim_id else None
        while found and found.merged_into:
            found = self.claims.get(found.merged_into)
        return found

    def _of(self) -> Project:
        assert self._project is not None, "no project is open"
        return self._project
