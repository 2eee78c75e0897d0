"""Comments: threads about anything, one's own words one's own, and what is unread told apart."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.builtin import DENIES
from factcheck.commenting.answers import CommentKind, Counted, ReadMarks
from factcheck.commenting.marks import joined, keep_marks, load_marks
from factcheck.errors import BadInput, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.settings import Settings
from tests.texts_strategy import texts

from .annotating import Desk, desk, everything

Again = Callable[[Project, Person], Project]


@pytest.fixture
def at(project: Project) -> Desk:
    """Ana's desk with two articles."""
    return desk(project)


@pytest.fixture
def bens(at: Desk, again: Again, ben: Person) -> Project:
    """The same project in Ben's hands."""
    found = again(at.project, ben)
    found.assignments.join()
    return found


def _words(project: Project, article: Id) -> list[list[str]]:
    return [[c.words for c in t.comments] for t in project.comments.of_article(article)]


def test_a_thread_is_begun_answered_resolved_and_opened_again(at: Desk, bens: Project) -> None:
    statement = at.alleged()
    comments = at.project.comments
    root = comments.add("statement", statement, "  Is it said?\r\nI doubt it. ")
    answer = bens.comments.answer(root, "It is.")
    second = comments.answer(answer, "Right.")
    (thread,) = bens.comments.of("statement", statement)
    assert [(c.id, c.who, c.answers) for c in thread.comments] == [
        (root, "Ana", None),
        (answer, "Ben", root),
        (second, "Ana", root),
    ]
    assert thread.root.words == "Is it said?\r\nI doubt it."
    assert (thread.about, thread.start) == ("“credible information”", at.at("“credible")[0])
    assert thread.root.article == at.letter
    bens.comments.resolve(answer)
    assert comments.of("statement", statement)[0].resolved
    assert comments.open_threads() == []
    codes = [r.what.code for r in at.project.log(4)]
    assert codes == ["comment.resolve", "comment.answer", "comment.answer", "comment.add"]
    at.project.pull()
    comments.answer(root, "One more thing.")
    assert not comments.of("statement", statement)[0].resolved
    bens.pull()
    bens.comments.resolve(root)
    at.project.pull()
    comments.reopen(second)
    assert [t.root.id for t in comments.open_threads()] == [root]


def test_everything_can_be_commented_on_and_undone(at: Desk, bens: Project) -> None:
    project = at.project
    alleged = at.alleged()
    claim = project.statements.set_new_claim(alleged, "Moscow makes lists")
    speaker = project.statements.set_new_speaker(alleged, "Washington")
    denied = at.mark("an absolute fiction", article=at.tasnim)
    link = project.links.link(denied, alleged, DENIES)
    project.assignments.assign([at.letter], bens.actor.id)
    (given,) = project.assignments.of_annotator(bens.actor.id)
    wanted: dict[CommentKind, tuple[Id, str]] = {
        "statement": (alleged, "“credible information”"),
        "link": (link, "denies"),
        "article": (at.letter, "Letter to the UN"),
        "claim": (claim, "Moscow makes lists"),
        "speaker": (speaker, "Washington"),
        "assignment": (given.id, "Ben"),
    }
    before = everything(project)
    for kind, (record, about) in wanted.items():
        project.comments.add(kind, record, f"About a {kind}")
        (thread,) = project.comments.of(kind, record)
        assert (thread.there, thread.about, thread.root.kind) == (True, about, kind)
    counts = project.comments.counts(record for record, _ in wanted.values())
    assert counts == {record: Counted(1, 1) for record, _ in wanted.values()}
    # The link is about both articles, and is kept where it begins.
    assert ["About a link"] in _words(project, at.letter)
    assert ["About a link"] in _words(project, at.tasnim)
    assert len(_words(project, at.letter)) == 4
    assert project.comments.counts_by_article() == {
        at.letter: Counted(3, 3),
        at.tasnim: Counted(1, 1),
    }
    for _ in wanted:
        project.undo()
    assert everything(project) == before
    project.redo()
    assert len(project.comments.open_threads()) == 1


def test_comments_on_a_merged_claim_are_those_of_what_stands_for_it(at: Desk) -> None:
    project = at.project
    first, second = project.claims.create("It rains"), project.claims.create("Rain falls")
    project.comments.add("claim", second, "The same?")
    project.claims.merge(second, first)
    assert [t.root.words for t in project.comments.of("claim", first)] == ["The same?"]


def test_only_ones_own_words_are_altered_or_taken_away(at: Desk, bens: Project) -> None:
    root = at.project.comments.add("article", at.letter, "Hm")
    before = everything(at.project)
    with pytest.raises(NotAllowed, match="Ana"):
        bens.comments.edit(root, "Ha")
    with pytest.raises(NotAllowed, match="Ana"):
        bens.comments.delete(root)
    assert everything(at.project) == before
    at.project.comments.edit(root, "Hm")
    assert everything(at.project) == before
    at.project.comments.edit(root, "Hm!")
    found = bens.comments.get(root)
    assert (found.words, found.edited_at is not None) == ("Hm!", True)


def test_a_deleted_comment_keeps_its_place_while_it_has_answers(at: Desk, bens: Project) -> None:
    comments = at.project.comments
    root = comments.add("article", at.letter, "Hm")
    first, second = bens.comments.answer(root, "What?"), comments.answer(root, "Oh")
    comments.delete(root)
    (thread,) = comments.of("article", at.letter)
    assert thread.root.deleted
    assert [c.id for c in thread.answers] == [first, second]
    assert comments.counts([at.letter]) == {at.letter: Counted(2, 1)}
    with pytest.raises(NotFound):
        comments.edit(root, "back")
    comments.delete(second)
    bens.pull()
    bens.comments.delete(first)
    assert comments.of("article", at.letter) == []
    bens.undo()
    assert [c.words for c in comments.of("article", at.letter)[0].comments] == ["", "What?"]
    assert at.project.check()["ok"]


def test_a_comment_outlasts_its_statement_and_is_listed_with_the_article(at: Desk) -> None:
    project = at.project
    statement = at.alleged()
    root = project.comments.add("statement", statement, "Doubtful")
    project.statements.delete(statement)
    (thread,) = project.comments.of_article(at.letter)
    assert (thread.root.id, thread.there, thread.about) == (root, False, "")
    project.comments.answer(root, "Rightly gone")
    with pytest.raises(NotFound, match="not there any more"):
        project.comments.add("statement", statement, "Again")
    project.undo()
    project.undo()
    assert project.comments.of_article(at.letter)[0].there


def test_a_comment_needs_words_and_not_too_many(at: Desk) -> None:
    for words in ("", " \n\t"):
        with pytest.raises(BadInput, match="words"):
            at.project.comments.add("article", at.letter, words)
    with pytest.raises(BadInput, match="100"):
        at.project.comments.add("article", at.letter, "x" * 100_001)
    with pytest.raises(BadInput, match="kind"):
        at.project.comments.add("span", at.letter, "x")  # type: ignore[arg-type]  # what cannot be
    root = at.project.comments.add("article", at.letter, "a\x00b\ud800")
    assert at.project.comments.get(root).words == "a\ufffdb\ufffd"


def test_what_others_say_is_unread_until_it_is_read(at: Desk, bens: Project) -> None:
    statement = at.alleged()
    comments, marks = at.project.comments, ReadMarks()
    first = comments.add("statement", statement, "One")
    second = comments.add("article", at.letter, "Two")
    assert comments.unread(marks) == []
    assert {x.id for x in bens.comments.unread(marks)} == {first, second}
    marks = bens.comments.mark_read(marks, [second])
    (left,) = bens.comments.unread(marks)
    assert (left.id, left.root, left.kind, left.record) == (first, first, "statement", statement)
    assert left.article == at.letter
    assert marks.read == {second}
    marks = bens.comments.mark_read(marks, [first])
    assert bens.comments.unread(marks) == []
    assert (marks.upto, marks.read) == (at.project.log(1)[0].number, frozenset())
    third = comments.answer(second, "Three")
    assert [x.root for x in bens.comments.unread(marks)] == [second]
    comments.delete(third)
    assert bens.comments.unread(marks) == []


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, list[Id]]]:
    """A project in Ben's hands where Ana has said eight things, and what she said."""
    path = tmp_path_factory.mktemp("said") / "said.factcheck"
    with Project.create(path, title="T", actor=Person(Id.new(), "Ana")) as ana:
        at = desk(ana)
        ids = [ana.comments.add("article", at.letter, f"n{n}") for n in range(8)]
        with Project.open(path, Person(Id.new(), "Ben")) as bens:
            yield bens, ids


@given(st.lists(st.integers(0, 7), min_size=1))
def test_marks_say_the_same_however_little_they_hold(
    said: tuple[Project, list[Id]], read: list[int]
) -> None:
    bens, ids = said
    marks, plain = ReadMarks(), set[Id]()
    for n in read:
        marks = bens.comments.mark_read(marks, [ids[n]])
        plain.add(ids[n])
        assert {x.id for x in bens.comments.unread(marks)} == set(ids) - plain
    first_unread = next((n for n, i in enumerate(ids) if i not in plain), len(ids))
    assert len(marks.read) == len(plain) - first_unread


def test_marks_are_kept_in_the_settings_by_project_and_person(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    project, ana, ben = Id.new(), Id.new(), Id.new()
    marks = ReadMarks(7, frozenset({Id.new(), Id.new()}))
    keep_marks(settings, project, ana, marks)
    assert load_marks(settings, project, ana, newest=9) == marks
    assert load_marks(settings, project, ben, newest=9) == ReadMarks()
    more = ReadMarks(5, frozenset({ana}))
    assert joined(marks, more) == ReadMarks(7, marks.read | {ana})
    # After a project was put back from an older copy, what comes then is unread.
    assert load_marks(settings, project, ana, newest=3).upto == 3
    settings.put("read_comments", {f"{project}/{ana}": {"upto": "x", "read": ["no id", 3]}})
    assert load_marks(settings, project, ana, newest=9) == ReadMarks()


@given(texts().filter(str.strip))
def test_any_text_is_kept_as_it_was_written(said: tuple[Project, list[Id]], words: str) -> None:
    bens, ids = said
    answer = bens.comments.answer(ids[0], words)
    assert bens.comments.get(answer).words == words.strip()
    bens.undo()
