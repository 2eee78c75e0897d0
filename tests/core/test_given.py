"""What a person says of data that does not say it itself, and what the project has of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.datasets.exporting import export
from factcheck.datasets.importing import import_bundle
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import FORMATS
from factcheck.formats.bundle import Bundle, Part
from factcheck.ids import Id
from factcheck.intake.foreign import Manner
from factcheck.project import Project
from factcheck.records import Date, ImportReport, NewArticle, Original
from tests.core.datasets import bring

from .datasets import ANA

TEXT = "He 😀 denies it."
ADDRESS = "http://example.org/letter"


def doccano(path: Path, start: int, end: int) -> None:
    """A line of doccano."""
    path.write_text(json.dumps({"text": TEXT, "label": [[start, end, "denial"]]}), "utf-8")


def label_studio(path: Path, start: int, end: int) -> None:
    """A task of Label Studio, from before it repeated the words."""
    value = {"start": start, "end": end, "labels": ["denial"]}
    region = {"id": "a", "type": "labels", "from_name": "l", "to_name": "t", "value": value}
    task = {"data": {"text": TEXT}, "completions": [{"result": [region]}]}
    path.write_text(json.dumps([task]), "utf-8")


def web_annotation(path: Path, start: int, end: int) -> None:
    """An annotation that quotes nothing."""
    path.mkdir()
    (path / "letter.txt").write_text(TEXT, "utf-8")
    selector = {"type": "TextPositionSelector", "start": start, "end": end}
    put(path / "a.jsonld", {"source": ADDRESS, "selector": selector})


def refi_qda(path: Path, start: int, end: int) -> None:
    """A project with a selection that is not called as its words are."""
    coding = '<Coding guid="d"><CodeRef targetGUID="c"/></Coding>'
    path.write_text(
        '<Project name="p" xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>'
        '<Code guid="c" name="denial" isCodable="true"/></Codes></CodeBook><Sources>'
        f'<TextSource guid="a" name="t"><PlainTextContent>{TEXT}</PlainTextContent>'
        f'<PlainTextSelection guid="b" name="1" startPosition="{start}" endPosition="{end}">'
        f"{coding}</PlainTextSelection></TextSource></Sources></Project>",
        "utf-8",
    )


Make = Callable[[Path, int, int], None]
COUNTING: dict[str, tuple[str, Make]] = {
    "doccano": ("a.jsonl", doccano),
    "label-studio": ("a.json", label_studio),
    "web-annotation": ("folder", web_annotation),
    "refi-qda": ("a.qde", refi_qda),
}


def put(path: Path, *targets: object, **more: object) -> Path:
    """Annotations of targets."""
    rows = [
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"http://example.org/{number}",
            "type": "Annotation",
            "target": target,
            **more,
        }
        for number, target in enumerate(targets)
    ]
    path.write_text(json.dumps(rows), "utf-8")
    return path


def words(project: Project) -> list[str]:
    """What all statements say."""
    layers = [one.id for one in project.annotators()]
    ids = [row.id for row in project.articles.rows([])]
    return [s.words for i in ids for s in project.statements.of_article(i, layers)]


@pytest.mark.parametrize("name", COUNTING)
def test_units_are_as_is_said_where_the_data_does_not_tell(
    name: str, tmp_path: Path, empty: Project
) -> None:
    called, make = COUNTING[name]
    for offsets, place, notes in (
        (None, (5, 11), 1),
        ("code-points", (5, 11), 0),
        ("utf-16", (6, 12), 0),
    ):
        folder = tmp_path / str(offsets)
        folder.mkdir()
        make(folder / called, *place)
        report = bring(empty, folder / called, format_name=name, offsets=offsets)
        assert len([one for one in report.notes if "emoji counted as two" in one]) == notes
        assert words(empty) == ["denies"]
        empty.undo()


@pytest.mark.parametrize("name", COUNTING)
def test_no_unit_need_be_said_where_all_units_are_the_same(
    name: str, tmp_path: Path, empty: Project
) -> None:
    called, make = COUNTING[name]
    if name == "refi-qda":
        make(tmp_path / called, 0, 2)
        assert bring(empty, tmp_path / called, format_name=name).notes == ()
    assert "offsets" in FORMATS[name].takes


def test_what_a_format_fixes_itself_is_refused_and_not_passed_over(
    tmp_path: Path, empty: Project
) -> None:
    (tmp_path / "a.ann").write_text("T1\tdenial 0 2\tHe\n", "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    doccano(tmp_path / "a.jsonl", 5, 11)
    with pytest.raises(BadInput, match="brat says by itself"):
        bring(empty, tmp_path / "a.ann", offsets="utf-16")
    with pytest.raises(BadInput, match="articles says by itself"):
        bring(empty, tmp_path / "a.txt", offsets="utf-16")
    # Not even where what cannot be read is left out: it is the wish that is wrong.
    with pytest.raises(BadInput, match="doccano is UTF-8"):
        bring(empty, tmp_path / "a.jsonl", manner=Manner("cp1252"), skip_bad=True)
    assert empty.stats()["revision"] == 0


@pytest.mark.parametrize("name", ["brat", "conll", "csv"])
def test_data_in_another_encoding_is_read_as_is_said(
    name: str, tmp_path: Path, empty: Project
) -> None:
    said = "“Łódź” – she says – “nein”".replace("Ł", "L").replace("ź", "z")
    path, encoding = encoded(name, tmp_path, said)
    with pytest.raises(BadInput, match="UTF-8"):
        bring(empty, path, format_name=name)
    with pytest.raises(BadInput, match="There is no encoding “zip”"):
        bring(empty, path, format_name=name, manner=Manner("zip"))
    with pytest.raises(BadInput, match="not in ascii"):
        bring(empty, path, format_name=name, manner=Manner("ascii"))
    assert bring(empty, path, format_name=name, manner=Manner(encoding)).statements == 1
    assert words(empty) == ["“Lódz” –"]


def encoded(name: str, folder: Path, said: str) -> tuple[Path, str]:
    """Data of a format in an encoding that is not UTF-8."""
    if name == "brat":
        (folder / "a.txt").write_bytes(said.encode("cp1252"))
        (folder / "a.ann").write_bytes("T1\tdenial 0 8\t“Lódz” –\n".encode("cp1252"))
        return folder / "a.ann", "cp1252"
    if name == "conll":
        tags = ["B-denial", "I-denial", *["O"] * 10]
        lines = "".join(f"{a}\t{b}\n" for a, b in zip(said.split(), tags, strict=False))
        (folder / "a.conll").write_bytes(lines.encode("utf-16"))
        return folder / "a.conll", "utf-16"
    with Project.create(folder / "first.factcheck", title="First", actor=ANA) as first:
        article = NewArticle(said, "a.txt", "A", id=Id.fixed("test/a"))
        import_bundle(first.access, Bundle(parts=(Part(article),)))
        assert article.id is not None
        first.statements.mark(article.id, 0, 8, next(iter(first.labels.labels())).id)
        export(first, folder / "a.csv", ExportWishes("csv"))
    # As a spreadsheet saves it that divides by semicolons.
    path = folder / "a.csv"
    path.write_bytes(path.read_text("utf-8-sig").encode("cp1252"))
    return path, "cp1252"


def test_both_can_be_said_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = str(tmp_path / "p.factcheck")
    doccano(tmp_path / "a.jsonl", 6, 12)
    assert main(["new", project]) == 0
    asked = ["import", project, str(tmp_path / "a.jsonl"), "--offsets", "utf-16"]
    assert main(asked) == 0
    with Project.open(project, ANA) as opened:
        assert words(opened) == ["denies"]
    assert main([*asked, "--encoding", "utf-16"]) == 1
    assert "UTF-8" in capsys.readouterr().err


def article(number: int, text: str, uri: str | None = None) -> Part:
    """An article of an address, with all that a reader of web pages tells of one."""
    record = Id.fixed(f"test/{number}")
    return Part(
        NewArticle(
            text,
            f"{number}.txt",
            str(number),
            uri=uri,
            published=Date("2022-02-20", "Sunday"),
            reader="html",
            original=Original(bytes([number] * 32)),
            edition_of=Id.fixed("test/1") if number > 1 else None,
            guessed=frozenset({"title"}),
            furniture=((0, 1),),
            attributes={"a": "b"},
            id=record,
        )
    )


def quoted(exact: str, start: int | None = None, source: str = ADDRESS) -> dict[str, object]:
    """A target with a quote, and a position if there is one."""
    selectors: list[dict[str, object]] = [{"type": "TextQuoteSelector", "exact": exact}]
    if start is not None:
        end = start + len(exact)
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    return {"source": source, "selector": selectors}


def annotated(project: Project, folder: Path, *targets: object, **more: object) -> ImportReport:
    """Bring in annotations of addresses, with no text beside."""
    where = folder / "annotations"
    where.mkdir(exist_ok=True)
    put(where / "a.jsonld", *targets, **more)
    return bring(project, where / "a.jsonld", format_name="web-annotation")


def test_annotations_go_to_the_article_of_their_address_or_id(
    tmp_path: Path, empty: Project
) -> None:
    parts = (article(1, TEXT, uri=ADDRESS), article(2, "Nobody knows."))
    import_bundle(empty.access, Bundle(parts=parts))
    report = annotated(
        empty,
        tmp_path,
        quoted("denies", 5),
        quoted("it", source=f"{ADDRESS}#second"),
        quoted("knows", 7, source=f"urn:uuid:{parts[1].id}"),
        quoted("knows", source="http://example.org/elsewhere"),
        body={"type": "TextualBody", "value": "denial", "purpose": "tagging"},
    )
    assert (report.articles, report.statements, report.lost) == (0, 3, {"sources": 1})
    assert words(empty) == ["denies", "it", "knows"]
    assert empty.check()["problems"] == []
    # The same again is nothing new.
    assert annotated(empty, tmp_path, quoted("denies", 5)).revision is not None


def test_positions_in_another_form_of_the_text_give_way_to_the_quote(
    tmp_path: Path, empty: Project
) -> None:
    import_bundle(empty.access, Bundle(parts=(article(1, TEXT, uri=ADDRESS),)))
    report = annotated(
        empty, tmp_path, quoted("denies", 105), quoted("admits", 5), quoted("denies", 2**31 - 9)
    )
    assert report.lost == {"other_words": 1}
    assert words(empty) == ["denies", "denies"]


def test_positions_without_a_quote_are_taken_where_they_can_be_and_said(
    tmp_path: Path, empty: Project
) -> None:
    import_bundle(empty.access, Bundle(parts=(article(1, "She denies it.", uri=ADDRESS),)))
    spots = [
        {
            "source": ADDRESS,
            "selector": {"type": "TextPositionSelector", "start": 4, "end": end},
        }
        for end in (10, 99)
    ]
    report = annotated(empty, tmp_path, *spots)
    assert (words(empty), report.lost) == (["denies"], {"regions": 1})
    assert any("without words" in note for note in report.notes)


def test_of_two_editions_the_one_that_has_the_words_is_meant(
    tmp_path: Path, empty: Project
) -> None:
    parts = (article(1, "He denies it.", uri=ADDRESS), article(2, "He admits it.", uri=ADDRESS))
    import_bundle(empty.access, Bundle(parts=parts))
    report = annotated(empty, tmp_path, quoted("admits"), quoted("it"))
    assert (report.statements, report.lost) == (1, {"other_words": 1})
    assert words(empty) == ["admits"]


def test_a_text_beside_is_the_projects_article_where_it_is_the_same(
    tmp_path: Path, empty: Project
) -> None:
    import_bundle(empty.access, Bundle(parts=(article(1, TEXT, uri=ADDRESS),)))
    where = tmp_path / "folder"
    where.mkdir()
    (where / "letter.txt").write_text(TEXT, "utf-8")
    put(where / "a.jsonld", quoted("denies", 5))
    report = bring(empty, where, format_name="web-annotation")
    assert (report.articles, report.statements) == (0, 1)
    (where / "letter.txt").write_text(f"Once {TEXT}", "utf-8")
    put(where / "a.jsonld", quoted("denies", 10), id="http://example.org/other")
    assert bring(empty, where, format_name="web-annotation").articles == 1
