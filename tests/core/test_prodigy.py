"""Prodigy's tasks of several recipes, the tokens we give it, and files made to harm.

That any dataset comes back is in `test_travelling`.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.formats import guess, prodigy
from factcheck.formats.tokens import tokens
from factcheck.project import Project
from tests.core.datasets import bring
from tests.core.refusing import refused
from tests.texts_strategy import texts_with_spans

from .datasets import ANA

GOLDEN = Path(__file__).parent / "golden" / "prodigy.jsonl"
TEXT = "He denies it."
TOKENS = [
    {"text": "He", "start": 0, "end": 2, "id": 0},
    {"text": "denies", "start": 3, "end": 9, "id": 1},
]


def test_each_annotators_tasks_may_be_in_a_file_of_their_own(tmp_path: Path) -> None:
    for who in ("ada", "ben"):
        span = {"start": 0, "end": 2, "label": who}
        row = {"text": "He denies it.", "_input_hash": 5, "_annotator_id": who, "spans": [span]}
        put(tmp_path, row).rename(tmp_path / f"{who}.jsonl")
    found = prodigy.read(tmp_path)
    assert [part.article.source_name for part in found.parts] == ["tasks#5"]
    assert {one.name for one in found.annotators} == {"ada", "ben"}
    assert len([*found.statements()]) == 2


def put(folder: Path, *rows: object) -> Path:
    """A file of tasks."""
    path = folder / "tasks.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_tasks_of_several_recipes_are_read() -> None:
    assert guess(GOLDEN) == "prodigy"
    found = prodigy.read(GOLDEN)
    labels = {one.id: one.name for one in found.labels}
    names = {one.id: one.name for one in found.annotators}
    assert sorted((names[s.annotator], labels[s.label], s.words) for s in found.statements()) == [
        ("ana", "allegation", "She says so"),
        ("ana", "denial", "He denies it"),
        ("ben", "denial", "He denies it"),
    ]
    words = {s.id: s.words for s in found.statements()}
    assert [(words[x.source], words[x.target]) for x in found.links] == [
        ("He denies it", "She says so")
    ]
    assert {part.article.text: dict(part.article.attributes) for part in found.parts} == {
        "😀 He denies it. She says so.": {"source": "wire"},
        "Yes, he said.": {
            "label": '["CALM"]',
            "accept": '["b"]',
            "options": '[{"id": "a"}, {"id": "b"}]',
        },
    }
    assert found.lost == {
        "rejected": 1,
        "ignored": 1,
        "not_text": 1,
        "unlabelled": 1,
        "links_left_out": 1,
        "old_words": 1,
    }


def test_what_tasks_and_spans_have_besides_stays_with_them(tmp_path: Path) -> None:
    marked = span(0, 2, source="model", score=0.5, _input_hash=7, input_hash=7)
    path = put(
        tmp_path,
        task(marked, user_input="Sure?", meta={"page": "1"}, _annotator_id="ana", _timestamp=1),
        task(user_input="No.", meta={"page": "1", "part": "b"}, _annotator_id="ben"),
    )
    found = prodigy.read(path)
    (part,) = found.parts
    assert part.article.attributes == {"user_input": "Sure?", "page": "1", "part": "b"}
    assert found.lost == {"attributes_twice": 1}
    assert [one.attributes for one in part.statements] == [{"source": "model", "score": "0.5"}]


def test_what_is_said_of_a_text_is_given_back(tmp_path: Path, empty: Project) -> None:
    path = put(tmp_path, task(span(0, 2), meta={"title": "Lists", "wire": "AFP"}, score=1))
    bring(empty, path, format_name="prodigy")
    export(empty, tmp_path / "out.jsonl", ExportWishes("prodigy"))
    (made,) = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert made["meta"] == {"title": "Lists", "wire": "AFP", "score": "1"}


@given(texts_with_spans())
def test_tokens_give_the_text_back_and_spans_lie_at_their_borders(
    drawn: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = drawn
    found = tokens(text, spans)
    assert "".join(text[t.start : t.end] + " " * t.blank for t in found) == text
    assert {start for start, _ in spans} <= {t.start for t in found}
    assert {end for _, end in spans} <= {t.end for t in found}


def test_a_last_token_is_inside_its_span(sample_once: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as sample:
        done = export(sample, out, ExportWishes("prodigy", layer="all"))
    lines = (out / "annotations.jsonl").read_text("utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    assert sum(len(row["spans"]) for row in rows) == done.written["statements"]
    for row in rows:
        for span in row["spans"]:
            first, last = row["tokens"][span["token_start"]], row["tokens"][span["token_end"]]
            assert (first["start"], last["end"]) == (span["start"], span["end"])
        for one in row["relations"]:
            assert row["tokens"][one["head"]]["end"] == one["head_span"]["end"]
            assert row["tokens"][one["child"]]["end"] == one["child_span"]["end"]


def task(*spans: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A task."""
    return {"text": TEXT, "spans": list(spans), "answer": "accept", **more}


def span(start: object, end: object, label: object = "denial", **more: Any) -> dict[str, Any]:
    """A span."""
    return {"start": start, "end": end, "label": label, **more}


BOTH = (span(0, 2), span(3, 9))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (task(span(0, 99)), "outside"),
        (task(span(9, 3)), "outside"),
        (task(span(3, 3)), "outside"),
        (task(span(-1, 3)), "start"),
        (task(span(0, "2")), "end"),
        (task(span(0, 2, "")), "label"),
        (task(span(0, 2, 7)), "label"),
        (task(span(0, 2, "x" * 2_000)), "label"),
        (task(span(0, 2, text="She")), "other words"),
        (task(span(0, 2, token_start=0, token_end=1), tokens=TOKENS), "tokens"),
        (task(span(0, 2, token_start=0, token_end=9), tokens=TOKENS), "token_end"),
        (task(span(0, 2, token_start=-1, token_end=0), tokens=TOKENS), "token_start"),
        (task(*BOTH, relations=[{"head": 0, "child": 1, "label": "x"}]), "head"),
        (task(*BOTH, tokens=TOKENS, relations=[{"head": 0, "child": 2, "label": "x"}]), "child"),
        (task(*BOTH, tokens=TOKENS, relations=[{"head": 0, "child": 0, "label": "x"}]), "itself"),
        (task(*BOTH, tokens=TOKENS, relations=[{"head": 0, "child": 1}]), "label"),
        (task(answer="perhaps"), "answer"),
        (task(spans="x"), "spans"),
        (task(span(0, 2, "half \udc00")), "surrogate"),
        (task(text="nul \0"), "NUL"),
        ("task", "object"),
    ],
)  # fmt: skip
def test_hostile_tasks_are_refused_with_their_place(
    row: object, says: str, tmp_path: Path, empty: Project
) -> None:
    path = put(tmp_path, task(*BOTH), row)
    refused(empty, path, "prodigy", says)
    refused(empty, path, "prodigy", "tasks.jsonl, line 2")
