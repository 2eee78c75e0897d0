"""Search through the project's own door: what is found, where to the character, what is not."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from factcheck.builtin import DENIAL
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.index.check import index_problems
from factcheck.index.keep import rebuild
from factcheck.project import Project
from factcheck.prose.fold import Folded, key, words
from factcheck.prose.query import LONGEST
from factcheck.records import Hit
from factcheck.search import Search
from tests.core.articles import add
from tests.core.conftest import Open
from tests.texts_strategy import texts

KREMLIN = "The Kremlin rejects the accusation. Such a list does not exist, this is a “fake”."
LETTER = "Washington’s letter names a list of Ukrainians “to be killed or sent to camps”."


def hits(project: Project, query: str, kind: str | None = None) -> list[Hit]:
    """The hits of a query, of one kind where given."""
    return [h for h in project.search.find(query).hits if kind in (None, h.kind)]


def found(project: Project, query: str) -> list[str]:
    """The very words that a query finds in articles."""
    return [
        project.articles.text(hit.id)[hit.start : hit.end]
        for hit in hits(project, query, "article")
        if hit.start is not None
    ]


def test_words_phrases_and_prefixes_are_found_at_their_places(project: Project) -> None:
    one, two = add(project, KREMLIN, LETTER)
    assert found(project, "kremlin") == ["Kremlin"]
    assert found(project, '"list does NOT exist"') == ["list does not exist"]
    assert found(project, "ukrain*") == ["Ukrainians"]
    assert sorted(found(project, "list")) == ["list", "list"]
    assert [hit.id for hit in hits(project, "list camps")] == [two]
    assert [hit.id for hit in hits(project, "list kremlin")] == [one]
    assert found(project, '"exist not"') == []
    assert found(project, "krem") == []


def test_case_accents_and_marks_do_not_count(project: Project) -> None:
    add(project, "Der Präsi\u00addent sagte: „Nein\u00a0danke“, cafe\u0301 zu.")
    assert found(project, "prasident") == ["Präsi\u00addent"]
    assert found(project, '"nein danke"') == ["Nein\u00a0danke"]
    assert found(project, "CAFÉ") == ["cafe\u0301"]


def test_scripts_without_spaces_are_found_inside_a_run(project: Project) -> None:
    add(project, "他说北京市长说谎。")
    assert found(project, "北京") == ["北京"]
    assert found(project, "京北") == []


def test_the_total_counts_articles_also_where_they_share_a_text(project: Project) -> None:
    add(project, KREMLIN, prefix="a")
    add(project, KREMLIN, prefix="b")
    result = project.search.find("kremlin kremlin", limit=1)
    assert (result.total, result.counts["article"], len(result.hits)) == (2, 2, 1)
    assert "Kremlin rejects" in result.hits[0].snippet


def test_all_of_a_long_text_is_searched(project: Project) -> None:
    many = [f"w{n}" for n in range(19_000)]
    (article,) = add(project, " ".join(many))
    for n in (0, 1_979, 1_990, 1_999, 2_000, 18_999):
        (hit,) = hits(project, f"w{n}")
        assert project.articles.text(article)[hit.start : hit.end] == f"w{n}"
    for start in range(1_950, 2_010, 7):
        phrase = " ".join(many[start : start + 20])
        assert found(project, f'"{phrase}"') == [phrase]
    long_one = " ".join(many[1_970:2_030])
    assert found(project, f'"{long_one}"') == [long_one]
    assert found(project, f'"{long_one} w0"') == []
    assert found(project, "w18000 w5") == ["w18000"]
    assert project.search.find("w18000 w5").total == 1
    assert project.search.find("w18000 w5 absent").total == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=texts(min_pieces=1), data=st.data())
def test_any_word_of_any_text_finds_it(project: Project, text: str, data: st.DataObject) -> None:
    folded = words(Folded(text).folded)
    assume(folded)
    first = data.draw(st.integers(0, len(folded) - 1))
    phrase = " ".join(folded[first : first + data.draw(st.integers(1, 3))])
    (article,) = add(project, text, prefix=str(Id.new()))
    got = [h for h in project.search.find(f'"{phrase}"', limit=10_000).hits if h.id == article]
    assert [key(text[h.start : h.end]) for h in got] == [phrase]


def test_statements_are_found_by_their_words_and_in_their_layers(
    project: Project, again: object
) -> None:
    (article,) = add(project, KREMLIN)
    start = KREMLIN.index("Such")
    statement = project.statements.mark(article, start, start + 24, DENIAL)
    (hit,) = hits(project, '"such a list"', "statement")
    assert (hit.id, hit.article, hit.start, hit.end) == (statement, article, start, start + 24)
    assert hit.snippet == "Such a list does not exi"
    assert project.search.find("such", layers=[project.layer.id]).counts["statement"] == 1
    assert project.search.find("such", layers=[Id.new()]).counts["statement"] == 0
    assert not project.search.find("kremlin", kinds=["statement"]).hits


def test_what_is_edited_is_found_by_its_new_words_alone(project: Project) -> None:
    (article,) = add(project, KREMLIN)
    statement = project.statements.mark(article, 0, 35, DENIAL)
    span = project.statements.get(statement).spans[0].id
    assert span is not None
    project.statements.move_edge(statement, span, 0, 11)
    assert not hits(project, "accusation", "statement")
    assert hits(project, "kremlin", "statement")
    project.undo()
    assert hits(project, "accusation", "statement")
    project.statements.delete(statement)
    assert not hits(project, "kremlin", "statement")
    project.undo()
    assert hits(project, "accusation", "statement")
    assert not list(index_problems(project.database))


def test_speakers_are_found_by_any_name_and_as_whom_they_stand_for(project: Project) -> None:
    state = project.speakers.create("United States", "state")
    ambassador = project.speakers.create("Bathsheba Crocker", "person")
    project.speakers.add_alias(state, "Washington")
    assert [h.id for h in hits(project, "washington")] == [state]
    project.speakers.merge(ambassador, state)
    (hit,) = hits(project, "crocker")
    assert (hit.id, hit.title) == (state, "United States")
    project.speakers.rename(state, "USA")
    assert not hits(project, '"united states"')
    project.speakers.remove_alias(state, "Washington")
    assert not hits(project, "washington")
    assert not list(index_problems(project.database))


def test_claims_are_found_by_their_present_words(project: Project) -> None:
    claim = project.claims.create("Russia is making lists of Ukrainians")
    project.claims.reword(claim, "Russia has a list of Ukrainians", "wording")
    assert not hits(project, "making")
    (hit,) = hits(project, "list ukrainians", "claim")
    assert (hit.id, hit.title) == (claim, "Russia has a list of Ukrainians")


@pytest.mark.parametrize(
    "query",
    [
        *("", '"', '""', "*", "'", "''", "AND", "OR NOT", "NEAR(a b)", "a* b*", "^a", "a:b", "-a"),
        *("\0", "a\0b", "\ud800", "{a}", "a + b", "; DROP TABLE article", "%s %(x)s :x ?", "\\"),
        *("passage_fts:x", "a & !b | (c", "'a':*", "🤷 …", "x" * LONGEST, "a " * (LONGEST // 2)),
        " ".join(f"w{n}" for n in range(700)),
    ],
)
def test_no_query_is_misread_as_more_than_words(project: Project, query: str) -> None:
    add(project, KREMLIN)
    assert project.search.find(query).total in (0, 1)


def test_a_query_longer_than_anyone_types_is_refused(project: Project) -> None:
    with pytest.raises(BadInput, match="characters"):
        project.search.find("x" * (LONGEST + 1))


def test_an_index_that_lacks_something_is_told_and_made_anew(project: Project) -> None:
    (article,) = add(project, KREMLIN)
    project.statements.mark(article, 0, 35, DENIAL)
    assert not list(index_problems(project.database))
    with project.database.writing() as connection:
        connection.exec_driver_sql("UPDATE passage SET start = 4")
        connection.exec_driver_sql("UPDATE entry SET folded = 'other'")
    assert len(list(index_problems(project.database))) >= 2
    with project.database.writing() as connection:
        rebuild(connection)
    assert not list(index_problems(project.database))
    assert found(project, "kremlin") == ["Kremlin"]


def test_an_index_of_older_rules_is_renewed_on_opening(make: Open) -> None:
    project = make()
    add(project, KREMLIN)
    with project.database.writing() as connection:
        connection.exec_driver_sql("UPDATE project SET fold_version = 0")
        connection.exec_driver_sql("UPDATE passage SET start = 4")
    assert list(index_problems(project.database))
    with Project.open(project.location, project._person) as again:
        assert not list(index_problems(again.database))
        assert Search(again.database).find("kremlin").total == 1
