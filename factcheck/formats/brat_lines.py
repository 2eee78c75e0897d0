"""The lines of brat taken apart: what each is, whom it names, and what its words are.

Ids are unique over the parts of an article; only `*` has none. It makes nothing of them.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from factcheck.formats import brat_names as names
from factcheck.formats.building import Origin, Stretch

KINDS = "TER*AMN#"
_SPAN = re.compile(r"(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its place, its second column by words, and what follows."""

    at: Origin
    words: tuple[str, ...]
    rest: str

    def pair(self, n: int) -> tuple[str, str]:
        """Give the name and the id of the nth word, such as `Arg1:T1`; raise BadInput."""
        name, _, other = self.words[n].rpartition(":") if len(self.words) > n else ("", "", "")
        if not name or not other:
            raise self.at.bad("no_pair")
        return name, other

    def target(self, least: int = 2) -> str:
        """Give whom an attribute, a note or the like is about; raise BadInput."""
        if len(self.words) < least:
            raise self.at.bad("no_target")
        return self.words[1]


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of brat: its label as it stands there and as we read it, its pieces and words."""

    raw: str
    label: str
    pieces: tuple[Stretch, ...]
    words: str | None
    at: Origin


@dataclass(slots=True)
class Page:
    """All lines about one article, by kind; `shift` is how far offsets lie beyond the text's."""

    shift: int = 0
    lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    _ids: set[str] = field(default_factory=set)
    _before: str | None = None
    _more: list[str] = field(default_factory=list)

    def take(self, name: str, words: str) -> None:
        """Take lines apart; raise BadInput where an id stands twice."""
        # At line feeds alone, for what texts repeat here holds every other kind of line end.
        for number, line in enumerate(words.split("\n"), 1):
            if not line.strip():
                continue
            first, tab, rest = line.removesuffix("\r").partition("\t")
            if not tab and self._before is not None:
                # The rest of the line before: words with a line break.
                self._more.append(first)
                continue
            self._settle()
            second, _, last = rest.partition("\t")
            at = Origin(name, number, "" if first == "*" else first)
            if first != "*":
                if first in self._ids:
                    raise at.bad("id_twice")
                self._ids.add(first)
            parted = (second,) if first[:1] == "T" else tuple(second.split())
            self.lines[first[:1]].append(Line(at, parted, last))
            self._before = first[:1]
        self._settle()

    def _settle(self) -> None:
        """End the line before with all that goes on with it."""
        if self._before is not None and self._more:
            last = self.lines[self._before][-1]
            self.lines[self._before][-1] = replace(last, rest="\n".join((last.rest, *self._more)))
        self._before, self._more = None, []

    def spans(self) -> dict[str, Marked]:
        """Give the spans by id; raise BadInput for a line that is none."""
        return {line.at.id: self._span(line) for line in self.lines["T"]}

    def told(self) -> dict[str, list[Line]]:
        """Give attributes, normalizations and notes by whom they are about."""
        found: dict[str, list[Line]] = defaultdict(list)
        for kind, least in (("A", 2), ("M", 2), ("N", 3), ("#", 2)):
            for line in self.lines[kind]:
                found[line.target(least)].append(line)
        return found

    def unknown(self) -> int:
        """Count the lines of other kinds."""
        return sum(len(some) for kind, some in self.lines.items() if kind not in KINDS)

    def _span(self, line: Line) -> Marked:
        match = _SPAN.fullmatch(line.words[0])
        if match is None:
            raise line.at.bad("no_span")
        edges = [[int(n) - self.shift for n in one.split()] for one in match[2].split(";")]
        pieces: tuple[Stretch, ...] = tuple(("content", max(a, 0), b) for a, b in edges)
        # A mark before the text is no character of ours.
        words = line.rest[1:] if edges[0][0] < 0 else line.rest
        if edges != sorted(edges):
            words = _in_order(words, edges)
        return Marked(match[1], names.name_of_ours(match[1]), pieces, words or None, line.at)


def _in_order(words: str, places: list[list[int]]) -> str:
    """Give the words of pieces that the line has in another order than the text, in the text's."""
    at, found = 0, []
    for start, end in places:
        found.append((start, words[at : at + end - start]))
        at += end - start + 1
    return " ".join(one for _, one in sorted(found))
