"""What can be wrong with a project's path: each a clear sentence, and nothing lost or changed."""

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import (
    BadInput,
    Busy,
    Conflict,
    Damaged,
    FactcheckError,
    NotAllowed,
    NotFound,
)
from factcheck.project import Project
from factcheck.records import Person
from factcheck.store import sqlite
from factcheck.store.shares import kind_of, on_network

from .edits import TEXT, add_article

Hash = str


@pytest.fixture
def path(tmp_path: Path, ana: Person) -> Path:
    """A project with some content, closed."""
    path = tmp_path / "lists.factcheck"
    with Project.create(path, title="Lists", actor=ana) as project:
        article = add_article(project)
        label = project.labels.labels()[0].id
        for start in range(0, 40, 4):
            project.statements.mark(article, start, start + 9, label)
    return path


def digest(path: Path) -> Hash:
    return sha256(path.read_bytes()).hexdigest()


def alter(path: Path, *statements: str) -> None:
    """Change a project by hand, past the program."""
    database = sqlite3.connect(path)
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def refused(path: Path, person: Person, error: type[FactcheckError], said: str) -> None:
    """A path is refused with a sentence and stays as it was."""
    before = digest(path) if path.is_file() else ""
    with pytest.raises(error, match=said) as caught:
        Project.open(path, actor=person)
    sentence = str(caught.value)
    assert type(caught.value) is error
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "\n" not in sentence
    if before:
        assert digest(path) == before


def test_nothing_there(tmp_path: Path, ana: Person) -> None:
    refused(tmp_path / "none.factcheck", ana, NotFound, "no project at")
    refused(tmp_path, ana, BadInput, "is a folder")


def test_empty(tmp_path: Path, ana: Person) -> None:
    path = tmp_path / "a.factcheck"
    path.touch()
    refused(path, ana, Damaged, "is empty")


@pytest.mark.parametrize("content", [b"date 2022-02-21", b"\0" * 5000, b"PK\x03\x04" * 3000])
def test_something_else(tmp_path: Path, ana: Person, content: bytes) -> None:
    path = tmp_path / "a.factcheck"
    path.write_bytes(content)
    refused(path, ana, BadInput, "not a Factcheck project")


def test_another_programs_database(tmp_path: Path, ana: Person) -> None:
    path = tmp_path / "a.factcheck"
    alter(path, "CREATE TABLE project (id, schema)", "INSERT INTO project VALUES (1, 1)")
    refused(path, ana, BadInput, "not a Factcheck project")
    assert not Path(f"{path}-wal").exists()


@pytest.mark.parametrize(
    "part",
    [
        "CREATE TRIGGER t AFTER UPDATE ON claim BEGIN DELETE FROM statement; END",
        "CREATE VIEW v AS SELECT * FROM statement",
        "CREATE TABLE extra (a)",
        "CREATE VIRTUAL TABLE other USING fts5(a)",
    ],
)
def test_parts_that_we_never_make(path: Path, ana: Person, part: str) -> None:
    alter(path, part)
    refused(path, ana, Damaged, "parts that Factcheck never makes")


def test_a_view_in_the_place_of_our_table(path: Path, ana: Person) -> None:
    alter(
        path,
        "PRAGMA foreign_keys=OFF",
        "ALTER TABLE project RENAME TO hidden",
        "CREATE VIEW project AS SELECT * FROM hidden",
    )
    refused(path, ana, Damaged, "never makes")


def test_a_table_is_missing(path: Path, ana: Person) -> None:
    alter(path, "DROP TABLE entry")
    refused(path, ana, Damaged, "is damaged")


@pytest.mark.parametrize("head", ["'many'", "-1", str(2**63 - 1), "NULL"])
def test_a_count_of_revisions_that_none_can_be(path: Path, ana: Person, head: str) -> None:
    alter(
        path,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'head INTEGER NOT NULL', 'head INTEGER')",
        "PRAGMA writable_schema=RESET",
        f"UPDATE project SET head = {head}",
    )
    refused(path, ana, Damaged, "is damaged")


def test_a_text_that_is_none_is_found_by_the_check(path: Path, ana: Person) -> None:
    alter(path, "UPDATE text SET characters = x'ff00'")
    with Project.open(path, actor=ana) as project:
        assert not project.check()["ok"]


def test_newer(path: Path, ana: Person) -> None:
    alter(path, "UPDATE project SET schema = 99", "CREATE TABLE extra (a)")
    refused(path, ana, NotAllowed, "newer Factcheck")


def test_cut_short(path: Path, ana: Person) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(Damaged, match=r"is damaged|is cut short"):
        Project.open(path, actor=ana)
    path.write_bytes(content[: len(content) - 4096])
    with pytest.raises(Damaged, match=r"is damaged|is cut short"):
        Project.open(path, actor=ana)
    path.write_bytes(content[:50])
    with pytest.raises(FactcheckError, match=r"not a Factcheck project|is damaged"):
        Project.open(path, actor=ana)


def test_a_copy_without_what_is_beside_it_is_an_older_whole(
    path: Path, ana: Person, tmp_path: Path
) -> None:
    with Project.open(path, actor=ana) as project:
        before = project.stats()
        project.claims.create("It rains")
        copy = tmp_path / "copy.factcheck"
        copy.write_bytes(path.read_bytes())
        with Project.open(copy, actor=ana) as other:
            assert other.stats() == before
            assert other.check() == {"ok": True, "problems": []}


def test_damage_inside_is_found(path: Path, ana: Person) -> None:
    content = bytearray(path.read_bytes())
    # Where a page ends its rows are; its middle may be empty, and then nothing is damaged.
    for page in range(4096, len(content), 4096):
        content[page + 3800 : page + 4000] = os.urandom(200)
    path.write_bytes(content)
    with pytest.raises(Damaged, match="backup"):
        Project.open(path, actor=ana).check()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE span SET exact = 'x' WHERE id = (SELECT min(id) FROM span)", "not those of"),
        ('UPDATE span SET "end" = 5000', "outside its text"),
        ("UPDATE text SET characters = 'x'", "not what it was"),
        ("UPDATE text SET length = 3", "not what it was"),
        ("UPDATE statement SET speaker = x'00'", "not there"),
        ("DELETE FROM revision WHERE number = 2", "newest revision"),
        ("UPDATE change SET before = '[' WHERE verb = 'update'", "cannot be read"),
        ("DELETE FROM passage", "index"),
        ("DELETE FROM entry", "index"),
        ("DELETE FROM span WHERE id = (SELECT min(id) FROM span)", "at least one"),
    ],
)
def test_the_check_says_what_is_wrong(path: Path, ana: Person, statement: str, said: str) -> None:
    with Project.open(path, actor=ana) as project:
        claim = project.claims.create("It rains")
        project.claims.set_note(claim, "x")
    alter(path, "PRAGMA foreign_keys=OFF", statement)
    with Project.open(path, actor=ana) as project:
        checked = project.check()
    assert not checked["ok"]
    assert any(said in problem for problem in checked["problems"]), checked["problems"]


@pytest.fixture
def public(path: Path, ana: Person) -> Iterator[Path]:
    """The project in a folder where it can be read and not written, by whom the test becomes."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-read-only-"))
    copy = folder / "lists.factcheck"
    shutil.copy(path, copy)
    copy.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        # Nothing is forbidden to root.
        os.seteuid(65534)
    yield copy
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_read_only(public: Path, ana: Person) -> None:
    with Project.open(public, actor=ana) as project:
        assert project.read_only
        assert project.stats()["statements"] == 10
        assert project.pull() is None
        with pytest.raises(NotAllowed, match="you can read everything"):
            project.claims.create("It rains")
        assert project.check() == {"ok": True, "problems": []}
    assert [p.name for p in public.parent.iterdir()] == ["lists.factcheck"]
    with pytest.raises(NotAllowed, match="Choose another folder"):
        Project.create(public.parent / "new.factcheck", title="New", actor=ana)


@pytest.mark.skipif(sys.platform == "win32", reason="what is open cannot be moved there")
def test_moved_away_while_it_is_open(path: Path, ana: Person, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    with Project.open(path, actor=ana) as project:
        for part in tmp_path.glob("lists.factcheck*"):
            part.rename(tmp_path / "elsewhere" / part.name)
        with pytest.raises(NotFound, match="moved or renamed"), project.clone() as other:
            other.stats()


def test_not_to_be_read(path: Path, ana: Person) -> None:
    folder = Path(tempfile.mkdtemp(prefix="factcheck-secret-"))
    secret = folder / "lists.factcheck"
    shutil.copy(path, secret)
    secret.chmod(0)
    folder.chmod(0o755)
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(65534)
        with pytest.raises(NotAllowed, match="cannot be read"):
            Project.open(secret, actor=ana)
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


def test_words_whose_bytes_were_turned(path: Path, ana: Person, tmp_path: Path) -> None:
    alter(path, "UPDATE span SET exact = CAST(x'ff' || exact AS TEXT)")
    with Project.open(path, actor=ana) as project:
        found = project.check()
        assert any("is damaged" in said for said in found["problems"])
        with pytest.raises(Damaged, match="from a backup"):
            export(project, tmp_path / "out", ExportWishes("jsonl", layer="all"))
    assert not (tmp_path / "out").exists()


def test_held_by_another_program(path: Path, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.02)
    monkeypatch.setattr(sqlite, "_READING_PATIENCE", 0.02)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    holder.execute("UPDATE project SET title = title")
    with pytest.raises(Busy, match="Another program holds"):
        Project.open(path, actor=ana)
    holder.execute("ROLLBACK")
    holder.close()
    with Project.open(path, actor=ana) as project:
        assert project.stats()["statements"] == 10


def test_a_full_disk(path: Path, ana: Person) -> None:
    with Project.open(path, actor=ana) as project:
        before = project.stats()
        with project.database.writing() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        with pytest.raises(FactcheckError, match="disk is full") as caught:
            project.about.change({"guide": "long " * 19_000})
        assert caught.value.code == "project.full"
        with project.database.writing() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        assert project.stats() == before
        project.claims.create("It rains")
        assert project.check() == {"ok": True, "problems": []}


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("lists.db", BadInput, r"must end in \.factcheck"),
        ("none/lists.factcheck", NotFound, "no folder"),
        ("lists.factcheck", BadInput, "left as it is"),
        ("dangling.factcheck", BadInput, "left as it is"),
    ],
)
def test_places_where_no_project_can_be_made(
    path: Path, ana: Person, name: str, error: type[FactcheckError], said: str
) -> None:
    (path.parent / "dangling.factcheck").symlink_to(path.parent / "elsewhere.factcheck")
    before = sorted(path.parent.iterdir())
    with pytest.raises(error, match=said):
        Project.create(path.parent / name, title="New", actor=ana)
    assert sorted(path.parent.iterdir()) == before


def test_odd_names_are_names(tmp_path: Path, ana: Person) -> None:
    path = tmp_path / "Öl & 50% ?mode=ro #1 ’.factcheck"
    with Project.create(path, title="T", actor=ana) as project:
        project.claims.create("It rains")
    with Project.open(path, actor=ana) as project:
        assert len(project.claims.all()) == 1
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_statement_of_two_windows(path: Path, ana: Person) -> None:
    with Project.open(path, actor=ana) as one, Project.open(path, actor=ana) as other:
        article = one.articles.rows([one.layer.id])[0].id
        marked = one.statements.of_article(article, [one.layer.id])[0].id
        held = other.statements.get(marked)
        one.statements.delete(marked)
        with pytest.raises((Conflict, NotFound)):
            other.statements.set_note(held.id, "late")
        assert one.articles.text(article) == TEXT


def test_a_new_project_is_as_private_as_any_new_path(tmp_path: Path, ana: Person) -> None:
    path, plain = tmp_path / "a.factcheck", tmp_path / "plain"
    plain.touch()
    Project.create(path, title="T", actor=ana).close()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


MOUNTS = """overlay / overlay rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/srv /srv/ana nfs4 rw 0 0
//server/desk /mnt/the\\040desk cifs rw 0 0
/dev/sda1 /srv/ana/local ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("/var/a.factcheck", "overlay"),
        ("/srv/ana/a.factcheck", "nfs4"),
        ("/srv/ana/local/a.factcheck", "ext4"),
        ("/srv/anabel/a.factcheck", "overlay"),
        ("/mnt/the desk/a.factcheck", "cifs"),
    ],
)
def test_network_shares_are_told_by_the_mounts(where: str, kind: str) -> None:
    assert kind_of(Path(where), MOUNTS) == kind


def test_this_folder_is_on_this_machine(tmp_path: Path) -> None:
    assert not on_network(tmp_path)
