"""Writes `factcheck/prose/fold_table.py`, the frozen Unicode data of the search fold.

Run it with the oldest Python that the project supports: the table then holds that Unicode
version, whichever Python reads it later. A changed table needs a new `VERSION`.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

VERSION = 1
TARGET = Path(__file__).resolve().parent.parent / "factcheck" / "fold_table.py"
LINE = 92
# Format characters that a reader does not see; other ones (Arabic number signs) are visible.
IGNORED = {0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)} | {
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
}
# Compatibility ideographs stay: a thousand entries, found in no article.
IDEOGRAPHS = {*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)}
# Letters that Unicode does not decompose though readers type them without their stroke.
STROKES = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ς": "σ"}


def folded(character: str) -> str:
    """What one character folds to: a letter or digit, a space, or "" where it is dropped."""
    if ord(character) in IGNORED or unicodedata.category(character).startswith("M"):
        return ""
    if not character.isalnum():
        return " "
    if ord(character) in IDEOGRAPHS:
        return character
    small = character.lower()[:1]
    bare = [
        c
        for c in unicodedata.normalize("NFKD", small)
        if not unicodedata.category(c).startswith("M")
    ]
    if len(bare) == 1 and bare[0].isalnum():
        small = bare[0].lower()[:1]
    return STROKES.get(small, small)


def _runs(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for code in points:
        if last >= 0 and code == last + 1:
            last = code
            continue
        if last >= 0:
            yield first, last
        first = last = code
    if last >= 0:
        yield first, last


def _intervals(points: Iterable[int]) -> list[str]:
    return [f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in _runs(points)]


def _changes(table: dict[int, int]) -> list[str]:
    """`lo-hi=to` where a run folds to one character, `lo-hi+by` where it is shifted."""
    entries = []
    points = sorted(table)
    at = 0
    while at < len(points):
        same = shift = 1
        while _follows(points, at, same) and table[points[at + same]] == table[points[at]]:
            same += 1
        while (
            _follows(points, at, shift) and table[points[at + shift]] == table[points[at]] + shift
        ):
            shift += 1
        run = max(same, shift)
        low, high, to = points[at], points[at] + run - 1, table[points[at]]
        where = f"{low:x}" if run == 1 else f"{low:x}-{high:x}"
        entries.append(f"{where}={to:x}" if same >= shift else f"{where}+{to - low:x}")
        at += run
    return entries


def _follows(points: list[int], at: int, by: int) -> bool:
    return at + by < len(points) and points[at + by] == points[at] + by


def _wrapped(name: str, entries: list[str]) -> str:
    lines = [""]
    for entry in entries:
        if len(lines[-1]) + len(entry) + 1 > LINE:
            lines.append("")
        lines[-1] += f"{entry} "
    return "\n".join([f"{name} = (", *(f'    "{line}"' for line in lines), ")"])


def source() -> str:
    """The text of the data module, by the running Python's Unicode data."""
    letters, drops, changes = [], [], {}
    for code in range(0x80, sys.maxunicode + 1):
        to = folded(chr(code))
        if to == "":
            drops.append(code)
        elif to != " ":
            letters.append(code)
            if ord(to) != code:
                changes[code] = ord(to)
    return "\n".join(
        [
            '"""Frozen Unicode data of the search fold; written by `tools/make_fold_table.py`."""',
            "",
            f"VERSION = {VERSION}",
            f'UNICODE = "{unicodedata.unidata_version}"',
            "# Code points in hexadecimal: the letters and digits beyond ASCII, what is dropped,",
            "# and what folds to another character (=to, or shifted by +n).",
            _wrapped("LETTERS", _intervals(letters)),
            _wrapped("DROPS", _intervals(drops)),
            _wrapped("CHANGES", _changes(changes)),
            "",
        ]
    )


if __name__ == "__main__":
    TARGET.write_text(source(), encoding="utf-8")
