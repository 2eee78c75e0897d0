"""What people said, were given and decided goes out with a dataset, and comes back the same."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.annotators import gold, joining
from factcheck.builtin import DENIES
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput, Conflict, NotAllowed
from factcheck.ids import GOLD, Id
from factcheck.journal import Value, inserted
from factcheck.project import Project
from factcheck.records import What
from tests.core.annotating import Desk, desk, everything
from tests.core.datasets import Rows, bring, put, rows, whole

from .datasets import ANA, BEN


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project where Ben's work went to Ana, both talked, and one thing was decided."""
    folder = tmp_path_factory.mktemp("people")
    path = folder / "p.factcheck"
    with Project.create(path, title="P", actor=ANA) as ana, Project.open(path, BEN) as ben:
        at = desk(ana)
        ben.assignments.join()
        ana.assignments.assign([at.letter, at.tasnim], ben.actor.id)
        ben.pull()
        bens = Desk(ben, at.letter, at.tasnim)
        alleged, denied = bens.alleged(), bens.mark("an absolute fiction", article=at.tasnim)
        link = ben.links.link(denied, alleged, DENIES)
        ana.pull()
        ana.assignments.hand_over([at.letter], ben.actor.id, ana.actor.id)
        root = ana.comments.add("statement", alleged, "Really?\n“So”")
        ben.comments.answer(root, "=1+1 😀")
        ana.comments.add("link", link, "Both?")
        ana.comments.resolve(ana.comments.add("article", at.tasnim, "Read"))
        taken = ana.comments.add("article", at.tasnim, "Gone")
        ben.comments.answer(taken, "What?")
        ana.comments.delete(taken)
        lone = at.mark("absolute lie")
        ana.comments.add("statement", lone, "About what will go")
        ana.statements.delete(lone)
        decided = [_decision(ana, at.letter, alleged, None)]
        decided.append(_decision(ana, at.letter, alleged, decided[0]))
    return folder


def _decision(project: Project, article: Id, version: Id, replaces: Id | None) -> Id:
    made = Id.new()
    fields: dict[str, Value] = {"article": article, "annotator": project.actor.id}
    fields |= {"kind": "statement", "made_at": "2022-02-21", "outcome": "none"}
    fields |= {"reason": "as “said”", "snapshot": '{"a": 1}', "replaces": replaces}
    first = [] if replaces else [joining(gold())]
    of: dict[str, Value] = {"decision": made, "record": version, "role": "version"}
    edits = [*first, inserted("decision", made, fields), inserted("decided", Id.new(), of)]
    project.access.record(What("comment.add", {"about": "x"}), edits)
    return made


@pytest.fixture
def made(made_once: Path, tmp_path: Path) -> Iterator[Project]:
    path = shutil.copy(made_once / "p.factcheck", tmp_path / "p.factcheck")
    with Project.open(path, ANA) as project:
        yield project


@pytest.fixture
def dataset(made: Project, tmp_path: Path) -> Path:
    export(made, tmp_path / "dataset", ExportWishes("jsonl", layer="all"))
    return tmp_path / "dataset"


@pytest.mark.parametrize(
    ("layer", "counts"),
    [("all", (3, 7, 2)), ("gold", (0, 3, 2)), ("Ben", (2, 6, 0)), ("Ana", (1, 3, 0))],
)
def test_it_comes_back_byte_for_byte(
    made: Project, tmp_path: Path, layer: str, counts: tuple[int, int, int]
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    written = export(made, first, ExportWishes("jsonl", layer=layer)).written
    assert tuple(written[k] for k in ("assignments", "comments", "decisions")) == counts
    with Project.create(tmp_path / "other.factcheck", title="x", actor=BEN) as other:
        bring(other, first)
        assert other.check() == {"ok": True, "problems": []}
        export(other, second, ExportWishes("jsonl", layer=layer))
    assert whole(second) == whole(first)


def test_all_of_it_is_there_again(made: Project, dataset: Path, empty: Project) -> None:
    bring(empty, dataset)
    for kind in ("comment", "decision", "assignment"):
        theirs = {i: {**r, "batch": None} for i, r in everything(empty)[kind].items()}
        assert theirs == everything(made)[kind]
    assert _decided(empty) == _decided(made)
    assert GOLD in {a.id for a in empty.annotators()}
    head = empty.log(1)[0].number
    assert bring(empty, dataset).revision is None
    before = everything(empty)
    empty.undo()
    assert not everything(empty)["comment"]
    assert not everything(empty)["decision"]
    empty.redo()
    assert everything(empty) == before
    assert head < empty.log(1)[0].number


def _decided(project: Project) -> set[tuple[object, ...]]:
    found = everything(project)["decided"].values()
    return {(row["decision"], row["record"], row["role"]) for row in found}


def test_a_dataset_that_differs_names_what_does(dataset: Path, empty: Project) -> None:
    bring(empty, dataset)
    _spoil(dataset, "comments", _key("words", "other"))
    with pytest.raises(Conflict, match="merge"):
        bring(empty, dataset)


@pytest.mark.parametrize("format_name", ["csv", "brat", "doccano"])
def test_other_formats_say_that_they_hold_no_comments(
    made: Project, tmp_path: Path, format_name: str
) -> None:
    done = export(made, tmp_path / "out", ExportWishes(format_name, layer="all"))
    assert (done.lost["comments"], done.lost["decisions"]) == (7, 2)


def _spoil(dataset: Path, kind: str, change: Callable[[Rows], None]) -> None:
    some = rows(dataset, kind)
    change(some)
    put(dataset, kind, some)


def _key(key: str, value: object) -> Callable[[Rows], None]:
    def change(some: Rows) -> None:
        some[0][key] = value

    return change


def _answers_an_answer(some: Rows) -> None:
    answer = next(r for r in some if r["answers"])
    other = next(r for r in some if r["record"] == answer["record"] and not r["answers"])
    other["answers"] = answer["id"]


def _circle(some: Rows) -> None:
    some[0]["replaces"], some[1]["replaces"] = some[1]["id"], some[0]["id"]


def _no_words(some: Rows) -> None:
    next(r for r in some if r["kind"] == "link")["words"] = ""


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        ("comments", _key("kind", "span"), "kind"),
        ("comments", _key("kind", None), "missing"),
        ("comments", _key("record", "x"), "record"),
        ("comments", _key("article", str(Id.fixed("no"))), "not in the dataset"),
        ("comments", _key("answers", str(Id.fixed("no"))), "not in the dataset"),
        ("comments", _key("annotator", None), "missing"),
        ("comments", _key("words", "x" * 100_001), "at most"),
        ("comments", _key("words", "x\0"), "NUL"),
        ("comments", _key("made_at", None), "missing"),
        ("comments", _no_words, "missing"),
        ("comments", _answers_an_answer, "itself an answer"),
        ("decisions", _key("outcome", "thrown"), "outcome"),
        ("decisions", _key("snapshot", "{"), "JSON"),
        ("decisions", _key("snapshot", "[" * 100_000), "JSON"),
        ("decisions", _key("decided", [{"role": "gold"}]), "missing"),
        ("decisions", _key("decided", [{"role": "x", "record": str(GOLD)}]), "role"),
        ("decisions", _key("replaces", str(Id.fixed("no"))), "not in the dataset"),
        ("decisions", _circle, "circle"),
        ("assignments", _key("given_by", 3), "given_by"),
    ],
)
def test_what_cannot_be_is_refused(
    dataset: Path, empty: Project, kind: str, change: Callable[[Rows], None], says: str
) -> None:
    before = everything(empty)
    _spoil(dataset, kind, change)
    with pytest.raises(BadInput, match=says):
        bring(empty, dataset)
    assert everything(empty) == before


def test_a_dataset_without_the_keys_that_came_later_is_read(dataset: Path, empty: Project) -> None:
    some = rows(dataset, "assignments")
    for row in some:
        for key in ("given_by", "handed_from", "handed_to"):
            del row[key]
    put(dataset, "assignments", some)
    bring(empty, dataset)
    assert len(empty.assignments.all()) == 3


def test_decisions_are_brought_by_reviewers(made: Project, dataset: Path) -> None:
    some = rows(dataset, "decisions")
    put(dataset, "decisions", [{**some[0], "id": str(Id.new()), "reason": "Made up"}])
    before = everything(made)
    with Project.open(made.location, BEN) as ben, pytest.raises(NotAllowed, match="reviewers"):
        bring(ben, dataset)
    assert everything(made) == before
    assert bring(made, dataset).revision


@pytest.mark.parametrize("kind", ["assignments", "comments"])
def test_in_a_blind_project_nobody_brings_what_is_said_in_others_names(
    made: Project, dataset: Path, kind: str
) -> None:
    some = [row for row in rows(dataset, kind) if row["annotator"] == "Ana"][:1]
    put(dataset, kind, [{**some[0], "id": str(Id.new())}])
    if kind == "assignments":
        _spoil(dataset, kind, _key("article", rows(dataset, "articles")[-1]["id"]))
    made.about.set_blind(True)
    with Project.open(made.location, BEN) as ben, pytest.raises(NotAllowed, match="Ana"):
        bring(ben, dataset)
