"""Guesses what of a plain text is prose, and what its title, date, author and publisher are.

Everything here is a guess that a person may correct; nothing is removed, furniture is marked.
The expressions are data (`resources/furniture.toml`), for English pages foremost; what they do
not know stays prose. It knows neither files nor the database. Offsets are code points.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from factcheck import dates, resources
from factcheck.fold import key
from factcheck.records import Date

LONGEST_LINE = 300
LONGEST_TITLE = 160
LONGEST_HEADING = 90
LONGEST_CAPTION = 200
HEAD = 8
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with something in it, without the white space around; `alone` between empty ones."""

    start: int
    end: int
    words: str
    alone: bool

    def matches(self, kind: str) -> bool:
        return len(self.words) <= LONGEST_LINE and any(
            expression.fullmatch(self.words) for expression in _expressions(kind)
        )


def guess(text: str) -> Layout:
    """Guess the layout of a text; the furniture is sorted and disjoint."""
    lines = _lines(text)
    opening = _opening(text)
    furniture = _furniture(lines) if len(lines) > 1 else set()
    title = _title_line(lines, furniture)
    if title is not None:
        furniture |= _repeats(lines, title)
    found = {(lines[n].start, lines[n].end) for n in furniture}
    published = _published(lines)
    if opening is not None:
        found.add(opening.span())
        published = dates.resolve(opening.group().split()[-1])
    words = _title_words(text, lines, title, opening)
    return Layout(
        words,
        published,
        _field(lines, "author"),
        _publisher(text, lines),
        _disjoint(found),
    )


@cache
def _table() -> dict[str, object]:
    with resources.path("furniture.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _expressions(kind: str) -> tuple[re.Pattern[str], ...]:
    found = _table().get(kind)
    if found is None:
        fields = _table()["fields"]
        found = fields[kind] if isinstance(fields, dict) else ""
    written = found if isinstance(found, list) else [found]
    return tuple(re.compile(str(one), re.IGNORECASE) for one in written)


def _lines(text: str) -> list[_Line]:
    bare = []
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words[0])
            bare.append((start, start + len(words), words))
    edges = [-1, *(end for _, end, _ in bare)]
    starts = [*(start for start, _, _ in bare[1:]), len(text) + 1]
    return [
        _Line(start, end, words, _empty(text, edges[n], start) and _empty(text, end, starts[n]))
        for n, (start, end, words) in enumerate(bare)
    ]


def _empty(text: str, end: int, start: int) -> bool:
    """Say whether an empty line, or the text's edge, lies between two lines."""
    if end < 0 or start > len(text):
        return True
    return len(text[end:start].replace("\r\n", "\n").strip(" \t\u00a0")) > 1


def _opening(text: str) -> re.Match[str] | None:
    begin = len(text) - len(text.lstrip())
    found = (expression.match(text, begin) for expression in _expressions("opening"))
    return next((match for match in found if match), None)


def _furniture(lines: list[_Line]) -> set[int]:
    found = {n for n, line in enumerate(lines) if line.matches("lines")}
    found |= {n for n, line in enumerate(lines[:3]) if line.matches("head")}
    found |= {n for n, line in enumerate(lines) if _states_source(line)}
    found |= {n for n, line in enumerate(lines[:HEAD]) if _date_of(line) is not None}
    found |= _captions(lines) | _headings(lines, found)
    found -= {n for n in found if lines[n].matches("keep")}
    return found if len(found) < len(lines) else set()


def _states_source(line: _Line) -> bool:
    return line.matches("publisher") or line.matches("title")


def _captions(lines: list[_Line]) -> set[int]:
    """Give the caption above each credit, and the description above that if it shares a word."""
    found: set[int] = set()
    for n, line in enumerate(lines):
        if not line.matches("credit") or not n or not _is_caption(lines[n - 1]):
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


def _headings(lines: list[_Line], furniture: set[int]) -> set[int]:
    """Give the short lines between paragraphs; none where most lines are such, as in a list."""
    spaced = any(line.alone for line in lines[1:-1])
    found = {
        n
        for n, line in enumerate(lines[:-1])
        if _is_heading(line)
        and n
        and (line.alone if spaced else _ended(lines[n - 1]))
        and len(lines[n + 1].words) > LONGEST_HEADING
    }
    return found if 2 * len(found) < len(lines) - len(furniture) else set()


def _is_heading(line: _Line) -> bool:
    if len(line.words) > LONGEST_HEADING or len(line.words.split()) > 12:
        return False
    first = next((character for character in line.words if character.isalnum()), "a")
    return not first.islower() and not _ended(line) and not line.matches("keep")


def _ended(line: _Line) -> bool:
    """Say whether a line ends as a sentence or a clause does."""
    return line.words.rstrip(_CLOSING + " \u00a0")[-1:] in _STOP


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


def _repeats(lines: list[_Line], title: int) -> set[int]:
    """Give the title's line and those near it that say it again, be it shortened."""
    wanted = key(lines[title].words)
    found = {title}
    for n, line in enumerate(lines[:HEAD]):
        short = line.words.rstrip(" .…")
        cut = short != line.words and len(short) > 20
        said = key(short)
        if said and (said == wanted or (cut and wanted.startswith(said))):
            found.add(n)
    return found


def _title_words(
    text: str, lines: list[_Line], title: int | None, opening: re.Match[str] | None
) -> str:
    if title is not None:
        stated = _value(lines[title], "title")
        return " ".join((stated or lines[title].words).split())
    begin = opening.end() if opening else 0
    words = text[begin : begin + 400].split()
    phrase = ""
    for n, word in enumerate(words):
        if n and len(phrase) + len(word) > 60:
            return f"{phrase}…"
        phrase = f"{phrase} {word}".strip()
    return phrase if len(phrase) <= LONGEST_TITLE else f"{phrase[:60]}…"


def _value(line: _Line, kind: str) -> str | None:
    if len(line.words) > LONGEST_LINE:
        return None
    for expression in _expressions(kind):
        found = expression.fullmatch(line.words)
        if found:
            return next((group.strip() for group in found.groups() if group), None)
    return None


def _field(lines: list[_Line], kind: str) -> str | None:
    return next((value for line in lines[:HEAD] if (value := _value(line, kind))), None)


def _publisher(text: str, lines: list[_Line]) -> str | None:
    for line in lines[:HEAD] + lines[HEAD:][-3:]:
        if not line.matches("lines") and (value := _value(line, "publisher")):
            return value
    for line in lines[:HEAD]:
        for expression in _expressions("dateline"):
            found = expression.match(text, line.start, line.end)
            if found:
                return found["publisher"].strip()
    return None


def _published(lines: list[_Line]) -> Date | None:
    return next((when for line in lines[:HEAD] if (when := _date_of(line))), None)


def _date_of(line: _Line) -> Date | None:
    """Read a line that is nothing but a date with its year."""
    value = _value(line, "published")
    found = dates.resolve(value) if value else None
    # A year alone may be a heading, a page or a score.
    return (
        found
        if found and found.basis == "stated" and not re.fullmatch(r"\d{4}", value or "")
        else None
    )


def _disjoint(found: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
