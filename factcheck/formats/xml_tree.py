"""XML from outside, read without surprises: no document type, so no entity and nothing fetched.

Elements are known by their names without namespaces, with the line where they stand. Sizes are
bounded by whoever reads the bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from factcheck.errors import BadInput
from factcheck.formats.building import Origin

DEEPEST = 100


@dataclass(slots=True)
class Node:
    """One element with what is in it; `words` is its own text.

    `at` counts the code points of its parent's own text that stand before it.
    """

    name: str
    attributes: dict[str, str]
    line: int
    at: int = 0
    inner: list["Node"] = field(default_factory=list)
    words: str = ""

    def all(self, *names: str) -> Iterator["Node"]:
        """Give the elements of some names that are directly in it."""
        return (one for one in self.inner if one.name in names)

    def first(self, name: str) -> "Node | None":
        """Give the first element of a name that is directly in it."""
        return next(self.all(name), None)

    def parts(self) -> Iterator["Node | str"]:
        """Give its own text and the elements directly in it, as they follow one another."""
        at = 0
        for one in self.inner:
            if one.at > at:
                yield self.words[at : one.at]
                at = one.at
            yield one
        if at < len(self.words):
            yield self.words[at:]

    def attribute(self, name: str) -> str:
        """Give the value of an attribute by its name without namespace, "" where there is none."""
        if name in self.attributes:
            return self.attributes[name]
        return next((v for key, v in self.attributes.items() if _plain(key) == name), "")

    def below(self) -> Iterator["Node"]:
        """Give all elements in it, at whatever depth, and itself, in order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed(one.inner)


def parse(data: bytes, *, name: str) -> Node:
    """Read an XML document; raise BadInput with the line where it is none, or has a type."""
    reading = _Reading(name)
    try:
        reading.parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        raise Origin(name, line).bad("not_xml") from error
    assert reading.root is not None
    return reading.root


class _Reading:
    """A document on its way into a tree."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[Node] = []
        self._words: list[list[str]] = []
        self._lengths: list[int] = []  # of the texts of the open elements so far
        self.root: Node | None = None
        parser = self.parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._type

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        node = Node(_plain(name), attributes, self.parser.CurrentLineNumber)
        if len(self._open) >= DEEPEST:
            raise self._bad("too_deep")
        if self._open:
            node.at = self._lengths[-1]
            self._open[-1].inner.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._words.append([])
        self._lengths.append(0)

    def _end(self, _: str) -> None:
        self._lengths.pop()
        self._open.pop().words = "".join(self._words.pop())

    def _text(self, words: str) -> None:
        if self._words:
            self._words[-1].append(words)
            self._lengths[-1] += len(words)

    def _type(self, *_: object) -> None:
        raise self._bad("doctype")

    def _bad(self, why: str) -> BadInput:
        return Origin(self._name, self.parser.CurrentLineNumber).bad(why)


def _plain(name: str) -> str:
    return name.rpartition(" ")[2]
