"""Which sentence a caret stands in, for labelling one without selecting it.

Own small rules, for English first and harmless elsewhere; a person sees the result at once and
can move its edges:

- a line break ends a sentence, unless the next line goes on with a small letter (wrapped lines);
- so does a stop with the closing marks after it, where white space follows; marks of Chinese,
  Japanese and their like need none;
- no sentence begins with a small letter ("“Why?” he asked");
- a title ("Mr.") or an initial never ends one; other abbreviations ("U.S.", "p.m.") do so only
  before a word that hardly begins a name ("The", "He"); `resources/sentences.toml` has them.
"""

import re
import tomllib
from functools import cache

from factcheck import resources

# No sentence is longer; a text of one endless line must not stop the caret.
FARTHEST = 5_000
# What begins with a set of characters is searched for several times as fast as what may begin in
# two ways; so the second way is told apart by looking back.
_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_NEAR = 40  # characters in which the words beside an end are looked for
_CLOSING = "\"'”’»)\\]}」』›"
# French sets a space before its closing mark.
_MARKS = ".!?…؟۔።।‽"
_WIDE_MARKS = "。！？｡"
# A run of marks is looked at once, or a line of a hundred thousand dots would take minutes.
_END = re.compile(
    rf"[{_MARKS}{_WIDE_MARKS}](?:(?<=[{_WIDE_MARKS}])[{_WIDE_MARKS}]*[{_CLOSING}]*\s*"
    rf"|(?<=[{_MARKS}])(?<![{_MARKS}][{_MARKS}])[{_MARKS}]*+"
    rf"[{_CLOSING}]*(?:[ \u00a0\u202f]»)?(?:\s+|\Z))"
)
_LAST_WORD = re.compile(r"(?:\w\.)*\w*$")
_FIRST_WORD = re.compile(r"\W*(\w*)")


def sentence_at(text: str, position: int) -> tuple[int, int] | None:
    """Give the sentence at a position, its closing marks included; None on an empty line.

    Between two sentences it is the one before. Code points, half-open.
    """
    found = None
    for start, end in sentences_in(text, *paragraph_at(text, position)):
        if found is not None and start > position:
            break
        found = start, end
    return found


def sentences_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the sentences of a range, without the white space around them, in order."""
    found = []
    for first, last in _lines(text, start, end):
        begin = first
        for match in _END.finditer(text, first, last):
            if _ends_here(text, match, last):
                found.append((begin, match.end()))
                begin = match.end()
        found.append((begin, last))
    return [bare for part in found if (bare := _bare(text, *part))]


def paragraph_at(text: str, position: int) -> tuple[int, int]:
    """Give the line of a position, with the lines that it continues and that continue it.

    Of an endless one what is within `FARTHEST`. Code points, half-open.
    """
    earliest, latest = max(0, position - FARTHEST), min(len(text), position + FARTHEST)
    start, end = _line_start(text, position, earliest), _line_end(text, position, latest)
    while start > earliest:
        before = start - (2 if text.endswith("\r\n", 0, start) else 1)
        if not _goes_on(text, before, start):
            break
        start = _line_start(text, before, earliest)
    while end < latest:
        after = end + (2 if text.startswith("\r\n", end) else 1)
        if not _goes_on(text, end, after):
            break
        end = _line_end(text, after, latest)
    return start, end


def _line_start(text: str, position: int, earliest: int) -> int:
    found = max(text.rfind(mark, earliest, position) for mark in "\n\r\x0b\x0c\x85\u2028\u2029")
    return found + 1 if found >= 0 else earliest


def _line_end(text: str, position: int, latest: int) -> int:
    found = _BREAK.search(text, position, latest)
    return found.start() if found else max(position, latest)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Divide a range at its line breaks but those inside a sentence."""
    found = []
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if not _goes_on(text, *match.span()):
            found.append((begin, match.start()))
            begin = match.end()
    return [*found, (begin, end)]


def _goes_on(text: str, before: int, line: int) -> bool:
    """Say whether the line at `line` continues the sentence of the one that ended at `before`."""
    wrapped = before > 0 and not _BREAK.match(text, before - 1)
    return wrapped and text[line : line + 1].islower()


def _ends_here(text: str, match: re.Match[str], last: int) -> bool:
    if match.end() >= last:
        return True
    following = _FIRST_WORD.match(text, match.end(), min(last, match.end() + _NEAR))
    next_word = following.group(1) if following else ""
    if next_word[:1].islower():
        return False
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - _NEAR), match.start())
    before = word.group().casefold() if word else ""
    if before in _words("titles") or (len(before) == 1 and before.isalpha()):
        return False
    if "." in before or before in _words("abbreviations"):
        return next_word.casefold() in _words("beginners")
    return True


@cache
def _words(kind: str) -> frozenset[str]:
    with resources.path("sentences.toml").open("rb") as file:
        return frozenset(tomllib.load(file)[kind])


def _bare(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
