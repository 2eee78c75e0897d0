"""Datasets in and out: our own beside bare sqlite3 and json, others' beside what people bear.

The bare program parses the same lines and writes the same rows; it checks nothing. Each import
runs in a process of its own, so that its memory is its own.
"""

import json
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from benchmarks import bare
from benchmarks.child import Figures, child
from benchmarks.exporting import mark_all
from benchmarks.material import Material
from benchmarks.projects import ANA, TURNS, import_once, new_project
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import FactcheckError
from factcheck.formats import READERS, WRITERS
from factcheck.ids import Id
from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project

#: Seconds that another program's format of 10,000 articles and statements may take.
OTHERS_LIMIT = 10.0
OTHERS = ("cas-xmi", "spacy")
#: How many times the articles of the material there are in a large dataset: 100,000.
TIMES = 10
#: What an import or an export of a large dataset may take of memory.
LARGE_LIMIT_MB = 400.0


def measure_datasets(project: Path, work: Path) -> Figures:
    """Bring a project's dataset into empty ones, and take it out in formats of others."""
    dataset = work / "dataset"
    with Project.open(project, ANA) as opened:
        export(opened, dataset, ExportWishes("jsonl"))
    figures = _ours(dataset, work)
    for name in OTHERS:
        if name in WRITERS and name in READERS:
            figures |= _others(name, project, work)
        else:
            print(f"There is no format {name}.", file=sys.stderr)
    shutil.rmtree(dataset)
    return figures


def measure_large(material: Material, work: Path) -> Figures:
    """Bring in and take out a dataset of which memory is to hold a part at most."""
    dataset, large, path = work / "dataset", work / "large", work / "large.factcheck"
    import_once(material, work / "texts.factcheck")
    with Project.open(mark_all(material, work / "texts.factcheck", work), ANA) as project:
        export(project, dataset, ExportWishes("jsonl"))
    multiply(dataset, large)
    came = child("importing", "import", large, path)
    went = child("importing", "export", path, work / "large.csv")
    return {
        "large_import_s": came["s"],
        "large_import_peak_mb": came["peak_mb"],
        "limit_large_import_peak_mb": LARGE_LIMIT_MB,
        "large_export_s": went["s"],
        "large_export_peak_mb": went["peak_mb"],
        "limit_large_export_peak_mb": LARGE_LIMIT_MB,
    }


def multiply(dataset: Path, out: Path) -> None:
    """Write a dataset that has each article and statement of another one several times."""
    shutil.copytree(dataset, out, ignore=shutil.ignore_patterns("*s.jsonl", "*.md", "manifest*"))
    shutil.copy(dataset / "annotators.jsonl", out)
    (out / "manifest.json").write_text(json.dumps({"format_version": 1}), "utf-8")
    for kind in ("articles", "statements"):
        with (out / f"{kind}.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
            for turn in range(TIMES):
                for row in _rows(dataset / f"{kind}.jsonl"):
                    stream.write(json.dumps(_again(row, turn), ensure_ascii=False) + "\n")


def _again(row: dict[str, object], turn: int) -> dict[str, object]:
    """Give a row once more, as another record."""
    for key in ("id", "article"):
        if key in row:
            row[key] = str(Id.fixed(f"{row[key]}/{turn}"))
    if "text" in row:
        row["text"] = f"{row['text']}\n\n{turn}"
        row["sha256"] = sha256(str(row["text"]).encode()).hexdigest()
        row["source_name"] = f"{turn}/{row['source_name']}"
    return row


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, object] = json.loads(line)
            yield row


def _ours(dataset: Path, work: Path) -> Figures:
    ours, limits = list[Figures](), list[Figures]()
    for turn in range(TURNS):
        path, empty = work / f"brought{turn}.factcheck", work / "brought-bare.factcheck"
        ours.append(child("importing", "import", dataset, path))
        new_project(empty).close()
        limits.append(child("importing", "bare", dataset, empty, path))
        path.unlink()
        empty.unlink()
    return {
        "import_10k_jsonl_s": statistics.median(one["s"] for one in ours),
        "limit_import_10k_jsonl_s": statistics.median(one["s"] for one in limits),
        "import_10k_jsonl_mb": max(one["peak_mb"] for one in ours),
        "limit_import_10k_jsonl_mb": LARGE_LIMIT_MB,
    }


def _others(name: str, project: Path, work: Path) -> Figures:
    out, path = work / name, work / "brought.factcheck"
    try:
        with Project.open(project, ANA) as opened:
            began = time.perf_counter()
            export(opened, out, ExportWishes(name))
            went = time.perf_counter() - began
    except FactcheckError as error:
        # Such as that what it needs is not installed.
        print(f"{name}: {error}", file=sys.stderr)
        return {}
    came = child("importing", "import", out, path)
    path.unlink()
    return {
        f"export_10k_{name}_s": went,
        f"limit_export_10k_{name}_s": OTHERS_LIMIT,
        f"import_10k_{name}_s": came["s"],
        f"limit_import_10k_{name}_s": OTHERS_LIMIT,
    }


def main(what: str, *arguments: str) -> None:
    """Do one thing, and say how long it took and how much memory."""
    paths = [Path(one) for one in arguments]
    if what == "large":
        print(json.dumps(measure_large(Material(paths[0]), paths[1])))
        return
    if what == "bare":
        written = bare.rows_of(paths[2], bare.IMPORTED)
        took = bare.import_dataset(paths[0], paths[1], written)
    elif what == "import":
        with new_project(paths[1]) as project:
            began = time.perf_counter()
            bring_in(project, [paths[0]])
            took = time.perf_counter() - began
    else:
        with Project.open(paths[0], ANA) as project:
            began = time.perf_counter()
            export(project, paths[1], ExportWishes("csv"))
            took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"s": took, "peak_mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
