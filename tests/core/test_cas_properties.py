"""Whatever cassis, which is not ours, writes of any text and types comes back from our exports."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.formats import reader, writer
from factcheck.formats.bundle import UNSAID, Bundle
from factcheck.formats.xml_words import blanked
from factcheck.ids import Id
from factcheck.records import Annotator
from tests.core.test_travelling import same
from tests.texts_strategy import texts

FORMATS = ("cas-xmi", "cas-json")
ME = Annotator(Id.fixed("test/me"), "Me")
WORDS = st.sampled_from(
    ("", "denial", "a & b", "1", "[1]", '{"%TYPE": "x.A"}', "“q” 🙂", " x\ty\nz ")
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "value": WORDS,
    "name": WORDS,
    "n": st.integers(-(2**31), 2**31 - 1),
    "is_so": st.booleans(),
    "weight": st.sampled_from((0.5, -0.0, 1e300, float("inf"), float("nan"))),
}


@cache
def types() -> Any:
    """Types of all sorts that programs make."""
    import cassis

    found = cassis.TypeSystem()
    span = found.create_type("x.Span")
    plain = {"value": "String", "name": "String", "n": "Integer", "is_so": "Boolean"}
    for feature, kind in {**plain, "weight": "Double"}.items():
        found.create_feature(span, feature, f"uima.cas.{kind}")
    found.create_feature(span, "hints", "uima.cas.StringArray")
    found.create_feature(span, "numbers", "uima.cas.IntegerArray")
    thing = found.create_type("x.Thing", supertypeName="uima.cas.TOP")
    found.create_feature(thing, "n", "uima.cas.Integer")
    found.create_feature(thing, "inner", "x.Thing")
    found.create_feature(span, "thing", "x.Thing")
    found.create_type("y.type.Special", supertypeName="x.Span")
    found.create_feature(span, "other", "x.Span")
    filler = found.create_type("x.Filler", supertypeName="uima.cas.TOP")
    found.create_feature(filler, "role", "uima.cas.String")
    found.create_feature(filler, "target", "uima.tcas.Annotation")
    found.create_feature(span, "slots", "uima.cas.FSArray", elementType="x.Filler")
    related = found.create_type("x.Related")
    for end in ("Governor", "Dependent"):
        found.create_feature(related, end, "x.Span")
    found.create_feature(related, "value", "uima.cas.String")
    return found


@st.composite
def cases(draw: st.DrawFn) -> Any:
    """CAS of one text with up to four spans, and what refers from one to another."""
    import cassis

    cas = cassis.Cas(types())
    text = blanked(draw(texts(min_pieces=1)))
    cas.sofa_string = text
    made = [_span(draw, len(text)) for _ in range(draw(st.integers(0, 4)))]
    of = {name: types().get_type(f"x.{name}") for name in ("Filler", "Related", "Thing")}
    array = types().get_type("uima.cas.FSArray")
    cas.add_all(made)
    for one in made:
        if draw(st.booleans()):
            one.thing = of["Thing"](n=draw(VALUES["n"]), inner=of["Thing"](n=3))
        if draw(st.booleans()):
            one.other = draw(st.sampled_from(made))
        if draw(st.booleans()):
            some = draw(st.lists(st.tuples(WORDS, st.sampled_from(made)), max_size=2))
            fillers = [of["Filler"](role=role, target=target) for role, target in some]
            one.slots = array(elements=fillers)
        if draw(st.booleans()):
            ends = {"Governor": one, "Dependent": draw(st.sampled_from(made))}
            place = {"begin": one.begin, "end": one.end}
            cas.add(of["Related"](value=draw(WORDS), **ends, **place))
    return cas


def _span(draw: st.DrawFn, length: int) -> Any:
    start = draw(st.integers(0, length))
    end = draw(st.integers(start, length))
    values = {name: draw(one) for name, one in VALUES.items() if draw(st.booleans())}
    for name, one in (("hints", WORDS.filter(str.strip)), ("numbers", st.integers(0, 9))):
        if draw(st.booleans()):
            kind = "StringArray" if name == "hints" else "IntegerArray"
            elements = draw(st.lists(one, min_size=1, max_size=2))
            values[name] = types().get_type(f"uima.cas.{kind}")(elements=elements)
    kind = draw(st.sampled_from(("x.Span", "y.type.Special")))
    return types().get_type(kind)(begin=start, end=end, **values)


def mine(bundle: Bundle) -> Bundle:
    """A dataset as an import makes it: whose nobody says is whoever's that imports."""

    def owned(record: Any) -> Any:
        return replace(record, annotator=ME.id) if record.annotator == UNSAID else record

    parts = tuple(replace(p, statements=tuple(map(owned, p.statements))) for p in bundle.parts)
    return replace(bundle, parts=parts, links=tuple(map(owned, bundle.links)), annotators=(ME,))


def _read(cas: Any, name: str, folder: Path) -> Bundle:
    if name == "cas-json":
        path = folder / "a.json"
        path.write_text(cas.to_json(), "utf-8")
    else:
        path = folder / "a.xmi"
        path.write_text(cas.to_xmi(), "utf-8")
        types().to_xml(folder / "TypeSystem.xml")
    return reader(name, path).read(path)


@settings(max_examples=40)
@given(cas=cases(), name=st.sampled_from(FORMATS), out=st.sampled_from(FORMATS))
def test_whatever_cassis_writes_comes_back(cas: Any, name: str, out: str) -> None:
    with TemporaryDirectory() as above:
        folder = Path(above)
        found = _read(cas, name, folder)
        spans = cas.select("x.Span")
        if not cas.sofa_string.strip():
            assert (list(found.parts), found.lost["empty_articles"]) == ([], 1)
            return
        wanted = sorted(one.get_covered_text() for one in spans if one.begin < one.end)
        assert sorted(one.words for one in found.statements()) == wanted
        bundle = mine(found)
        done = writer(out, folder / "out").write(bundle, folder / "out", tick=lambda _: None)
        again = reader(out, folder / "out").read(folder / "out")
    assert done.lost == {}
    assert (again.lost, again.notes) == ({}, ())
    same(again, replace(bundle, lost={}))
