"""JSON in which an object has one key twice is refused with its place, in whatever data it is."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats.strict_json import parse
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from tests.core.datasets import ANA
from tests.core.refusing import refused

KEYS = st.text(max_size=3) | st.sampled_from(("a", '"', "\\", "{", "}", "a:", "é"))
VALUES = st.recursive(
    st.none() | st.text(max_size=4) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)


@given(
    value=st.dictionaries(KEYS, VALUES, max_size=3), key=KEYS, at=st.integers(0, 3), data=st.data()
)
def test_the_place_is_where_a_key_stands_again(
    value: dict[str, object], key: str, at: int, data: st.DataObject
) -> None:
    value.pop(key, None)
    around = data.draw(st.lists(VALUES, max_size=2))
    space = data.draw(st.sampled_from((None, 1)))
    # A key of its own stands for the second one until all is written.
    held = [*value.items()]
    held[at:at] = [("second key", 1)]
    words = json.dumps([*around, {key: 0, **dict(held)}], indent=space, ensure_ascii=False)
    assert json.loads(words) == parse(words.encode(), name="a.json")
    place = words.index('"second key"')
    words = words.replace('"second key"', json.dumps(key, ensure_ascii=False))
    with pytest.raises(BadInput) as caught:
        parse(words.encode(), name="a.json")
    line = words.count("\n", 0, place) + 1
    character = place - words.rfind("\n", 0, place)
    assert f"a.json, line {line}: " in str(caught.value)
    assert f"at character {character}," in str(caught.value)


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        (
            "label-studio",
            '[\n {"data": {"text": "a"},\n  "data": 1}]',
            "a.json, line 3: the key “data”",
        ),
        ("doccano", '{"text": "a", "label": []}\n{"text": "a", "text": "b"}', "a.json, line 2: "),
        ("prodigy", '{"text": "a", "spans": [], "text": "b"}', "a.json, line 1: the key “text”"),
        ("web-annotation", '{"id": "a", "id": "b"}', "a.json, line 1: the key “id”"),
        ("cas-json", '{"%TYPES": {"a": {}, "a": {}}}', "a.json, line 1: the key “a”"),
    ],
)
def test_data_of_others_is_refused(
    sqlite_project: Project, tmp_path: Path, name: str, words: str, says: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text(words)
    refused(sqlite_project, path, name, says)


def test_cells_of_a_table_of_ours_are_refused(
    sample_once: Path, sqlite_project: Project, tmp_path: Path
) -> None:
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as sample:
        export(sample, tmp_path / "out", ExportWishes("csv"))
    path = tmp_path / "out" / "statements.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        head, first, *rest = csv.reader(stream)
    first[head.index("attributes")] = '{"a": "b", "a": "c"}'
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows((head, first, *rest))
    refused(sqlite_project, tmp_path / "out", "csv", "the cell “attributes” cannot be read")


def test_of_articles_in_lines_only_that_one_is_left_out(
    sqlite_project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two.", "text": "Three."}\n')
    report = bring_in(sqlite_project, [path], Wishes(format_name="articles", skip_bad=True))
    [(_, why)] = report.skipped
    assert report.articles == 1
    assert "the key “text” stands twice" in why


def test_a_key_of_any_kind_is_said_in_one_line() -> None:
    key = "a\\n\\ud800" + "b" * 500
    with pytest.raises(BadInput) as caught:
        parse(f'{{"{key}": 1, "{key}": 2}}'.encode(), name="a")
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence.encode()) < 500
