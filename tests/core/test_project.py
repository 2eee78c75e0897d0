"""The façade: what is made is found again, changes are told once, and counts are true."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck import builtin
from factcheck.errors import BadInput, FactcheckError, NotAllowed, NotFound
from factcheck.ids import SHARED, Id
from factcheck.journal import inserted
from factcheck.journal.pulling import MOST
from factcheck.project import Project
from factcheck.records import Person, What

from .conftest import Location, Open
from .edits import TEXT, add_article, statement_edits

Again = Callable[[Project, Person], Project]


def test_what_is_made_is_found_again(new_location: Location, ana: Person, ben: Person) -> None:
    location = new_location()
    with Project.create(location, title="Lists", actor=ana) as project:
        record, made = project.id, project.location
        assert (project.title, project.layering, project.revision) == ("Lists", "each", 0)
        assert project.actor.lead
        assert project.actor.reviewer
        assert project.layer == project.actor
    with Project.open(location, actor=ben) as project:
        assert (project.id, project.location) == (record, made)
        assert not project.actor.lead
        assert [a.name for a in project.annotators()] == ["Ana"]
        assert project.undoable() is None
        assert project.check() == {"ok": True, "problems": []}


def test_every_project_begins_with_the_guides_labels(project: Project) -> None:
    labels = {label.name: label for label in project.labels.labels()}
    assert list(labels) == ["allegation", "denial", "confirmation"]
    assert labels["denial"].id == builtin.DENIAL
    assert (labels["denial"].shape, labels["denial"].key) == ("cross", "2")
    assert all(label.definition and label.example for label in labels.values())
    types = {t.name: t for t in project.labels.link_types()}
    assert list(types) == ["contradicts", "denies", "confirms", "repeats"]
    assert types["denies"].passive == "denied by"
    assert [t.directed for t in types.values()] == [False, True, True, False]
    assert [t.contradicts for t in types.values()] == [True, True, False, False]


def test_a_shared_project_has_one_layer_for_all(make: Open, again: Again, ben: Person) -> None:
    project = make("shared")
    article = add_article(project)
    marked = project.statements.mark(article, 0, 3, builtin.DENIAL)
    other = again(project, ben)
    assert other.layer.id == project.layer.id == SHARED
    other.statements.set_note(marked, "seen")
    assert project.statements.get(marked).note == "seen"
    assert {a.kind for a in project.annotators()} == {"shared", "person"}


def test_each_hears_once_of_what_anybody_did(
    project: Project, again: Again, ben: Person, ana: Person
) -> None:
    other = again(project, ben)
    article = add_article(project)
    assert project.pull() is not None
    assert project.pull() is None
    marked = project.statements.mark(article, 0, 3, builtin.DENIAL)
    own = project.pull()
    assert own is not None
    assert set(own.by) == {ana.id}
    assert own.ids["statement"] == frozenset({marked})
    assert "span" not in own.ids
    theirs = other.pull()
    assert theirs is not None
    assert theirs.touches("article", "statement")
    assert theirs.revisions == tuple(range(1, other.revision + 1))
    assert other.pull() is None
    other.claims.create("It rains")
    told = project.pull()
    assert told is not None
    assert (set(told.by), set(told.ids)) == ({ben.id}, {"claim", "annotator"})


def test_a_part_is_told_as_what_it_hangs_on(project: Project, again: Again, ana: Person) -> None:
    article = add_article(project)
    marked = project.statements.mark(article, 0, 3, builtin.DENIAL)
    other = again(project, ana)
    added = project.statements.add_span(marked, "source", 4, 11)
    told = other.pull()
    assert told is not None
    assert told.ids["statement"] == frozenset({marked})
    project.statements.remove_span(marked, added)
    told = other.pull()
    assert told is not None
    assert told.ids["statement"] == frozenset({marked})
    project.articles.mark_furniture(article, 0, 3)
    told = other.pull()
    assert told is not None
    assert dict(told.ids) == {"article": frozenset({article})}


def test_too_much_to_list_is_told_as_everything(
    project: Project, again: Again, ana: Person
) -> None:
    other = again(project, ana)
    claims = [inserted("claim", Id.new(), {"proposition": f"{n}"}) for n in range(MOST + 1)]
    project.access.record(What("claim.create", {"claim": "many"}), claims)
    told = other.pull()
    assert told is not None
    assert told.ids == {"claim": None}
    project.undo()
    told = other.pull()
    assert told is not None
    assert told.ids == {"claim": None}
    assert project.claims.all() == []


def test_the_counts_are_those_of_what_is_there(project: Project, again: Again, ben: Person) -> None:
    article = add_article(project)
    one = project.statements.mark(article, 0, 3, builtin.DENIAL)
    two = project.statements.mark(article, 4, 11, builtin.ALLEGATION)
    project.links.link(one, two, builtin.DENIES)
    again(project, ben).statements.mark(article, 0, 3, builtin.DENIAL)
    assert project.stats() == {
        "articles": 1,
        "statements": 3,
        "links": 1,
        "speakers": 0,
        "claims": 0,
        "sayings": 3,
        "revision": project.stats()["revision"],
        "annotators": [
            {"name": "Ana", "kind": "person", "articles": 1, "statements": 2, "links": 1},
            {"name": "Ben", "kind": "person", "articles": 1, "statements": 1, "links": 0},
        ],
        "labels": {"allegation": 1, "denial": 2, "confirmation": 0},
    }


def test_what_a_project_says_of_itself_can_be_changed_and_undone(project: Project) -> None:
    assert project.about.change({"title": " Lists ", "licence": "CC BY 4.0"}) is not None
    project.pull()
    assert project.title == "Lists"
    assert project.about.get()["licence"] == "CC BY 4.0"
    assert project.about.change({"title": "Lists"}) is None
    project.undo()
    project.pull()
    assert project.title == "Test"
    with pytest.raises(BadInput, match="needs a title"):
        project.about.change({"title": "  "})


def test_nothing_is_ever_overwritten(project: Project, new_location: Location, ana: Person) -> None:
    location = new_location()
    Project.create(location, title="First", actor=ana).close()
    with pytest.raises(BadInput, match="left as it is"):
        Project.create(location, title="Second", actor=ana)
    with Project.open(location, actor=ana) as found:
        assert found.title == "First"


def test_a_project_that_is_not_there_is_missed(new_location: Location, ana: Person) -> None:
    with pytest.raises(NotFound, match="no project"):
        Project.open(new_location(), actor=ana)


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("postgresql://127.0.0.1:1/none", FactcheckError, "cannot be reached"),
        ("postgresql://x@127.0.0.1/db?schema=a%3Bb", BadInput, "no name for a schema"),
        ("postgresql://x@y:port/db", BadInput, "no address"),
    ],
)
def test_addresses_that_lead_nowhere(
    ana: Person, address: str, error: type[FactcheckError], said: str
) -> None:
    with pytest.raises(error, match=said):
        Project.open(address, actor=ana)


def test_a_server_without_the_project_or_with_strangers_tables(server: str, ana: Person) -> None:
    with pytest.raises(NotFound, match="no project"):
        Project.open(f"{server}?schema=nowhere", actor=ana)
    with pytest.raises(BadInput, match="not a Factcheck project"):
        Project.open(f"{server}?schema=pg_catalog", actor=ana)
    with pytest.raises(FactcheckError, match="cannot be reached or refused"):
        Project.open(server.replace("/postgres", "/nothing"), actor=ana)


def test_the_password_of_an_address_is_never_shown(server: str, ana: Person) -> None:
    address = server.replace("factcheck@", "factcheck:secret@") + "?schema=hidden"
    with Project.create(address, title="T", actor=ana) as project:
        assert "secret" not in project.location
        with pytest.raises(BadInput, match="pg_dump"):
            project.backup("x.factcheck")
    with pytest.raises(FactcheckError) as caught:
        Project.open(address.replace("hidden", "other"), actor=ana)
    assert "secret" not in str(caught.value)


@pytest.fixture
def at_path(tmp_path: Path, ana: Person, opened: list[Project]) -> Project:
    project = Project.create(tmp_path / "lists.factcheck", title="Lists", actor=ana)
    opened.append(project)
    return project


def test_a_copy_is_whole_while_people_work(at_path: Project, ana: Person, tmp_path: Path) -> None:
    article = add_article(at_path)
    at_path.statements.mark(article, 0, 3, builtin.DENIAL)
    out = tmp_path / "copy.factcheck"
    with at_path.database.reading():
        at_path.backup(out)
    at_path.statements.mark(article, 4, 11, builtin.DENIAL)
    assert sorted(p.name for p in tmp_path.glob("*copy*")) == ["copy.factcheck"]
    with Project.open(out, actor=ana) as copy:
        assert copy.stats()["statements"] == 1
        assert copy.check()["ok"]
        copy.undo()
    with pytest.raises(BadInput, match="left as it is"):
        at_path.backup(out)
    with pytest.raises(BadInput, match=r"end in \.factcheck"):
        at_path.backup(tmp_path / "copy.txt")
    with pytest.raises(NotFound, match="no folder"):
        at_path.backup(tmp_path / "none" / "copy.factcheck")


def test_at_rest_all_is_in_one_place(at_path: Project, ana: Person, tmp_path: Path) -> None:
    at_path.claims.create("It rains")
    at_path.rest()
    copy = tmp_path / "mailed.factcheck"
    copy.write_bytes(Path(at_path.location).read_bytes())
    with Project.open(copy, actor=ana) as mailed:
        assert len(mailed.claims.all()) == 1
    at_path.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lists.factcheck", "mailed.factcheck"]


def test_readers_cannot_write(project: Project) -> None:
    with pytest.raises(NotAllowed, match="read-only"):
        project.database.rows(text("UPDATE project SET title = 'x'"))


def test_a_clone_serves_another_thread(project: Project) -> None:
    with project.clone() as other:
        other.claims.create("It rains")
    assert len(project.claims.all()) == 1


def test_a_large_revision_is_applied_undone_and_redone(project: Project) -> None:
    article = add_article(project)
    places = [(s, e) for s in range(30) for e in range(s + 1, min(s + 81, len(TEXT)))]
    edits = [x for s, e in places[:2_001] for x in statement_edits(project, article, s, e)]
    edits.sort(key=lambda edit: edit.kind != "statement")
    project.access.record(What("statement.mark", {"label": "denial", "title": "A"}), edits)
    count = project.stats()["statements"]
    assert count == len(edits) // 2
    project.undo()
    assert project.stats()["statements"] == 0
    project.redo()
    assert project.stats()["statements"] == count
    assert project.check() == {"ok": True, "problems": []}
