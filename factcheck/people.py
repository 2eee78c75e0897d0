"""The people of a project and their roles: lead, reviewer, annotator.

A lead gives and takes roles; the journal sees to it that one lead stays. What a role permits is
in `roles`.
"""

from factcheck import models
from factcheck.access import Access
from factcheck.annotators import annotators
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.queries.rows import Row, altered, one
from factcheck.records import Annotator, What
from factcheck.roles import check_leads, leads
from factcheck.settings import clean_name

_GIVEN = {
    ("lead", True): "people.lead",
    ("lead", False): "people.no_lead",
    ("reviewer", True): "people.reviewer",
    ("reviewer", False): "people.no_reviewer",
}


class People:
    """Questions about the people of a project, and their verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def all(self) -> list[Annotator]:
        """Give the persons who have joined, by name, with their roles."""
        return [one for one in annotators(self._database) if one.kind == "person"]

    def may_lead(self) -> bool:
        """Say whether who acts may give roles and decide what the project is."""
        return leads(self._access)

    def sees_all(self) -> bool:
        """Say whether nothing of the project is hidden from who acts."""
        return not self._access.sight.limited

    def set_lead(self, annotator: Id, lead: bool) -> None:  # noqa: FBT001 - it is the value
        """Make a person a lead, or no longer; raise NotAllowed for the last one, or by no lead."""
        self._set(annotator, "lead", lead)

    def set_reviewer(self, annotator: Id, reviewer: bool) -> None:  # noqa: FBT001 - it is the value
        """Make a person a reviewer, or no longer; raise NotAllowed by no lead."""
        self._set(annotator, "reviewer", reviewer)

    def rename(self, name: str) -> None:
        """Be called otherwise in this project."""
        row = one(self._database, models.annotator, self._access.actor.id)
        new = clean_name(name)
        self._record("people.rename", row, altered("annotator", row, {"name": new}), new=new)

    def _set(self, annotator: Id, role: str, held: bool) -> None:  # noqa: FBT001 - it is the value
        check_leads(self._access)
        row = one(self._database, models.annotator, annotator)
        if row["kind"] != "person":
            raise BadInput("people.no_person", name=str(row["name"]))
        self._record(_GIVEN[role, held], row, altered("annotator", row, {role: held}))

    def _record(self, code: str, row: Row, edits: list[Edit], **params: str) -> None:
        if edits:
            self._access.record(What(code, {"name": str(row["name"]), **params}), edits)
