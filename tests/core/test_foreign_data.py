"""Foreign data that somebody has spoilt anywhere: refused in one sentence, or read as it stands.

Never half of it, never a crash, and nothing in a bundle that refers to nothing.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput, FactcheckError
from factcheck.formats import READERS, WRITERS, is_own, jsonl, read, reader, writer
from factcheck.formats.bundle import Bundle

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "label-studio": "label-studio.json",
    "doccano": "doccano.jsonl",
    "prodigy": "prodigy.jsonl",
    "web-annotation": "web-annotation/annotations.jsonld",
}
VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 3, 2**31, 2**70, 1.5, "", " ", "x", "a\0b", "0", "\u2028"),
    *([], {}, [1], ["x"], [[]], [None], [{}], {"id": 1}, {"type": "x"}, {"start": 0}),
)
Place = tuple[str | int, ...]


def _content(path: Path) -> Any:
    words = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in words.split("\n") if line]
    return json.loads(words)


def _places(value: Any, above: Place = ()) -> Iterator[Place]:
    held = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in held:
        yield (*above, key)
        if isinstance(one, dict | list):
            yield from _places(one, (*above, key))


@st.composite
def spoilt(draw: st.DrawFn, name: str) -> bytes:
    """The golden data of a format with up to three values replaced, doubled or taken out."""
    path = GOLDEN / FILES[name]
    value = deepcopy(_content(path))
    for _ in range(draw(st.integers(1, 3))):
        places = [*_places(value)]
        if not places:
            break
        *way, last = draw(st.sampled_from(places))
        inner: Any = value
        for key in way:
            inner = inner[key]
        how = draw(st.sampled_from(("replace", "replace", "double", "take out")))
        if how == "take out":
            del inner[last]
        elif how == "double" and isinstance(inner, list) and isinstance(last, int):
            inner.append(deepcopy(inner[last]))
        else:
            inner[last] = deepcopy(draw(st.sampled_from(VALUES)))
    rows = value if path.suffix == ".jsonl" else [value]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize("name", sorted(FILES))
@given(data=st.data())
def test_spoilt_data_is_refused_or_read_whole(name: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as above:
        path = Path(above) / Path(FILES[name]).name
        path.write_bytes(data.draw(spoilt(name)))
        said = ""
        found = Bundle()
        try:
            found = reader(name, path).read(path)
        except FactcheckError as error:
            said = str(error)
    assert "\n" not in said
    assert not said or path.name in said
    assert_sound(found)


def assert_sound(bundle: Bundle) -> None:
    """See that everything in a bundle refers to what is in it, and that spans are of the text."""
    layers = {s.id: s.annotator for s in bundle.statements()}
    speakers = {one.id for one in bundle.speakers}
    for part in bundle.parts:
        for one in part.statements:
            assert one.article == part.id
            assert one.content
            assert one.parent is None or one.parent in layers
            assert one.speaker is None or one.speaker in speakers
            for span in one.spans:
                assert part.article.text[span.start : span.end] == span.exact != ""
    for link in bundle.links:
        assert link.source != link.target
        assert layers[link.source] == layers[link.target] == link.annotator
    for named in (bundle.labels, bundle.link_types, bundle.annotators):
        assert len({one.id for one in named}) == len({one.name for one in named}) == len(named)


@pytest.mark.parametrize("name", ["doccano", "label-studio", "prodigy"])
def test_what_is_too_long_for_an_attribute_is_counted(name: str, tmp_path: Path) -> None:
    long = {"html": "x" * 100_001, "y" * 1_001: "z", "fits": "x"}
    rows: dict[str, object] = {
        "doccano": {"text": "Kyiv says no.", "label": [[0, 4, "x"]], **long},
        "label-studio": [{"data": {"text": "Kyiv says no.", **long}, "annotations": []}],
        "prodigy": {"text": "Kyiv says no.", "spans": [], "answer": "accept", "meta": long},
    }
    path = tmp_path / FILES[name]
    path.write_text(json.dumps(rows[name]))
    found = reader(name, path).read(path)
    assert [part.article.attributes for part in found.parts] == [{"fits": "x"}]
    assert found.lost == {"odd_values": 2}


TEXT = "Kyiv says no."
REGION = {"id": "a", "type": "labels", "value": {"start": 0, "end": 4, "labels": ["x"]}}


def named(name: str, word: str) -> dict[str, object]:
    """Data in which a name of each kind is a word, by what it names."""
    span = {"start": 0, "end": 4, "label": "x"}
    entity = {"id": 1, "start_offset": 0, "end_offset": 4, "label": "x"}
    line, task = {"text": TEXT, "entities": [entity]}, {"text": TEXT, "spans": [span]}
    tasks = {"data": {"text": TEXT}, "annotations": [{"result": [REGION]}]}
    note = {"result": [{**REGION, "meta": {"text": [word]}}]}
    found: dict[str, dict[str, object]] = {
        "doccano": {
            "source": {**line, "id": word},
            "title": {**line, "title": word},
            "annotator": {**line, "entities": [{**entity, "user": word}]},
            "label": {**line, "entities": [{**entity, "label": word}]},
        },
        "prodigy": {
            "title": {**task, "meta": {"title": word}},
            "annotator": {**task, "_annotator_id": word},
            "label": {**task, "spans": [{**span, "label": word}]},
        },
        "label-studio": {
            "source": {**tasks, "id": word},
            "title": {**tasks, "data": {"text": TEXT, "title": word}},
            "annotator": {**tasks, "annotations": [{"completed_by": word, "result": [REGION]}]},
            "note": {**tasks, "annotations": [note]},
        },
    }
    return found[name]


@pytest.mark.parametrize("name", ["doccano", "label-studio", "prodigy"])
@pytest.mark.parametrize(
    "word",
    ["nul \0", "x" * 1_001, "two\nlines", "turned \u202e", "  "],
    ids=["nul", "long", "lines", "turned", "blank"],
)
def test_names_that_cannot_be_kept_are_refused_with_their_place(
    name: str, word: str, tmp_path: Path
) -> None:
    path = tmp_path / FILES[name]
    for what, row in named(name, word).items():
        path.write_text(json.dumps(row))
        try:
            found = reader(name, path).read(path)
        except FactcheckError as error:
            sentence = str(error)
            assert f"{path.name}, line 1" in sentence, what
            assert "\n" not in sentence
            assert len(sentence) < 600
            continue
        # What is taken in must cross from the process that reads it, as one of our datasets.
        out = tmp_path / what
        jsonl.write(found, out, tick=lambda _: None)
        assert len([*jsonl.read(out).statements()]) == 1


@pytest.mark.parametrize("name", ["brat", "cas-json", "cas-xmi", "conll", "spacy", "webanno-tsv"])
def test_a_folder_without_anything_of_its_format_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "README.md").write_text("Nothing.", "utf-8")
    with pytest.raises(BadInput, match=f"Nothing in in is of the format {name}"):
        read(name, tmp_path / "in")


@pytest.mark.parametrize("name", [n for n in WRITERS if n in READERS and not is_own(n)])
@pytest.mark.parametrize("out", ["out", "out.zip"])
def test_an_export_of_no_articles_is_one_all_the_same(name: str, out: str, tmp_path: Path) -> None:
    writer(name, tmp_path / out).write(Bundle(), tmp_path / out, tick=lambda _: None)
    assert not list(read(name, tmp_path / out).parts)
