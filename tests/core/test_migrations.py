"""The schema: the same by migrations as by tables, brought up to date in place or not at all."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine

from factcheck.errors import FactcheckError, NotAllowed
from factcheck.ids import Id
from factcheck.migrations import HEAD, create_schema
from factcheck.migrations.run import migrate, run
from factcheck.models import SCHEMA
from factcheck.project import Project
from factcheck.records import Person
from factcheck.store import stores
from factcheck.store.columns import metadata
from factcheck.store.database import Store
from factcheck.store.postgres import store_of
from factcheck.store.sqlite import SqliteStore

from .conftest import Location

_SECOND = '''
"""A migration for a test: one more column, with a value."""
import sqlalchemy as sa
from alembic import op

revision = "test_second"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("claim") as claim:
        claim.add_column(sa.Column("weight", sa.Integer))
    op.execute("UPDATE claim SET weight = 1")
    {then}
'''

_MIGRATE = """
import sys
from pathlib import Path
from factcheck.migrations.run import migrate
from factcheck.models import SCHEMA
from tests.core.test_migrations import _store

migrate(_store(sys.argv[1]), to=SCHEMA + 1, more=[Path(sys.argv[2])])
"""


def _shape(connection: Connection) -> set[tuple[object, ...]]:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema").all()
        return {(kind, name, tuple(sorted(_parts(sql or "")))) for kind, name, sql in rows}
    constraints = connection.exec_driver_sql(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = current_schema()::regnamespace"
    ).all()
    columns = connection.exec_driver_sql(
        "SELECT table_name, column_name, data_type, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = current_schema()"
    ).all()
    indexes = connection.exec_driver_sql(
        "SELECT indexname, replace(indexdef, current_schema() || '.', '') FROM pg_indexes "
        "WHERE schemaname = current_schema()"
    ).all()
    schema = str(connection.exec_driver_sql("SELECT current_schema()").scalar())
    rows = [*constraints, *columns, *indexes]
    return {tuple(str(v).replace(f"{schema}.", "") for v in row) for row in rows}


def _parts(sql: str) -> list[str]:
    """The parts of a table, in whatever order they were written, or added later."""
    lines = (" ".join(line.split()).strip(" ,)(") for line in re.split(r"\n|, (?=[a-z])", sql))
    return [line for line in lines if line]


def _store(location: str) -> Store:
    if location.startswith("postgresql"):
        return store_of(location)
    return SqliteStore(Path(location))


def test_tables_and_migrations_give_the_same_schema(new_location: Location) -> None:
    shapes = []
    for make in (create_schema, run):
        location = new_location()
        stores.make(location, make)
        store = _store(location)
        connection = store.connect(reading=True)
        shapes.append(_shape(connection))
        context = MigrationContext.configure(connection)
        ours = {*metadata.tables, "alembic_version"}
        found = [
            difference
            for difference in compare_metadata(context, metadata)
            if not (difference[0] == "remove_table" and difference[1].name not in ours)
            and difference[0] != "remove_index"
            and difference[0] != "remove_column"
        ]
        assert found == []
        connection.close()
        connection.engine.dispose()
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) > 40


@pytest.fixture
def more(tmp_path: Path) -> Path:
    folder = tmp_path / "more"
    folder.mkdir()
    return folder


def test_an_older_project_is_brought_up_to_date(
    new_location: Location, ana: Person, more: Path
) -> None:
    location = new_location()
    with Project.create(location, title="Old", actor=ana) as project:
        claim = project.claims.create("It rains")
    (more / "second.py").write_text(_SECOND.format(head=HEAD, then=""))
    copy = migrate(_store(location), to=SCHEMA + 1, more=[more])
    with pytest.raises(NotAllowed, match="newer"):
        Project.open(location, actor=ana)
    if copy is not None:
        with Project.open(copy, actor=ana) as before:
            assert before.claims.get(claim).proposition == "It rains"


@pytest.mark.parametrize("then", ["raise NotImplementedError", "op.execute('nonsense')"])
def test_a_migration_that_fails_leaves_the_old_project(
    new_location: Location, ana: Person, more: Path, then: str
) -> None:
    location = new_location()
    with Project.create(location, title="Old", actor=ana) as project:
        claim = project.claims.create("It rains")
    (more / "second.py").write_text(_SECOND.format(head=HEAD, then=then))
    with pytest.raises(Exception):  # noqa: B017 - whatever a migration does wrong
        migrate(_store(location), to=SCHEMA + 1, more=[more])
    with Project.open(location, actor=ana) as project:
        assert project.claims.get(claim).proposition == "It rains"
        assert project.check() == {"ok": True, "problems": []}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_migration_that_is_killed_leaves_the_old_project(
    new_location: Location, ana: Person, more: Path
) -> None:
    location = new_location()
    with Project.create(location, title="Old", actor=ana) as project:
        claim = project.claims.create("It rains")
    kill = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    (more / "second.py").write_text(_SECOND.format(head=HEAD, then=kill))
    done = subprocess.run(
        [sys.executable, "-c", _MIGRATE, location, str(more)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    with Project.open(location, actor=ana) as project:
        assert project.claims.get(claim).proposition == "It rains"
        assert project.check() == {"ok": True, "problems": []}
        project.claims.set_note(claim, "and on")


def test_a_window_that_is_open_meanwhile_writes_no_more(
    new_location: Location, ana: Person, more: Path
) -> None:
    location = new_location()
    with Project.create(location, title="Old", actor=ana) as project:
        (more / "second.py").write_text(_SECOND.format(head=HEAD, then=""))
        migrate(_store(location), to=SCHEMA + 1, more=[more])
        with pytest.raises(FactcheckError, match="newer"):
            project.claims.create("It rains")


def test_a_project_of_the_first_schema_opens_with_all_that_was_in_it(tmp_path: Path) -> None:
    path = tmp_path / "old.factcheck"
    shutil.copy(Path(__file__).parents[1] / "data" / "schema-1.factcheck", path)
    with Project.open(path, actor=Person(Id.new(), "Bea")) as project:
        assert project.check() == {"ok": True, "problems": []}
        found = project.stats()
        assert (found["articles"], found["statements"], found["links"]) == (2, 2, 1)
        assert project.title == "Made by schema 1"
        assert [r.what.code for r in project.log(1)] == ["article.done"]
    ada = next(iter(_people(path)))
    with Project.open(path, actor=ada) as project:
        last = project.undo()
        assert last.what.code == "article.done"
        project.redo()
        assert project.check() == {"ok": True, "problems": []}


def _people(path: Path) -> list[Person]:
    """Give who has joined, as one who may open the project as them."""
    with Project.open(path, actor=Person(Id.new(), "Cleo")) as project:
        return [Person(a.id, a.name) for a in project.annotators()]


def test_the_migrations_import_nothing_that_is_not_there() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        run(connection)
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    engine.dispose()
