"""Datasets of every format whose bytes are spoilt anywhere: refused in one sentence, or read whole.

What is read crosses from the process that reads it as one of our datasets, so it must be one.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import builtin, formats
from factcheck.errors import FactcheckError
from factcheck.formats import FORMATS, guess, jsonl, writer
from factcheck.formats.bundle import Bundle, Part, in_order
from factcheck.formats.rows_in import label_of_name, link_type_of_name
from factcheck.ids import Id
from factcheck.records import Annotator, Link, NewArticle, Span, Statement
from tests.core.test_foreign_data import assert_sound

NAMES = tuple(name for name, one in FORMATS.items() if one.reads and one.writes)
TEXT = "Kyiv 🙂 says no. Moscow says yes.\n"
_NUMBER = re.compile(rb"[0-9]+")
_NUMBERS = (b"0", b"-1", b"99", b"4294967296", b"9" * 30, b"1.5", b"1e9", b'"x"', b"null")
_OTHERS = (
    *(b"", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000, b"PK\x03\x04" + bytes(60)),
    b'<!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>',
)


def dataset() -> Bundle:
    """Two layers on one article, a link, a gap."""
    article = NewArticle(TEXT, "a.txt", "A letter", id=Id.fixed("test/article"))
    people = [Annotator(Id.fixed(f"test/{n}"), n) for n in ("Ana", "Ben")]
    denial = label_of_name("denial")
    made = [
        Statement(
            *(Id.fixed(f"test/{n}"), Id.fixed("test/article"), people[who].id, denial.id),
            tuple(Span("content", a, b, TEXT[a:b]) for a, b in spans),
            origin="imported",
        )
        for n, who, spans in ((1, 0, ((0, 4),)), (2, 0, ((7, 11), (12, 14))), (3, 1, ((5, 6),)))
    ]
    link = Link(Id.fixed("test/link"), builtin.DENIES, made[0].id, made[1].id, people[0].id)
    return Bundle(
        parts=(Part(article, in_order(made)),),
        links=(link,),
        annotators=tuple(people),
        labels=(denial,),
        link_types=(link_type_of_name("denies"),),
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The same dataset in any format, each written once."""
    above = tmp_path_factory.mktemp("written")

    def give(name: str) -> Path:
        if not (out := above / name).exists():
            writer(name, out).write(dataset(), out, tick=lambda _: None)
        return out

    return give


@st.composite
def spoilt(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes that are cut, altered somewhere, have another number or are something else."""
    n = len(data)
    start = draw(st.integers(0, n))
    end = min(n, start + draw(st.integers(0, 40)))
    numbers = [one.span() for one in _NUMBER.finditer(data)]
    ways = [
        lambda: data[:start],
        lambda: data[:start] + data[end:],
        lambda: data[:end] + data[start:],
        lambda: data[:start] + draw(st.sampled_from((b"\xff", b"\0", b"\xf0\x9f", b"\n"))),
        lambda: draw(st.sampled_from(_OTHERS)),
    ]
    if numbers:
        a, b = draw(st.sampled_from(numbers))
        ways += [lambda: data[:a] + draw(st.sampled_from(_NUMBERS)) + data[b:]] * 3
    return draw(st.sampled_from(ways))()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15)
@given(draw=st.data())
def test_spoilt_bytes_are_refused_or_read_whole(
    name: str, draw: st.DataObject, written: Callable[[str], Path]
) -> None:
    with TemporaryDirectory() as above:
        folder = Path(shutil.copytree(written(name), Path(above) / "in"))
        parts = sorted(one for one in folder.rglob("*") if one.is_file())
        part = draw.draw(st.sampled_from(parts))
        part.write_bytes(draw.draw(spoilt(part.read_bytes())))
        try:
            guess(folder)
            found = formats.read(name, folder)
            jsonl.write(found, Path(above) / "out", tick=lambda _: None)
        except FactcheckError as error:
            sentence = str(error)
            assert "\n" not in sentence
            assert len(sentence) < 1_000
            assert any(one.stem in sentence for one in parts) or str(folder) in sentence
            return
        assert_sound(jsonl.read(Path(above) / "out"))
