"""What is published without texts, names or remarks holds none of them, in any format."""

import json
import shutil
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from factcheck import formats
from factcheck.cli import main
from factcheck.datasets.exporting import export
from factcheck.datasets.hydrating import hydrate
from factcheck.datasets.importing import import_bundle
from factcheck.datasets.publishing import Publishing
from factcheck.datasets.wishes import LEFT_OUT, ExportWishes
from factcheck.errors import BadInput, NotFound
from factcheck.formats import FORMATS, WRITERS, writer
from factcheck.formats.bundle import Bundle, Texts
from factcheck.project import Project
from factcheck.prose.near import shingles_of
from factcheck.records import NewArticle
from factcheck.resources import seeds
from tests.core.bundles import bundles
from tests.core.datasets import ANA, bring, put, rows, whole
from tests.core.test_travelling import FORMATS as FORMATS_THAT_GIVE_ALL_BACK
from tests.core.test_travelling import same as same_content
from tests.core.test_travelling import whole as complete

Capture = pytest.CaptureFixture[str]
#: Ways to leave texts out: the format, and how the name of the dataset ends.
SHAPES = (
    *(("jsonl", ""), ("jsonl", ".zip"), ("csv", ""), ("csv", ".csv")),
    *(("parquet", ""), ("parquet", ".parquet")),
)


def held(place: Path) -> dict[str, bytes]:
    """All that is in a dataset, by name."""
    found = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    return {str(one.relative_to(place.parent)): one.read_bytes() for one in found}


def readable(way: str, found: bytes) -> str:
    """What words there are in a part of a dataset, packed ones too."""
    if way.endswith(".parquet"):
        return str(parquet.read_table(BytesIO(found)).to_pylist())
    if way.endswith(".spacy"):
        return zlib.decompress(found).decode("utf-8", "replace")
    return found.decode()


def same(one: Path, other: Path) -> bool:
    """Two datasets are the same bytes, under whatever names they are."""
    return list(held(one).values()) == list(held(other).values())


@settings(max_examples=8)
@given(bundle=bundles(), texts=st.sampled_from(("quotes", "none")), shape=st.sampled_from(SHAPES))
def test_texts_that_are_put_back_make_the_dataset_whole(
    bundle: Bundle, texts: Texts, shape: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, (name, ending) = tmp_path_factory.mktemp("texts"), shape
    full, less = folder / f"full{ending}", folder / f"less{ending}"
    with Project.create(folder / "a.factcheck", title="a", actor=ANA) as project:
        import_bundle(project.access, bundle)
        export(project, full, ExportWishes(name, layer="all"))
        done = export(project, less, ExportWishes(name, layer="all", texts=texts))
    assert done.lost.get("texts_left_out", 0) == sum(1 for _ in bundle.parts)
    assert not same(less, full)
    hydrate(less, str(full), actor=ANA)
    assert same(less, full)


@pytest.mark.parametrize("texts", ["quotes", "none"])
def test_the_sample_is_whole_again_decisions_too(
    sample: Project, tmp_path: Path, texts: Texts
) -> None:
    for name in ("jsonl", "csv", "parquet"):
        full, less, again = (tmp_path / f"{name}-{n}" for n in range(3))
        export(sample, full, ExportWishes(name, layer="all"))
        export(sample, less, ExportWishes(name, layer="all", texts=texts))
        # Once from the articles themselves, once from the project.
        hydrate(less, str(seeds()), actor=ANA, out=again)
        assert same(again, full)
        assert hydrate(less, str(sample.location), actor=ANA).found == 5
        assert same(less, full)


def test_no_words_of_an_article_are_left(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "none"
    export(sample, out, ExportWishes("jsonl", layer="all", texts="none"))
    export(sample, tmp_path / "full", ExportWishes("jsonl", layer="all"))
    contents = {s["text"] for row in rows(tmp_path / "full", "statements") for s in row["spans"]}
    for row in rows(out, "articles"):
        assert (row["text"], len(row["sha256"])) == (None, 64)
    for row in rows(out, "statements"):
        assert all(s.keys() == {"role", "start", "end"} for s in row["spans"])
    for row in rows(out, "links"):
        assert row["from"]["text"] is row["to"]["text"] is None
    for row in rows(out, "decisions"):
        # What is left in a snapshot are ids, and words that people wrote.
        assert not any(f'"{words}"' in row["snapshot"] for words in contents if len(words) > 20)
    assert json.loads((out / "manifest.json").read_text())["text"] == "none"
    assert "factcheck hydrate" in (out / "README.md").read_text()
    plain = tmp_path / "none.csv"
    export(sample, plain, ExportWishes("csv", layer="all", texts="none"))
    table = plain.read_text("utf-8-sig")
    assert not any(words in table for words in contents if len(words) > 60)


def test_quotes_are_those_of_statements_without_their_gaps(sample: Project, tmp_path: Path) -> None:
    export(sample, tmp_path / "q", ExportWishes("jsonl", layer="all", texts="quotes"))
    quoted = shingles_of(" ".join(words for words in _quotes(tmp_path / "q")))
    for row in rows(tmp_path / "q", "links"):
        for end in (row["from"], row["to"]):
            # Words on both sides of a gap stand beside each other only here.
            for words in end["text"].split(" … "):
                assert shingles_of(words) <= quoted or len(words.split()) < 5


def _quotes(folder: Path) -> list[str]:
    return [s["text"] for row in rows(folder, "statements") for s in row["spans"]]


def test_attributes_that_may_repeat_a_text_go_with_it(empty: Project, tmp_path: Path) -> None:
    teaser = "Officials said on Monday that talks would go on"
    attributes = {"section": "World", "teaser": teaser, "標": "長" * 41}
    article = NewArticle(f"{teaser}. So it goes.", "a.txt", "A", attributes=attributes)
    empty.add_articles([article])
    done = export(empty, tmp_path / "out", ExportWishes("jsonl", texts="quotes"))
    assert rows(tmp_path / "out", "articles")[0]["attributes"] == {"section": "World"}
    assert done.lost["long_attributes"] == 2
    assert teaser not in "".join(p.read_text() for p in (tmp_path / "out").iterdir())


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_does_what_it_says_of_texts(sample: Project, tmp_path: Path, name: str) -> None:
    for texts in ("quotes", "none"):
        wishes = ExportWishes(name, texts=texts)
        if texts in FORMATS[name].texts:
            export(sample, tmp_path / texts, wishes)
        else:
            with pytest.raises(BadInput, match="jsonl, csv"):
                export(sample, tmp_path / texts, wishes)
            assert not (tmp_path / texts).exists()


def test_a_dataset_without_texts_comes_only_to_where_they_are(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shapes: tuple[tuple[str, Texts], ...] = (
        ("csv", "none"),
        ("jsonl", "quotes"),
        ("jsonl", "none"),
    )
    for name, texts in shapes:
        shutil.rmtree(out, ignore_errors=True)
        export(sample, out, ExportWishes(name, layer="all", texts=texts))
        assert bring(sample, out).revision is None
        with pytest.raises(BadInput, match="hydrate"):
            bring(empty, out)
        assert empty.stats()["revision"] == 0


def test_any_database_has_the_texts_for_a_dataset_without(
    project: Project, sample: Project, tmp_path: Path
) -> None:
    export(sample, tmp_path / "out", ExportWishes("jsonl", layer="all", texts="none"))
    bring(project, seeds())
    assert bring(project, tmp_path / "out").statements == 282
    assert project.check()["problems"] == []
    export(project, tmp_path / "again", ExportWishes("jsonl", layer="all"))
    assert all(s["text"] for row in rows(tmp_path / "again", "statements") for s in row["spans"])


def test_missing_texts_are_listed_and_nothing_is_written(
    sample: Project, tmp_path: Path, capsys: Capture
) -> None:
    out, texts = tmp_path / "out", tmp_path / "texts"
    export(sample, out, ExportWishes("jsonl", texts="none"))
    before = held(out)
    texts.mkdir()
    first, *others = sorted(seeds().glob("*.txt"))
    # As a Windows checkout has it.
    (texts / "a.txt").write_bytes(first.read_bytes().replace(b"\n", b"\r\n"))
    (texts / "broken.txt").write_bytes(b"\0\1")
    assert main(["hydrate", str(out), str(texts)]) == 1
    assert "4 articles" in capsys.readouterr().err
    assert held(out) == before
    assert main(["hydrate", str(out), str(texts), "--skip-bad", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["found"], len(said["missing"])) == (1, 4)
    assert [row["text"] is None for row in rows(out, "articles")].count(False) == 1
    assert json.loads((out / "manifest.json").read_text())["text"] == "none"
    for one in others:
        shutil.copy(one, texts)
    assert main(["hydrate", str(out), str(texts)]) == 0
    export(sample, tmp_path / "full", ExportWishes("jsonl"))
    assert same(out, tmp_path / "full")


def test_what_is_no_dataset_or_does_not_fit_is_refused(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes("jsonl", texts="none"))
    export(sample, tmp_path / "brat", ExportWishes("brat"))
    with pytest.raises(BadInput, match="no dataset"):
        hydrate(tmp_path / "brat", str(seeds()), actor=ANA)
    with pytest.raises(NotFound):
        hydrate(tmp_path / "nothing", str(seeds()), actor=ANA)
    with pytest.raises(NotFound):
        hydrate(out, str(tmp_path / "nothing"), actor=ANA)
    statements = rows(out, "statements")
    statements[0]["spans"][0]["end"] = 10_000_000
    put(out, "statements", statements)
    links = [x for x in rows(out, "links") if statements[0]["id"] not in json.dumps(x)]
    put(out, "links", links)
    with pytest.raises(BadInput, match=statements[0]["id"]):
        hydrate(out, str(seeds()), actor=ANA)


@pytest.mark.parametrize("name", WRITERS)
def test_nobody_is_named(sample: Project, tmp_path: Path, name: str) -> None:
    people = [a for a in sample.annotators() if a.name.startswith("Annotator")]
    assert len(people) == 2
    out = tmp_path / ("out.html" if name == "html" else "out")
    # What people wrote themselves may name somebody still.
    wishes = ExportWishes(name, layer="all", anonymous=True, without=frozenset(LEFT_OUT))
    export(sample, out, wishes)
    data = "".join(f"{way}\n{readable(way, found)}" for way, found in held(out).items())
    for one in people:
        assert one.name not in data
        assert str(one.id) not in data
        assert one.id.hex() not in data


@settings(max_examples=30)
@given(bundle=bundles(), name=st.sampled_from(FORMATS_THAT_GIVE_ALL_BACK))
def test_what_is_published_comes_back_as_it_was_published(bundle: Bundle, name: str) -> None:
    named = [replace(one, name=f"Zoltan {n}") for n, one in enumerate(bundle.annotators)]
    bundle = complete(replace(bundle, annotators=tuple(named)))
    wishes = ExportWishes(name, anonymous=True, without=frozenset({"notes", "rationales"}))
    published = Publishing(bundle, wishes, everybody=named, layer=None).bundle
    with TemporaryDirectory() as above:
        out = Path(above) / "out"
        writer(name, out).write(published, out, tick=lambda _: None)
        again = formats.read(name, out)
        words = "".join(f"{way}\n{readable(way, found)}" for way, found in held(out).items())
    assert "Zoltan" not in words
    if bundle.parts:
        same_content(again, published)
    assert not any(one.note for one in again.statements())


def test_what_other_programs_say_of_annotators_names_nobody(empty: Project, tmp_path: Path) -> None:
    span = {"start": 0, "end": 2, "label": "x"}
    tasks = [
        {"text": "It is so.", "accept": [word], "_annotator_id": who, "meta": {"by": "Zoltan"}}
        for word, who in (("yes", "Zoltan"), ("no", "Yolanda"))
    ]
    lines = (json.dumps({**task, "answer": "accept", "spans": [span]}) + "\n" for task in tasks)
    (tmp_path / "tasks.jsonl").write_text("".join(lines))
    bring(empty, tmp_path / "tasks.jsonl", format_name="prodigy")
    export(empty, tmp_path / "out", ExportWishes("jsonl", layer="Zoltan", anonymous=True))
    (article,) = rows(tmp_path / "out", "articles")
    # Who is not in the dataset has a number, too.
    assert article["attributes"] == {
        "accept (annotator 1)": '["yes"]',
        "accept (annotator 3)": '["no"]',
        "by": "annotator 1",
        "factcheck.guessed": "title",
    }


def test_numbers_stand_for_annotators_everywhere(sample: Project, tmp_path: Path) -> None:
    plain, out = tmp_path / "plain", tmp_path / "out"
    export(sample, plain, ExportWishes("jsonl", layer="all"))
    export(sample, out, ExportWishes("jsonl", layer="all", anonymous=True))
    names = {"gold": "gold"}
    for before, after in zip(rows(plain, "statements"), rows(out, "statements"), strict=True):
        assert names.setdefault(before["annotator"], after["annotator"]) == after["annotator"]
    assert sorted(names.values()) == ["annotator 1", "annotator 2", "gold"]
    for kind in ("links", "assignments", "comments", "decisions"):
        was, now = rows(plain, kind), rows(out, kind)
        assert [names[row["annotator"]] for row in was] == [row["annotator"] for row in now]
    assert {row["kind"] for row in rows(out, "annotators")} == {"person", "gold"}
    known = {row["id"] for row in rows(out, "annotators")}
    people = {row["id"] for row in rows(plain, "annotators")}
    assert len(known & people) == 1
    for row in rows(out, "statements"):
        assert {*row["agreed_by"]} <= known
    for row in rows(out, "decisions"):
        assert not any(i in row["snapshot"] for i in people - known)


def test_an_anonymous_dataset_stays_the_same(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    wishes = ExportWishes("jsonl", layer="all", anonymous=True)
    for name in ("one", "two"):
        export(sample, tmp_path / name, wishes)
    assert same(tmp_path / "one", tmp_path / "two")
    bring(empty, tmp_path / "one")
    export(empty, tmp_path / "again", wishes)
    assert whole(tmp_path / "again") == whole(tmp_path / "one")
    one = ExportWishes("jsonl", layer="Annotator 2", anonymous=True)
    export(sample, tmp_path / "alone", one)
    assert json.loads((tmp_path / "alone/manifest.json").read_text())["layer"] == "annotator 1"


def test_a_snapshot_that_cannot_be_read_is_left_out_and_counted(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes("jsonl", layer="all"))
    decisions = rows(out, "decisions")
    decisions[0]["snapshot"] = '{"words": "of some newer program"}'
    put(out, "decisions", decisions)
    bring(empty, out)
    done = export(empty, out, ExportWishes("jsonl", layer="all", texts="none"))
    assert done.lost["snapshots"] == 1
    assert "newer program" not in (out / "decisions.jsonl").read_text()
    done = export(empty, out, ExportWishes("jsonl", layer="all", without=frozenset(("comments",))))
    assert "newer program" in (out / "decisions.jsonl").read_text()


def test_what_is_left_out_is_left_out_everywhere(sample: Project, tmp_path: Path) -> None:
    plain, out = tmp_path / "plain", tmp_path / "out"
    sample.comments.add("article", sample.articles.rows([])[0].id, "Well done, everybody.")
    was = export(sample, plain, ExportWishes("jsonl", layer="gold"))
    assert "Ana" in {row["name"] for row in rows(plain, "annotators")}
    wishes = ExportWishes("jsonl", layer="gold", without=frozenset(LEFT_OUT))
    done = export(sample, out, wishes)
    notes = [row["note"] for row in rows(plain, "statements") if row["note"]]
    reasons = [row["rationale"] for row in rows(plain, "links") if row["rationale"]]
    assert notes
    assert reasons
    data = "".join(p.read_text() for p in out.iterdir())
    assert not any(words in data for words in (*notes, *reasons) if len(words) > 15)
    for kind in ("comments", "decisions", "assignments"):
        assert rows(out, kind) == []
    assert done.lost["comments"] == was.written["comments"]
    assert done.lost["decisions"] == was.written["decisions"]
    assert done.lost["notes"] >= len(notes)
    # Whom only comments and decisions named is nobody now.
    assert "Ana" not in {row["name"] for row in rows(out, "annotators")}
    assert "Left out: notes, rationales" in (out / "README.md").read_text()


def test_the_guide_travels_with_its_versions(sample: Project, tmp_path: Path) -> None:
    guide = sample.about.get()["guide"] or "# Guide\n"
    sample.about.change({"guide": f"{guide}\n~~~~\nCount twice.", "contact": "desk@example.org"})
    revision = sample.log(1)[0].number
    export(sample, tmp_path / "out", ExportWishes("jsonl"))
    card = (tmp_path / "out/README.md").read_text()
    assert f"(revision {revision})" in card
    assert "+Count twice." in card
    assert card.count("Count twice.") == 2
    assert "desk@example.org" in card
    assert json.loads((tmp_path / "out/manifest.json").read_text())["contact"]


def test_the_command_line_says_what_it_left_out(
    sample: Project, tmp_path: Path, capsys: Capture
) -> None:
    asked = ["export", str(sample.location), str(tmp_path / "out"), "--format", "jsonl"]
    asked += ["--text", "none", "--anonymous", "--without", "notes,comments"]
    assert main([*asked, "--json"]) == 0
    lost: dict[str, Any] = json.loads(capsys.readouterr().out)["lost"]
    assert lost["texts_left_out"] == 5
    assert main(asked) == 0
    said = capsys.readouterr()
    assert "comments stay in the project" in said.err
    assert main([*asked[:5], "--without", "everything"]) == 2
    assert "rationales" in capsys.readouterr().err
