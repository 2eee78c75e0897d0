"""Assignments on the command line: articles given to annotators by name, evenly, by a seed."""

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.cli.opening import opened
from factcheck.cli.output import show, show_json
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.texts import plural, text

if TYPE_CHECKING:
    from factcheck.project import Project


def assign(asked: Namespace) -> int:
    """Spread articles, all of them unless some are named, over annotators."""
    with opened(asked) as project:
        people = {_person(project, name): name for name in asked.to}
        articles = _articles(project, asked.articles)
        found = project.assignments.spread(
            articles, list(people), overlap=asked.overlap, seed=asked.seed
        )
    loads = {people[one]: list(load) for one, load in found.loads.items()}
    if asked.json:
        show_json({"given": found.given, "loads": loads})
        return 0
    show([plural("cli.assign.given", found.given)])
    show(
        text("cli.assign.load", name=name, before=before, after=after)
        for name, (before, after) in loads.items()
    )
    return 0


def _person(project: "Project", name: str) -> Id:
    found = [one for one in project.people.all() if name in (one.name, str(one.id))]
    if not found:
        names = ", ".join(one.name for one in project.people.all())
        raise NotFound("assignment.no_person", name=name, names=names)
    if len(found) > 1:
        ids = ", ".join(str(one.id) for one in found)
        raise BadInput("assignment.same_name", name=name, ids=ids)
    return found[0].id


def _articles(project: "Project", wanted: Sequence[str]) -> list[Id]:
    if not wanted:
        return [row.id for row in project.articles.rows((), order="added")]
    found: list[Id] = []
    for words in wanted:
        these = project.articles.called(words)
        if not these:
            raise NotFound("assignment.no_article", name=words)
        found += these
    return list(dict.fromkeys(found))
