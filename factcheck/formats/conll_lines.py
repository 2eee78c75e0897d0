"""Tokens with tags in columns, as CoNLL's tasks have them: articles, sentences, tagged stretches.

The first column is the token, the last one the tag. IOB1, IOB2, BIOES and BILOU are read alike: a
tag goes on with the one before where it says so and has its label.
"""

import re
from collections.abc import Iterator, Sequence
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
    more: int = 0  # columns between the first and the last

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
    reading = _Reading(name)
    for number, line in enumerate(words.removeprefix("\ufeff").split("\n"), 1):
        yield from reading.take(line.removesuffix("\r"), Origin(name, number))
    yield from reading.end()


class _Reading:
    """A file while its lines come in."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._here = Columns("", Origin(name))
        self._begins = True
        self._before: tuple[str, bool] = ("", False)

    def take(self, line: str, at: Origin) -> Iterator[Columns]:
        """Take in a line; give the article that it ends, if it does."""
        comment = _COMMENT.fullmatch(line) if "\t" not in line else None
        if not line.strip():
            self._break()
        elif comment:
            if comment[1] == "newdoc":
                yield from self.end()
                self._here = Columns((comment[2] or "").strip(), at)
        else:
            cells = line.split("\t") if "\t" in line else line.split()
            if cells[0].strip() == DOCSTART:
                name = "" if self._here.tokens else self._here.name
                yield from self.end()
                self._here = Columns(name, at)
            else:
                self._token([one.strip() for one in cells], at)

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
