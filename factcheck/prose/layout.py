"""Guesses what of a plain text is prose, and what its title, date, author and publisher are.

Everything here is a guess that a person may correct; nothing is removed, furniture is marked.
The expressions are data (`resources/furniture.toml`), for English pages foremost; what they do
not know stays prose. It knows neither files nor the database. Offsets are code points.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from factcheck import resources
from factcheck.prose import dates
from factcheck.prose.fold import key
from factcheck.records import Date

LONGEST_LINE = 200
LONGEST_TITLE = 160
LONGEST_HEADING = 90
LONGEST_CAPTION = 200
HEAD = 8
_LINE = re.compile(r"\S[^\r\n\x0b\x0c\x85\u2028\u2029]*")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_STOP = ".!?…:;,。！？؟।"
_CLOSING = "\"'”’»)]」』"


@dataclass(frozen=True, slots=True)
class Layout:
    """What a text was taken to be; `title` always has words where the text has any."""

    title: str
    published: Date | None
    author: str | None
    publisher: str | None
    furniture: tuple[tuple[int, int], ...]


class _Line(NamedTuple):
    """A line with something in it, without the white space around."""

    start: int
    end: int
    words: str

    def matches(self, kind: str) -> bool:
        # An import asks this of every line, so each kind is one expression.
        if len(self.words) > LONGEST_LINE:
            return False
        return _expression(kind).fullmatch(self.words) is not None


def guess(text: str) -> Layout:
    """Guess the layout of a text; the furniture is sorted and disjoint."""
    lines = _lines(text)
    head = lines[:HEAD]
    opening = _expression("opening").match(text, lines[0].start) if lines else None
    furniture = _furniture(text, lines) if len(lines) > 1 else set()
    title = _title_line(lines, furniture)
    if title is not None:
        furniture |= _repeats(head, title)
    found = {(lines[n].start, lines[n].end) for n in furniture}
    begin = opening.end() if opening else 0
    published = next((when for line in head if (when := _date_of(line))), None)
    if opening is not None:
        found.add(opening.span())
        published = dates.resolve(opening.group(1))
    return Layout(
        _title_of(lines[title]) if title is not None else _first_words(text, begin),
        published,
        next((author for line in head if (author := _value(line, "author"))), None),
        _publisher(text, lines),
        _disjoint(found),
    )


def is_title(words: str) -> bool:
    """Say whether what a program noted as a title is words, not its own or a name on disk."""
    return _is_said(words, "untitled")


def is_name(words: str) -> bool:
    """Say whether what a program noted as an author is somebody, and not itself or a machine."""
    return _is_said(words, "nobody")


def _is_said(words: str, unless: str) -> bool:
    bare = " ".join(words.split())
    has_letters = any(map(str.isalpha, bare))
    return has_letters and len(bare) <= LONGEST_LINE and not _expression(unless).fullmatch(bare)


@cache
def _expression(kind: str) -> re.Pattern[str]:
    with resources.path("furniture.toml").open("rb") as file:
        table = tomllib.load(file)
    found = table.get(kind) or table["fields"][kind]
    written = "|".join(found) if isinstance(found, list) else str(found)
    return re.compile(written, re.IGNORECASE)


def _lines(text: str) -> list[_Line]:
    found = []
    for match in _LINE.finditer(text):
        words = match.group().rstrip()
        start = match.start()
        found.append(_Line(start, start + len(words), words))
    return found


def _is_alone(text: str, lines: list[_Line], n: int) -> bool:
    """Say whether empty lines, or the text's edge, lie around a line."""
    before = text[lines[n - 1].end : lines[n].start] if n else "\n\n"
    after = text[lines[n].end : lines[n + 1].start] if n + 1 < len(lines) else "\n\n"
    return _breaks(before) > 1 and _breaks(after) > 1


def _breaks(gap: str) -> int:
    return len(gap.replace("\r\n", "\n").strip(" \t\u00a0"))


def _furniture(text: str, lines: list[_Line]) -> set[int]:
    known = {n for n, line in enumerate(lines) if line.matches("lines")}
    found = known | {n for n, line in enumerate(lines[:3]) if line.matches("head")}
    near_edges = [*range(min(HEAD, len(lines))), *range(max(HEAD, len(lines) - 3), len(lines))]
    found |= {n for n in near_edges if lines[n].matches("stated") or _date_of(lines[n])}
    found |= _captions(lines, known) | _headings(text, lines, found)
    found -= {n for n in found if lines[n].matches("keep")}
    return found if len(found) < len(lines) else set()


def _captions(lines: list[_Line], known: set[int]) -> set[int]:
    """Give the caption above each credit, and the description above that if it shares a word."""
    found: set[int] = set()
    for n in sorted(known):
        if not n or not lines[n].matches("credit") or not _is_caption(lines[n - 1]):
            continue
        found.add(n - 1)
        if n > 1 and _is_caption(lines[n - 2]) and _share_word(lines[n - 2], lines[n - 1]):
            found.add(n - 2)
    return found


def _is_caption(line: _Line) -> bool:
    """One short sentence without quoted words."""
    if len(line.words) > LONGEST_CAPTION or re.search('[“”"«»]', line.words):
        return False
    return not re.search(r"[a-z]{3}[.!?] +[A-Z]", line.words)


def _share_word(one: _Line, other: _Line) -> bool:
    shared = set(key(one.words).split()) & set(key(other.words).split())
    return any(len(word) > 4 for word in shared)


def _headings(text: str, lines: list[_Line], furniture: set[int]) -> set[int]:
    """Give the short lines between paragraphs; none where most lines are such, as in a list."""
    found = {
        n
        for n, line in enumerate(lines[:-1])
        if n and len(lines[n + 1].words) > LONGEST_HEADING and _is_heading(line)
    }
    if not found:
        return found
    spaced = any(_is_alone(text, lines, n) for n in range(1, len(lines) - 1))
    found = {
        n for n in found if (_is_alone(text, lines, n) if spaced else _ended(lines[n - 1].words))
    }
    return found if 2 * len(found) < len(lines) - len(furniture) else set()


def _is_heading(line: _Line) -> bool:
    # Nearly all lines are long, and to cut these into words takes longer than all the rest.
    if len(line.words) > LONGEST_HEADING or len(line.words.split()) > 12:
        return False
    first = next((character for character in line.words if character.isalnum()), "a")
    return not first.islower() and is_heading(line.words)


def is_heading(words: str) -> bool:
    """Say whether words may be a heading: short, no sentence, and no naming of who is quoted."""
    if len(words) > LONGEST_HEADING or _ended(words):
        return False
    return _expression("keep").fullmatch(words) is None


def _ended(words: str) -> bool:
    """Say whether words end as a sentence or a clause does."""
    return words.rstrip(_CLOSING + " \u00a0")[-1:] in _STOP


def _title_line(lines: list[_Line], furniture: set[int]) -> int | None:
    """Give the first line that is no furniture, if it looks like a title over longer prose."""
    for n, line in enumerate(lines[:HEAD]):
        if n in furniture and not line.matches("title"):
            continue
        stopped = line.words[-1] in ".。:;," and not line.words.endswith("..")
        prose = sum(len(other.words) for other in lines[n + 1 :])
        if len(line.words) > LONGEST_TITLE or stopped or prose <= len(line.words):
            return None
        return n
    return None


def _repeats(head: list[_Line], title: int) -> set[int]:
    """Give the title's line and those near it that say it again, be it shortened."""
    wanted = key(head[title].words)
    found = {title}
    for n, line in enumerate(head):
        if len(line.words) > 2 * LONGEST_TITLE:
            continue
        short = line.words.rstrip(" .…")
        cut = short != line.words and len(short) > 20
        said = key(short)
        if said and (said == wanted or (cut and wanted.startswith(said))):
            found.add(n)
    return found


def _title_of(line: _Line) -> str:
    return " ".join((_value(line, "title") or line.words).split())


def _first_words(text: str, begin: int) -> str:
    """Give about sixty characters of a text that has no title."""
    phrase = ""
    for word in text[begin : begin + 400].split():
        if phrase and len(phrase) + len(word) > 60:
            return f"{phrase}…"
        phrase = f"{phrase} {word}".strip()
    return phrase if len(phrase) <= LONGEST_TITLE else f"{phrase[:60]}…"


def _value(line: _Line, kind: str) -> str | None:
    if len(line.words) > LONGEST_LINE:
        return None
    found = _expression(kind).fullmatch(line.words)
    return next((group.strip() for group in found.groups() if group), None) if found else None


def _publisher(text: str, lines: list[_Line]) -> str | None:
    for line in lines[:HEAD] + lines[HEAD:][-3:]:
        if (value := _value(line, "publisher")) and not line.matches("lines"):
            return value
    for line in lines[:HEAD]:
        found = _expression("dateline").match(text, line.start, line.end)
        if found:
            return found["publisher"].strip()
    return None


def _date_of(line: _Line) -> Date | None:
    """Read a line that is nothing but a date with its year."""
    if len(line.words) > LONGEST_HEADING or not _YEAR.search(line.words):
        return None
    value = _value(line, "published")
    # A year alone may be a heading, a page or a score.
    if value is None or re.fullmatch(r"\d{4}", value):
        return None
    found = dates.resolve(value)
    return found if found and found.basis == "stated" else None


def _disjoint(found: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
