"""DocBins of spaCy that are broken or made to harm: one sentence with its place, nothing is run.

Other ones are in `test_spacy`.
"""

import pickle
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Span

from factcheck.errors import BadInput
from factcheck.formats import docbin, spacy
from factcheck.project import Project
from tests.core.datasets import bring
from tests.core.docs import Message, doc, pack, packed, put, unpacked
from tests.core.refusing import refused


def _with(**parts: object) -> Callable[[Message], object]:
    return lambda message: {**message, **parts}


def _without(name: str) -> Callable[[Message], object]:
    return lambda message: {key: value for key, value in message.items() if key != name}


def _span(*numbers: int) -> Callable[[Message], object]:
    """The only span of the only group with other numbers: label, first and next token, places."""
    span = struct.pack(">QQQllll", 0, 0, *numbers)
    group = pack({"name": "sc", "attrs": {}, "spans": [span]})
    return _with(span_groups=[pack({group: ["sc"]})])


def _group(value: object) -> Callable[[Message], object]:
    return _with(span_groups=[pack(value)])


def _ours(**parts: object) -> Callable[[Message], object]:
    return _with(user_data=[pack({"factcheck": parts})])


WHOLE = "hostile.spacy is no DocBin of spaCy"
PLACED = "hostile.spacy, line 1"
LABEL = 0  # of no string


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda _: [1], WHOLE),
        (lambda _: "x", WHOLE),
        (_without("strings"), WHOLE),
        (_without("attrs"), WHOLE),
        (_without("lengths"), WHOLE),
        (_with(attrs=[1, 2]), WHOLE),
        (_with(attrs=["x"]), WHOLE),
        (_with(strings="x"), WHOLE),
        (_with(lengths=b"123"), WHOLE),
        (_with(lengths=struct.pack("<i", 10**9)), WHOLE),
        (_with(lengths=struct.pack("<2i", -3, 6)), WHOLE),
        (_with(tokens=b""), WHOLE),
        (_with(spaces=b""), WHOLE),
        (_with(strings=[]), "stands for no string"),
        (_with(span_groups=["x"]), "group"),
        (_with(span_groups=[b"\xc1"]), "group"),
        (_group([7]), "group"),
        (_group({b"\x90": ["sc"]}), "group"),
        (_group([pack({"name": "sc", "spans": [b"short"]})]), "group"),
        (_group([pack({"name": "sc", "spans": 3})]), "group"),
        (_span(LABEL, 0, 99, 0, 2), "outside"),
        (_span(LABEL, -1, 1, 0, 2), "outside"),
        (_span(LABEL, 2, 1, 0, 2), "outside"),
        (_span(LABEL, 1, 1, 3, 3), "outside"),
        (_span(LABEL, 0, 1, 0, 99), "tokens"),
        (_span(77, 0, 1, 0, 2), "stands for no string"),
        (_ours(statements=3), "statements"),
        (_ours(article={"id": "x"}), "id"),
        (_ours(links=[{"from": "x"}]), "from"),
        (_ours(annotator=3), "annotator"),
    ],
)  # fmt: skip
def test_hostile_docs_are_refused_with_their_place(
    spoil: Callable[[Message], object], says: str, tmp_path: Path
) -> None:
    there = doc("He", "denies", "it")
    there.spans["sc"] = [Span(there, 0, 1, label="denial")]
    message = unpacked(put(tmp_path / "docs.spacy", there))
    hostile = packed(tmp_path / "hostile.spacy", spoil(message))
    with pytest.raises(BadInput) as caught:
        spacy.read(hostile)
    assert says in str(caught.value)
    assert str(caught.value).startswith(says if says == WHOLE else PLACED)
    assert "\n" not in str(caught.value)


class Bomb:
    """Would say so if it were made again."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("somebody's code was run",))


def test_nothing_that_lies_beside_is_run(tmp_path: Path, empty: Project) -> None:
    there = doc("He", "denies", "it")
    message = unpacked(put(tmp_path / "docs.spacy", there))
    data, path = pickle.dumps(Bomb()), tmp_path / "hostile.spacy"
    arrays = {b"nd": True, b"type": "O", b"kind": b"O", b"shape": [1], b"data": data}
    for beside in (
        pack({b"x": arrays}),
        pack(arrays),
        b"\xc7\x05\x01hello",
        b"\x81\xa1x\xd4\x01\x00",
        b"\xdd\xff\xff\xff\xff",
        b"\x91" * 200 + b"\xc0",
        data,
    ):
        packed(path, {**message, "user_data": [beside]})
        found = spacy.read(path)
        assert [one.article.text for one in found.parts] == ["He denies it"]
        assert found.lost.keys() <= {"beside"}
    assert bring(empty, path).lost == {"beside": 1}


def test_bombs_and_other_files_are_refused(
    tmp_path: Path, empty: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hostile.spacy"
    small = put(tmp_path / "docs.spacy", doc("He", "denies", "it")).read_bytes()
    for data in (b"", b"He denies it.", small[:-9], zlib.compress(b"\xc1"), zlib.compress(b"")):
        path.write_bytes(data)
        with pytest.raises(BadInput, match="no DocBin"):
            spacy.read(path)
    refused(empty, path, "spacy", WHOLE)
    path.write_bytes(zlib.compress(b"\xda\xff\xff" + bytes(60_000_000), 9))
    with pytest.raises(BadInput, match="far more"):
        spacy.read(path)
    # Each of the values is a byte there and an object here.
    path.write_bytes(zlib.compress(b"\xdd\x00\x10\x00\x00" + b"\xc0" * (1 << 20)))
    monkeypatch.setattr(docbin, "_MOST_VALUES", 100_000)
    with pytest.raises(BadInput, match="far more"):
        spacy.read(path)
