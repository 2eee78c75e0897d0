"""REFI-QDA projects of other programs, ours in the order of the schema, and XML made to harm.

That any dataset comes back is in `test_travelling`.
"""

import re
import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import guess, reader, refi_qda
from factcheck.formats.bundle import Bundle
from factcheck.formats.xml_tree import Node, parse
from factcheck.project import Project
from tests.core.bundles import bundles
from tests.core.datasets import bring
from tests.core.refusing import refused
from tests.core.test_travelling import whole

from .datasets import ANA

GOLDEN = Path(__file__).parent / "golden" / "refi-qda"
#: What may be in what, in which order, by Project.xsd 1.0; a star where there may be several.
ORDER = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description "
    "NoteRef*",
    "Users": "User*",
    "User": "",
    "CodeBook": "Codes",
    "Codes": "Code*",
    "Code": "Description NoteRef* Code*",
    "Sources": "TextSource*",
    "TextSource": "Description PlainTextContent PlainTextSelection* Coding* NoteRef* "
    "VariableValue*",
    "PlainTextSelection": "Description Coding* NoteRef*",
    "Coding": "CodeRef NoteRef*",
    "Notes": "Note*",
    "Note": "Description PlainTextContent PlainTextSelection* Coding* NoteRef* VariableValue*",
    "Links": "Link*",
    "Link": "NoteRef*",
}
NEEDED = {
    "Project": {"name"},
    "User": {"guid"},
    "Code": {"guid", "name", "isCodable"},
    "TextSource": {"guid"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"},
    "Coding": {"guid"},
    "CodeRef": {"targetGUID"},
    "NoteRef": {"targetGUID"},
    "Note": {"guid"},
    "Link": {"guid"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(GOLDEN, tmp_path / "folder")


def packed(folder: Path) -> Path:
    """The project of a folder as other programs pack it."""
    out = folder.with_suffix(".qdpx")
    with zipfile.ZipFile(out, "w") as target:
        for one in folder.rglob("*"):
            target.write(one, one.relative_to(folder))
    return out


def test_a_project_of_another_program_is_read(folder: Path) -> None:
    path = packed(folder)
    assert guess(path) == guess(folder) == "refi-qda"
    found = reader("refi-qda", path).read(path)
    labels = {one.id: one for one in found.labels}
    names = {one.id: one.name for one in found.annotators}
    said = {
        (names[s.annotator], labels[s.label].name, s.words, s.note, s.attributes.get("name", ""))
        for s in found.statements()
    }
    assert said == {
        ("Ana", "denial", "He denies it", "clear\nsee below", ""),
        ("Ben", "Acts / other", "He denies it", "clear\nsee below", ""),
        ("Ana", "other", "She says so", "", "her answer"),
    }
    assert {one.name: one.definition for one in labels.values()}[
        "Acts / other"
    ] == "what is neither"
    words = {s.id: s.words for s in found.statements()}
    assert [(words[x.source], words[x.target]) for x in found.links] == [
        ("He denies it", "She says so")
    ]
    assert {part.article.title: dict(part.article.attributes) for part in found.parts} == {
        "letter.docx": {"case": "wire", "country": "US"},
        "short": {"codes": '["denial"]'},
    }
    assert found.lost == {
        "nesting": 2, "unlabelled": 1, "not_text": 2, "links_left_out": 1, "memos": 1, "sets": 1
    }  # fmt: skip


def test_namesakes_are_two_and_a_source_may_be_in_several_cases(folder: Path) -> None:
    project = folder / "Lists.qde"
    words = project.read_text("utf-8").replace('name="Ben"', 'name="Ana"')
    ref = words[words.index("<SourceRef") :].partition(">")[0] + ">"
    case = (
        '<Case guid="99999999-0000-0000-0000-000000000000" name="late">' + ref + "</Case></Cases>"
    )
    project.write_text(words.replace("</Cases>", case), "utf-8")
    found = reader("refi-qda", folder).read(folder)
    names = [one.name for one in found.annotators]
    assert len(names) == 2
    assert all(re.fullmatch(r"Ana \([0-9a-f]{8}\)", name) for name in names)
    letter = next(part.article for part in found.parts if part.article.title == "letter.docx")
    assert letter.attributes == {"case": '["wire", "late"]', "country": "US"}


def test_what_cases_say_of_selections_comes_and_the_rest_is_counted(folder: Path) -> None:
    project = folder / "Lists.qde"
    guid = "99999999-0000-0000-0000-00000000000"
    cases = (
        f'<Case guid="{guid}8" name="Kyiv"><Description>its side</Description>'
        '<SelectionRef targetGUID="bbbbbbbb-0000-0000-0000-000000000002"/></Case>'
        f'<Case guid="{guid}9" name="empty"/></Cases>'
    )
    words = project.read_text("utf-8").replace("</Cases>", cases)
    words = words.replace("</Codes>", f'</Codes><Sets><Set guid="{guid}7" name="t"/></Sets>')
    words = words.replace("</Project>", "<Description>All of it</Description></Project>")
    project.write_text(words, "utf-8")
    found = reader("refi-qda", folder).read(folder)
    assert next(s.attributes for s in found.statements() if s.words == "She says so") == {
        "case": "Kyiv",
        "case description": "its side",
        "name": "her answer",
    }
    assert [found.lost[reason] for reason in ("cases", "memos", "sets")] == [1, 2, 2]


def test_what_a_region_repeats_is_no_article_and_selections_without_text_are_counted(
    folder: Path,
) -> None:
    project = folder / "Lists.qde"
    guid = "99999999-0000-0000-0000-00000000000"
    pdf = (
        f'<PDFSource guid="{guid}1" name="a.pdf"><PDFSelection guid="{guid}2" page="0" firstX="0" '
        f'firstY="0" secondX="9" secondY="9"><Representation guid="{guid}3"><PlainTextContent>'
        "He denies it</PlainTextContent></Representation></PDFSelection>"
        f'<Representation guid="{guid}4" plainTextPath="internal://gone.txt">'
        f'<PlainTextSelection guid="{guid}2" startPosition="0" endPosition="12"/>'
        f'<PlainTextSelection guid="{guid}5" startPosition="3" endPosition="9"/>'
        "</Representation></PDFSource></Sources>"
    )
    before = reader("refi-qda", folder).read(folder)
    words = project.read_text("utf-8").replace("</Sources>", pdf)
    project.write_text(words, "utf-8")
    found = reader("refi-qda", folder).read(folder)
    assert [part.article for part in found.parts] == [part.article for part in before.parts]
    assert found.lost == {**before.lost, "not_text": 3, "regions": 2}


def test_a_note_that_is_no_utf_8_is_refused(folder: Path, empty: Project) -> None:
    project = folder / "Lists.qde"
    words = project.read_text("utf-8")
    note = words[words.index("<Note ") :].partition("</Note>")[0]
    guid = note.partition('guid="')[2].partition('"')[0]
    made = f'<Note guid="{guid}" name="x" plainTextPath="internal://note.txt"/>'
    project.write_text(words.replace(f"{note}</Note>", made), "utf-8")
    (folder / "Sources/note.txt").write_bytes(b"\xff")
    refused(empty, folder, "refi-qda", "UTF-8")


def test_a_codebook_brings_labels_and_nothing_else(tmp_path: Path, empty: Project) -> None:
    path = tmp_path / "book.qdc"
    path.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        '<Code guid="cccccccc-0000-0000-0000-000000000001" name="fear" isCodable="true">'
        "<Description>being afraid</Description></Code></Codes></CodeBook>"
    )
    assert bring(empty, path).revision == 1
    fear = next(one for one in empty.labels.labels() if one.name == "fear")
    assert fear.definition == "being afraid"
    out = tmp_path / "out.qdc"
    done = export(empty, out, ExportWishes("refi-qda", layer="all"))
    assert done.written == {"labels": 4}
    assert 'name="fear"' in out.read_text("utf-8")


@given(bundles())
def test_what_we_write_is_in_the_order_of_the_schema(bundle: Bundle) -> None:
    with TemporaryDirectory() as above:
        out = Path(above) / "out"
        refi_qda.write(whole(bundle), out, tick=lambda _: None)
        root = parse((out / "project.qde").read_bytes(), name="project.qde")
    for node in root.below():
        assert NEEDED.get(node.name, set()) <= node.attributes.keys()
        assert _in_order(node), node.name


def _in_order(node: Node) -> bool:
    allowed = ORDER.get(node.name, "").split()
    names = [one.rstrip("*") for one in allowed]
    held = [one.name for one in node.inner]
    places = [names.index(name) for name in held]
    once = [name for name in held if f"{name}*" not in allowed]
    return places == sorted(places) and len(once) == len(set(once))


HERS = "BBBBBBBB-0000-0000-0000-00000000000"
LETTER = 'startPosition="2" endPosition="14"'
BOMB = '<!DOCTYPE Project [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HEAD = '<?xml version="1.0" encoding="utf-8"?>'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (HEAD, f"{HEAD}{BOMB}", "DOCTYPE"),
        (HEAD, f"{HEAD}{OUTSIDE}", "DOCTYPE"),
        (HEAD, '<!DOCTYPE Project SYSTEM "http://example.org/x.dtd">', "DOCTYPE"),
        ("</Project>", "", "no XML"),
        (HEAD, '<?xml version="1.0" encoding="fish"?>', "no XML"),
        (HEAD, HEAD + "<a>" * 200_000, "deeply"),
        ("<Project", "<Squirrel><Project", "no XML"),
        (LETTER, 'startPosition="2" endPosition="99"', "outside"),
        (LETTER, 'startPosition="14" endPosition="2"', "outside"),
        (LETTER, 'startPosition="2" endPosition="2"', "outside"),
        (LETTER, 'startPosition="-2" endPosition="2"', "startPosition"),
        (LETTER, 'startPosition="2" endPosition="²"', "endPosition"),
        (LETTER, 'startPosition="2"', "endPosition"),
        (LETTER, f'startPosition="2" endPosition="{"9" * 5_000}"', "endPosition"),
        ("-000000000002\" name=\"her", "-000000000001\" name=\"her", "twice"),
        ('CodeRef targetGUID="cccc', 'CodeRef targetGUID="dead', "CodeRef"),
        ('NoteRef targetGUID="FFFF', 'NoteRef targetGUID="DEAD', "NoteRef"),
        ('originGUID="BBBB', 'originGUID="DEAD', "originGUID"),
        (f'targetGUID="{HERS}2"/>\n', f'targetGUID="{HERS}1"/>\n', "itself"),
        ('name="denial"', 'name=" "', "name"),
        ('name="denial"', f'name="{"x" * 2_000}"', "name"),
        ('name="n"><PlainTextContent>see below', 'name="Factcheck"><PlainTextContent>{', "no JSON"),
    ],
)  # fmt: skip
def test_hostile_projects_are_refused_with_their_place(
    old: str, new: str, says: str, folder: Path, empty: Project
) -> None:
    project = folder / "Lists.qde"
    words = project.read_text("utf-8")
    assert old in words
    project.write_text(words.replace(old, new), "utf-8")
    refused(empty, folder, "refi-qda", says)
    refused(empty, packed(folder), "refi-qda", "Lists.qde, line ")


def test_texts_that_are_no_utf_8_are_refused(folder: Path, empty: Project) -> None:
    next((folder / "Sources").iterdir()).write_bytes(b"\xff\xfeH\x00")
    refused(empty, folder, "refi-qda", "UTF-8")


@pytest.mark.parametrize("entry", ["../Lists.qde", "/Lists.qde", "C:\\Lists.qde"])
def test_a_packed_project_leads_nowhere(entry: str, tmp_path: Path, empty: Project) -> None:
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(entry, (GOLDEN / "Lists.qde").read_bytes())
    refused(empty, path, "refi-qda", "x.qdpx")
    assert list(tmp_path.rglob("*.qde")) == []


def test_a_bomb_is_not_unpacked(tmp_path: Path, empty: Project) -> None:
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("project.qde", b"<Project>" + b" " * 60_000_000 + b"</Project>")
    refused(empty, path, "refi-qda", "unpack")


def test_only_exports_of_ours_are_replaced(sample_once: Path, tmp_path: Path, folder: Path) -> None:
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as sample:
        for name in ("out", "out.qdpx", "out.qdc"):
            for _ in range(2):
                export(sample, tmp_path / name, ExportWishes("refi-qda", layer="gold"))
        (tmp_path / "out" / "sources" / "mine.txt").write_text("mine")
        book = tmp_path / "book.qdc"
        book.write_text("<CodeBook/>")
        for path in (tmp_path / "out", folder, packed(folder), book):
            with pytest.raises(BadInput, match="left as it is"):
                export(sample, path, ExportWishes("refi-qda"))
