"""The window's figures: start, idle memory, opening and scrolling, each beside bare Qt.

`python -m benchmarks.window MATERIAL WORK` prints them as JSON. All goes through the real window:
an opening is the one that a click in the list of articles leads to, until it is painted.
"""

import json
import os
import statistics
import sys
import time
from functools import partial
from pathlib import Path

from benchmarks import painting
from benchmarks.child import Figures, child
from benchmarks.material import BIG, Material
from benchmarks.projects import ANA, new_project, statements
from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project
from factcheck.records import What

TURNS = 5
NAMES = {20: "open_3k_20_ms", 1_000: "open_100k_1000_ms", 10_000: "open_1m_10000_ms"}


def prepare(material: Material, path: Path) -> None:
    """Make a project of the big texts and their stretches, and a small text beside them."""
    with new_project(path) as project:
        small = path.with_name("another.txt")
        small.write_text("Another text, to come from and go back to.\n", "utf-8")
        bring_in(project, [small])
        for _, n in BIG:
            text, given = material.big(n)
            (article,) = bring_in(project, [text]).ids
            edits = statements(project, {one.article: article for one in given}, given)
            project.access.record(What("statement.mark", {"label": "", "title": ""}), edits)


def opening(material: Material, location: str) -> None:
    """Go from the small text to each big one and back, and scroll in the largest."""
    from factcheck.settings import Settings
    from ui.app import make_application
    from ui.session import Place
    from ui.window import FIRST_SIZE, MainWindow

    app = make_application(Settings())
    window = MainWindow(Settings(), name="Ana")
    window.resize(*FIRST_SIZE)
    window.show()
    window.open_project(location, ANA)
    painting.settle(500)
    with Project.open(location, ANA) as project:
        ids = [row.id for row in project.articles.rows([])]
        by_name = {a.source_name: a.id for a in project.articles.get_many(ids)}
    small = Place(by_name["another.txt"])
    reader = painting.reader()
    assert reader is not None
    figures: Figures = {}
    for _, n in BIG:
        path, _ = material.big(n)
        place, size = Place(by_name[path.name]), len(path.read_text("utf-8"))
        took = []
        for _ in range(TURNS):
            window.session.go(small)
            painting.settle(100)
            took.append(
                painting.time_until_painted(
                    partial(window.session.go, place),
                    reader,
                    partial(painting.holds, reader, size),
                )
            )
        figures[str(n)] = statistics.median(took)
    painting.settle(1_000)
    figures["scroll"] = painting.time_of_scrolling(reader)
    print(json.dumps(figures))
    window.close()
    app.quit()


def _started(module: str, *arguments: object) -> Figures:
    os.environ["BENCHMARK_BEGAN"] = repr(time.time())
    return child(module, "start", *arguments)


def main(folder: Path, work: Path) -> None:
    """Measure all, and print it as JSON."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(work / name.lower())
    material = Material(folder)
    project, one = work / "window.factcheck", work / "start.factcheck"
    prepare(material, project)
    with new_project(one) as started:
        bring_in(started, [material.big(20)[0]])
    ours, limit = [], []
    for _ in range(TURNS):
        ours.append(_started("starting", one))
        limit.append(_started("bare_window", material.big(20)[0]))
    opened, bare = child("window", "open", folder, project), child("bare_window", "open", folder)
    figures: Figures = {}
    for n, key in NAMES.items():
        figures |= {key: opened[str(n)], f"limit_{key}": bare[str(n)]}
    figures |= {"scroll_1m_10000_ms": opened["scroll"], "limit_scroll_1m_10000_ms": bare["scroll"]}
    for key, name in (("cold_start_s", "s"), ("idle_rss_mb", "idle_mb")):
        figures[key] = statistics.median(one[name] for one in ours)
        figures[f"limit_{key}"] = statistics.median(one[name] for one in limit)
    print(json.dumps(figures))


if __name__ == "__main__":
    if sys.argv[1] == "open":
        opening(Material(Path(sys.argv[2])), sys.argv[3])
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
