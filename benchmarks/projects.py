"""What the measurements share: how often they take turns, who works, and projects of the material.

It measures nothing but an import, which others measure beside their own.
"""

import json
import resource
import time
from pathlib import Path

from benchmarks.material import Given, Material
from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL
from factcheck.ids import Id
from factcheck.intake.bringing_in import bring_in
from factcheck.journal import Edit
from factcheck.project import Project
from factcheck.records import Person
from factcheck.verbs.marking import new_statement

TURNS = 3
ANA = Person(Id.fixed("benchmarks/ana"), "Ana")
_LABELS = {"denial": DENIAL, "confirmation": CONFIRMATION}


def new_project(path: Path) -> Project:
    """Make an empty project."""
    return Project.create(path, title="Benchmark", actor=ANA)


def label_of(name: str) -> Id:
    """The built-in label for a label of the material's, any other one's too."""
    return _LABELS.get(name.lower(), ALLEGATION)


def statements(project: Project, articles: dict[str, Id], given: list[Given]) -> list[Edit]:
    """The edits of statements, ready to be applied; those that would be alike come once."""
    seen = set()
    edits: list[Edit] = []
    for one in given:
        article = articles[one.article]
        label = label_of(one.label)
        if (article, one.start, one.end, label) in seen:
            continue
        seen.add((article, one.start, one.end, label))
        fields = {"article": article, "annotator": project.layer.id, "label": label}
        text = project.articles.text(article)
        edits += new_statement(text, fields, [("content", one.start, one.end)])[1]
    return sorted(edits, key=lambda edit: edit.kind, reverse=True)


def articles_by_stem(project: Project) -> dict[str, Id]:
    """The articles by the stem of their source names."""
    ids = [row.id for row in project.articles.rows([])]
    return {Path(a.source_name).stem: a.id for a in project.articles.get_many(ids)}


def import_once(material: Material, path: Path) -> None:
    """Import in a process of its own, so that its memory is its own."""
    project = new_project(path)
    began = time.perf_counter()
    bring_in(project, [material.texts])
    took = time.perf_counter() - began
    project.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"s": took, "peak_mb": peak}))
