"""A copy that an annotator sends out of a blind project holds nothing that is hidden from them."""

from pathlib import Path

import pytest

from factcheck.history import said
from factcheck.project import Project
from factcheck.records import Person
from tests.core.annotating import Desk, everything
from tests.core.blind import SECRET, Scene


@pytest.fixture
def engine() -> str:
    """A project on a server is copied by the server's own means."""
    return "sqlite"


def person(project: Project) -> Person:
    """Who has a project open."""
    return Person(project.actor.id, project.actor.name)


def test_nothing_hidden_is_in_the_copy(scene: Scene, tmp_path: Path) -> None:
    scene.fill()
    out = tmp_path / "of ben.factcheck"
    scene.ben.backup(out)
    content = out.read_bytes()
    assert SECRET.encode() not in content.lower()
    assert [name for name, record in scene.hidden.items() if bytes(record) in content] == []
    with Project.open(out, person(scene.ana)) as copy:
        assert copy.check() == {"ok": True, "problems": []}
        assert copy.statements.get(scene.own).claim == scene.claim
        assert copy.statements.layers_with_statements() == {scene.ben.actor.id: 1}
        assert copy.revision == scene.ana.revision
        left_out = "work that is hidden from whoever made this copy"
        told = {who: {said(r.what) for r in copy.log() if r.who == who} for who in ("Ben", "Cleo")}
        assert told["Cleo"] == {"Cleo joined", left_out}
        assert left_out not in told["Ben"]


def test_who_sees_all_sends_all(scene: Scene, tmp_path: Path) -> None:
    scene.fill()
    for n, project in enumerate((scene.ana, scene.rita)):
        out = tmp_path / f"{n}.factcheck"
        project.backup(out)
        with Project.open(out, person(scene.ana)) as copy:
            assert everything(copy) == everything(scene.ana)


def test_work_in_such_a_copy_comes_back_and_takes_nothing_away(
    scene: Scene, tmp_path: Path
) -> None:
    scene.fill()
    out = tmp_path / "away.factcheck"
    scene.ben.backup(out)
    with Project.open(out, person(scene.ben)) as away:
        desk = Desk(away, scene.letter, scene.tasnim)
        made = desk.mark("He laughed")
        away.statements.set_note(scene.own, "at home")
        away.undo()
        away.redo()
    before = everything(scene.ana)
    scene.ana.merging.merge(out)
    after = everything(scene.ana)
    lost = {kind: rows.keys() - after[kind].keys() for kind, rows in before.items()}
    assert not any(lost.values()), lost
    assert scene.ana.statements.get(made).annotator == scene.ben.actor.id
    assert scene.ana.statements.get(scene.own).note == "at home"
    differing = {
        record
        for kind, rows in before.items()
        for record, row in rows.items()
        if after[kind][record] != row
    }
    assert differing == {scene.own}
