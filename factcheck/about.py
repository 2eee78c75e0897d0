"""What a project says of itself: its title, what a dataset's card needs, whether it is blind."""

from collections.abc import Mapping

from sqlalchemy import select

from factcheck.access import Access
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.journal import Edit, updated
from factcheck.models import project
from factcheck.records import What
from factcheck.roles import check_defines, check_leads

FIELDS = ("title", "licence", "citation", "contact", "about", "guide")
LONGEST = 100_000  # characters; a guide may be a booklet


class About:
    """The project's own words, which its lead may change."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def get(self) -> dict[str, str]:
        """Give all fields, empty where nobody wrote one."""
        row = self._access.database.one(select(*(project.c[name] for name in FIELDS)))
        assert row is not None
        return dict(zip(FIELDS, row, strict=True))

    def change(self, fields: Mapping[str, str]) -> int | None:
        """Change some fields; give the revision's number, or None if all were so already.

        The guide is a lead's or reviewer's to change, all else a lead's. Raises NotAllowed, or
        BadInput for an empty title or what is too long to be one.
        """
        (check_defines if fields.keys() <= {"guide"} else check_leads)(self._access)
        present = self.get()
        after = {name: fields[name].strip() for name in FIELDS if name in fields}
        if len(after) < len(fields):
            raise ValueError(f"a project has no {set(fields) - set(FIELDS)}")
        if after.get("title") == "" or any(len(value) > LONGEST for value in after.values()):
            raise BadInput("project.about")
        after = {name: value for name, value in after.items() if present[name] != value}
        if not after:
            return None
        before = {name: present[name] for name in after}
        return self._access.record(What("project.about"), [self._edit(before, after)])

    def is_blind(self) -> bool:
        """Say whether annotators see nothing of each other until an article is done by all."""
        return bool(self._access.database.scalar(select(project.c.blind)))

    def set_blind(self, blind: bool) -> int | None:  # noqa: FBT001 - it is the value
        """Make the project blind, or open; give the revision's number, None if it is so already.

        Raises NotAllowed by no lead, BadInput where all mark in one shared layer.
        """
        check_leads(self._access)
        if blind and self._access.layering == "shared":
            raise BadInput("project.blind_shared")
        if blind == self.is_blind():
            return None
        what = What("project.blind" if blind else "project.open")
        return self._access.record(what, [self._edit({"blind": not blind}, {"blind": blind})])

    def _edit(self, before: Mapping[str, str | bool], after: Mapping[str, str | bool]) -> Edit:
        record = self._access.database.scalar(select(project.c.id))
        assert isinstance(record, Id)
        return updated("project", record, before, after)
