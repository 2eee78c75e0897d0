"""Edits as verbs would build them, for tests that go below the verbs."""

from sqlalchemy import select

from factcheck import builtin
from factcheck.ids import Id
from factcheck.journal import Edit, Fields, inserted
from factcheck.journal.writer import fields_of
from factcheck.models import KINDS
from factcheck.project import Project

from .articles import add

TEXT = "The Kremlin rejects the claim. “An absolute lie”, says Peskov.\r\nWashington insists."


def add_article(project: Project, text: str = TEXT) -> Id:
    """Add one article and give its id."""
    return add(project, text)[0]


def row_of(project: Project, kind: str, record: Id) -> Fields:
    """The row of a record, as it is stored."""
    table = KINDS[kind]
    row = project.database.one(select(table).where(table.c.id == record))
    assert row is not None
    return fields_of(row)


def statement_edits(
    project: Project,
    article: Id,
    start: int,
    end: int,
    *,
    label: Id = builtin.DENIAL,
    origin: str = "typed",
    text: str = TEXT,
) -> list[Edit]:
    """The edits of a statement with one content span, in the layer of who acts."""
    record = Id.new()
    return [
        inserted(
            "statement",
            record,
            {
                "article": article,
                "annotator": project.layer.id,
                "label": label,
                "origin": origin,
            },
        ),
        inserted(
            "span",
            Id.new(),
            {
                "statement": record,
                "role": "content",
                "start": start,
                "end": end,
                "exact": text[start:end],
                "prefix": text[max(0, start - 32) : start],
                "suffix": text[end : end + 32],
            },
        ),
    ]
