"""DocBins of spaCy: as spaCy writes and reads them, and docs of any program.

That any dataset comes back is in `test_travelling`; files made to harm are in `test_spacy_hostile`.
"""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from factcheck.builtin import DENIAL
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import docbin, guess, spacy
from factcheck.formats.bundle import Assignment, Bundle, Part
from factcheck.formats.docbin import Mark
from factcheck.formats.docbin_out import Packing, tokens, word_and_blank
from factcheck.formats.rows_in import label_of_name
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Annotator, NewArticle, Statement
from factcheck.records import Span as Stretch
from tests.core.datasets import bring
from tests.core.docs import doc, docs_of, pack, packed, put, unpacked
from tests.texts_strategy import texts_with_spans


@given(texts_with_spans())
def test_tokens_give_the_text_back_and_spans_lie_at_their_borders(
    drawn: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = drawn
    found = tokens(text, spans)
    assert "".join(found.pieces) == text
    words = [word_and_blank(piece) for piece in found.pieces]
    assert "".join(word + " " * blank for word, blank in words) == text
    assert all(word for word, _ in words)
    for start, end in spans:
        first, after = found.first[start], found.after[end]
        assert len("".join(found.pieces[:first])) == start
        assert "".join(found.pieces[first : after - 1]) + words[after - 1][0] == text[start:end]


@given(drawn=texts_with_spans(), label=st.sampled_from(("denial", "ORG", "=own “label”")))
def test_spacy_reads_what_is_packed(
    drawn: tuple[str, list[tuple[int, int]]], label: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text, spans = drawn
    if not text:
        return
    marks = [Mark(label, start, end, "id", "base", "factcheck") for start, end in spans]
    flat = [Mark(label, start, end, "id") for start, end in spans]
    packing = Packing()
    packing.add(tokens(text, spans), [*marks, *flat], {"a": [1, {"b": None}]}, judged=True)
    path = tmp_path_factory.mktemp("packed") / "one.spacy"
    packing.write(path)
    (there,) = docs_of(path)
    assert there.text == text
    for found in (there.spans.get("factcheck", ()), there.ents):
        places = [(s.label_, s.start_char, s.end_char, s.id_) for s in found]
        assert places == [(label, start, end, "id") for start, end in spans]
    assert [s.kb_id_ for s in there.spans.get("factcheck", ())] == ["base"] * len(spans)
    assert there.user_data == {"a": (1, {"b": None})}
    (own,) = docbin.read(path)
    assert (own.text, own.marks, own.beside) == (text, (*marks, *flat), {"a": [1, {"b": None}]})


def test_the_sample_is_docs_with_spans(sample: Project, tmp_path: Path) -> None:
    done = export(sample, tmp_path / "docs", ExportWishes("spacy", layer="gold"))
    found = docs_of(tmp_path / "docs" / "gold.spacy")
    assert len(found) == done.written["articles"] == 5
    spans = [span for one in found for span in one.spans["factcheck"]]
    assert len(spans) == 95
    assert {s.label_ for s in spans} == {"allegation", "denial", "confirmation"}
    assert any("absolute lie" in s.text for s in spans)
    for one in found:
        # As many entities as do not overlap, each one of the spans.
        places = {(s.label_, s.start, s.end, s.id_) for s in one.spans["factcheck"]}
        assert places >= {(e.label_, e.start, e.end, e.ent_id_) for e in one.ents}
        assert one.has_annotation("ENT_IOB")
    links = [x for one in found for x in one.user_data["factcheck"].get("links", ())]
    ids = {s.id_ for s in spans}
    assert links
    assert {x[end] for x in links for end in ("from", "to")} <= ids


def test_nobody_has_judged_what_nobody_has_looked_at(tmp_path: Path) -> None:
    ana, ben = (Annotator(Id.fixed(f"test/{n}"), n) for n in ("ana", "ben"))
    articles = [NewArticle("He denies.", f"{n}", f"{n}", id=Id.fixed(f"test/{n}")) for n in "abc"]
    ids = [one.id for one in articles if one.id]
    label = label_of_name("denial")
    marks = [
        Statement(
            Id.fixed(f"test/{who.name}"), ids[0], who.id, DENIAL, (Stretch("content", 0, 2, "He"),)
        )
        for who in (ana, ben)
    ]
    bundle = Bundle(
        parts=(Part(articles[0], tuple(marks)), Part(articles[1]), Part(articles[2])),
        annotators=(ana, ben),
        labels=(label,),
        assignments=(Assignment(Id.fixed("test/done"), ids[1], ben.id, "done"),),
    )
    spacy.write(bundle, tmp_path / "out", tick=lambda _: None)
    assert [p.name for p in sorted((tmp_path / "out").iterdir())] == [
        "ana.spacy", "ben.spacy", "links.jsonl",
    ]  # fmt: skip
    # An article in which somebody found nothing teaches something; one that nobody read does not.
    told = {
        name: [
            (one.has_annotation("ENT_IOB"), len(one.ents))
            for one in docs_of(tmp_path / "out" / f"{name}.spacy")
        ]
        for name in ("ana", "ben")
    }
    assert told == {"ana": [(True, 1), (False, 0)], "ben": [(True, 1), (True, 0)]}


def test_more_tokens_than_fit_are_more_files(
    sample: Project, empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spacy, "_MOST_TOKENS", 1_000)
    out = tmp_path / "out"
    export(sample, out, ExportWishes("spacy", layer="gold"))
    assert (out / "gold.spacy").exists()
    assert (out / "gold-2.spacy").exists()
    assert spacy.is_replaceable(out)
    assert bring(empty, out).statements == 95
    assert sum(len(docs_of(one)) for one in out.glob("*.spacy")) == 5


def _foreign(path: Path) -> Path:
    """Docs as other programs leave them, with what has no place here, too."""
    there = doc("Er", "“lügt”,", "said", "the", "Kremlin", "😀.")
    there.ents = [Span(there, 4, 5, label="ORG", kb_id="Q133255")]
    there.spans["sc"] = [
        Span(there, 0, 2, label="denial", span_id="first"),
        Span(there, 1, 2, label="denial"),
        Span(there, 4, 5, label="ORG", kb_id="Q133255"),
    ]
    there.spans["other"] = [Span(there, 0, 2, label="denial"), Span(there, 2, 3, label="")]
    there.cats = {"NEWS": 1.0}
    there.user_data = {
        "title": "A doc",
        "page": 7,
        "list": ["a"],
        ("._.", "source", None, None): "wire",
        ("._.", "speaker", 0, 10): "He",
        ("._.", "speaker", 90, 91): "nobody",
        "rel": {(0, 4): {"says": 1.0}},
        "vector": np.zeros(3),
    }
    plain = Doc(Vocab(), words=["No", "blanks"], tags=["X", "Y"])
    return put(path, there, plain, doc(" "))


def test_docs_of_others_come_with_all_their_spans(tmp_path: Path) -> None:
    path = _foreign(tmp_path / "train.spacy")
    assert guess(path) == guess(tmp_path) == "spacy"
    found = spacy.read(path)
    labels = {one.id: one.name for one in found.labels}
    both = {"spacy.group": "sc", "spacy.group 2": "other"}
    told = [(labels[s.label], s.words, dict(s.attributes)) for s in found.statements()]
    assert told == [
        ("denial", "Er “lügt”,", {**both, "spacy.id": "first", "speaker": "He"}),
        ("denial", "“lügt”,", {"spacy.group": "sc"}),
        ("ORG", "Kremlin", {"spacy.group": "sc", "spacy.kb_id": "Q133255"}),
    ]
    articles = {one.article.text: one.article for one in found.parts}
    assert articles.keys() == {"No blanks ", "Er “lügt”, said the Kremlin 😀."}
    first = articles["Er “lügt”, said the Kremlin 😀."]
    assert (first.title, first.source_name) == ("A doc", "train.spacy#1")
    plain = {"title": "A doc", "page": "7", "list": '["a"]', "source": "wire"}
    assert first.attributes == {"cats": '{"NEWS": 1.0}', **plain}
    lost = ("unlabelled", "token_attributes", "unknown_blanks", "not_text")
    assert found.lost == {**dict.fromkeys(lost, 1), "beside": 3}


def test_spans_of_others_go_back_into_their_groups(tmp_path: Path, empty: Project) -> None:
    assert bring(empty, _foreign(tmp_path / "train.spacy")).statements == 3
    export(empty, tmp_path / "back.spacy", ExportWishes("spacy"))
    (again,) = (one for one in docs_of(tmp_path / "back.spacy") if "sc" in one.spans)
    groups = {name: [(s.label_, s.text) for s in some] for name, some in again.spans.items()}
    assert len(groups["factcheck"]) == len(groups["sc"]) == 3
    assert groups["other"] == [("denial", "Er “lügt”,")]
    assert {s.kb_id_ for s in again.spans["sc"]} == {"", "Q133255"}


def test_docs_of_older_versions_are_read(tmp_path: Path) -> None:
    there = doc("He", "denies", "it")
    there.ents = [Span(there, 0, 1, label="PERSON"), Span(there, 1, 3, label="denial")]
    there.spans["sc"] = [Span(there, 0, 2, label="denial")]
    message = unpacked(put(tmp_path / "new.spacy", there))
    (group,) = there.spans.values()
    message["span_groups"] = [pack([group.to_bytes()])]
    del message["user_data"], message["flags"], message["version"]
    old = packed(tmp_path / "old.spacy", message)
    assert docs_of(old)[0].text == "He denies it"
    (found,) = docbin.read(old)
    assert {(m.label, m.start, m.end, m.group) for m in found.marks} == {
        ("PERSON", 0, 2, ""), ("denial", 3, 12, ""), ("denial", 0, 9, "sc"),
    }  # fmt: skip
    del message["span_groups"]
    assert len(next(docbin.read(packed(old, message))).marks) == 2


def test_what_was_changed_in_spacy_counts(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "docs"
    export(sample, out, ExportWishes("spacy", layer="gold"))
    path = out / "gold.spacy"
    found = docs_of(path)
    first = max(found, key=lambda one: len(one.spans["factcheck"]))
    spans = list(first.spans["factcheck"])
    changed, gone, copied = spans[0], spans[1], spans[2]
    new = Span(first, changed.start, changed.end, label="retraction", span_id=changed.id)
    first.spans["factcheck"] = [new, *spans[2:]]
    first.spans["mine"] = [copied]
    first.ents = []
    put(path, *found)
    again = spacy.read(path)
    statements = {one.id: one for one in again.statements()}
    assert len(statements) == 94
    assert Id.parse(gone.id_) not in statements
    (other,) = [one for one in statements.values() if one.derived_from == (Id.parse(changed.id_),)]
    assert next(n.name for n in again.labels if n.id == other.label) == "retraction"
    assert statements[Id.parse(copied.id_)].attributes.get("spacy.group") is None
    assert again.lost["groups"] == 1
    assert again.lost.keys() <= {"groups", "links_left_out", "references"}


def test_only_an_export_of_ours_is_replaced(sample: Project, tmp_path: Path) -> None:
    wishes = ExportWishes("spacy", layer="gold")
    for out in (tmp_path / "docs", tmp_path / "docs.spacy"):
        export(sample, out, wishes)
        export(sample, out, wishes)
    put(tmp_path / "docs.spacy", doc("Not", "ours"))
    put(tmp_path / "docs" / "mine.spacy", doc("Not", "ours"))
    for out in (tmp_path / "docs", tmp_path / "docs.spacy"):
        with pytest.raises(BadInput, match="left as it is"):
            export(sample, out, wishes)


def test_without_spacy_it_says_what_to_install(
    sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "docs.spacy", doc("He", "denies", "it"))
    for name in ("spacy", "spacy.attrs", "spacy.strings"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(BadInput, match=r"factcheck\[spacy\]"):
        export(sample, tmp_path / "out", ExportWishes("spacy"))
    assert not (tmp_path / "out").exists()
    assert guess(path) == "spacy"
    with pytest.raises(BadInput, match=r"factcheck\[spacy\]"):
        spacy.read(path)
