"""Naming a speaker or a claim that is new, at a statement: one gesture, one revision, one undo."""

import pytest

from factcheck.errors import BadInput
from factcheck.project import Project
from tests.core.annotating import Desk, desk, everything


@pytest.fixture
def d(project: Project) -> Desk:
    """A project with two articles."""
    return desk(project)


def test_a_new_speaker_brings_its_source_along_and_goes_with_the_undo(d: Desk) -> None:
    p = d.project
    denial = d.mark("such a list does not exist")
    before = everything(p)
    made = p.statements.set_new_speaker(denial, " Dmitry\nPeskov ")
    found = p.statements.get(denial)
    assert (found.speaker, found.speaker_basis) == (made, "named")
    assert [x.exact for x in found.of_role("source")] == ["Dmitry Peskov"]
    assert p.speakers.get(made).name == "Dmitry Peskov"
    p.undo()
    assert everything(p) == before
    with pytest.raises(BadInput):
        p.statements.set_new_speaker(denial, "an official", "unnamed")


def test_a_new_claim_is_made_with_its_first_statement(d: Desk) -> None:
    p = d.project
    denial = d.mark("such a list does not exist")
    before = everything(p)
    made = p.statements.set_new_claim(denial, "The list exists")
    assert p.statements.get(denial).claim == made
    assert p.claims.get(made).proposition == "The list exists"
    p.undo()
    assert everything(p) == before
    with pytest.raises(BadInput):
        p.statements.set_new_claim(denial, " ")
