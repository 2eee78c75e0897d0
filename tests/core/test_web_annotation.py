"""Web Annotations of others with their texts beside, W3C's rules for them, and our own by these.

That any dataset comes back is in `test_travelling`.
"""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import guess, web_annotation
from factcheck.formats.building import Origin
from factcheck.formats.bundle import Bundle
from factcheck.formats.web_annotation_model import check, check_context
from factcheck.ids import Id
from factcheck.project import Project
from tests.core.bundles import bundles
from tests.core.datasets import bring
from tests.core.refusing import refused
from tests.core.test_travelling import same, whole

from .datasets import ANA

GOLDEN = Path(__file__).parent / "golden" / "web-annotation"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SOURCE = "http://example.org/letter.html"


def test_annotations_of_others_find_their_texts_beside() -> None:
    assert guess(GOLDEN) == "web-annotation"
    found = web_annotation.read(GOLDEN)
    labels = {one.id: one.name for one in found.labels}
    names = {one.id: one.name for one in found.annotators}
    said = {
        (labels[s.label], s.words, s.note, names.get(s.annotator, "")) for s in found.statements()
    }
    assert said == {
        ("denial", "He denies it", "clear", "Ana"),
        ("highlighting", "She says so", "", "Ana"),
        ("split", "He … it", "", ""),
    }
    words = {s.id: s.words for s in found.statements()}
    assert [(words[x.source], words[x.target]) for x in found.links] == [
        ("He denies it", "She says so")
    ]
    # A quote that is there twice has no place, and nothing is fetched.
    assert found.lost == {"replies": 1, "sources": 1, "regions": 1, "other_words": 1}
    assert [part.article.text[0] for part in found.parts] == ["😀"]


@given(bundles())
def test_what_we_write_is_as_the_model_wants_it(bundle: Bundle) -> None:
    bundle = whole(bundle)
    with TemporaryDirectory() as above:
        out = Path(above) / "out.jsonld"
        done = web_annotation.write(bundle, out, tick=lambda _: None)
        again = web_annotation.read(out)
        row = json.loads(out.read_bytes())
        assert web_annotation.is_replaceable(out)
    at = Origin("out.jsonld")
    check_context(at.fields(row))
    items = row["first"]["items"]
    for one in items:
        check(at.fields(one), at)
    assert row["total"] == len(items) == done.written["statements"] + done.written["links"]
    if bundle.parts:
        same(again, bundle)
    texts = {f"urn:uuid:{part.id}": part.article.text for part in bundle.parts}
    for one in items:
        targets = one["target"]["items"] if "items" in one["target"] else [one["target"]]
        for target in targets:
            if isinstance(target, dict):
                place, quoted = target["selector"]
                told = texts[target["source"]][place["start"] : place["end"]]
                assert told == quoted["exact"]


def annotation(target: object = SOURCE, **more: object) -> dict[str, Any]:
    """An annotation."""
    made = {"id": "http://example.org/x", "type": "Annotation", "target": target, **more}
    return {"@context": CONTEXT, **made}


def at(start: object, end: object, exact: str | None = None) -> dict[str, Any]:
    """A target at a place."""
    found: list[dict[str, object]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
    if exact is not None:
        found.append({"type": "TextQuoteSelector", "exact": exact})
    return {"source": SOURCE, "selector": found}


DEEP: dict[str, Any] = {"type": "List", "items": []}
for _ in range(30):
    DEEP = {"type": "List", "items": [DEEP]}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({**annotation(), "@context": "fish"}, "@context"),
        (annotation(id=["http://example.org/1"]), "“id”"),
        (annotation(id="no address"), "“id”"),
        (annotation(type="Squirrel"), "Annotation"),
        (annotation(None), "target"),
        (annotation(9), "target"),
        (annotation(DEEP), "deeply"),
        (annotation(body="no address"), "body"),
        (annotation(body={"type": "TextualBody"}), "value"),
        (annotation(body={"type": "TextualBody", "value": ["a", "b"]}), "value"),
        (annotation(body={"type": "TextualBody", "value": "a"}, bodyValue="b"), "bodyValue"),
        (annotation(bodyValue=["a", "b"]), "bodyValue"),
        (annotation(body={"items": [SOURCE]}), "type"),
        (annotation(body={"type": ["Choice", "List"], "items": [SOURCE]}), "type"),
        (annotation(body={"id": SOURCE, "textDirection": "squirrel"}), "textDirection"),
        (annotation(body={"id": SOURCE, "format": 6}), "format"),
        (annotation(body={"id": SOURCE, "processingLanguage": ["en", "de"]}), "processing"),
        (annotation(created="yesterday"), "created"),
        (annotation(created="2015-01-28T12:00:00"), "created"),
        (annotation(modified=["2015-01-28T12:00:00Z"] * 2), "modified"),
        (annotation(creator=6), "creator"),
        (annotation(rights="no address"), "rights"),
        (annotation({"type": "SpecificResource"}), "source"),
        (annotation({"source": [SOURCE, SOURCE]}), "source"),
        (annotation({"source": SOURCE, "selector": {"type": "FragmentSelector"}}), "value"),
        (annotation(at(0, 99)), "outside"),
        (annotation(at(14, 2)), "outside"),
        (annotation(at(2, 2)), "outside"),
        (annotation(at(-1, 2)), "start"),
        (annotation(at(2, 14, "She denies it")), "other words"),
        (annotation(at(2, 14), bodyValue="nul \0"), "bodyValue"),
        (annotation(at(2, 14), bodyValue=" ", motivation="tagging"), "body"),
        ([annotation(), annotation()], "twice"),
        (annotation(factcheck={"articles": [{"article": {"id": str(Id.fixed("x"))}}]}), ".txt"),
        (annotation(at(2, 14), factcheck={"id": "no id"}), "id"),
    ],
)  # fmt: skip
def test_what_the_model_does_not_allow_is_refused(
    row: object, says: str, tmp_path: Path, empty: Project
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(GOLDEN / "letter.txt", folder)
    (folder / "a.jsonld").write_text(json.dumps(row), "utf-8")
    refused(empty, folder, "web-annotation", says)
    refused(empty, folder, "web-annotation", "a.jsonld, line ")


@pytest.mark.parametrize("mark", ["#", "9b6aa528-660a-4551-8265-66f45c61aca"])
def test_a_page_that_annotates_itself_need_not_say_which_it_is(tmp_path: Path, mark: str) -> None:
    (tmp_path / "a#1%20b.txt").write_text("He denies it.", "utf-8")
    told = {"type": "TextualBody", "purpose": "tagging", "value": "denial"}
    ranged = {"type": "RangeSelector", "refinedBy": {"type": "XPathSelector", "value": "/p"}}
    targets = [{"selector": at(n, n + 2)["selector"]} for n in (0, 10)]
    targets[1]["selector"].append(ranged)
    rows = [annotation(one, id=f"{mark}{n}", body=told) for n, one in enumerate(targets)]
    rows.append(annotation([{"id": f"{mark}0"}, {"id": f"{mark}1"}], id=mark + "l", body=told))
    (tmp_path / "a.json").write_text(json.dumps(rows), "utf-8")
    found = web_annotation.read(tmp_path)
    assert [one.words for one in found.statements()] == ["He", "it"]
    assert (len(found.links), found.lost) == (1, {})
    (tmp_path / "b.txt").write_text("Another one.", "utf-8")
    assert web_annotation.read(tmp_path).lost == {"sources": 2, "links_left_out": 1}


@pytest.mark.parametrize("held", ["annotations", "rows", ""])
def test_what_hypothesis_exports_finds_its_words_by_the_quote(tmp_path: Path, held: str) -> None:
    def told(record: str, **more: Any) -> dict[str, Any]:
        return {"id": record, "user": "acct:ana@hypothes.is", "uri": SOURCE, **more}

    # Positions are those of the page as a browser shows it.
    target = {"source": SOURCE, "selector": at(700, 711, "She says so")["selector"]}
    made = "2024-03-01T10:00:00.123456+00:00"
    rows = [
        told("a-1", target=[target], text="clear", tags=["denial"], created=made),
        told("b_2", target=[{"source": SOURCE}], text="on the page", tags=[]),
        told("c", target=[{"source": SOURCE}], text="no, it is not", references=["a-1"]),
        told("d", target=[target], tags=["x"], user_info={"display_name": "Ben"}),
    ]
    exported = {"export_userid": "acct:ana@hypothes.is", held: rows} if held else rows
    (tmp_path / "export.json").write_text(json.dumps(exported), "utf-8")
    shutil.copy(GOLDEN / "letter.txt", tmp_path)
    assert guess(tmp_path / "export.json") == "web-annotation"
    found = web_annotation.read(tmp_path)
    labels = {one.id: one.name for one in found.labels}
    names = {one.id: one.name for one in found.annotators}
    said = {(labels[s.label], s.words, s.note, names[s.annotator]) for s in found.statements()}
    assert said == {
        ("denial", "She says so", "clear", "ana@hypothes.is"),
        ("x", "She says so", "", "Ben"),
    }
    assert found.lost == {"answers": 1, "replies": 1}
    assert web_annotation.read(tmp_path / "export.json").lost == {"sources": 3, "replies": 1}


def test_a_source_leads_nowhere_but_to_a_text_beside(tmp_path: Path, empty: Project) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("He denies it.")
    ways = ("../secret.txt", "file:///etc/passwd", "http://example.org/..%2fsecret.txt")
    rows = [
        annotation({**at(0, 2), "source": way}, id=f"http://example.org/{n}")
        for n, way in enumerate(way for way in ways if ":" in way)
    ]
    (folder / "a.jsonld").write_text(json.dumps(rows), "utf-8")
    report = bring(empty, folder, format_name="web-annotation")
    assert (report.articles, report.lost) == (0, {"sources": 2})


def test_a_link_of_ours_to_nothing_is_refused(sample_once: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonld"
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as sample:
        export(sample, out, ExportWishes("web-annotation"))
        row = json.loads(out.read_bytes())
        link = next(x for x in row["first"]["items"] if x["motivation"] == "linking")
        gone = link["factcheck"]["to"]
        row["first"]["items"] = [x for x in row["first"]["items"] if gone not in x["id"]]
        out.write_text(json.dumps(row), "utf-8")
        with pytest.raises(BadInput, match=gone):
            bring(sample, out)


def test_only_exports_of_ours_are_replaced(sample_once: Path, tmp_path: Path) -> None:
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as sample:
        folder = tmp_path / "out"
        for _ in range(2):
            export(sample, folder, ExportWishes("web-annotation"))
        (folder / "mine.txt").write_text("mine")
        foreign = shutil.copy(GOLDEN / "annotations.jsonld", tmp_path)
        for path in (folder, foreign):
            with pytest.raises(BadInput, match="left as it is"):
                export(sample, path, ExportWishes("web-annotation"))
