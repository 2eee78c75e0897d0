"""Broken and hostile CAS: one sentence with the file and the place, and the project as it was."""

import zipfile
from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.formats import cas_json, cas_xmi, reader, zipped
from factcheck.project import Project
from tests.core.cas_parts import TYPES, claim, put, structure, structures, xmi
from tests.core.refusing import refused

LINK = '<x:Link xmi:id="3" sofa="1" begin="0" end="4" Governor="{}" Dependent="2"/>'


def refuses(format_name: str, path: Path, says: str) -> None:
    """See that a path is refused with a sentence that names it and says so."""
    with pytest.raises(BadInput) as caught:
        reader(format_name, path).read(path)
    sentence = str(caught.value)
    assert says in sentence
    assert "\n" not in sentence
    assert len(sentence) < 1_000


XMI = [
    ("", "line 1: this is no XML"),
    ("<a/>", "line 1: this is no CAS"),
    (xmi()[:-20], "this is no XML"),
    ('<!DOCTYPE x [<!ENTITY a "b">]>' + xmi(), "line 1: this has a DOCTYPE"),
    ('<!DOCTYPE x SYSTEM "file:///etc/passwd">' + xmi(), "DOCTYPE"),
    (xmi(claim(2, 0, 4, 'a="&b;"')), "this is no XML"),
    (xmi('<x:A xmi:id="2"><b><c/></b></x:A>'), "this is no CAS"),
    (
        xmi(claim(2, 0, 400)),
        "a.xmi, line 2, Claim 2: the span 0 to 400 lies outside its text of 16",
    ),
    (xmi(claim(2, -1, 4)), "Claim 2: the span -1 to 4 lies outside"),
    (xmi(claim(2, 4, 0)), "Claim 2: the span 4 to 0 ends before it begins"),
    (xmi(claim(2, 0, 6)), "Claim 2: position 6 lies inside a character"),
    (xmi(claim(2, 6, 7)), "Claim 2: position 6 lies inside a character"),
    (xmi(claim(2, "zero", 4)), "Claim 2: “begin, end” must be a whole number"),
    (xmi(claim(2, 0, "4" * 5000)), "must be a whole number"),
    (xmi(claim(2, 0, 4), claim(2, 8, 12)), "line 3, Claim 2: this id stands here twice"),
    (xmi(claim("x", 0, 4)), "“xmi:id” must be a whole number"),
    (xmi('<x:Claim sofa="1" begin="0" end="4"/>', members=""), "“xmi:id” is missing"),
    (xmi(claim(2, 0, 4), LINK.format(9)), "line 3, Link 3: “Governor” names 9"),
    (xmi(claim(2, 0, 4), LINK.format("9" * 17)), "names " + "9" * 17),
    (xmi(claim(2, 0, 4), members="2 9"), "“members” names 9"),
    (xmi(claim(2, 0, 4), members="2 x"), "“members” must be a whole number"),
    (xmi(claim(2, 0, 4).replace('sofa="1"', 'sofa="7"')), "Claim 2: “sofa” names 7"),
    (xmi().replace("<cas:View", '<cas:Sofa xmi:id="1" sofaID="b"/><cas:View'), "stands here twice"),
    (xmi().replace("<cas:View", '<cas:Sofa xmi:id="9" sofaID="_InitialView"/><cas:View'), "twice"),
    (xmi().replace("sofaString", "sofaURI"), "what lies elsewhere or is no text"),
    (xmi().replace("sofaString", "sofaArray"), "what lies elsewhere or is no text"),
    (
        xmi(claim(2, 0, 4)).replace(
            "</xmi:XMI>",
            '<cas:Sofa xmi:id="9" sofaID="b" sofaString="Other"/>'
            '<cas:View sofa="9" members="2"/></xmi:XMI>',
        ),
        "Claim 2: this lies in another text than the view",
    ),
]


@pytest.mark.parametrize(("words", "says"), XMI)
def test_broken_xmi_is_refused_with_its_place(tmp_path: Path, words: str, says: str) -> None:
    refuses("cas-xmi", put(tmp_path / "a.xmi", words), says)


JSON: list[tuple[object, str]] = [
    ("", "a.json, line 1: this is no JSON"),
    ("[]", "this is no CAS"),
    ("{}", "this is no CAS"),
    ('{"%FEATURE_STRUCTURES": [NaN]}', "this is no JSON"),
    ('{"%FEATURE_STRUCTURES": ["\\ud83d"]}', "half a character"),
    ("[" * 100_000, "nested too deeply"),
    (structures(structure(2, 0, 400)), "a.json, line 2, Claim 2: the span 0 to 400 lies outside"),
    (structures(structure(2, -1, 4)), "lies outside"),
    (structures(structure(2, 4, 0)), "the span 4 to 0 ends before it begins"),
    (structures(structure(2, 0, 6)), "position 6 lies inside a character"),
    (structures(structure(2, "0", 4)), "“begin, end” must be a whole number"),
    (structures(structure(2, True, 4)), "“begin, end” must be a whole number"),
    (structures(structure(2, 0, 4), structure(2, 8, 12)), "line 3, Claim 2: this id stands here"),
    (structures(structure(True, 0, 4)), "“%ID” must be a whole number"),
    (structures(structure(10**30, 0, 4)), "“%ID” must be a whole number"),
    (structures({"%TYPE": "x.A"}), "“%ID” is missing"),
    (structures({"%ID": 2}), "“%TYPE” is missing"),
    (structures(7), "must be an object"),
    (structures(structure(2, 0, 4, **{"@other": 9})), "Claim 2: “other” names 9"),
    (structures(structure(2, 0, 4, **{"@other": "9"})), "“@other” must be a whole number"),
    (structures(structure(2, 0, 4, value={"a": 1})), "“value” must be a text, a number"),
    (structures(structure(2, 0, 4, value=[1])), "“value” must be a text, a number"),
    (structures(structure(2, 0, 4), text=7), "“sofaString” must be a text"),
    (structures(structure(2, 0, 4, **{"@sofa": 7})), "“sofa” names 7"),
    ({"%FEATURE_STRUCTURES": 7}, "must be a list"),
    ({"%FEATURE_STRUCTURES": {"x": {}}}, "“%ID” must be a whole number"),
    ({**structures(), "%VIEWS": []}, "must be an object"),
    ({**structures(), "%VIEWS": {"a": {"%SOFA": 1, "%MEMBERS": 7}}}, "must be a list"),
    ({**structures(), "%VIEWS": {"a": {"%SOFA": 1, "%MEMBERS": [9]}}}, "“members” names 9"),
    ({**structures(), "%TYPES": {"x.A": 7}}, "must be an object"),
    ({**structures(), "%TYPES": {"x.A": {"f": {"%RANGE": 7}}}}, "“%RANGE” must be a text"),
]


@pytest.mark.parametrize(("content", "says"), JSON)
def test_broken_json_is_refused_with_its_place(tmp_path: Path, content: object, says: str) -> None:
    refuses("cas-json", put(tmp_path / "a.json", content), says)


def test_the_project_is_as_it_was(empty: Project, tmp_path: Path) -> None:
    good = xmi(claim(2, 0, 4))
    put(tmp_path / "set" / "a.xmi", good)
    put(tmp_path / "set" / "b.xmi", good.replace('end="4"', 'end="40"'))
    refused(empty, tmp_path / "set", "cas-xmi", "b.xmi, line 2, Claim 2: the span 0 to 40")
    path = put(tmp_path / "c.json", structures(structure(2, 0, 6)))
    refused(empty, path, "cas-json", "position 6 lies inside a character")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("<a/>typeSystemDescription", "TypeSystem.xml, line 1: this is no XML"),
        ("<typeSystemDescriptions/>", "line 1: this is no type system"),
        ("<!DOCTYPE typeSystemDescription>" + TYPES, "DOCTYPE"),
        (TYPES.replace("<name>x.Claim</name>", ""), "line 2: “name” is missing"),
        (TYPES.replace(">value<", "> <"), "“name” is missing"),
        (TYPES.replace(">value<", f">{'a' * 2000}<"), "“name” is missing"),
    ],
)
def test_broken_type_systems_are_refused_with_their_place(
    tmp_path: Path, words: str, says: str
) -> None:
    put(tmp_path / "TypeSystem.xml", words)
    refuses("cas-xmi", put(tmp_path / "a.xmi", xmi(claim(2, 0, 4))), says)


def test_references_in_circles_end(tmp_path: Path) -> None:
    ring = [
        {"%ID": 3, "%TYPE": "uima.cas.NonEmptyFSList", "@head": 2, "@tail": 4},
        {"%ID": 4, "%TYPE": "uima.cas.NonEmptyFSList", "@head": 5, "@tail": 3},
        {"%ID": 5, "%TYPE": "x.Thing", "@self": 5, "@list": 3},
    ]
    held = structures(structure(2, 0, 4, **{"@thing": 5, "@some": 3}), *ring)
    types = {"x.Claim": {"%SUPER_TYPE": "x.Loop"}, "x.Loop": {"%SUPER_TYPE": "x.Claim"}}
    for more in ({}, {"%TYPES": {**types, "x.Thing": {}}}):
        (part,) = cas_json.read(put(tmp_path / "a.json", {**held, **more})).parts
        assert len(part.statements) == (0 if more else 1)


def test_a_list_that_all_share_is_not_read_for_each(tmp_path: Path) -> None:
    shared = {"%ID": 2, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [3] * 3_000}
    thing = {"%ID": 3, "%TYPE": "x.Thing"}
    marks = [structure(n, 0, 4, **{"@all": 2}) for n in range(10, 1_500)]
    path = put(tmp_path / "a.json", structures(shared, thing, *marks))
    with pytest.raises(BadInput, match="too long to be read"):
        cas_json.read(path)


def test_zips_in_zips_are_bounded_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LARGEST", 50_000)
    monkeypatch.setattr(
        zipped.Room, "__init__", lambda self, left=50_000: setattr(self, "left", left)
    )
    folder = tmp_path / "set" / "annotation" / "a.txt"
    folder.mkdir(parents=True)
    for name in ("ana", "ben", "cleo"):
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("a.xmi", xmi(claim(2, 0, 4), text="Kyiv" + " " * 20_000))
    with pytest.raises(BadInput, match=r"cleo\.zip would unpack to far more"):
        cas_xmi.read(tmp_path / "set")
    (folder / "cleo.zip").unlink()
    assert len(list(cas_xmi.read(tmp_path / "set").statements())) == 2


def test_names_of_features_are_never_run(tmp_path: Path) -> None:
    """They are words; some programs make Python of them."""
    name = "x=__import__('os').abort(), y"
    words = TYPES.replace(">value<", f">{name}<").replace(">other<", ">from<")
    put(tmp_path / "TypeSystem.xml", words)
    inner = claim(2, 0, 4, 'from="3" class="a"'), claim(3, 8, 12)
    bundle = cas_xmi.read(put(tmp_path / "a.xmi", xmi(*inner)))
    (link,) = bundle.links
    assert link.attributes["webanno.slot"] == "from"


def test_what_travels_is_not_believed(tmp_path: Path) -> None:
    """The feature with our own rows, and what attributes say of types, may be anybody's."""
    ours = {"%ID": 2, "%TYPE": "factcheck.Statement", "@sofa": 1, "begin": 0, "end": 4}
    for said, says in (
        ("{", "no JSON"),
        ("7", "must be an object"),
        ('{"id": 7}', "“article” is missing"),
    ):
        path = put(tmp_path / "a.json", structures({**ours, "factcheck": said}))
        refuses("cas-json", path, says)
    path = put(tmp_path / "a.json", structures({**ours, "label": "denial", "factcheck": "{}"}))
    assert len(list(cas_json.read(path).statements())) == 1


DKPRO = 'xmlns:t="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" '
TOKENS = [
    f'<t:Token xmi:id="{n}" sofa="1" begin="{start}" end="{end}"/>'
    for n, start, end in ((20, 0, 4), (21, 5, 7), (22, 8, 12))
]


def tokenized(*inner: str) -> str:
    """An XMI with tokens, and what else there is."""
    return xmi(*TOKENS, *inner).replace("xmlns:cas=", f"{DKPRO}xmlns:cas=")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (tokenized(claim(21, 0, 4)), "line 5, Claim 21: this id stands here twice"),
        (tokenized(TOKENS[1]), "Token 21: this id stands here twice"),
        (tokenized(claim(2, 0, 400)), "line 5, Claim 2: the span 0 to 400 lies outside"),
        (tokenized(claim(2, 0, 4, 'other="19"')), "line 5, Claim 2: “other” names 19"),
    ],
)
def test_what_stands_beside_tokens_is_held_to_the_same(
    tmp_path: Path, words: str, says: str
) -> None:
    put(tmp_path / "TypeSystem.xml", TYPES)
    refuses("cas-xmi", put(tmp_path / "a.xmi", words), says)


def test_what_points_to_a_token_finds_it(tmp_path: Path) -> None:
    put(tmp_path / "TypeSystem.xml", TYPES)
    way = put(tmp_path / "a.xmi", tokenized(claim(2, 0, 4, 'other="22"'), claim(3, 5, 7)))
    held = reader("cas-xmi", way).read(way)
    text = next(iter(held.parts)).article.text
    texts = {text[x.content[0].start :][:4] for x in held.statements()}
    assert (texts, len(held.links)) == ({"Kyiv", "🙂 sa", "says"}, 1)


def test_what_looks_like_a_token_in_a_comment_is_none(tmp_path: Path) -> None:
    put(tmp_path / "TypeSystem.xml", TYPES)
    words = tokenized(claim(2, 0, 4)).replace("<cas:Sofa", f"<!-- {TOKENS[0]} --><cas:Sofa")
    way = put(tmp_path / "a.xmi", words)
    assert len(list(reader("cas-xmi", way).read(way).statements())) == 1


@pytest.mark.parametrize(("members", "n"), [("20 21 22 2", 1), ("2 22 20 21", 1), ("20 21 22 ", 0)])
def test_members_count_in_whatever_order(tmp_path: Path, members: str, n: int) -> None:
    put(tmp_path / "TypeSystem.xml", TYPES)
    words = tokenized(claim(2, 0, 4)).replace("20 21 22 2", members)
    way = put(tmp_path / "a.xmi", words)
    assert len(list(reader("cas-xmi", way).read(way).statements())) == n


@pytest.mark.parametrize("members", ["20 21 229 2", "20 21 22 9", "9 20 21 22"])
def test_members_that_are_not_there_are_named(tmp_path: Path, members: str) -> None:
    put(tmp_path / "TypeSystem.xml", TYPES)
    words = tokenized(claim(2, 0, 4)).replace("20 21 22 2", members)
    missing = "229" if "229" in members else "9"
    refuses("cas-xmi", put(tmp_path / "a.xmi", words), f"“members” names {missing}")
