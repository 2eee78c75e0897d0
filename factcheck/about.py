"""What a project says of itself: its title, and what a dataset's card needs."""

from collections.abc import Mapping

from sqlalchemy import select

from factcheck.access import Access
from factcheck.errors import BadInput
from factcheck.journal import updated
from factcheck.models import project
from factcheck.records import What

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

        Raises BadInput for an empty title or what is too long to be one.
        """
        present = self.get()
        after = {name: fields[name].strip() for name in FIELDS if name in fields}
        if len(after) < len(fields):
            raise ValueError(f"a project has no {set(fields) - set(FIELDS)}")
        if after.get("title") == "" or any(len(value) > LONGEST for value in after.values()):
            raise BadInput("project.about")
        after = {name: value for name, value in after.items() if present[name] != value}
        if not after:
            return None
        record = self._access.database.scalar(select(project.c.id))
        before = {name: present[name] for name in after}
        edit = updated("project", record, before, after)  # type: ignore[arg-type]  # an id column
        return self._access.record(What("project.about"), [edit])
