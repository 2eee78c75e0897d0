"""Batches: unseen until whole, gone when their writer dies, withdrawn and shown again as one."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from factcheck.builtin import ALLEGATION, DENIAL, DENIES
from factcheck.errors import Cancelled, Conflict
from factcheck.ids import Id
from factcheck.index.check import index_problems
from factcheck.intake.batches import AT_ONCE, Batch, sweep
from factcheck.intake.sorting import ready
from factcheck.journal import Edit, Value, inserted
from factcheck.models import revision
from factcheck.project import Project
from factcheck.records import NewArticle, Person, What
from factcheck.store.columns import metadata
from factcheck.verbs.marking import new_statement
from tests.core.articles import add, new_articles

Again = Callable[[Project, Person], Project]
WHAT = What("import.articles", {"n": 1})
TEXT = "The Kremlin denies it. Washington insists."


def sizes(project: Project) -> dict[str, int]:
    """How many rows each table holds; SQLite's own lists of the index apart."""
    return {
        name: int(str(project.database.scalar(select(func.count()).select_from(table))))
        for name, table in metadata.tables.items()
    }


def insert(batch: Batch, articles: Iterable[NewArticle]) -> None:
    """Write articles into a batch."""
    made = [ready(article) for article in articles]
    batch.insert([e for one in made for e in one.edits], [one.text for one in made])


def titles(project: Project) -> list[str]:
    """What the list of articles shows."""
    return [row.title for row in project.articles.rows([])]


def test_nothing_of_a_batch_is_seen_before_all_of_it(project: Project) -> None:
    (first,) = add(project, TEXT, prefix="first")
    with Batch(project.database, WHAT, project.actor.id) as batch:
        insert(batch, new_articles([TEXT + "!", "Hidden words."]))
        assert titles(project) == ["Title first0"]
        assert project.search.find("washington").total == 1
        assert project.search.find("hidden").total == 0
        project.pull()
        project.statements.mark(first, 0, 10, DENIAL)
        between = project.log(1)[0].number
        number = batch.publish()
    assert number == between + 1
    assert sorted(titles(project)) == ["Title a0", "Title a1", "Title first0"]
    assert project.search.find("washington").total == 2
    changed = project.pull()
    assert changed is not None
    assert number in changed.revisions
    assert changed.touches("article")
    assert project.check()["ok"]


def test_a_cancelled_batch_leaves_nothing(project: Project) -> None:
    add(project, TEXT)
    before = sizes(project)

    def cancel(done: int, total: int) -> None:
        if done >= 300:
            raise Cancelled

    many = new_articles([f"{TEXT} {n}" for n in range(500)], "b")
    with pytest.raises(Cancelled):
        project.add_articles(many, progress=cancel)
    assert sizes(project) == before
    assert project.check()["ok"]
    assert not left_beside(project)


def left_beside(project: Project) -> list[str]:
    """Locks that lie beside a project."""
    path = project.database.path
    return [] if path is None else [p.name for p in path.parent.glob("*-batch-*")]


DYING = """
import sys
from factcheck.intake.batches import Batch
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person, What
from tests.core.articles import new_articles
from tests.core.test_batches import insert

project = Project.open(sys.argv[1], Person(Id.new(), "Cleo"))
with Batch(project.database, What("import.articles", {"n": 1}), project.actor.id) as batch:
    insert(batch, new_articles([f"Dying words {n}." for n in range(250)]))
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_program_left_is_swept_and_what_a_living_one_holds_is_not(
    project: Project, ana: Person
) -> None:
    before = sizes(project)
    root = Path(__file__).parent.parent.parent
    address = project.location
    with subprocess.Popen(
        [sys.executable, "-c", DYING, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    ) as dying:
        assert dying.stdout is not None
        assert dying.stdout.readline() == "ready\n"
        with Project.open(address, ana) as living:
            assert titles(living) == []
            assert sizes(living)["article"] == 250
        dying.kill()
    assert titles(project) == []
    with Project.open(address, ana) as after:
        assert titles(after) == []
        assert sizes(after) == before
        assert after.check()["ok"]
    assert not left_beside(project)


def test_two_imports_at_once_bring_each_article_once(
    project: Project, ana: Person, ben: Person, again: Again
) -> None:
    texts = [f"{TEXT} {n}" for n in range(400)]
    reports = []

    def work(other: Project) -> None:
        reports.append(other.add_articles(new_articles(texts)))

    workers = [
        threading.Thread(target=work, args=(other,))
        for other in (again(project, ana), again(project, ben))
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(report.articles for report in reports) == 400
    assert reports[0].ids == reports[1].ids
    assert len(titles(project)) == 400
    assert project.check()["ok"]


def test_no_gesture_is_lost_or_refused_beside_an_import(project: Project) -> None:
    (article,) = add(project, " ".join(f"word{n}" for n in range(500)), prefix="first")
    clone = project.clone()
    importing = threading.Thread(
        target=lambda: clone.add_articles(new_articles([f"{TEXT} {n}" for n in range(1_000)]))
    )
    importing.start()
    marked = 0
    while importing.is_alive() or marked < 10:
        project.statements.mark(article, marked * 8, marked * 8 + 5, DENIAL)
        marked += 1
        if marked == 400:
            break
    importing.join()
    clone.close()
    assert len(project.statements.of_article(article, [project.layer.id])) == marked
    assert len(titles(project)) == 1_001
    numbers = [entry.number for entry in project.log(1_000)]
    assert numbers == list(range(len(numbers), 0, -1))


def statements(project: Project, article: Id, n: int, label: Id) -> list[list[Edit]]:
    """Edits of statements as a dataset brings them, duplicates and all."""
    fields: dict[str, Value] = {
        "article": article,
        "annotator": project.layer.id,
        "label": label,
        "origin": "imported",
    }
    text = project.articles.text(article)
    return [new_statement(text, fields, [("content", k % 9, k % 9 + 7)])[1] for k in range(n)]


def test_statements_and_links_come_as_the_dataset_has_them(project: Project) -> None:
    (article,) = add(project, TEXT)
    project.statements.mark(article, 0, 10, DENIAL)
    denials = statements(project, article, AT_ONCE, DENIAL)
    (allegation,) = statements(project, article, 1, ALLEGATION)
    link = {
        "type": DENIES,
        "source": denials[0][0].id,
        "target": allegation[0].id,
        "annotator": project.layer.id,
    }
    with Batch(project.database, WHAT, project.actor.id) as batch:
        assert list(batch.insert_all([*denials, allegation]))[-1] == AT_ONCE + 1
        batch.insert([inserted("link", Id.new(), link)])
        assert len(project.statements.of_article(article, [project.layer.id])) == 1
        batch.publish()
    shown = project.statements.of_article(article, [project.layer.id])
    assert len(shown) == AT_ONCE + 2
    assert len(project.links.of_article(article, [project.layer.id])) == 1
    project.undo()
    assert len(project.statements.of_article(article, [project.layer.id])) == 1
    assert not project.links.of_article(article, [project.layer.id])
    project.redo()
    assert project.statements.of_article(article, [project.layer.id]) == shown
    assert not list(index_problems(project.database))


def test_an_import_is_not_taken_back_while_something_refers_to_it(project: Project) -> None:
    one, two = add(project, TEXT, "Other.")
    project.add_articles(new_articles(["Third."], "c"))
    statement = project.statements.mark(one, 0, 10, DENIAL)
    project.undo()
    assert titles(project) == ["Title a0", "Title a1", "Title c0"]
    project.redo()
    first = min(entry.number for entry in project.log())
    with pytest.raises(Conflict):
        project.undo(first)
    project.statements.delete(statement)
    project.articles.set_status(one, "to_do")
    assert project.articles.text(two) == "Other."


def test_a_withdrawn_import_comes_back_unless_it_came_again(project: Project) -> None:
    (one,) = add(project, TEXT)
    project.undo()
    assert titles(project) == []
    project.redo()
    assert [row.id for row in project.articles.rows([])] == [one]
    project.undo()
    (other,) = add(project, TEXT)
    assert other != one
    first = min(entry.number for entry in project.log())
    with pytest.raises(Conflict):
        project.undo(first + 3)
    assert [row.id for row in project.articles.rows([])] == [other]


def test_what_refers_to_an_import_withdrawn_meanwhile_is_not_published(project: Project) -> None:
    (article,) = add(project, TEXT)
    with Batch(project.database, WHAT, project.actor.id) as batch:
        batch.insert(statements(project, article, 1, DENIAL)[0])
        project.undo()
        with pytest.raises(Conflict):
            batch.publish()
    assert titles(project) == []
    assert sweep(project.access.journal) == 0
    assert [row.state for row in project.database.rows(select(revision.c.state))].count("open") == 0
