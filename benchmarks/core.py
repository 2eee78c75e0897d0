"""The core's figures: import, bulk, one gesture and search, each beside its bare program.

`python -m benchmarks.core MATERIAL WORK` prints them as JSON. The program and its limit take
turns, so that a busy machine slows both.
"""

import json
import shutil
import sqlite3
import statistics
import sys
import time
from pathlib import Path

from benchmarks import bare
from benchmarks.agreement import measure_agreement
from benchmarks.child import Figures, child
from benchmarks.exporting import mark_all, measure_export
from benchmarks.importing import measure_datasets
from benchmarks.material import Material
from benchmarks.projects import ANA, TURNS, articles_by_stem, import_once, new_project, statements
from factcheck.builtin import DENIAL
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import What

GESTURES = 200
_MARKED = ("revision", "statement", "span", "change", "entry")


def measure_import(material: Material, work: Path) -> tuple[dict[str, float], Path]:
    """Import all texts into a new project; give the figures and the last project."""
    empty = work / "empty.factcheck"
    new_project(empty).close()
    ours, limits, path = list[Figures](), list[Figures](), empty
    for turn in range(TURNS):
        path = work / f"project{turn}.factcheck"
        ours.append(child("core", "import", material.folder, path))
        copy = Path(shutil.copy(empty, work / "bare.factcheck"))
        limits.append(child("bare", material.texts, copy, path))
        copy.unlink()
    figures = {
        "import_10k_txt_s": statistics.median(one["s"] for one in ours),
        "limit_import_10k_txt_s": statistics.median(one["s"] for one in limits),
        "peak_rss_mb": max(one["peak_mb"] for one in ours),
        "limit_peak_rss_mb": max(one["peak_mb"] for one in limits),
    }
    return figures, path


def measure_bulk(material: Material, path: Path, work: Path) -> dict[str, float]:
    """Apply all statements in one revision."""
    given = material.spans()
    ours, limits = [], []
    for turn in range(TURNS):
        copy = Path(shutil.copy(path, work / f"bulk{turn}.factcheck"))
        again = Path(shutil.copy(path, work / f"bare{turn}.factcheck"))
        with Project.open(copy, ANA) as project:
            edits = statements(project, articles_by_stem(project), given)
            newest = _newest(copy)
            began = time.perf_counter()
            project.access.record(What("statement.mark", {"label": "", "title": ""}), edits)
            ours.append(time.perf_counter() - began)
        limits.append(bare.apply(again, _since(copy, newest)))
        copy.unlink()
        again.unlink()
    return {
        "bulk_10k_spans_s": statistics.median(ours),
        "limit_bulk_10k_spans_s": statistics.median(limits),
    }


def measure_gestures(path: Path, work: Path) -> dict[str, float]:
    """Mark one statement after the other, each until its commit has returned."""
    copy = Path(shutil.copy(path, work / "gestures.factcheck"))
    again = Path(shutil.copy(path, work / "bare.factcheck"))
    took = []
    with Project.open(copy, ANA) as project:
        articles = [row.id for row in project.articles.rows([])][:20]
        for n in range(5 * len(articles)):
            _mark(project, articles, n)
        newest = _newest(copy)
        for n in range(5 * len(articles), 5 * len(articles) + GESTURES):
            began = time.perf_counter()
            _mark(project, articles, n)
            took.append((time.perf_counter() - began) * 1_000)
    limits = bare.save_each(again, _since(copy, newest))
    return {
        "save_one_ms": statistics.median(took),
        "limit_save_one_ms": statistics.median(limits),
        "save_one_p95_ms": statistics.quantiles(took, n=20)[-1],
        "limit_save_one_p95_ms": statistics.quantiles(limits, n=20)[-1],
    }


def measure_search(material: Material, path: Path) -> dict[str, float]:
    """Search each phrase: the count, and the first 50 with their places."""
    medians = []
    with Project.open(path, ANA) as project:
        for phrase, articles in material.phrases():
            took, found = [], project.search.find(f'"{phrase}"', kinds=["article"])
            for _ in range(7):
                began = time.perf_counter()
                found = project.search.find(f'"{phrase}"', kinds=["article"])
                took.append((time.perf_counter() - began) * 1_000)
            medians.append(statistics.median(took))
            if found.total != articles:
                print(f"“{phrase}”: {found.total} articles, not {articles}", file=sys.stderr)
    limit = bare.search(path, [phrase for phrase, _ in material.phrases()])
    return {"phrase_search_ms": statistics.median(medians), "limit_phrase_search_ms": limit}


def _mark(project: Project, articles: list[Id], n: int) -> None:
    article, start = articles[n % len(articles)], 40 * (n // len(articles))
    text = project.articles.text(article)
    end = start + 35
    while text[start].isspace():
        start += 1
    project.statements.mark(article, start, end, DENIAL)


def _newest(path: Path) -> int:
    database = sqlite3.connect(path)
    (newest,) = database.execute('SELECT max("key") FROM revision').fetchone()
    database.close()
    return int(newest or 0)


def _since(path: Path, newest: int) -> dict[str, bare.Rows]:
    """The rows that revisions after one wrote."""
    database = sqlite3.connect(path)
    recent = f"SELECT record FROM change WHERE revision > {newest}"
    where = {
        "revision": f'"key" > {newest}',
        "change": f"revision > {newest}",
        "entry": f"record IN ({recent})",
        "statement": f"id IN ({recent})",
        "span": f"id IN ({recent})",
    }
    rows: dict[str, bare.Rows] = {
        t: database.execute(f"SELECT * FROM {t} WHERE {where[t]}").fetchall() for t in _MARKED
    }
    database.close()
    return rows


def main(folder: Path, work: Path) -> None:
    """Measure all, and print it as JSON."""
    material = Material(folder)
    figures, path = measure_import(material, work)
    figures |= measure_bulk(material, path, work)
    figures |= measure_gestures(path, work)
    figures |= measure_search(material, path)
    marked = mark_all(material, path, work)
    figures |= measure_export(marked, work)
    figures |= measure_datasets(marked, work)
    figures |= measure_agreement(material, work)
    print(json.dumps(figures))


if __name__ == "__main__":
    if sys.argv[1] == "import":
        import_once(Material(Path(sys.argv[2])), Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
