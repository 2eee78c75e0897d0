"""Pairs for inference: what links say, neutral ones that nothing joins, and nothing that leaks."""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factcheck import builtin
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes, SplitWish
from factcheck.errors import BadInput
from factcheck.formats import card, guess, pairs
from factcheck.formats.bundle import About, Bundle, Part, PartSize, Split
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.queries.sayings import Joined
from factcheck.records import Annotator, Claim, Link, NewArticle, Span, Statement
from tests.core.bundles import bundles
from tests.core.datasets import ANA, Rows, bring
from tests.core.test_travelling import LABELS, TYPES, whole

CLAIMS = tuple(Id.fixed(f"claim/{n}") for n in range(3))
PARTS = ("train", "test")


def lines(path: Path) -> Rows:
    """The pairs of one file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


@st.composite
def crowded(draw: st.DrawFn) -> Bundle:
    """Datasets whose statements are about few claims, one of them merged into another, split."""
    bundle = whole(draw(bundles()))
    claims = tuple(
        Claim(i, "What", merged_into=CLAIMS[0] if n == 1 else None) for n, i in enumerate(CLAIMS)
    )
    chosen = st.sampled_from((*CLAIMS, None))
    parts = tuple(
        replace(part, statements=tuple(replace(one, claim=draw(chosen)) for one in part.statements))
        for part in bundle.parts
    )
    where = {part.id: draw(st.sampled_from(PARTS)) for part in parts}
    split = Split(where, "random", 0, {name: PartSize(0.5, 0, 0) for name in PARTS}, {})
    return replace(
        bundle,
        parts=parts,
        claims=claims,
        split=draw(st.sampled_from((None, split))),
        seed=draw(st.integers(0, 3)),
    )


@given(crowded())
def test_pairs_are_what_links_say_or_what_nothing_joins(bundle: Bundle) -> None:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "pairs.jsonl"
        done = pairs.write(bundle, out, tick=lambda _: None)
        found = lines(out)
        again = pairs.write(bundle, Path(folder) / "again.jsonl", tick=lambda _: None)
        assert again == done
        assert out.read_bytes() == (Path(folder) / "again.jsonl").read_bytes()
    statements = {str(one.id): one for one in bundle.statements()}
    joined = Joined((link.source, link.target) for link in bundle.links)
    where = bundle.split.where if bundle.split else {}
    linked = {str(link.id): link for link in bundle.links}
    for row in found:
        premise, hypothesis = (statements[row[f"{s}_statement"]] for s in ("premise", "hypothesis"))
        assert (row["premise"], row["hypothesis"]) == (premise.words, hypothesis.words)
        assert where.get(premise.article) == where.get(hypothesis.article) == row["split"]
        if row["label"] == "neutral":
            assert joined.of(premise.id) != joined.of(hypothesis.id)
            claims = {CLAIMS[0] if i == CLAIMS[1] else i for i in (premise.claim, hypothesis.claim)}
            assert claims == {Id.parse(row["claim"])}
            assert premise.annotator == hypothesis.annotator
        else:
            link = linked[row["id"]]
            assert (link.source, link.target) == (premise.id, hypothesis.id)
            assert link.type != builtin.REPEATS
    taken = {frozenset((row["premise_statement"], row["hypothesis_statement"])) for row in found}
    kinds = Counter(link.type for link in bundle.links)
    others = [row for row in found if row["label"] != "neutral"]
    assert len(taken) >= len(found) - len(others)
    assert len(others) + done.lost.get("pairs_parted", 0) == kinds.total() - kinds[builtin.REPEATS]
    assert len(found) - len(others) <= len(others)
    assert done.lost.get("repeats", 0) == kinds[builtin.REPEATS]
    assert done.written["pairs"] == len(found)


def test_as_many_neutral_pairs_as_others_where_there_are_some(
    sample: Project, tmp_path: Path
) -> None:
    done = export(sample, tmp_path / "out", ExportWishes("pairs", layer="all"))
    assert done.written["neutral"] * 2 == done.written["pairs"]
    first = lines(tmp_path / "out/pairs.jsonl")
    export(sample, tmp_path / "other", ExportWishes("pairs", layer="all", seed=1))
    other = lines(tmp_path / "other/pairs.jsonl")
    drawn = [{row["id"] for row in some if row["label"] == "neutral"} for some in (first, other)]
    assert drawn[0] != drawn[1]
    # The denial answers, so it is the premise.
    labels = {str(one.id): one.label for one in _statements(sample)}
    denied = [row for row in first if row["label"] == "denies"]
    assert {labels[row["premise_statement"]] for row in denied} == {builtin.DENIAL}


def _statements(project: Project) -> list[Statement]:
    layers = [one.id for one in project.annotators()]
    return [
        one
        for row in project.articles.rows([])
        for one in project.statements.of_article(row.id, layers)
    ]


def test_a_split_is_a_file_for_each_part_and_parts_no_pair(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    wish = SplitWish({"train": 0.6, "test": 0.4}, "random")
    wishes = ExportWishes("pairs", layer="all", split=wish, seed=2)
    done = export(sample, out, wishes)
    assert done.split is not None
    assert done.lost["pairs_parted"] > 0
    assert {p.name for p in out.iterdir()} == {
        *("train.jsonl", "test.jsonl", "README.md", "manifest.json")
    }
    for name in PARTS:
        found = lines(out / f"{name}.jsonl")
        labels = Counter(row["label"] for row in found)
        assert labels["neutral"] <= labels.total() - labels["neutral"]
        for row in found:
            ends = (Id.parse(row[f"{side}_article"]) for side in ("premise", "hypothesis"))
            assert {done.split.where[i] for i in ends} == {name} == {row["split"]}
    manifest = json.loads((out / "manifest.json").read_text())
    assert (manifest["format"], manifest["seed"]) == ("pairs", 2)
    assert manifest["split"]["proof"]["links_parted"] >= done.lost["pairs_parted"]
    told = (out / "README.md").read_text()
    assert 'path: "train.jsonl"' in told
    assert 'license: "cc-by-4.0"' in told
    export(sample, out, wishes)


def test_a_card_is_yaml_whatever_parts_and_titles_are_called(
    sample: Project, tmp_path: Path
) -> None:
    wish = SplitWish({"no": 0.5, "on": 0.5}, "random")
    export(sample, tmp_path / "out", ExportWishes("pairs", layer="all", split=wish))
    found = yaml.safe_load((tmp_path / "out" / "README.md").read_text("utf-8").split("---\n")[1])
    assert [one["split"] for one in found["configs"][0]["data_files"]] == ["no", "on"]
    title = "A\x7f\x80 list: “no” \ufffe#"
    head = card.head(About(title=title), ["no"], rows=1, tasks=(), configs=())
    assert yaml.safe_load(head)["pretty_name"] == title


def test_it_is_written_only_and_replaced_only_where_it_is_ours(
    sample: Project, tmp_path: Path
) -> None:
    for name in ("out", "out.zip", "out.jsonl", "out.csv"):
        wishes = ExportWishes("pairs", anonymous=True, texts="quotes")
        export(sample, tmp_path / name, wishes)
        export(sample, tmp_path / name, wishes)
    with pytest.raises(BadInput, match="not read back"):
        guess(tmp_path / "out")
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, tmp_path / "out", ExportWishes("jsonl"))
    with pytest.raises(BadInput):
        bring(sample, tmp_path / "out", format_name="jsonl")
    (tmp_path / "out/pairs.jsonl").write_text("mine")
    (tmp_path / "out.jsonl").write_text('{"id": 1}\n')
    (tmp_path / "out.csv").write_text("id,mine\n")
    for name in ("out", "out.jsonl", "out.csv"):
        with pytest.raises(BadInput, match="left as it is"):
            export(sample, tmp_path / name, ExportWishes("pairs"))


def test_a_table_is_safe_and_of_any_words(tmp_path: Path) -> None:
    words = '=1+1, said he. "So", said she:\nso it is.'
    with Project.create(tmp_path / "a.factcheck", title="a", actor=ANA) as project:
        [article] = project.add_articles([NewArticle(words, "a.txt", "A")]).ids
        one = project.statements.mark(article, 0, 4, builtin.ALLEGATION)
        other = project.statements.mark(article, 16, len(words), builtin.DENIAL)
        project.links.link(other, one, builtin.DENIES)
        kind = project.labels.add_link_type("disputes", contradicts=True, directed=True)
        project.links.link(one, other, kind)
        plain = project.labels.add_link_type("explains", contradicts=False, directed=True)
        project.links.link(one, other, plain)
        done = export(project, tmp_path / "out.csv", ExportWishes("pairs"))
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert sorted(row["label"] for row in found) == ["contradicts", "denies"]
    denied = next(row for row in found if row["label"] == "denies")
    assert denied["hypothesis"] == "'=1+1"
    assert denied["premise"] == words[16:].strip()
    assert done.lost == {"other_links": 1}


def test_of_a_crowd_few_are_drawn_and_soon() -> None:
    with TemporaryDirectory() as folder:
        done = pairs.write(_crowd(4_000, 10), Path(folder) / "out.jsonl", tick=lambda _: None)
    assert done.written == {"pairs": 20, "contradicts": 10, "neutral": 10}


def _crowd(statements: int, links: int) -> Bundle:
    """Give so many statements about one claim, and links between the first of them."""
    layer, article = Annotator(Id.fixed("layer"), "A"), Id.fixed("article")
    ids = [Id.fixed(f"statement/{n}") for n in range(statements)]
    made = [
        Statement(
            *(i, article, layer.id, builtin.DENIAL, (Span("content", n, n + 1, "x"),)),
            claim=CLAIMS[0],
        )
        for n, i in enumerate(ids)
    ]
    text = NewArticle("x" * statements, "a.txt", "A", id=article)
    joined = zip(ids[:links], ids[links : 2 * links], strict=True)
    return Bundle(
        parts=(Part(text, tuple(made)),),
        links=tuple(
            Link(Id.fixed(f"link/{n}"), builtin.CONTRADICTS, *ends, layer.id)
            for n, ends in enumerate(joined)
        ),
        claims=(Claim(CLAIMS[0], "What"),),
        annotators=(layer,),
        labels=LABELS,
        link_types=TYPES,
    )
