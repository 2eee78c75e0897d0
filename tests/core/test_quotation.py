"""Direct, indirect or mixed: what the marks in and around a content say."""

import pytest
from hypothesis import given

from factcheck.prose.quotation import quotation, quoted_in
from factcheck.records import Quotation
from factcheck.resources import seeds
from tests.texts_strategy import texts_with_spans


def judged(text: str, content: str) -> Quotation:
    start = text.index(content)
    return quotation(text, [(start, start + len(content))])


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("It is an “absolute lie”.", "“absolute lie”", "direct"),
        ("It is an “absolute lie”.", "absolute lie", "direct"),
        ("It is an “absolute lie”.", "an “absolute lie”", "mixed"),
        ("It is an “absolute lie”.", "It is", "indirect"),
        ('He said "a fake" and "a lie" now', "and", "indirect"),
        ('He said "a fake" and "a lie" now', '"a lie"', "direct"),
        ("« c'est faux », dit-il", "c'est faux", "direct"),
        ("„Nein“ sagt er", "Nein", "direct"),
        ("„Nein“ sagt er", "sagt er", "indirect"),
        ("»Nein« sagt er", "Nein", "direct"),
        ("a Russian ‘hit list’ of workers’ rights", "hit list", "direct"),
        ("a Russian ‘hit list’ of workers’ rights", "of workers", "indirect"),
        ("it hasn’t and won’t be", "hasn’t and", "indirect"),
        ("the '90s were 'mad' here", "were", "indirect"),
        ("「違う」と言った", "違う", "direct"),
        ("“opened only, over paragraphs\n“and closed here” he said", "opened", "direct"),
        ("“opened only, over paragraphs\n“and closed here” he said", "he said", "indirect"),
        ("War crimes were committed. »\nHe left", "War crimes", "direct"),
        ("War crimes were committed. »\nHe left", "He left", "indirect"),
        ("“We remain committed. » He left", "committed", "direct"),
        ("“…”", "…", "indirect"),
    ],
)
def test_the_marks_decide(text: str, content: str, kind: Quotation) -> None:
    assert judged(text, content) == kind


def test_several_spans_are_judged_together() -> None:
    text = "“a lie”, he said, “a fake”, they say"
    assert quotation(text, [(0, 7), (18, 26)]) == "direct"
    assert quotation(text, [(0, 7), (28, 36)]) == "mixed"
    assert quotation(text, []) == "indirect"


def test_the_seeds_quotations_are_found_whole() -> None:
    text = seeds("004_2f5a48cc0b5ac2bd.txt").read_text(encoding="utf-8")
    quoted = [text[start:end] for start, end in quoted_in(text, 0, len(text))]
    assert len(quoted) == 9
    assert "‘hit list’" in quoted
    assert '"killed or sent to camps"' in quoted


@given(texts_with_spans())
def test_any_text_has_ordered_quotations_in_it(
    given_spans: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = given_spans
    assert quotation(text, spans) in ("direct", "indirect", "mixed")
    last = 0
    for start, end in quoted_in(text, 0, len(text)):
        assert last <= start < end <= len(text)
        last = end
