"""UIMA CAS: types of others are read as they are meant and get theirs back, as XMI and as JSON.

That any dataset comes back is in `test_travelling`, what is broken in `test_cas_hostile`. cassis,
which is not ours, reads what is written here, and writes what is read.
"""

import json
import shutil
import zipfile
from collections.abc import Collection
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import cas_json, cas_near, cas_xmi, guess, places, reader
from factcheck.formats.bundle import Bundle
from factcheck.project import Project
from tests.core.cas_parts import (
    GOLDEN,
    TEXT,
    TYPES,
    claim,
    put,
    seen_by_cassis,
    structure,
    structures,
    xmi,
)
from tests.core.datasets import ANA, bring, rows, same

FORMATS = ("cas-xmi", "cas-json")
ID = "{http://www.omg.org/XMI}id"
LETTERS = {"cas-xmi": GOLDEN / "letter.xmi", "cas-json": GOLDEN / "letter.json"}


def told(bundle: Bundle) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The statements by label and words, and the links between them by type."""
    labels = {one.id: one.name for one in bundle.labels}
    types = {one.id: one.name for one in bundle.link_types}
    said = {one.id: f"{labels[one.label]}: {one.words}" for one in bundle.statements()}
    links = [(types[x.type], said[x.source], said[x.target]) for x in bundle.links]
    return sorted(said.values()), sorted(links)


@pytest.mark.parametrize("name", FORMATS)
def test_types_are_read_as_they_are_meant(name: str) -> None:
    assert guess(LETTERS[name]) == name
    bundle = reader(name, LETTERS[name]).read(LETTERS[name])
    (part,) = bundle.parts
    article = part.article
    assert article.text == "Kyiv 🙂 says no.\r\nThe Kremlin rejects it & “lie”."
    assert (article.title, article.language, article.source_name) == ("A letter", "en", "letter")
    statements, links = told(bundle)
    assert statements == [
        "Claim: no.",
        "Claim: rejects it",
        "CoreferenceLink: The Kremlin",
        "CoreferenceLink: it",
        "Frame: says",
        "LOC: Kyiv",
        "NNP: Kyiv",
        "ORG: The Kremlin",
        "Token: rejects",
        "VBZ: says",
    ]
    assert links == [
        ("Answers", "Claim: rejects it", "Claim: no."),
        ("coref", "CoreferenceLink: The Kremlin", "CoreferenceLink: it"),
        ("nsubj", "VBZ: says", "NNP: Kyiv"),
        ("parataxis", "VBZ: says", "Token: rejects"),
        ("what", "Frame: says", "Claim: no."),
        ("who", "Frame: says", "LOC: Kyiv"),
    ]
    first = next(x for x in part.statements if x.words == "no.")
    frame = next(x for x in part.statements if "source" in x.attributes)
    plain = {k: v for k, v in first.attributes.items() if not k.startswith("webanno.")}
    assert plain == {"sure": "true", "weight": "0.5", "rank": "3"}
    assert json.loads(frame.attributes["source"])["entries"][0]["number"] == "7"
    assert bundle.lost == {"layout": 1}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("out", FORMATS)
def test_types_of_others_get_theirs_back(
    empty: Project, tmp_path: Path, name: str, out: str
) -> None:
    bring(empty, LETTERS[name])
    done = export(empty, tmp_path / "out", ExportWishes(out))
    assert (done.written["statements"], done.written["links"]) == (10, 6)
    (cas,) = seen_by_cassis(tmp_path / "out")
    frame = cas.select("webanno.custom.Frame")[0]
    fillers = {one.role: one.target.get_covered_text() for one in frame.roles.elements}
    assert fillers == {"who": "Kyiv", "what": "no."}
    assert frame.source.entries.elements[0].number == 7
    first, second = cas.select("webanno.custom.Claim")
    assert (first.sure, first.weight, first.rank) == (True, 0.5, 3)
    assert second.hints.elements == ["“lie”", "rejects it"]
    (answers,) = cas.select("webanno.custom.Answers")
    assert (answers.Governor, answers.Dependent, answers.kind) == (second, first, "pro|con")
    (chain,) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain")
    assert chain.first.next.get_covered_text() == "it"
    tokens = {
        one.get_covered_text(): one
        for one in cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
    }
    assert tokens["Kyiv"].pos.PosValue == "NNP"
    dependencies = cas.select("de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency")
    ends = {one.DependencyType: (one.Governor, one.Dependent) for one in dependencies}
    assert ends["parataxis"] == (tokens["says"], tokens["rejects"])
    # None of these is taken for news, beside what is ours or without it.
    assert bring(empty, tmp_path / "out").revision is None
    for path in ("factcheck.json", "articles.jsonl", "links.jsonl"):
        (tmp_path / "out" / path).unlink()
    with Project.create(tmp_path / "b.factcheck", title="b", actor=ANA) as other:
        report = bring(other, tmp_path / "out", format_name=out)
        assert (report.statements, report.links, report.lost) == (10, 6, {})


def test_cassis_reads_what_we_write(sample: Project, tmp_path: Path) -> None:
    for name in FORMATS:
        done = export(sample, tmp_path / name, ExportWishes(name, layer="all"))
        assert set(done.lost) == {"gaps_shown_closed", "comments", "decisions"}
        found = seen_by_cassis(tmp_path / name)
        said = [one for cas in found for one in cas.select("factcheck.Statement")]
        assert len(said) == done.written["statements"]
        rejects = next(one for one in said if one.get_covered_text().startswith("the accusation"))
        assert (rejects.label, rejects.speaker) == ("denial", "Kremlin")
        roles = {x.role: x.target.get_covered_text() for x in rejects.attribution.elements}
        assert roles == {"source": "The Kremlin", "cue": "rejects"}
        links = [one for cas in found for one in cas.select("factcheck.Link")]
        assert {one.label for one in links} == {"contradicts", "denies", "confirms", "repeats"}


def test_a_long_text_is_divided_like_a_short_one(empty: Project, tmp_path: Path) -> None:
    text = "Kyiv – says 🙂 yes. " * 3_000
    bring(empty, put(tmp_path / "in.json", structures(structure(2, 0, 4), text=text)))
    export(empty, tmp_path / "out", ExportWishes("cas-xmi"))
    root = ET.parse(tmp_path / "out" / "in.xmi").getroot()
    units = text.encode("utf-16-le")

    def words(kind: str) -> list[str]:
        found = [one for one in root if one.tag.endswith(f"}}{kind}")]
        places = [(2 * int(one.attrib["begin"]), 2 * int(one.attrib["end"])) for one in found]
        return [units[start:end].decode("utf-16-le") for start, end in places]

    assert words("Token") == ["Kyiv", "–", "says", "🙂", "yes", "."] * 3_000
    assert words("Sentence") == ["Kyiv – says 🙂 yes."] * 3_000
    ids = [one.attrib[ID] for one in root if ID in one.attrib]
    assert ids == [str(n) for n in (0, *range(2, len(ids)), 1)]
    assert root[-1].attrib["members"].split() == ids[1:-1]


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_comes_back_packed(
    sample: Project, empty: Project, tmp_path: Path, name: str
) -> None:
    packed = tmp_path / "packed.zip"
    done = export(sample, packed, ExportWishes(name, layer="all"))
    assert guess(packed) == name
    export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
    assert bring(empty, packed).statements == done.written["statements"]
    export(empty, tmp_path / "second", ExportWishes("jsonl", layer="all"))
    assert same(tmp_path / "second", tmp_path / "first")


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_altered_elsewhere_is_another_statement(
    sample: Project, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes(name))
    export(sample, tmp_path / "before", ExportWishes("jsonl"))
    path = next(out.glob("000*"))
    words = path.read_text("utf-8")
    was, now = ('label="denial"', 'label="allegation"')
    if name == "cas-json":
        was, now = ('"label": "denial"', '"label": "allegation"')
    assert was in words
    path.write_text(words.replace(was, now, 1), "utf-8")
    report = bring(sample, out)
    assert (report.articles, report.statements) == (0, 1)
    export(sample, tmp_path / "after", ExportWishes("jsonl"))
    old = {row["id"]: row for row in rows(tmp_path / "before", "statements")}
    (made,) = [row for row in rows(tmp_path / "after", "statements") if row["id"] not in old]
    before = old[made["derived_from"][0]]
    assert (before["label"], made["label"]) == ("denial", "allegation")
    for key in ("speaker", "claim", "spans", "note"):
        assert made[key] == before[key]
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, out, ExportWishes(name))


def test_annotators_are_found_in_zips_as_inception_has_them(empty: Project, tmp_path: Path) -> None:
    """Each annotator's CAS is a zip with its type system, in the zip of the project."""
    words = xmi(claim(2, 0, 4, 'value="denial"'))
    with zipfile.ZipFile(tmp_path / "project.zip", "w") as project:
        project.writestr("exportedproject.json", '{"name": "letters"}')
        project.writestr("source/letter.txt", TEXT)
        names = ("letter.txt/ana", "letter.txt/dan", "letter.txt/INITIAL_CAS", "c/INITIAL_CAS")
        for name in (*(f"annotation/{one}" for one in names), "curation/b/cleo"):
            with zipfile.ZipFile(tmp_path / "one.zip", "w") as one:
                one.writestr("letter.xmi", words)
                one.writestr("TypeSystem.xml", TYPES)
            project.write(tmp_path / "one.zip", f"{name}.zip")
    assert guess(tmp_path / "project.zip") == "cas-xmi"
    report = bring(empty, tmp_path / "project.zip")
    assert (report.articles, report.statements, report.lost) == (3, 4, {"initial": 1})
    found = empty.articles.get_many(report.ids)
    assert {one.source_name for one in found} == {"letter.txt", "b", "c"}
    assert {one.name for one in empty.annotators()} >= {"ana", "dan", "cleo"}
    assert "INITIAL_CAS" not in {one.name for one in empty.annotators()}


def test_several_files_of_one_text_are_of_several_annotators(tmp_path: Path) -> None:
    for name in ("letter/ana", "letter/ben", "notes/one"):
        put(tmp_path / f"{name}.json", structures(structure(2, 0, 4)))
    put(tmp_path / "notes" / "two.json", structures(structure(2, 0, 4), text="Other text"))
    bundle = cas_json.read(tmp_path)
    names = {one.id: one.name for one in bundle.annotators}
    found = {part.article.source_name: part.statements for part in bundle.parts}
    assert {names[one.annotator] for one in found["letter"]} == {"ana", "ben"}
    assert set(found) == {"letter", "notes/one", "notes/two"}
    assert set(names.values()) == {"ana", "ben"}


def test_work_of_two_on_one_text_may_come_at_two_times(empty: Project, tmp_path: Path) -> None:
    """What is kept of an article must not hang on whose annotations came with it."""
    path = tmp_path / "set" / "annotation" / "a.txt" / "ana.xmi"
    put(path, xmi(claim(2, 0, 4, 'rank="3" sure="true"')))
    assert bring(empty, tmp_path / "set").articles == 1
    path.unlink()
    put(path.with_name("ben.xmi"), xmi(claim(2, 0, 4), claim(3, 8, 12, 'other="2"')))
    report = bring(empty, tmp_path / "set")
    assert (report.articles, report.statements) == (0, 2)


def test_type_systems_are_looked_for_near_by(tmp_path: Path) -> None:
    words = xmi(claim(2, 0, 4, 'value="denial" other="3"'), claim(3, 8, 12))
    alone = put(tmp_path / "a" / "one.xmi", words)
    # Nothing says that “other” is a reference.
    assert told(cas_xmi.read(alone)) == (["Claim: says", "denial: Kyiv"], [])
    put(tmp_path / "a" / "TypeSystem.xml", TYPES)
    linked = (["Claim: says", "denial: Kyiv"], [("other", "denial: Kyiv", "Claim: says")])
    assert told(cas_xmi.read(alone)) == linked
    put(tmp_path / "b" / "inner" / "one.xmi", words)
    put(tmp_path / "b" / "my-typesystem.xml", TYPES)
    assert told(cas_xmi.read(tmp_path / "b")) == linked
    put(tmp_path / "c" / "one.xmi", words)
    put(tmp_path / "c" / "resources" / "TypeSystem.xml", TYPES)
    assert told(cas_xmi.read(tmp_path / "c")) == linked
    # One that is called like the XMI goes before all others.
    put(tmp_path / "a" / "one-typesystem.xml", TYPES.replace("x.Claim", "x.Other"))
    assert cas_xmi.read(alone).lost == {"unknown_types": 2}


@pytest.mark.parametrize(("name", "looks"), [("cas-xmi", 1), ("cas-json", 0)])
def test_a_folder_is_looked_through_once_for_types_whatever_it_holds(
    name: str, looks: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        shutil.copy(LETTERS[name], tmp_path / f"{n}{LETTERS[name].suffix}")
    looked: list[Path] = []

    def below(folder: Path, endings: Collection[str]) -> list[str]:
        looked.append(folder)
        return places.below(folder, endings)

    monkeypatch.setattr(cas_near, "below", below)
    assert len([*reader(name, tmp_path).read(tmp_path).parts]) == 4
    assert len(looked) == looks


def test_views_are_articles_and_what_ours_cannot_hold_is_counted(tmp_path: Path) -> None:
    place = '<cas:Sofa xmi:id="{}" sofaNum="{}" sofaID="{}" {}/><cas:View sofa="{}" members="{}"/>'
    inner = (
        claim(2, 0, 4),
        claim(3, 0, 0),
        '<x:Link xmi:id="4" sofa="1" begin="0" end="4" Governor="2" Dependent="3"/>',
        '<x:Link xmi:id="5" sofa="1" begin="0" end="4" Governor="2" Dependent="2"/>',
        '<x:Thing xmi:id="6" name="nothing"/>',
        '<x:BigToken xmi:id="7" sofa="1" begin="0" end="4" order="1" tag="NN"/>',
    )
    words = xmi(*inner).replace(
        "</xmi:XMI>",
        place.format(20, 2, "german", 'sofaString="Nein."', 20, "21")
        + place.format(30, 3, "scan", 'sofaURI="file:/scan.pdf"', 30, "")
        + '<x:Claim xmi:id="21" sofa="20" begin="0" end="4"/></xmi:XMI>',
    )
    bundle = cas_xmi.read(put(tmp_path / "a.xmi", words))
    texts = {part.article.source_name: part.article.text for part in bundle.parts}
    assert texts == {"a": TEXT, "a#german": "Nein."}
    assert told(bundle) == (["Claim: Kyiv", "Claim: Nein"], [])
    assert bundle.lost == {
        "empty_spans": 1,
        "links_left_out": 1,
        "links_to_itself": 1,
        "not_text": 1,
        "structures": 1,
        "token_values": 1,
    }


def test_what_xml_cannot_hold_comes_back(empty: Project, tmp_path: Path) -> None:
    source = put(
        tmp_path / "in.json",
        structures(structure(2, 4, 9, note="a\u0007b"), text="A\u0007\ufffeB and\u000cC"),
    )
    bring(empty, source)
    export(empty, tmp_path / "first", ExportWishes("jsonl"))
    done = export(empty, tmp_path / "out", ExportWishes("cas-xmi"))
    # Three of the text, and one of a feature.
    assert done.lost == {"shown_blank": 4}
    assert 'sofaString="A  B and C"' in (tmp_path / "out" / "in.xmi").read_text("utf-8")
    assert seen_by_cassis(tmp_path / "out")[0].sofa_string == "A  B and C"
    assert bring(empty, tmp_path / "out").revision is None
    (row,) = rows(tmp_path / "first", "statements")
    assert row["attributes"]["note"] == "a\u0007b"


def test_xml_1_1_holds_what_xml_1_0_does_not(tmp_path: Path) -> None:
    words = '<?xml version="1.1" encoding="UTF-8"?>' + xmi(claim(2, 0, 3), text="a¤b")
    path = put(tmp_path / "a.xmi", words.replace("¤", "&#12;"))
    bundle = cas_xmi.read(path)
    assert told(bundle)[0] == ["Claim: a\x0cb"]
    with pytest.raises(BadInput, match="no XML"):
        cas_xmi.read(put(path, words.replace("1.1", "1.0").replace("¤", "&#12;")))


def test_features_may_be_elements(tmp_path: Path) -> None:
    put(tmp_path / "TypeSystem.xml", TYPES)
    said = '<sofa href="#1"/><begin>0</begin><end>4</end><value>a</value>'
    inner = f'<x:Claim xmi:id="2">{said}</x:Claim>'
    assert told(cas_xmi.read(put(tmp_path / "a.xmi", xmi(inner))))[0] == ["a: Kyiv"]


def test_a_list_of_no_texts_goes_back_as_one(empty: Project, tmp_path: Path) -> None:
    put(
        tmp_path / "in" / "TypeSystem.xml",
        TYPES.replace("uima.cas.String<", "uima.cas.StringArray<"),
    )
    bring(empty, put(tmp_path / "in" / "a.xmi", xmi(claim(2, 0, 4, 'value=""'))))
    export(empty, tmp_path / "out", ExportWishes("cas-xmi"))
    (cas,) = seen_by_cassis(tmp_path / "out")
    assert cas.select("x.Claim")[0].value.elements == []
    # Nor is it taken for news.
    assert bring(empty, tmp_path / "out").revision is None


def test_structures_of_json_may_be_an_object_without_types(tmp_path: Path) -> None:
    held = structures(structure(2, 0, 4, **{"@other": 3, "^mark": 2}), structure(3, 8, 12))
    some = held["%FEATURE_STRUCTURES"]
    assert isinstance(some, list)
    held["%FEATURE_STRUCTURES"] = {str(one.pop("%ID")): one for one in some}
    bundle = cas_json.read(put(tmp_path / "a.json", held))
    assert told(bundle)[1] == [("other", "Claim: Kyiv", "Claim: says")]
