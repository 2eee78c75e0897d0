"""What else a merge brings along, what it leaves alone, and that a killed one leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL
from factcheck.errors import Damaged
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle, Original, Person
from factcheck.scratch import OLD, sweep

from .annotating import Desk, desk
from .merging import Send, content, merges, send, take_in
from .reviewing import LIE, Panel, panel
from .test_merging_hostile import alter

__all__ = ["send"]
Again = Callable[[Project, Person], Project]

_MERGE = """
import os, signal, sys
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person

def kill(done, total):
    if done >= int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

with Project.open(sys.argv[1], Person(Id.parse(sys.argv[3]), "Ana")) as project:
    project.merging.merge(sys.argv[2], progress=kill)
"""


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def three(project: Project, again: Again) -> Panel:
    return panel(project, again)


def test_comments_assignments_and_decisions_travel(three: Panel, send: Send, ana: Person) -> None:
    marked = three.mark(LIE, DENIAL, CONFIRMATION, DENIAL)
    three.done()
    copy = send(three.project, ana)
    thread = copy.comments.add("statement", marked[0], "Is it a denial?")
    copy.comments.answer(thread, "It is.")
    copy.review.decide(marked[1], [], "Not what she says.")
    others = three.others[0]
    others.project.comments.add("statement", marked[0], "I think so too.")
    others.project.articles.set_status(others.tasnim, "done")
    three.project.assignments.assign([three.lead.tasnim], ana.id)
    report = three.project.merging.compare(copy.location)
    assert (report.new["comment"], report.new["decision"]) == (2, 1)
    take_in(three.project, copy)
    words = [t.root.words for t in three.project.comments.of("statement", marked[0])]
    assert sorted(words) == ["I think so too.", "Is it a denial?"]
    assert [d.decision.reason for d in three.project.review.decisions(marked[1])] == [
        "Not what she says."
    ]
    untouched = content(three.project)
    take_in(copy, three.project)
    assert content(copy) == untouched
    assert copy.articles.status(three.lead.tasnim) == three.project.articles.status(
        three.lead.tasnim
    )


def test_originals_furniture_and_aliases_travel(project: Project, send: Send, ben: Person) -> None:
    ours = desk(project)
    speaker = project.speakers.create("Kremlin", "state")
    copy = send(project, ben)
    data = "Schnee fiel.".encode("cp1252")
    article = NewArticle(
        "Schnee fiel.", "s.txt", "Snow", original=Original(Id.new() + Id.new(), data)
    )
    (made,) = copy.add_articles([_with_hash(article, data)]).ids
    copy.articles.mark_furniture(ours.letter, 0, 10)
    project.articles.mark_furniture(ours.letter, 20, 30)
    copy.speakers.add_alias(speaker, "Moscow")
    project.speakers.add_alias(speaker, "the Kremlin")
    take_in(project, copy)
    assert project.articles.original(made) == data
    assert project.articles.get(ours.letter).furniture == ((0, 10), (20, 30))
    assert set(project.speakers.get(speaker).aliases) == {"Moscow", "the Kremlin"}


def _with_hash(article: NewArticle, data: bytes) -> NewArticle:
    from dataclasses import replace
    from hashlib import sha256

    return replace(article, original=Original(sha256(data).digest(), data))


def test_an_original_that_is_not_its_hash_is_refused(
    project: Project, send: Send, ben: Person
) -> None:
    desk(project)
    copy = send(project, ben)
    article = NewArticle("Schnee fiel.", "s.txt", "Snow", original=Original(b"", b"\xff"))
    copy.add_articles([_with_hash(article, b"\xff")])
    location = alter(copy, "UPDATE original SET content = x'00ff'")
    before = content(project)
    with pytest.raises(Damaged, match="hash"):
        project.merging.merge(location)
    assert content(project) == before


def test_what_a_copy_was_sent_without_is_not_deleted(
    project: Project, send: Send, ben: Person
) -> None:
    ours = desk(project)
    hers = ours.mark("absolute")
    copy = send(project, ben)
    other = Desk(copy, ours.letter, ours.tasnim)
    his = other.mark("Dmitry", ALLEGATION)
    mine = f"x'{hers.hex()}'"
    location = alter(
        copy,
        f"DELETE FROM span WHERE statement = {mine}",
        f"DELETE FROM statement WHERE id = {mine}",
        f"DELETE FROM change WHERE record = {mine} OR owner = {mine}",
    )
    with Project.open(location, ben) as mended:
        from factcheck.index.keep import rebuild

        with mended.access.journal.transaction() as writer:
            rebuild(writer.connection)
    project.merging.merge(location)
    assert {s.id for s in project.statements.of_article(ours.letter, ours.own)} == {hers}
    assert project.statements.get(his).label == ALLEGATION


def test_history_is_whole_after_a_merge_is_given_up_for_another(
    project: Project, send: Send, ben: Person
) -> None:
    desk(project)
    claim = project.claims.create("There is a list")
    project.claims.set_note(claim, "first")
    copy = send(project, ben)
    copy.claims.set_note(claim, "from there")
    copy.speakers.create("Kremlin", "state")
    take_in(project, copy)
    project.undo()
    take_in(project, copy)
    assert project.claims.get(claim).note == "from there"
    project.undo()
    assert project.claims.get(claim).note == "first"
    project.undo()
    assert project.claims.get(claim).note == ""
    project.undo()
    assert project.claims.all() == []
    assert project.check() == {"ok": True, "problems": []}


def test_an_import_taken_back_here_and_worked_on_there_comes_back(
    project: Project, send: Send, ben: Person
) -> None:
    desk(project)
    (snow,) = project.add_articles([NewArticle("Snow fell.", "snow.txt", "Snow")]).ids
    copy = send(project, ben)
    his = copy.statements.mark(snow, 0, 4, DENIAL)
    project.undo()
    take_in(project, copy)
    assert project.articles.text(snow) == "Snow fell."
    assert project.statements.get(his).article == snow
    assert take_in(project, copy) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("step", [0, 1, 100])
def test_a_killed_merge_leaves_the_project_as_it_was(
    project: Project, send: Send, ana: Person, ben: Person, step: int, tmp_path: Path
) -> None:
    desk(project)
    claim = project.claims.create("There is a list")
    copy = send(project, ben)
    copy.claims.set_note(claim, "from there")
    copy.add_articles(NewArticle(f"Text {n}.", f"{n}.txt", f"T {n}") for n in range(120))
    before = content(project)
    command = [sys.executable, "-c", _MERGE, project.location, copy.location, str(ana.id)]
    done = subprocess.run(
        [*command, str(step)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=False,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    with Project.open(project.location, ana) as again:
        assert content(again) == before
        assert merges(again) == set()
        assert again.check() == {"ok": True, "problems": []}
        assert take_in(again, copy) is not None
    (left,) = tmp_path.glob("factcheck-*")
    sweep(tmp_path, time.time())
    assert left.exists()  # somebody may be using it still
    sweep(tmp_path, time.time() + OLD + 60)
    assert not left.exists()


def test_an_answer_to_what_a_copy_was_sent_without_still_answers_it(
    project: Project, send: Send, ben: Person
) -> None:
    ours = desk(project)
    claim = project.claims.create("There is a list")
    asked = project.comments.add("article", ours.letter, "Is it?")
    answer = project.comments.answer(asked, "It is.")
    hers = ours.mark("absolute")
    project.statements.set_claim(hers, claim)
    copy = send(project, ben)
    other = Desk(copy, ours.letter, ours.tasnim)
    his = other.mark("Dmitry", ALLEGATION)
    location = alter(
        copy,
        "UPDATE comment SET answers = NULL",
        f"DELETE FROM comment WHERE id = x'{asked.hex()}'",
        "UPDATE statement SET claim = NULL",
    )
    project.merging.merge(location)
    assert project.statements.get(his).label == ALLEGATION
    assert project.comments.get(answer).answers == asked
    assert project.statements.get(hers).claim == claim
    assert project.check() == {"ok": True, "problems": []}
