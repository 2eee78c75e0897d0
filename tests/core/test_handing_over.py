"""Whatever was marked and linked, a hand-over copies all of it once, and undo takes it back."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES, REPEATS
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Link, Statement

from .annotating import LETTER, TASNIM, Desk, desk, everything
from .datasets import ANA, BEN

MARKS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 60), st.integers(1, 9), st.booleans()),
    max_size=6,
    unique=True,
)
LINKS = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, 5), st.sampled_from((DENIES, CONTRADICTS, REPEATS))
    ),
    max_size=5,
)


def _statements(at: Desk, layer: Id) -> dict[Id, Statement]:
    of = at.project.statements.of_article
    return {s.id: s for article in (at.letter, at.tasnim) for s in of(article, [layer])}


def _links(at: Desk, layer: Id) -> dict[Id, Link]:
    of = at.project.links.of_article
    return {x.id: x for article in (at.letter, at.tasnim) for x in of(article, [layer])}


def _work(
    bens: Desk, marks: list[tuple[bool, int, int, bool]], links: list[tuple[int, int, Id]]
) -> None:
    """Mark and link as was drawn, but for what may not be."""
    project = bens.project
    made: list[Id] = []
    for first, start, length, denies in marks:
        article, text = (bens.letter, LETTER) if first else (bens.tasnim, TASNIM)
        with suppress(BadInput):
            end = min(start + length, len(text))
            label = DENIAL if denies else ALLEGATION
            made.append(project.statements.mark(article, start, end, label))
    for one, other, kind in links:
        if one < len(made) and other < len(made):
            with suppress(BadInput):
                project.links.link(made[one], made[other], kind)


@settings(max_examples=15)
@given(MARKS, LINKS, st.booleans())
def test_a_hand_over_copies_everything_once(
    marks: list[tuple[bool, int, int, bool]],
    links: list[tuple[int, int, Id]],
    at_once: bool,  # noqa: FBT001 - drawn
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.factcheck"
        with Project.create(path, title="P", actor=ANA) as ana, Project.open(path, BEN) as ben:
            at = desk(ana)
            ben.assignments.join()
            ana.assignments.assign([at.letter, at.tasnim], BEN.id)
            ben.pull()
            _work(Desk(ben, at.letter, at.tasnim), marks, links)
            ana.pull()
            before = everything(ana)
            steps = [[at.letter, at.tasnim]] if at_once else [[at.tasnim], [at.letter]]
            for articles in steps:
                ana.assignments.hand_over(articles, BEN.id, ANA.id)
            _check(at)
            assert ana.check() == {"ok": True, "problems": []}
            for _ in steps:
                ana.undo()
            assert everything(ana) == before


def _check(at: Desk) -> None:
    theirs, mine = _statements(at, BEN.id), _statements(at, ANA.id)
    stands = {s.derived_from[0]: s for s in mine.values()}
    assert len(mine) == len(stands) == len(theirs)
    for original, copy in ((theirs[i], one) for i, one in stands.items()):
        for field in ("article", "label", "quotation", "words", "origin"):
            assert getattr(copy, field) == getattr(original, field)
    drawn = {(x.type, frozenset((x.source, x.target))) for x in _links(at, BEN.id).values()}
    came = {one.id: original for original, one in stands.items()}
    copied = [
        (x.type, frozenset((came[x.source], came[x.target]))) for x in _links(at, ANA.id).values()
    ]
    assert len(copied) == len(_links(at, BEN.id))
    assert set(copied) == drawn
    for article in (at.letter, at.tasnim):
        assert at.project.assignments.changes_since_handing_over(article) == []
