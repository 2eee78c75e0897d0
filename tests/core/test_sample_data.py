"""The sample's annotation against its texts: exact words, the guide's rules, nothing dangling."""

import hashlib
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from factcheck.ids import Id
from factcheck.prose import edtf
from factcheck.queries.sayings import Joined, contradicted
from factcheck.records import Date
from factcheck.resources import path, seeds
from factcheck.sample.reading import Sample, SampleLayer, SampleLink, SampleStatement, read_sample
from factcheck.spans import trim

SYMMETRIC = {"contradicts", "repeats"}
CONTRADICTIONS = {"contradicts", "denies"}
SUMS = {
    "000": "c9dc11bdcc35042b2efd",
    "001": "a73bae042539a9ef9b95",
    "002": "eee90d2e20dd0266086c",
    "003": "7858b24a13d6f90437a9",
    "004": "cc619e9b57328229d20a",
}


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read_sample()


@pytest.fixture(params=["annotator_1", "annotator_2", "gold"])
def layer(request: pytest.FixtureRequest, sample: Sample) -> SampleLayer:
    return layer_of(sample, str(request.param))


def layer_of(sample: Sample, key: str) -> SampleLayer:
    return next(layer for layer in sample.layers if layer.key == key)


def texts_of(sample: Sample) -> dict[str, str]:
    return {article.key: article.text for article in sample.articles}


def by_key(layer: SampleLayer) -> dict[str, SampleStatement]:
    return {statement.key: statement for statement in layer.statements}


def every_statement(sample: Sample) -> Iterator[SampleStatement]:
    for layer in sample.layers:
        yield from layer.statements


def crosses(layer: SampleLayer, link: SampleLink) -> bool:
    held = by_key(layer)
    return held[link.source].article != held[link.target].article


def pair(link: SampleLink) -> tuple[str, str, str]:
    turned = link.type in SYMMETRIC and link.target < link.source
    ends = (link.target, link.source) if turned else (link.source, link.target)
    return link.type, *ends


def inside(places: Iterable[tuple[int, int]], outer: Iterable[tuple[int, int]]) -> bool:
    held = list(outer)
    return all(any(a <= start and end <= b for a, b in held) for start, end in places)


def test_the_texts_are_those_that_were_found(sample: Sample) -> None:
    sums = {
        article.key: hashlib.sha256(seeds(article.source_name).read_bytes()).hexdigest()
        for article in sample.articles
    }
    assert {key: digest[:20] for key, digest in sums.items()} == SUMS


def test_every_span_is_its_words_trimmed_as_marking_trims_them(sample: Sample) -> None:
    texts = texts_of(sample)
    for statement in every_statement(sample):
        text = texts[statement.article]
        assert statement.content, statement.key
        for span in statement.spans:
            assert text[span.start : span.end] == span.exact
            assert trim(text, span.start, span.end) == (span.start, span.end), statement.key


def test_furniture_holds_no_statement_and_attributions_are_none(sample: Sample) -> None:
    places = {article.key: article.furniture for article in sample.articles}
    assert all(places.values())
    for statement in every_statement(sample):
        for span in statement.spans:
            for start, end in places[statement.article]:
                assert span.end <= start or end <= span.start, statement.key
    words = [a.text[start:end] for a in sample.articles for start, end in a.furniture]
    assert not [each for each in words if "A quote from" in each]


def test_gold_is_large_enough_to_be_an_example(sample: Sample) -> None:
    gold = layer_of(sample, "gold")
    told = [link for link in gold.links if link.type != "repeats"]
    assert len(gold.statements) >= 60
    assert len(told) >= 15
    assert len([link for link in told if crosses(gold, link)]) >= 6
    assert {s.article for s in gold.statements} == set(texts_of(sample))
    for other in ("annotator_1", "annotator_2"):
        assert layer_of(sample, other).done == tuple(texts_of(sample))


def test_labels_and_link_types_are_those_of_every_project(layer: SampleLayer) -> None:
    held = tomllib.loads(path("labels.toml").read_text(encoding="utf-8"))
    assert {s.label for s in layer.statements} <= {each["name"] for each in held["label"]}
    assert {link.type for link in layer.links} <= {each["name"] for each in held["link_type"]}


def test_no_statement_stands_twice_in_a_layer(layer: SampleLayer) -> None:
    seen = {(s.article, s.label, s.content, s.speaker, s.claim) for s in layer.statements}
    assert len(seen) == len(layer.statements)


def test_links_join_two_statements_of_the_layer_once(layer: SampleLayer) -> None:
    held = by_key(layer)
    for link in layer.links:
        assert {link.source, link.target} <= held.keys()
        assert link.source != link.target
        assert link.rationale
        assert link.confidence
    assert len({pair(link) for link in layer.links}) == len(layer.links)


def test_links_agree_with_what_they_join(layer: SampleLayer) -> None:
    held = by_key(layer)
    for link in layer.links:
        one, other = held[link.source], held[link.target]
        if link.type == "denies":
            assert one.label == "denial", link
        if link.type == "confirms":
            assert one.label == "confirmation", link
        if link.type == "repeats":
            assert (one.label, one.claim) == (other.label, other.claim), link
        assert (link.contradiction_kind is not None) <= (link.type in CONTRADICTIONS), link


def test_one_link_stands_for_two_sayings(sample: Sample) -> None:
    gold = layer_of(sample, "gold")
    joined = joined_sayings(gold)
    pairs = [
        frozenset((joined.of(fixed(link.source)), joined.of(fixed(link.target))))
        for link in gold.links
        if link.type != "repeats"
    ]
    assert len(set(pairs)) == len(pairs)


def test_a_statement_inside_another_lies_inside_its_content(layer: SampleLayer) -> None:
    held = by_key(layer)
    inner = [statement for statement in layer.statements if statement.parent]
    assert inner
    for statement in inner:
        outer = held[statement.parent or ""]
        assert outer.article == statement.article
        assert outer.parent is None
        spans = [(span.start, span.end) for span in statement.spans]
        assert inside(spans, outer.content), statement.key
        assert outer.speaker in statement.reported_by, statement.key


def test_speakers_are_known_as_the_text_knows_them(sample: Sample) -> None:
    names = {s.key: {s.name, *s.aliases} for s in sample.speakers}
    for statement in every_statement(sample):
        assert (statement.speaker is None) == (statement.speaker_basis == "none")
        sources = [span.exact for span in statement.spans if span.role == "source"]
        if statement.speaker_basis == "named":
            assert sources, statement.key
            assert [n for n in names[statement.speaker or ""] for s in sources if n in s or s in n]
        if statement.speaker_basis == "resolved":
            assert sources, statement.key


def test_unnamed_speakers_stay_in_their_article(sample: Sample) -> None:
    where = {s.key: s.article for s in sample.speakers}
    for speaker in sample.speakers:
        assert (speaker.kind == "unnamed") == (speaker.article is not None)
    for statement in every_statement(sample):
        for key in (statement.speaker, statement.said_to, *statement.reported_by):
            assert key is None or where[key] in (None, statement.article), statement.key


def test_no_name_stands_for_two_speakers(sample: Sample) -> None:
    names = [
        name.casefold()
        for speaker in sample.speakers
        if speaker.article is None
        for name in {speaker.name, *speaker.aliases}
    ]
    assert len(names) == len(set(names))


def test_sides_roll_up_without_a_circle(sample: Sample) -> None:
    above = {speaker.key: speaker.affiliation for speaker in sample.speakers}
    for start in above:
        seen = [start]
        while (key := above[seen[-1]]) is not None:
            assert key not in seen
            seen.append(key)
    assert (above["peskov"], above["kremlin"]) == ("kremlin", "russia")


def test_nothing_dangles_and_nothing_is_left_over(sample: Sample) -> None:
    spoken = {
        key
        for s in every_statement(sample)
        for key in (s.speaker, s.said_to, *s.reported_by)
        if key is not None
    }
    above = {speaker.key: speaker.affiliation for speaker in sample.speakers}
    sides = set(spoken)
    while missing := {key for each in sides if (key := above[each])} - sides:
        sides |= missing
    assert sides == above.keys()
    assert {s.claim for s in every_statement(sample)} == {claim.key for claim in sample.claims}
    assert len({claim.proposition for claim in sample.claims}) == len(sample.claims)


def test_dates_are_edtf_with_words_that_are_printed(sample: Sample) -> None:
    texts = texts_of(sample)
    found: list[tuple[str, Date]] = [
        (s.article, s.said) for s in every_statement(sample) if s.said is not None
    ]
    found += [(a.key, a.published) for a in sample.articles if a.published is not None]
    assert len(found) > len(texts)
    for article, when in found:
        assert when.edtf is not None
        assert edtf.is_valid(when.edtf), when
        assert (when.words or "") in texts[article], when


def test_gold_says_whom_it_was_decided_on(sample: Sample) -> None:
    gold = layer_of(sample, "gold")
    others = [layer_of(sample, key) for key in ("annotator_1", "annotator_2")]
    for statement in gold.statements:
        had = {o.key: s for o in others if (s := by_key(o).get(statement.key))}
        assert statement.derived_from == tuple(had), statement.key
        assert had, statement.key
        alike = tuple(key for key, other in had.items() if core(other) == core(statement))
        assert statement.agreed_by == alike, statement.key
    for link in gold.links:
        ends = {link.source, link.target}
        assert link.derived_from == tuple(
            o.key for o in others if any({x.source, x.target} == ends for x in o.links)
        )
        assert link.agreed_by == tuple(
            o.key for o in others if any(pair(x) == pair(link) for x in o.links)
        )


def core(statement: SampleStatement) -> tuple[object, ...]:
    return statement.label, statement.content, statement.speaker, statement.claim


def test_the_annotators_differ_as_careful_readers_do(sample: Sample) -> None:
    marked = {
        layer.key: {(s.article, s.label, s.content) for s in layer.statements}
        for layer in sample.layers
    }
    one, two = marked["annotator_1"], marked["annotator_2"]
    assert 0.6 <= 2 * len(one & two) / (len(one) + len(two)) <= 0.95
    assert marked["gold"] not in (one, two)


def fixed(key: str) -> Id:
    return Id.fixed(f"sample/{key}")


def joined_sayings(layer: SampleLayer) -> Joined:
    return Joined(
        (fixed(link.source), fixed(link.target)) for link in layer.links if link.type == "repeats"
    )


def test_the_lists_are_one_allegation_and_two_denials_in_three_articles(sample: Sample) -> None:
    gold = layer_of(sample, "gold")
    joined = joined_sayings(gold)
    about = [s for s in gold.statements if s.claim == "lists"]
    for label, sayings in (("allegation", 1), ("denial", 2)):
        told = [s for s in about if s.label == label]
        assert len(joined.together(fixed(s.key) for s in told)) == sayings
        assert {s.article for s in told} == {"000", "001", "004"}
    pairs = [
        (fixed(link.source), fixed(link.target))
        for link in gold.links
        if link.type in CONTRADICTIONS
    ]
    alleged = joined.of(fixed("000-lists"))
    assert len(contradicted(joined, pairs)[alleged]) == 2


def test_words_that_are_not_there_once_are_refused_with_their_place(tmp_path: Path) -> None:
    shutil.copytree(seeds(), tmp_path, dirs_exist_ok=True)
    gold = tmp_path / "annotation" / "gold.toml"
    whole = gold.read_text(encoding="utf-8")
    for right, wrong in (
        ('cue = ["rejects"]', 'cue = ["refuses"]'),
        ('cue = ["rejects"]', 'cue = ["e"]'),
        ('cue = ["rejects"]', 'cue = [{text = "e", nth = 99}]'),
        ('cue = ["rejects"]', 'cue = [{text = "rejects", within = "The Kremlin"}]'),
        ('cue = ["rejects"]', 'cue = [""]'),
        ('content = ["the accusation"]', 'content = ["accusation", "the"]'),
    ):
        assert right in whole
        gold.write_text(whole.replace(right, wrong, 1), encoding="utf-8")
        with pytest.raises(ValueError, match=r"^gold\.toml, statement 000-accusation: "):
            read_sample(tmp_path)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    shutil.copytree(seeds(), tmp_path, dirs_exist_ok=True)
    claims = tmp_path / "annotation" / "claims.toml"
    twice = '\n[[claim]]\nkey = "lists"\nproposition = "Another"\n'
    claims.write_text(claims.read_text(encoding="utf-8") + twice, encoding="utf-8")
    with pytest.raises(ValueError, match=r"^claims\.toml, claim lists: the key is there twice"):
        read_sample(tmp_path)
