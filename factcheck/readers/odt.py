"""OpenDocument texts (.odt, also flat as .fodt): what is printed of their body, with notes.

What is struck out, hidden or a comment is left out; line breaks, tabs, text boxes and tables stay,
fields show what they showed last. White space counts as the standard says: runs of it are one
space, others are elements. Nothing in it is run or fetched.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.formats.xml_tree import Node
from factcheck.readers import Asked, Reading
from factcheck.readers.described import Properties, bytes_of, described
from factcheck.readers.flow import Flow, Notes
from factcheck.readers.packages import Package, xml_of

NAME = "odt"
_FLAT = "office:document"  # what a flat file is called in a sentence, having no parts
_MANIFEST = "META-INF/manifest.xml"
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
_MOST_SPACES = 1_000
_WHITE = re.compile("[ \t\r\n]+")
_SIGNS = {"tab": "\t", "line-break": "\n"}
_REMARKS = frozenset({"annotation", "tracked-changes"})
# What is not shown where it stands, or is no text though it looks like one.
_UNSEEN = _REMARKS | {
    *("forms", "scripts", "object", "binary-data", "event-listeners", "title", "desc"),
    *("hidden-text", "hidden-paragraph", "ruby-text", "note-citation", "soft-page-break"),
    *("sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls"),
    *("table-of-content-source", "illustration-index-source", "table-index-source"),
    *("object-index-source", "user-index-source", "alphabetical-index-source"),
    "bibliography-source",
}
_BLOCKS = frozenset({"p", "h", "list", "table", "section", "index-body", "numbered-paragraph"})
_ROWS = frozenset({"table-header-rows", "table-rows", "table-row-group"})


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read an OpenDocument text; raise BadInput where it is damaged, locked, or has no text."""
    data = bytes_of(stream)
    content, meta = _parts(data)
    shown = (content.first("body") or _NOTHING).first("text")
    if shown is None:
        raise BadInput("reading.no_text")
    body, flow = _Body(_title_styles(content), _hidden_styles(content)), Flow()
    body.blocks(shown, flow)
    body.notes.append_to(flow)
    text, furniture = flow.result()
    properties = _properties(meta, body.title)
    notes = ("remarks_left_out",) if body.has_remarks else ()
    yield described(text, asked, properties, kind=NAME, data=data, furniture=furniture, notes=notes)


def _parts(data: bytes) -> tuple[Node, Node]:
    """Give the content and what the file says of itself, of a package or a flat file."""
    if data.lstrip(_BEFORE_XML).startswith(b"<"):
        flat = xml_of(data, _FLAT)
        return flat, flat.first("meta") or _NOTHING
    package = Package(data)
    if _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST):
        raise BadInput("reading.locked")
    meta = package.maybe_xml("meta.xml") or _NOTHING
    return package.xml("content.xml"), meta.first("meta") or _NOTHING


def _title_styles(content: Node) -> frozenset[str]:
    """Give the names of the style of titles, and of those made of it for a single place."""
    own = (content.first("automatic-styles") or _NOTHING).all("style")
    found = (one.attribute("name") for one in own if one.attribute("parent-style-name") == "Title")
    return frozenset({"Title", *found})


def _hidden_styles(content: Node) -> frozenset[str]:
    """Give the names of the styles for a single place that show nothing."""
    own = (content.first("automatic-styles") or _NOTHING).all("style")
    return frozenset(
        one.attribute("name")
        for one in own
        if any(said.attribute("display") == "none" for said in one.all("text-properties"))
    )


def _properties(meta: Node, title: str) -> Properties:
    said = {one.name: one.words.strip() for one in meta.inner}
    return Properties(
        title=title or said.get("title", ""),
        author=said.get("initial-creator", "") or said.get("creator", ""),
        created=said.get("creation-date", ""),
        modified=said.get("date", ""),
        language=said.get("language", ""),
        others={
            "subject": said.get("subject", ""),
            "keywords": ", ".join(one.words.strip() for one in meta.all("keyword")),
        },
    )


class _Body:
    """The body of a text as it is walked through."""

    def __init__(self, title_styles: frozenset[str], hidden_styles: frozenset[str]) -> None:
        self.notes = Notes()
        self.title = ""
        self.has_remarks = False
        self._title_styles = title_styles
        self._hidden_styles = hidden_styles
        self._after_space = True

    def blocks(self, node: Node, flow: Flow, *, is_close: bool = False) -> None:
        """Add the paragraphs, lists and tables in an element; those of a list stand close."""
        for one in node.inner:
            self._note_remarks(one)
            if one.attribute("style-name") in self._hidden_styles:
                continue
            if one.name in ("p", "h"):
                self._paragraph(one, flow, is_close=is_close)
            elif one.name == "table":
                self._table(one, flow)
            elif one.name not in _UNSEEN and one.attribute("display") != "none":
                self.blocks(one, flow, is_close=is_close or one.name == "list")

    def _paragraph(self, node: Node, flow: Flow, *, is_close: bool) -> None:
        boxes = Flow()
        self._after_space = True
        self._line(node, flow, boxes)
        if not self.title and node.attribute("style-name") in self._title_styles:
            self.title = flow.words.strip()
        flow.end(is_close=is_close)
        flow.take(boxes)

    def _line(self, node: Node, flow: Flow, boxes: Flow) -> None:
        """Add what is in a line of a paragraph; boxes that hang on it go by themselves."""
        for one in node.parts():
            if isinstance(one, str):
                self._words(one, flow)
                continue
            self._note_remarks(one)
            if one.attribute("style-name") in self._hidden_styles:
                continue
            if one.name == "s":
                self._sign(" " * _count(one), flow)
            elif one.name in _SIGNS:
                self._sign(_SIGNS[one.name], flow)
            elif one.name == "note":
                self.blocks(one, self.notes.refer(flow))
                self._after_space = False
            elif one.name in _BLOCKS or one.name == "frame":
                before = self._after_space
                self.blocks(Node("", {}, one.line, inner=[one]), boxes)
                self._after_space = before
            elif one.name not in _UNSEEN:
                self._line(one, flow, boxes)

    def _words(self, words: str, flow: Flow) -> None:
        shown = _WHITE.sub(" ", words)
        if self._after_space:
            shown = shown.removeprefix(" ")
        if shown:
            flow.add(shown)
            self._after_space = shown.endswith(" ")

    def _sign(self, sign: str, flow: Flow) -> None:
        flow.add(sign)
        self._after_space = False

    def _table(self, node: Node, flow: Flow) -> None:
        flow.end()
        for row in _rows(node):
            cells = []
            for cell in row.all("table-cell", "covered-table-cell"):
                cells.append(Flow())
                self.blocks(cell, cells[-1])
            flow.row(cells)

    def _note_remarks(self, node: Node) -> None:
        is_struck = node.name == "tracked-changes" and any(
            one.name == "deletion" for one in node.below()
        )
        if is_struck or node.name == "annotation":
            self.has_remarks = True


_NOTHING = Node("", {}, 0)


def _rows(table: Node) -> Iterator[Node]:
    for one in table.inner:
        if one.name == "table-row":
            yield one
        elif one.name in _ROWS:
            yield from _rows(one)


def _count(spaces: Node) -> int:
    said = spaces.attribute("c")
    # What counts further makes room on a page, or means harm.
    return min(int(said), _MOST_SPACES) if said.isdecimal() and len(said) < 10 else 1
