"""Projects that cannot be merged: each gets a sentence, and both stay as they were."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from factcheck.errors import BadInput, Cancelled, Conflict, Damaged, FactcheckError, NotAllowed
from factcheck.merging import opening
from factcheck.project import Project
from factcheck.records import NewArticle, Person, Progress

from .annotating import Desk, desk
from .merging import Send, content, merges, send, take_in

__all__ = ["send"]
_SCHEMA_1 = Path(__file__).parents[1] / "data" / "schema-1.factcheck"


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def ana_desk(project: Project) -> Desk:
    return desk(project)


def alter(project: Project, *statements: str) -> str:
    """Do to a closed project what no program of ours does."""
    project.close()
    connection = sqlite3.connect(project.location)
    connection.execute("PRAGMA foreign_keys=OFF")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return project.location


def _refused(project: Project, location: str | Path, said: str) -> FactcheckError:
    before = content(project)
    with pytest.raises(FactcheckError, match=said) as caught:
        project.merging.merge(location)
    assert str(caught.value).endswith((".", "."))
    assert content(project) == before
    assert merges(project) == set()
    return caught.value


def test_what_is_no_project_is_refused(project: Project, tmp_path: Path) -> None:
    _refused(project, tmp_path / "none.factcheck", "no project at")
    _refused(project, tmp_path, "is a folder")
    empty = tmp_path / "empty.factcheck"
    empty.touch()
    _refused(project, empty, "is empty")
    letter = tmp_path / "letter.factcheck"
    letter.write_text("Dear colleague, " * 100)
    error = _refused(project, letter, "not a Factcheck project")
    assert error.params["location"] == letter


def test_it_is_not_merged_with_itself(project: Project, tmp_path: Path) -> None:
    _refused(project, project.location, "this very project")
    link = tmp_path / "link.factcheck"
    link.symlink_to(project.location)
    _refused(project, link, "this very project")


def test_a_damaged_or_incomplete_one_is_refused(ana_desk: Desk, send: Send, ben: Person) -> None:
    whole = send(ana_desk.project, ben)
    whole.close()
    data = Path(whole.location).read_bytes()
    cut = Path(whole.location).with_name("cut.factcheck")
    cut.write_bytes(data[: len(data) // 2])
    _refused(ana_desk.project, cut, "cut short|damaged")
    broken = Path(whole.location).with_name("broken.factcheck")
    broken.write_bytes(data[:8192] + os.urandom(len(data) - 8192))
    _refused(ana_desk.project, broken, "damaged|not whole")


def test_words_that_are_not_those_of_the_text_are_refused(
    ana_desk: Desk, send: Send, ben: Person
) -> None:
    copy = send(ana_desk.project, ben)
    Desk(copy, ana_desk.letter, ana_desk.tasnim).mark("absolute")
    location = alter(copy, "UPDATE span SET exact = 'something else'")
    _refused(ana_desk.project, location, "is damaged, so nothing of it was taken")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim SET note = x'00ff'",
        "UPDATE claim SET verdict = 'a' || char(0)",
        "UPDATE speaker SET kind = 'dragon'",
        "UPDATE statement SET certainty = 'very'",
        "UPDATE statement SET said_edtf = 'yesterday'",
        "UPDATE annotator SET kind = 'gold' WHERE name = 'Ben'",
        "UPDATE assignment SET status = 1",
        "UPDATE article SET text = 'a'",
        "UPDATE speaker SET id = 'a'",
        "UPDATE speaker SET name = x'00ff'",
        "UPDATE span SET prefix = x'00ff'",
        "UPDATE span SET start = 'a'",
        "UPDATE passage SET start = 'a'",
        "UPDATE entry SET folded = x'00ff'",
        "UPDATE passage_fts_config SET v = 12",
    ],
)
def test_what_factcheck_never_writes_is_refused(
    ana_desk: Desk, send: Send, ben: Person, statement: str
) -> None:
    copy = send(ana_desk.project, ben)
    Desk(copy, ana_desk.letter, ana_desk.tasnim).mark("absolute")
    copy.claims.create("It rains", note="!")
    copy.speakers.create("Kremlin", "state")
    ignored = "PRAGMA ignore_check_constraints=ON"
    location = alter(copy, ignored, statement)
    _refused(ana_desk.project, location, "damaged|nothing that Factcheck writes")


def test_a_newer_one_is_refused_and_an_older_one_is_not_touched(
    ana_desk: Desk, send: Send, ben: Person, tmp_path: Path
) -> None:
    copy = send(ana_desk.project, ben)
    location = alter(copy, "UPDATE project SET schema = 99")
    _refused(ana_desk.project, location, "newer Factcheck")
    old = tmp_path / "old.factcheck"
    shutil.copy(_SCHEMA_1, old)
    before, stood = old.read_bytes(), sorted(tmp_path.iterdir())
    assert take_in_path(ana_desk.project, old) is not None
    assert old.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == stood
    assert take_in_path(ana_desk.project, old) is None


def take_in_path(project: Project, path: Path) -> int | None:
    """Merge what is at a path."""
    number = project.merging.merge(path).revision
    assert project.check() == {"ok": True, "problems": []}
    return number


def test_a_trigger_or_view_is_not_run(ana_desk: Desk, send: Send, ben: Person) -> None:
    copy = send(ana_desk.project, ben)
    location = alter(copy, "CREATE VIEW sneaky AS SELECT 1")
    _refused(ana_desk.project, location, "parts that Factcheck never makes")


def test_one_that_is_too_large_is_refused(
    ana_desk: Desk, send: Send, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = send(ana_desk.project, ben)
    monkeypatch.setattr(opening, "MOST_BYTES", 1_000)
    _refused(ana_desk.project, copy.location, "too large")
    monkeypatch.undo()
    monkeypatch.setattr(opening, "MOST_ROWS", 1)
    _refused(ana_desk.project, copy.location, "too large")


def test_the_same_id_for_other_work_is_refused(ana_desk: Desk, send: Send, ben: Person) -> None:
    copy = send(ana_desk.project, ben)
    location = alter(
        copy,
        "UPDATE article SET source_name = 'other.txt' WHERE source_name = 'letter.txt'",
    )
    _refused(ana_desk.project, location, "never were one project")


def test_roles_are_not_taken_from_another(ana_desk: Desk, send: Send, ben: Person) -> None:
    copy = send(ana_desk.project, ben)
    copy.claims.create("It rains")
    location = alter(copy, "UPDATE annotator SET lead = 1, reviewer = 1")
    ana_desk.project.merging.merge(location)
    (found,) = [a for a in ana_desk.project.annotators() if a.name == "Ben"]
    assert not found.lead
    assert not found.reviewer


def test_an_open_project_is_read_and_not_written(ana_desk: Desk, send: Send, ben: Person) -> None:
    copy = send(ana_desk.project, ben)
    copy.claims.create("It rains")
    assert Path(f"{copy.location}-wal").exists()
    before = content(copy)
    take_in(ana_desk.project, copy)
    assert ana_desk.project.claims.all()[0].proposition == "It rains"
    assert content(copy) == before
    copy.claims.create("It pours")


def test_cancelling_leaves_the_project_as_it_was(ana_desk: Desk, send: Send, ben: Person) -> None:
    copy = send(ana_desk.project, ben)
    copy.add_articles(NewArticle(f"Text {n}.", f"{n}.txt", f"T {n}") for n in range(120))
    before = content(ana_desk.project)

    def cancel(done: int, total: int) -> None:
        if done:
            raise Cancelled

    def never(done: int, total: int) -> None:
        raise Cancelled

    progresses: tuple[Progress, ...] = (cancel, never)
    for progress in progresses:
        with pytest.raises(Cancelled):
            ana_desk.project.merging.merge(copy.location, progress=progress)
        assert content(ana_desk.project) == before
    assert ana_desk.project.check()["ok"]
    assert take_in(ana_desk.project, copy) is not None


def test_a_gesture_meanwhile_is_not_overwritten(ana_desk: Desk, send: Send, ben: Person) -> None:
    ana = ana_desk.project
    claim = ana.claims.create("There is a list")
    copy = send(ana, ben)
    copy.claims.set_note(claim, "from there")
    copy.speakers.create("Kremlin", "state")
    window = Project._of(ana.database.clone(), Person(ana.actor.id, "Ana"))
    times: list[int] = []

    def gesture(done: int, total: int) -> None:
        if done and not times:
            times.append(done)
            window.claims.set_note(claim, "meanwhile")

    ana.merging.merge(copy.location, progress=gesture)
    window.close()
    assert times
    assert ana.claims.get(claim).note == "meanwhile"
    assert [c.other for c in ana.merging.conflicts()] == ["from there"]


def test_one_that_changes_again_and_again_is_left_in_peace(
    ana_desk: Desk, send: Send, ben: Person
) -> None:
    ana = ana_desk.project
    claims = [ana.claims.create(f"There are {n} lists") for n in range(2)]
    copy = send(ana, ben)
    for claim in claims:
        copy.claims.set_note(claim, "from there")
    copy.speakers.create("Kremlin", "state")
    window = Project._of(ana.database.clone(), Person(ana.actor.id, "Ana"))
    waiting = list(claims)

    def gesture(done: int, total: int) -> None:
        if done == 1:
            window.claims.set_note(waiting.pop(), "meanwhile")

    with pytest.raises(Conflict, match="Others change this project"):
        ana.merging.merge(copy.location, progress=gesture)
    window.close()
    assert [ana.claims.get(claim).note for claim in claims] == ["meanwhile"] * 2
    assert ana.speakers.all() == []
    assert ana.check()["ok"]


def test_in_a_blind_project_only_lead_and_reviewers_merge(
    ana_desk: Desk, send: Send, ben: Person
) -> None:
    ana = ana_desk.project
    copy = send(ana, ben)
    Desk(copy, ana_desk.letter, ana_desk.tasnim).mark("absolute")
    location = alter(ana, "UPDATE project SET blind = 1")
    with Project.open(location, actor=ben) as project:
        assert not project.merging.may()
        assert project.merging.conflicts() == []
        with pytest.raises(NotAllowed, match="blind"):
            project.merging.compare(copy.location)
    with Project.open(location, actor=Person(ana.actor.id, "Ana")) as project:
        assert project.merging.merge(copy.location).revision


def test_a_text_that_is_not_its_hash_is_refused(ana_desk: Desk, send: Send, ben: Person) -> None:
    copy = send(ana_desk.project, ben)
    copy.add_articles([NewArticle("Snow fell.", "snow.txt", "Snow")])
    location = alter(copy, "UPDATE text SET characters = 'Snow feel.' WHERE length = 10")
    error = _refused(ana_desk.project, location, "damaged")
    assert isinstance(error, Damaged)
    assert isinstance(_refused(ana_desk.project, ana_desk.project.location, "very"), BadInput)
