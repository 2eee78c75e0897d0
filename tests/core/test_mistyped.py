"""Values of another type than their column's, which SQLite takes in any: each is told by name."""

from collections.abc import Callable

import pytest
from sqlalchemy import Integer, LargeBinary, String, select
from sqlalchemy.types import TypeEngine

from factcheck.builtin import DENIAL
from factcheck.project import Project
from factcheck.records import Person
from factcheck.store.columns import IdType, metadata

from .reviewing import LIE, panel
from .test_merging_hostile import alter


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        (String, "CAST({} AS BLOB)"),
        (Integer, "'x' || {}"),
        (IdType, "'x' || hex({})"),
        (LargeBinary, "'x' || hex({})"),
    ],
)
def test_each_column_with_a_value_of_another_type_is_named(
    project: Project,
    again: Callable[[Project, Person], Project],
    kept: type[TypeEngine[object]],
    other: str,
) -> None:
    three = panel(project, again)
    marked = three.mark(LIE, DENIAL, DENIAL, DENIAL)
    three.done()
    three.project.review.decide(marked[0], [], "It is none.")
    three.project.comments.add("statement", marked[0], "Is it?")
    columns = [
        column
        for table in metadata.sorted_tables
        if three.project.database.one(select(table).limit(1)) is not None
        for column in table.columns
        if isinstance(column.type, kept) and not column.nullable
        if not (column.primary_key and kept is Integer)
    ]
    assert len(columns) > 1
    changes = [
        'UPDATE {} SET "{}" = {}'.format(c.table.name, c.name, other.format(f'"{c.name}"'))
        for c in columns
    ]
    with three.project.clone() as own:
        alter(three.project, "PRAGMA ignore_check_constraints=ON", *changes)
        problems = own.check()["problems"]
    for column in columns:
        said = f"In the column {column.name} of {column.table.name} stands what Factcheck"
        assert any(problem.startswith(said) for problem in problems), said
