"""The limits of storage: a bare sqlite3 program that writes and reads the very same rows.

It takes an empty project of the same schema and knows nothing of rules, conflicts or batches.
"""

import hashlib
import json
import resource
import sqlite3
import statistics
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from factcheck.prose.fold import Folded

Rows = Sequence[tuple[Any, ...]]
_AT_ONCE = 200
#: The tables that an import of statements writes, texts and their index apart.
IMPORTED = ("revision", "article", "furniture", "statement", "span", "change", "entry")


def connect(path: Path) -> sqlite3.Connection:
    """Open a project as bare as may be, as durable as the program does."""
    bare = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        bare.execute(f"PRAGMA {pragma}")
    return bare


def rows_of(path: Path, tables: Sequence[str], where: str = "") -> dict[str, Rows]:
    """Read all rows of some tables."""
    bare = connect(path)
    found: dict[str, Rows] = {
        t: bare.execute(f"SELECT * FROM {t} {where}").fetchall() for t in tables
    }
    bare.close()
    return found


def insert(bare: sqlite3.Connection, table: str, rows: Rows) -> None:
    """Write rows as they are."""
    if rows:
        places = ",".join("?" * len(rows[0]))
        bare.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def import_texts(folder: Path, empty: Path, written: dict[str, Rows]) -> float:
    """Read, hash and fold the texts and write what the program wrote of them; in seconds."""
    began = time.perf_counter()
    bare = connect(empty)
    bare.execute("BEGIN IMMEDIATE")
    paths = sorted(folder.glob("*.txt"))
    for first in range(0, len(paths), _AT_ONCE):
        lot = paths[first : first + _AT_ONCE]
        insert_texts(bare, first, [path.read_bytes().decode("utf-8") for path in lot])
    for table in ("revision", "article", "furniture", "change"):
        insert(bare, table, written[table])
    bare.execute("COMMIT")
    bare.close()
    return time.perf_counter() - began


def import_dataset(dataset: Path, empty: Path, written: dict[str, Rows]) -> float:
    """Read a dataset of ours row by row and write what the program wrote of it; in seconds."""
    began = time.perf_counter()
    bare = connect(empty)
    bare.execute("BEGIN IMMEDIATE")
    with (dataset / "articles.jsonl").open("rb") as lines:
        first = 0
        while lot := [json.loads(line)["text"] for line in islice(lines, _AT_ONCE)]:
            insert_texts(bare, first, lot)
            first += len(lot)
    with (dataset / "statements.jsonl").open("rb") as lines:
        for line in lines:
            json.loads(line)
    for table in IMPORTED:
        insert(bare, table, written[table])
    entries = [(row[0], row[3]) for row in written["entry"]]
    bare.executemany("INSERT INTO entry_fts (rowid, words) VALUES (?, ?)", entries)
    bare.execute("COMMIT")
    bare.close()
    return time.perf_counter() - began


def insert_texts(bare: sqlite3.Connection, first: int, texts: Sequence[str]) -> None:
    """Hash and fold texts, and write and index them; `first` are there before them."""
    made = [(hashlib.sha256(text.encode()).digest(), text, Folded(text).folded) for text in texts]
    keyed = list(enumerate(made, first + 1))
    insert(bare, "text", [(sha, characters, len(characters)) for sha, characters, _ in made])
    insert(bare, "passage", [(key, sha, 0, len(text)) for key, (sha, text, _) in keyed])
    folded = [(key, words) for key, (_, _, words) in keyed]
    bare.executemany("INSERT INTO passage_fts (rowid, words) VALUES (?, ?)", folded)


def apply(path: Path, written: dict[str, Rows]) -> float:
    """Write the rows of statements in one transaction; in seconds."""
    bare = connect(path)
    began = time.perf_counter()
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("UPDATE project SET head = head + 1")
    for table in ("revision", "statement", "span", "change", "entry"):
        insert(bare, table, written[table])
    entries = [(row[0], row[3]) for row in written["entry"]]
    bare.executemany("INSERT INTO entry_fts (rowid, words) VALUES (?, ?)", entries)
    bare.execute("COMMIT")
    took = time.perf_counter() - began
    bare.close()
    return took


def save_each(path: Path, written: dict[str, Rows]) -> list[float]:
    """Write the rows of one revision after the other, each durably; in milliseconds."""
    bare = connect(path)
    columns = [row[1] for row in bare.execute("PRAGMA table_info(change)")]
    of = columns.index("revision")
    kind, record = columns.index("kind"), columns.index("record")
    rows = {(t, bytes(row[0])): row for t in ("statement", "span") for row in written[t]}
    entries = {bytes(row[2]): row for row in written["entry"]}
    took = []
    for revision in written["revision"]:
        changes = [row for row in written["change"] if row[of] == revision[0]]
        began = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE project SET head = head + 1")
        insert(bare, "revision", [revision])
        for change in changes:
            key = (str(change[kind]), bytes(change[record]))
            if key in rows:
                insert(bare, key[0], [rows[key]])
            if key[1] in entries:
                entry = entries[key[1]]
                insert(bare, "entry", [entry])
                bare.execute(
                    "INSERT INTO entry_fts (rowid, words) VALUES (?, ?)", (entry[0], entry[3])
                )
        insert(bare, "change", changes)
        bare.execute("COMMIT")
        took.append((time.perf_counter() - began) * 1_000)
    bare.close()
    return took


def search(path: Path, phrases: Sequence[str]) -> float:
    """Count each phrase and read 50 row ids; the median in milliseconds."""
    bare = connect(path)
    counting = "SELECT count(*) FROM passage_fts WHERE passage_fts MATCH ?"
    first = "SELECT rowid FROM passage_fts WHERE passage_fts MATCH ? LIMIT 50"
    medians = []
    for phrase in phrases:
        query = f'"{" ".join(Folded(phrase).folded.split())}"'
        took = []
        for _ in range(7):
            began = time.perf_counter()
            bare.execute(counting, (query,)).fetchone()
            bare.execute(first, (query,)).fetchall()
            took.append((time.perf_counter() - began) * 1_000)
        medians.append(statistics.median(took))
    bare.close()
    return statistics.median(medians)


def main(folder: Path, empty: Path, ours: Path) -> None:
    """Import in a process of its own, so that its memory is its own."""
    written = rows_of(ours, ("revision", "article", "furniture", "change"))
    took = import_texts(folder, empty, written)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"s": took, "peak_mb": peak}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
