"""Measuring agreement: 50 articles of three annotators with 200 statements each, all figures.

The limit is the 2 s that people were promised; no bare program does the same. Annotators differ
in edges, labels, speakers, claims and links, and each leaves some statements out.
"""

import random
import statistics
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.material import Material
from benchmarks.projects import ANA, TURNS, new_project
from factcheck.builtin import ALLEGATION, CONFIRMATION, CONTRADICTS, DENIAL, DENIES, REPEATS
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.project import Project
from factcheck.records import NewArticle, What
from factcheck.verbs.marking import new_statement

ARTICLES, ANNOTATORS, STATEMENTS, TEXTS, LENGTH = 50, 3, 200, 10, 60
LIMIT = 2.0
_LABELS = (ALLEGATION, DENIAL, CONFIRMATION)
_TYPES = (DENIES, CONTRADICTS, REPEATS)


def measure_agreement(material: Material, work: Path) -> dict[str, float]:
    """Measure everything but intervals, reading included."""
    path = work / "agreement.factcheck"
    new_project(path).close()
    took = []
    with Project.open(path, ANA) as project:
        _annotate(project, material)
        for _ in range(TURNS):
            began = time.perf_counter()
            found = project.agreement.measure()
            took.append(time.perf_counter() - began)
            assert [len(pair.articles) for pair in found.pairs] == [ARTICLES] * ANNOTATORS
    return {"agreement_s": statistics.median(took), "limit_agreement_s": LIMIT}


def _annotate(project: Project, material: Material) -> None:
    rng = random.Random(20220224)
    texts = cycle(sorted(material.texts.glob("*.txt")))
    articles = [
        NewArticle("\n\n".join(p.read_text("utf-8") for p in islice(texts, TEXTS)), f"{n}.txt", "")
        for n in range(ARTICLES)
    ]
    ids = project.add_articles(articles).ids
    people = [Id.new() for _ in range(ANNOTATORS)]
    shared = {kind: [Id.new() for _ in range(40)] for kind in ("speaker", "claim")}
    edits = [
        *(
            inserted(
                "annotator",
                i,
                {"name": f"Annotator {n}", "kind": "person", "lead": False, "reviewer": False},
            )
            for n, i in enumerate(people)
        ),
        *(inserted("speaker", i, {"name": str(i), "kind": "person"}) for i in shared["speaker"]),
        *(inserted("claim", i, {"proposition": str(i)}) for i in shared["claim"]),
    ]
    for article, given in zip(ids, articles, strict=True):
        places = _places(rng, given.text)
        for person in people:
            fields = {"article": article, "annotator": person}
            edits += _layer(rng, given.text, places, fields, shared)
    order = ("annotator", "speaker", "claim", "statement", "span", "link")
    edits.sort(key=lambda edit: order.index(edit.kind))
    project.access.record(What("statement.mark", {"label": "", "title": ""}), edits)


def _places(rng: random.Random, text: str) -> list[int]:
    """Where statements begin: all over the text, now and then two that overlap."""
    room = (len(text) - 3 * LENGTH) // STATEMENTS
    return [n * room + rng.randrange(room) for n in range(STATEMENTS)]


def _layer(
    rng: random.Random,
    text: str,
    places: list[int],
    fields: dict[str, Id],
    shared: dict[str, list[Id]],
) -> Iterator[Edit]:
    """One annotator's statements and links in one article."""
    made = []
    for n, start in enumerate(places):
        moved = start + rng.choice((0, 0, 0, 3)) if rng.random() > 0.05 else rng.choice(places)
        end = moved + LENGTH + rng.choice((0, 0, 5))
        while text[moved].isspace():
            moved += 1
        while text[end - 1].isspace():
            end -= 1
        said: dict[str, Value] = {
            "origin": "imported",
            "label": _LABELS[n % 3 if rng.random() > 0.1 else 0],
            "speaker": shared["speaker"][n % 40 if rng.random() > 0.1 else 0],
            "speaker_basis": "named",
            "claim": shared["claim"][n % 40 if rng.random() > 0.1 else 0],
        }
        new, edits = new_statement(text, {**fields, **said}, [("content", moved, end)])
        made.append(new)
        yield from edits
    for n in range(0, len(made) - 1, 4):
        ends = sorted((made[n], made[n + 1 if rng.random() > 0.1 else n + 2]))
        yield inserted(
            "link",
            Id.new(),
            {
                "type": _TYPES[n % 3],
                "annotator": fields["annotator"],
                "source": ends[0],
                "target": ends[1],
            },
        )
