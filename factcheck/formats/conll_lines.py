"""Tokens with tags in columns, as CoNLL's tasks have them: articles, sentences, tagged stretches.

Which columns are the token and tags, `conll_shape` tells. IOB1, IOB2, BIOES and BILOU are read
alike: a tag goes on with the one before where it says so and has its label.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from factcheck.formats.building import Origin
from factcheck.formats.conll_shape import (
    COMMENT,
    DOCSTART,
    TAG,
    Shape,
    cells_of,
    has_marks,
    is_remark,
    shape_of,
)
from factcheck.formats.escapes import name_escaped, name_unescaped

NEWDOC = "# newdoc id = "
#: The first line of a file that we wrote.
OURS = "# factcheck = 1"
# It marks the bytes of a file as Unicode, but where it is a token by itself.
_MARK = "\ufeff"
_GOES_ON = "IEL"
_ENDS = "ESLU"
_SPACE = re.compile(r"\s")


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
    more: int = 0  # columns that are neither the token nor tags
    remarks: int = 0  # lines that say something of sentences

    def only_once(self) -> None:
        """Keep of tags that say the same of the same tokens one: columns repeat each other."""
        self.tagged = list({(one.label, one.first, one.last): one for one in self.tagged}.values())

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
    if not words.startswith(f"{_MARK}\t"):
        words = words.removeprefix(_MARK)
    lines = [one.removesuffix("\r") for one in words.split("\n")]
    shape = shape_of(lines)
    if not has_marks(lines, shape):
        raise Origin(name).bad("no_marks")
    reading = _Reading(name, shape)
    for number, line in enumerate(lines, 1):
        yield from reading.take(line, Origin(name, number))
    yield from reading.end()


class _Marks:
    """A column of tags while its lines come in."""

    def __init__(self, outside: frozenset[str]) -> None:
        self._outside = outside
        self._open = ""
        self._at = -1

    def end(self) -> None:
        """Let no tag go on with the one before."""
        self._open = ""

    def take(self, mark: str, here: Columns, at: Origin) -> None:
        """Take in the tag of the newest token of an article."""
        if mark in self._outside:
            self._open = ""
            return
        match = TAG.fullmatch(mark)
        if match is None:
            raise at.bad("no_mark", said=mark[:40])
        kind, label = match[1].upper(), name_unescaped(match[2])
        end = len(here.tokens)
        if kind in _GOES_ON and self._open == label:
            before = here.tagged[self._at]
            here.tagged[self._at] = Tagged(label, before.first, end, before.at)
        else:
            self._at = len(here.tagged)
            here.tagged.append(Tagged(label, end - 1, end, at))
        self._open = "" if kind in _ENDS else label


class _Reading:
    """A file while its lines come in."""

    def __init__(self, name: str, shape: Shape) -> None:
        self._name = name
        self._shape = shape
        self._marks = [(one.at, _Marks(one.outside)) for one in shape.marks]
        self._here = Columns("", Origin(name))
        self._begins = True

    def take(self, line: str, at: Origin) -> Iterator[Columns]:
        """Take in a line; give the article that it ends, if it does."""
        cells = cells_of(line)
        if not cells:
            self._break()
        elif is_remark(line, cells):
            yield from self._remark(line, at)
        elif DOCSTART in cells[: self._shape.first + 1]:
            name = "" if self._here.tokens else self._here.name
            yield from self._begin(name, at)
        elif line != self._shape.header:
            self._token(self._shape.row(cells), at)

    def _remark(self, line: str, at: Origin) -> Iterator[Columns]:
        found = COMMENT.fullmatch(line)
        if found and (found[1] == "newdoc" or found[3]):
            yield from self._begin((found[2] or found[4] or "").strip(), at)
        elif line != OURS:
            self._here.remarks += 1

    def _begin(self, name: str, at: Origin) -> Iterator[Columns]:
        yield from self.end()
        self._here = Columns(name, at, remarks=self._here.remarks)

    def end(self) -> Iterator[Columns]:
        """Give the article so far, if it has any tokens."""
        self._break()
        if self._here.tokens:
            self._here.only_once()
            yield self._here
            self._here = Columns("", Origin(self._name))

    def _break(self) -> None:
        self._begins = True
        for _, marks in self._marks:
            marks.end()

    def _token(self, cells: list[str], at: Origin) -> None:
        if len(cells) < 2 or not cells[0] or "\0" in cells[0]:
            raise at.bad("no_token")
        here = self._here
        if self._begins:
            here.sentences.append(len(here.tokens))
            self._begins = False
        here.tokens.append(cells[0])
        here.more = max(here.more, len(cells) - 1 - len(self._marks))
        for column, marks in self._marks:
            marks.take(cells[column], here, at)


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
