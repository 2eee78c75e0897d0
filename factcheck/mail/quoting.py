"""Which words of a message are not its own: what it quotes, its signature, what a list added.

They are furniture: dimmed and not removed. The expressions are data (`resources/mail.toml`). It
knows no parts. Offsets are code points, half-open.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factcheck import resources

_LONGEST = 400
_SIGNATURE = re.compile(r"--\s?")
_SIGNED = 25  # lines that a signature may have
_FOOTER = 12


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    @property
    def is_quoted(self) -> bool:
        return self.words.startswith((">", " >"))

    def matches(self, kind: str) -> bool:
        bare = self.words.strip()
        return len(bare) <= _LONGEST and _expression(kind).fullmatch(bare) is not None


def furniture(text: str, *, subject: str) -> tuple[tuple[int, int], ...]:
    """Give the stretches of a message that are not its own words; none where all would be."""
    lines = list(_lines(text))
    marked = _quoted(lines) | _signature(lines) | _footer(lines)
    if _expression("reply").fullmatch(subject[:_LONGEST]):
        marked |= _to_the_end(lines)
    own = any(line.words.strip() for n, line in enumerate(lines) if n not in marked)
    return tuple(_stretches(lines, marked)) if own else ()


@cache
def _expression(kind: str) -> re.Pattern[str]:
    with resources.path("mail.toml").open("rb") as file:
        found = tomllib.load(file)[kind]
    return re.compile("|".join(found) if isinstance(found, list) else str(found), re.IGNORECASE)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for words in text.split("\n"):
        yield _Line(start, words)
        start += len(words) + 1


def _quoted(lines: list[_Line]) -> set[int]:
    """Give the lines that are quoted, with those that say who had written them."""
    found = {n for n, line in enumerate(lines) if line.is_quoted}
    for n in sorted(found):
        if n - 1 not in found:
            found |= _attribution(lines, n)
    return found


def _attribution(lines: list[_Line], first: int) -> set[int]:
    """Give the one or two lines above a quotation that say whose it is."""
    above = first - 1
    if above > 0 and not lines[above].words.strip():
        above -= 1
    if above < 0:
        return set()
    if lines[above].matches("attribution"):
        wrapped = {above - 1} if above and _is_begun(lines, above) else set()
        return {above} | wrapped
    both = _Line(0, f"{lines[above - 1].words.strip()} {lines[above].words.strip()}")
    return {above - 1, above} if above and both.matches("attribution") else set()


def _is_begun(lines: list[_Line], n: int) -> bool:
    """Say whether the line above begins what a program says of whom it quotes."""
    above, words = lines[n - 1].words.strip(), lines[n].words.strip()
    opens = re.match(r"(?i)(on|am|le|el|em|il|op|dnia) ", above) is not None
    return opens and not re.match(r"(?i)(on|am|le|el|em|il|op|dnia) ", words)


def _to_the_end(lines: list[_Line]) -> set[int]:
    """Give all from where an answer has, without marks, the message that it answers."""
    last_quoted = max((n for n, line in enumerate(lines) if line.is_quoted), default=-1)
    for n, line in enumerate(lines):
        says_whose = line.words[:3].lower() == "on " and line.matches("attribution")
        if (says_whose and n > last_quoted) or line.matches("original"):
            return set(range(n, len(lines)))
    return set()


def _signature(lines: list[_Line]) -> set[int]:
    """Give the lines of a signature, which ends a message or stands above what it quotes."""
    for n in range(len(lines) - 1, -1, -1):
        if _SIGNATURE.fullmatch(lines[n].words):
            end = next((m for m in range(n, len(lines)) if lines[m].is_quoted), len(lines))
            return set(range(n, end)) if end - n <= _SIGNED else set()
    return set()


def _footer(lines: list[_Line]) -> set[int]:
    for n in range(max(0, len(lines) - _FOOTER), len(lines)):
        if lines[n].matches("footer") and any(one.matches("footer_says") for one in lines[n:]):
            return set(range(n, len(lines)))
    return set()


def _stretches(lines: list[_Line], marked: set[int]) -> Iterator[tuple[int, int]]:
    """Give marked lines as stretches; empty lines between two of them do not part these."""
    start = end = -1
    for n, line in enumerate(lines):
        if not line.words.strip():
            continue
        if n in marked:
            start = line.start if start < 0 else start
            end = line.end
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end
