"""Speakers: the registry, whom words name, merges that rewrite nothing, and sides."""

import pytest

from factcheck.builtin import ALLEGATION
from factcheck.errors import BadInput, FactcheckError, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.queries.speaker_names import match_words, nearest_source
from factcheck.queries.standing import Standing
from factcheck.records import Speaker
from tests.core.annotating import Desk, desk


@pytest.fixture
def d(project: Project) -> Desk:
    """A project with two articles."""
    return desk(project)


def test_a_speaker_is_kept_as_given(d: Desk) -> None:
    s = d.project.speakers
    russia = s.create("Russia", "state", aliases=["Moscow", "moscow", "Russian  Federation"])
    made = s.create(" Dmitry\nPeskov ", position="spokesman", affiliation=russia, external_id="Q1")
    assert s.get(made) == Speaker(
        made, "Dmitry Peskov", "person", (), "spokesman", russia, "Q1", None, None
    )
    assert set(s.get(russia).aliases) == {"moscow", "Russian Federation"}
    s.remove_alias(russia, "moscow")
    with pytest.raises(NotFound):
        s.remove_alias(russia, "moscow")
    for name in ("", "  ", "x" * 1001):
        with pytest.raises(BadInput):
            s.create(name)
    with pytest.raises(BadInput):
        s.create("X", "robot")  # type: ignore[arg-type]  # what a program may try


def test_an_unnamed_speaker_belongs_to_one_article_until_settled(d: Desk) -> None:
    p, s = d.project, d.project.speakers
    with pytest.raises(BadInput):
        s.create("a US official", "unnamed")
    with pytest.raises(BadInput):
        s.create("Peskov", "person", article=d.letter)
    official = s.create("a US official", "unnamed", article=d.tasnim)
    here = d.mark("An US official insisted", article=d.tasnim)
    p.statements.set_speaker(here, official)
    elsewhere = d.mark("“absolute lie”")
    with pytest.raises(BadInput) as refused:
        p.statements.set_speaker(elsewhere, official)
    assert refused.value.code == "speaker.of_another_article"
    assert s.match("US official", d.letter) is None
    assert s.match("a US official", d.tasnim) == s.get(official)
    assert s.complete("us", d.letter) == []
    s.settle(official)
    p.statements.set_speaker(elsewhere, official)
    assert p.statements.get(elsewhere).speaker == official


def test_merging_rewrites_no_reference_and_can_be_taken_back(d: Desk) -> None:
    p, s = d.project, d.project.speakers
    us = s.create("US", "state", aliases=["America"])
    states = s.create("United States", "state")
    whole = s.create("United States of America", "state")
    spokesman = s.create("Ned Price", affiliation=us)
    made = d.alleged()
    p.statements.set_speaker(made, us)
    p.statements.set_reported_by(made, [us, spokesman])
    s.merge(us, states)
    s.merge(states, whole)
    found = p.statements.get(made)
    assert (found.speaker, found.reported_by) == (whole, (whole, spokesman))
    assert p.statements.as_stored([made])[0].speaker == us
    assert s.standing(us) == whole
    assert s.side_of(spokesman) == whole
    assert s.match("America", d.letter) == s.get(whole)
    assert [x.id for x in s.complete("amer")] == [whole]
    assert s.get(us).merged_into == states
    with pytest.raises(FactcheckError):
        s.merge(whole, us)
    s.unmerge(us)
    assert p.statements.get(made).speaker == us
    s.merge(us, states)
    other = d.mark("information", ALLEGATION)
    p.statements.set_speaker(other, us)
    assert p.statements.as_stored([other])[0].speaker == whole


def test_sides_are_the_end_of_the_chain_and_never_a_circle(d: Desk) -> None:
    s = d.project.speakers
    russia = s.create("Russia", "state")
    kremlin = s.create("Kremlin", "organisation", affiliation=russia)
    peskov = s.create("Peskov", affiliation=kremlin)
    assert s.side_of(peskov) == russia
    for above in (peskov, kremlin, russia):
        with pytest.raises(BadInput):
            s.set_affiliation(russia, above)
    s.set_affiliation(kremlin, None)
    assert s.side_of(peskov) == kremlin


def test_completion_gives_who_is_used_here_first_and_folds(d: Desk) -> None:
    s = d.project.speakers
    kremlin = s.create("Kremlin", "organisation")
    kuleba = s.create("Dmytro Kuleba", aliases=["Кулеба"])
    krause = s.create("Élise Krause")
    kerry = s.create("Kerry", aliases=["the senator"])
    assert [x.id for x in s.complete("K")] == [kerry, kremlin, kuleba, krause]
    assert [x.id for x in s.complete("elise kr")] == [krause]
    assert [x.id for x in s.complete("кул")] == [kuleba]
    assert [x.id for x in s.complete("SEN")] == [kerry]
    d.project.statements.set_speaker(d.alleged(), krause)
    assert next(x.id for x in s.complete("k", d.letter)) == krause
    assert len(s.complete("", limit=2)) == 2
    assert s.complete("xyz") == []


def _speaker(name: str, kind: str = "person", *aliases: str) -> Speaker:
    return Speaker(Id.new(), name, kind, aliases)  # type: ignore[arg-type]  # one of the kinds


@pytest.mark.parametrize(
    ("words", "name", "basis"),
    [
        ("The Kremlin", "Kremlin", "named"),
        ("washington", "United States", "named"),
        ("The letter", "United States", "resolved"),
        ("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov", "named"),
        ("spokesman of the Kremlin", None, None),
        ("He", None, None),
        ("“", None, None),
        ("Smith", None, None),
    ],
)
def test_words_name_one_speaker_or_none(words: str, name: str | None, basis: str | None) -> None:
    speakers = [
        _speaker("Kremlin", "organisation"),
        _speaker("United States", "state", "Washington", "the letter"),
        _speaker("Dmitry Peskov"),
        _speaker("Ann Smith", "person", "Smith"),
        _speaker("Bob Smith", "person", "Smith"),
    ]
    match = match_words(words, speakers, Standing(()))
    names = {s.id: s.name for s in speakers}
    assert (match and (names[match.speaker], match.basis)) == (name and (name, basis))


def test_the_nearest_name_outside_the_content_is_the_source() -> None:
    text = "Peskov spoke. The  Kremlin said Peskov’s words, Peskov added.\nMoscow agreed. Done."
    start = text.index("Peskov’s")
    content = [(start, start + len("Peskov’s words"))]
    at = text.index("Peskov added")
    assert nearest_source(text, content, ["Peskov"]) == (at, at + 6)
    assert nearest_source(text, content, ["kremlin"]) == (14, 26)
    assert nearest_source(text, content, ["Moscow"]) is None
    assert nearest_source(text, content, []) is None
    assert nearest_source(text, [(text.index("Done"), len(text))], ["MOSCOW"]) == (
        *(text.index("Moscow"), text.index("Moscow") + 6),
    )
