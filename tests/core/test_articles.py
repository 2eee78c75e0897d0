"""Articles: their list, metadata, furniture and own status."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.builtin import ALLEGATION, DENIAL
from factcheck.errors import BadInput, FactcheckError, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.prose.stretches import cut_out, united
from factcheck.records import Date, NewArticle, Original, Person
from tests.core.annotating import LETTER, Desk, desk
from tests.core.conftest import sha_of

Again = Callable[[Project, Person], Project]


@pytest.fixture
def d(project: Project) -> Desk:
    """A project with two articles."""
    return desk(project)


def test_reading_writes_nothing(d: Desk) -> None:
    number = d.project.log(1)[0].number
    a = d.project.articles
    assert a.text(d.letter) == LETTER
    assert a.get(d.letter).length == len(LETTER)
    assert a.get(d.letter).title == "Letter to the UN"
    assert a.status(d.letter) == "to_do"
    assert [x.id for x in a.get_many([d.tasnim, Id.new(), d.letter])] == [d.tasnim, d.letter]
    with pytest.raises(NotFound):
        a.get(Id.new())
    assert d.project.log(1)[0].number == number


def test_the_list_counts_the_shown_layers_by_label(d: Desk, ben: Person, again: Again) -> None:
    a = d.project.articles
    d.mark("“absolute lie”")
    d.mark("lie")
    d.alleged()
    bens = again(d.project, ben)
    bens.statements.mark(d.letter, *d.at("lie"), DENIAL)
    bens.articles.set_status(d.letter, "done")
    rows = {row.id: row for row in a.rows(d.own)}
    assert rows[d.letter].counts == {DENIAL: 2, ALLEGATION: 1}
    assert rows[d.tasnim].counts == {}
    assert {row.id: row.counts for row in a.rows([*d.own, ben.id])}[d.letter][DENIAL] == 3
    assert rows[d.letter].status == "in_progress"
    assert {row.id: row.status for row in bens.articles.rows([])}[d.letter] == "done"


def test_the_list_is_ordered_by_date_title_or_status(d: Desk) -> None:
    a = d.project.articles
    assert [row.id for row in a.rows([])] == [d.letter, d.tasnim]
    assert [row.id for row in a.rows([], order="title")] == [d.tasnim, d.letter]
    a.set_status(d.tasnim, "in_progress")
    assert [row.id for row in a.rows([], order="status")] == [d.tasnim, d.letter]
    a.edit(d.tasnim, published=Date("2022-01"))
    assert [row.id for row in a.rows([])] == [d.tasnim, d.letter]


def test_a_guess_that_a_person_gives_again_is_one_no_longer(project: Project) -> None:
    guess = frozenset({"title", "published"})
    new = NewArticle("Words.", "w.txt", "Guess", published=Date("2022"), guessed=guess)
    (article,) = project.add_articles([new]).ids
    a = project.articles
    a.edit(article, title="Guess", author="  A.  Writer ")
    assert a.get(article).guessed == {"published"}
    assert a.get(article).author == "A. Writer"
    a.edit(article, published=None, author="")
    assert (a.get(article).guessed, a.get(article).published) == (frozenset(), None)
    assert a.get(article).author is None
    for wrong in ({"title": " "}, {"title": "x" * 1001}, {"published": Date("yesterday")}):
        with pytest.raises(BadInput):
            a.edit(article, **wrong)
    with pytest.raises(FactcheckError):
        a.edit(article, edition_of=article)


def test_what_no_database_takes_is_replaced(d: Desk) -> None:
    d.project.articles.edit(d.letter, title="a\x00b\ud800")
    assert d.project.articles.get(d.letter).title == "a\ufffdb\ufffd"


def test_furniture_is_a_toggle_that_unites_and_cuts(d: Desk) -> None:
    a = d.project.articles
    a.mark_furniture(d.letter, 5, 10)
    a.mark_furniture(d.letter, 20, 30)
    a.mark_furniture(d.letter, 10, 22)
    assert a.get(d.letter).furniture == ((5, 30),)
    a.unmark_furniture(d.letter, 8, 12)
    assert a.get(d.letter).furniture == ((5, 8), (12, 30))
    with pytest.raises(BadInput):
        a.mark_furniture(d.letter, 5, len(LETTER) + 1)
    for _ in range(4):
        d.project.undo()
    assert a.get(d.letter).furniture == ()


def test_the_original_bytes_come_back_and_publications_of_a_text_know_each_other(
    project: Project,
) -> None:
    content = "Café".encode("latin-1")
    original = Original(sha_of("Café")[::-1], content)
    first = NewArticle("Café", "one.txt", "One", original=original)
    second = NewArticle("Café", "two.txt", "Two")
    one, two = project.add_articles([first, second]).ids
    a = project.articles
    assert a.original(one) == content
    assert a.original(two) == "Café".encode()
    assert (a.same_text(one), a.same_text(two)) == ([two], [one])
    a.edit(two, edition_of=one)
    assert project.editions.family(one).later == (two,)
    assert project.editions.family(two).earlier == (one,)


_Stretches = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1]))
)


@given(_Stretches, st.integers(0, 30), st.integers(1, 10))
def test_stretches_hold_what_a_set_of_characters_would(
    stretches: list[tuple[int, int]], start: int, length: int
) -> None:
    one: list[tuple[int, int]] = []
    for a, b in stretches:
        one = united(one, a, b)
    characters = {i for a, b in stretches for i in range(a, b)}
    more, less = united(one, start, start + length), cut_out(one, start, start + length)
    toggled = set(range(start, start + length))
    assert {i for a, b in more for i in range(a, b)} == characters | toggled
    assert {i for a, b in less for i in range(a, b)} == characters - toggled
    assert all(x[1] < y[0] for x, y in itertools.pairwise(more))
