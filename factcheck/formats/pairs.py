"""Pairs of statements for training natural language inference: premise, hypothesis, label.

Out only. A folder with `pairs.jsonl`, or a file for each part of a split, with a card and a
manifest; a name that ends in `.jsonl` or `.csv` is the pairs alone. Which pairs there are is in
`pairing`; of the articles only the words of statements are in it.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, pairs_card
from factcheck.formats.bundle import Bundle
from factcheck.formats.cells import cells_of
from factcheck.formats.lines import data_of, first_row
from factcheck.formats.manifest import NAME as MANIFEST
from factcheck.formats.manifest import Listed, manifest_row, pretty, read_any
from factcheck.formats.pairing import Pair, Pairing
from factcheck.formats.parts import beginning, digest
from factcheck.formats.places import Places
from factcheck.formats.rows import Names, Row

NAME = "pairs"
CARD = "README.md"
#: The columns of a table, and the keys of a line.
COLUMNS = (
    *("id", "premise", "hypothesis", "label"),
    *("premise_statement", "hypothesis_statement", "premise_article", "hypothesis_article"),
    *("claim", "annotator", "split"),
)
_LINES, _TABLE = ".jsonl", ".csv"
_MARK = b"\xef\xbb\xbf"  # or spreadsheets take the table for their machine's old encoding


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has altered anything."""
    if path.is_dir():
        return _is_folder_of_ours(path)
    if path.suffix.lower() == _TABLE:
        return beginning(path, len(_head())) == _head()
    row = first_row(path)
    is_ours = row.keys() == set(COLUMNS) or (path.is_file() and not path.stat().st_size)
    return path.suffix.lower() == _LINES and is_ours


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a new folder, or one file where the name ends in .jsonl or .csv."""
    pairing = Pairing(bundle)
    found = sorted(pairing.pairs(tick), key=lambda pair: pair.id)
    names = Names.of(bundle)
    rows = [(pair, _row(pair, names)) for pair in found]
    ending = out.suffix.lower()
    if ending == _TABLE:
        out.write_bytes(_table(row for _, row in rows))
    elif ending == _LINES:
        out.write_bytes(data_of(_sorted(row) for _, row in rows))
    else:
        _write_folder(bundle, out, rows, pairing)
    counts = Counter(pair.label for pair in found)
    return Written({"pairs": len(found), **dict(sorted(counts.items()))}, pairing.lost)


def _write_folder(
    bundle: Bundle, out: Path, rows: Sequence[tuple[Pair, Row]], pairing: Pairing
) -> None:
    out.mkdir()
    places = Places()
    parts = {name: f"{places.folder(name)}{_LINES}" for name in _parts(bundle)}
    listed = {}
    for part, name in parts.items():
        some = [_sorted(row) for pair, row in rows if pair.part in (None, part)]
        data = data_of(some)
        (out / name).write_bytes(data)
        listed[name] = Listed(len(some), sha256(data).hexdigest())
    manifest = manifest_row(bundle.about, bundle.split, listed)
    manifest |= {"format": NAME, "seed": bundle.seed}
    (out / MANIFEST).write_bytes(pretty(manifest))
    words = pairs_card.card(bundle, [pair for pair, _ in rows], parts, pairing.languages)
    (out / CARD).write_text(words, encoding="utf-8", newline="\n")


def _parts(bundle: Bundle) -> Iterable[str]:
    return bundle.split.sizes if bundle.split else (NAME,)


def _row(pair: Pair, names: Names) -> Row:
    values = (
        *(str(pair.id), pair.premise.words, pair.hypothesis.words, pair.label),
        *(str(pair.premise.statement), str(pair.hypothesis.statement)),
        *(str(pair.premise.article), str(pair.hypothesis.article)),
        str(pair.claim) if pair.claim else None,
        *(names.annotators[pair.premise.annotator], pair.part),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _sorted(row: Row) -> Row:
    return {key: row[key] for key in sorted(row)}


def _table(rows: Iterable[Row]) -> bytes:
    return _head() + b"".join(map(_line, _cells(rows)))


def _cells(rows: Iterable[Row]) -> Iterator[Sequence[str]]:
    for row in rows:
        cells = cells_of(row)
        yield [cells[column] for column in COLUMNS]


def _head() -> bytes:
    return _MARK + _line(COLUMNS)


def _line(cells: Sequence[str]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    return stream.getvalue().encode()


def _is_folder_of_ours(folder: Path) -> bool:
    try:
        manifest = read_any(folder)
    except BadInput:
        return False
    listed = manifest.get("files")
    files = listed if isinstance(listed, dict) else {}
    there = {one.name for one in folder.iterdir()}
    is_whole = all(
        isinstance(one, dict) and digest(folder / name) == one.get("sha256")
        for name, one in files.items()
    )
    return manifest.get("format") == NAME and is_whole and there <= {CARD, MANIFEST, *files}
