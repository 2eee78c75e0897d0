"""Tokens with tags in columns, as CoNLL's tasks have them: articles, sentences, tagged stretches.

The first column is the token, unless it counts the tokens of each sentence; the last one is the
tag. IOB1, IOB2, BIOES and BILOU are read alike: a tag goes on with the one before where it says so
and has its label.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from factcheck.formats.building import Origin
from factcheck.formats.escapes import name_escaped, name_unescaped

DOCSTART = "-DOCSTART-"
NEWDOC = "# newdoc id = "
#: The first line of a file that we wrote.
OURS = "# factcheck = 1"
_COMMENT = re.compile(
    r"#\s*(?:(newdoc|newpar)\b(?:\s+id\s*=\s*(.*))?|[\w.:-]+(?:\s[\w.:-]+)?\s*=.*)"
)
_TAG = re.compile(r"([BIESLUbieslu])-(.+)", re.DOTALL)
_GOES_ON = "IEL"
_ENDS = "ESLU"
_SPACE = re.compile(r"\s")
# What parts columns: a space that does not break is part of a token, such as a number.
_PARTS = " \t"
_GAP = re.compile(r"[ \t]+")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tokens of one label, from the first up to the last one, and where they stand."""

    label: str
    first: int
    last: int
    at: Origin


@dataclass(slots=True)
class Columns:
    """One article as columns: its tokens, at which of them sentences begin, what is tagged."""

    name: str
    at: Origin
    tokens: list[str] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    tagged: list[Tagged] = field(default_factory=list)
    more: int = 0  # columns between the token and the tag
    remarks: int = 0  # lines that say something of sentences

    def text(self) -> tuple[str, list[tuple[int, int]]]:
        """Give a text of these tokens, with blanks between, and where each token is in it."""
        begins = set(self.sentences)
        pieces: list[str] = []
        places: list[tuple[int, int]] = []
        at = 0
        for number, token in enumerate(self.tokens):
            between = "" if number == 0 else "\n" if number in begins else " "
            pieces += (between, token)
            at += len(between)
            places.append((at, at + len(token)))
            at += len(token)
        return "".join(pieces), places


def columns(words: str, name: str) -> Iterator[Columns]:
    """Give the articles in a file of columns; raise BadInput naming the line at fault."""
    lines = [one.removesuffix("\r") for one in words.removeprefix("\ufeff").split("\n")]
    reading = _Reading(name, is_numbered=_is_numbered(lines))
    for number, line in enumerate(lines, 1):
        yield from reading.take(line, Origin(name, number))
    yield from reading.end()


def _is_numbered(lines: Iterable[str]) -> bool:
    """Say whether the first of three or more columns counts the tokens of each sentence."""
    before, counted = -1, 0
    begins = True
    for line in lines:
        cells = _cells(line)
        if not cells or DOCSTART in cells[:2]:
            begins = True
        elif not _is_remark(line, cells):
            if len(cells) < 3 or not _NUMBER.fullmatch(cells[0]):
                return False
            number = int(cells[0])
            if number != before + 1 and not (begins and number < 2):
                return False
            before, begins = number, False
            counted += 1
    return counted > 1


def _cells(line: str) -> list[str]:
    """Give the cells of a line, none where there is nothing in it."""
    if not line.strip():
        return []
    if "\t" in line:
        return [one.strip(_PARTS) for one in line.split("\t")]
    return _GAP.split(line.strip(_PARTS))


def _is_remark(line: str, cells: Sequence[str]) -> bool:
    """Say whether a line says something of a sentence; a token may be such a sign as well."""
    if "\t" not in line and _COMMENT.fullmatch(line):
        return True
    return line.startswith(("# ", "#\t")) and not _is_mark(cells[-1])


def _is_mark(cell: str) -> bool:
    return cell == "O" or _TAG.fullmatch(cell) is not None


class _Reading:
    """A file while its lines come in."""

    def __init__(self, name: str, *, is_numbered: bool) -> None:
        self._name = name
        self._first = int(is_numbered)
        self._here = Columns("", Origin(name))
        self._begins = True
        self._before: tuple[str, bool] = ("", False)

    def take(self, line: str, at: Origin) -> Iterator[Columns]:
        """Take in a line; give the article that it ends, if it does."""
        cells = _cells(line)
        if not cells:
            self._break()
        elif _is_remark(line, cells):
            yield from self._remark(line, at)
        elif DOCSTART in cells[: self._first + 1]:
            name = "" if self._here.tokens else self._here.name
            yield from self._begin(name, at)
        else:
            self._token(cells[self._first :], at)

    def _remark(self, line: str, at: Origin) -> Iterator[Columns]:
        found = _COMMENT.fullmatch(line)
        if found and found[1] == "newdoc":
            yield from self._begin((found[2] or "").strip(), at)
        elif line != OURS:
            self._here.remarks += 1

    def _begin(self, name: str, at: Origin) -> Iterator[Columns]:
        yield from self.end()
        self._here = Columns(name, at, remarks=self._here.remarks)

    def end(self) -> Iterator[Columns]:
        """Give the article so far, if it has any tokens."""
        self._break()
        if self._here.tokens:
            yield self._here
            self._here = Columns("", Origin(self._name))

    def _break(self) -> None:
        self._begins = True
        self._before = ("", False)

    def _token(self, cells: list[str], at: Origin) -> None:
        if len(cells) < 2 or not cells[0] or "\0" in cells[0]:
            raise at.bad("no_token")
        here, number = self._here, len(self._here.tokens)
        if self._begins:
            here.sentences.append(number)
            self._begins = False
        here.tokens.append(cells[0])
        here.more = max(here.more, len(cells) - 2)
        tag = cells[-1]
        if tag == "O":
            self._before = ("", False)
            return
        match = _TAG.fullmatch(tag)
        if match is None:
            raise at.bad("no_mark", said=tag[:40])
        kind, label = match[1].upper(), name_unescaped(match[2])
        if kind in _GOES_ON and self._before == (label, True):
            before = here.tagged[-1]
            here.tagged[-1] = Tagged(label, before.first, number + 1, before.at)
        else:
            here.tagged.append(Tagged(label, number, number + 1, at))
        self._before = (label, kind not in _ENDS)


def written(tokens: Sequence[str], breaks: set[int], marks: Sequence[str]) -> str:
    """Give tokens with their tags as lines, and an empty one before each sentence."""
    lines = []
    for number, (token, tag) in enumerate(zip(tokens, marks, strict=True)):
        if number in breaks and number:
            lines.append("")
        lines.append(f"{token}\t{tag}")
    return "".join(f"{line}\n" for line in lines)


def label_in_column(label: str) -> str:
    """Give a label as a tag has it, without white space."""
    return name_escaped(label, _SPACE)
