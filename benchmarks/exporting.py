"""Exporting a project's statements as a dataset, beside bare sqlite3 and json on the same rows.

The bare program reads the same columns, writes the same keys of articles and statements in the
same order, durably, and their checksums; it checks nothing and knows no layers.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import statistics
import time
from pathlib import Path

from benchmarks.material import Material
from benchmarks.projects import ANA, TURNS, articles_by_stem, statements
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.project import Project
from factcheck.records import What

Line = dict[str, object]


def mark_all(material: Material, path: Path, work: Path) -> Path:
    """Give a copy of a project of the material's articles with all of its statements."""
    copy = Path(shutil.copy(path, work / "export.factcheck"))
    with Project.open(copy, ANA) as project:
        edits = statements(project, articles_by_stem(project), material.spans())
        project.access.record(What("statement.mark", {"label": "", "title": ""}), edits)
    return copy


def measure_export(path: Path, work: Path) -> dict[str, float]:
    """Export all statements of a project and its articles' texts as jsonl."""
    ours, limits = [], []
    with Project.open(path, ANA) as project:
        for turn in range(TURNS):
            out = work / f"dataset{turn}"
            began = time.perf_counter()
            export(project, out, ExportWishes("jsonl"))
            ours.append(time.perf_counter() - began)
            keys = {name: _keys(out / f"{name}.jsonl") for name in ("articles", "statements")}
            shutil.rmtree(out)
            limits.append(_bare(path, work / "bare", keys))
    return {
        "export_10k_spans_s": statistics.median(ours),
        "limit_export_10k_spans_s": statistics.median(limits),
    }


def _keys(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return list(json.loads(next(lines)))


def _bare(path: Path, out: Path, keys: dict[str, list[str]]) -> float:
    out.mkdir(exist_ok=True)
    began = time.perf_counter()
    database = sqlite3.connect(path)
    for name, lines in (("articles", _articles(database)), ("statements", _statements(database))):
        empty = dict.fromkeys(keys[name])
        digest = hashlib.sha256()
        with (out / f"{name}.jsonl").open("wb") as file:
            for line in lines:
                written = json.dumps(empty | line, ensure_ascii=False).encode() + b"\n"
                digest.update(written)
                file.write(written)
            # As durable as the program's, or a power cut would leave a dataset of empty files.
            file.flush()
            os.fsync(file.fileno())
    database.close()
    return time.perf_counter() - began


def _articles(database: sqlite3.Connection) -> list[Line]:
    rows = database.execute(
        "SELECT a.id, a.title, a.source_name, a.reader, t.characters, t.sha256"
        " FROM article a JOIN text t ON t.sha256 = a.text ORDER BY a.id"
    )
    names = ("id", "title", "source_name", "reader", "text", "sha256")
    return [dict(zip(names, (_text(row[0]), *row[1:5], row[5].hex()), strict=True)) for row in rows]


def _statements(database: sqlite3.Connection) -> list[Line]:
    rows = database.execute(
        'SELECT s.id, s.article, s.label, s.quotation, s.origin, p.role, p.start, p."end", p.exact'
        " FROM statement s JOIN span p ON p.statement = s.id ORDER BY s.article, p.start, s.id"
    )
    return [
        {
            "id": _text(i),
            "article": _text(article),
            "label": _text(label),
            "quotation": quotation,
            "origin": origin,
            "spans": [{"end": end, "role": role, "start": start, "text": exact}],
        }
        for i, article, label, quotation, origin, role, start, end, exact in rows
    ]


def _text(key: bytes) -> str:
    h = key.hex()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"
