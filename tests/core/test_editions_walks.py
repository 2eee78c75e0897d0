"""Whatever a text is rewritten into: each statement is told of, and undo brings all back."""

import pytest
from hypothesis import HealthCheck, given, settings

from factcheck.builtin import DENIAL
from factcheck.errors import FactcheckError
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle, Person
from tests.core.annotating import everything
from tests.core.rewriting import Rewritten, rewritten


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that texts are put into one after the other."""
    path = tmp_path_factory.mktemp("editions") / "shelf.factcheck"
    return Project.create(path, title="Shelf", actor=Person(Id.new(), "Ana"))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rewritten())
def test_whatever_is_rewritten_all_is_told_and_undone(shelf: Project, made: Rewritten) -> None:
    p, n = shelf, Id.new()
    texts = made.old, made.new
    if not all(text.strip() for text in texts):
        return
    old, new = p.add_articles([NewArticle(t, f"{n}-{i}", "T") for i, t in enumerate(texts)]).ids
    length = len(made.old)
    for start in range(0, length, 9):
        end = min(length, start + 17)
        source = max(0, start - 5), min(length, start + 2)
        if made.old[start:end].strip() and made.old[slice(*source)].strip():
            spans = [("source", *source)] if start % 2 else []
            try:
                p.statements.mark(old, start, end, DENIAL, more_spans=spans)  # type: ignore[arg-type]  # a role
            except FactcheckError:
                continue
    p.articles.set_status(new, "in_progress")
    marked = p.statements.of_article(old, [p.layer.id])
    before = everything(p)
    report = p.editions.carry_over(old, new)
    assert {one.statement for one in report.carried} == {s.id for s in marked}
    there = {s.id: s for s in p.statements.of_article(new, [p.layer.id])}
    assert {one.made for one in report.carried} - {None} == there.keys()
    for one in report.carried:
        assert (one.made is None) == (one.kind == "lost")
        assert one.made is None or there[one.made].flagged == (one.kind == "uncertain")
    assert p.check()["ok"]
    p.undo()
    assert everything(p) == before
