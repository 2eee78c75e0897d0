"""Word documents (.docx): what is printed of their body, with notes, without changes and comments.

Struck-out and hidden words are left out, inserted ones are the text; line breaks, tabs, text boxes
and tables stay. Fields show what they showed last. Word's own elements are known by their names
without namespaces, which differ between its two dialects. Nothing in it is run or fetched.
"""

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.formats.xml_tree import Node
from factcheck.readers import Asked, Reading
from factcheck.readers.described import Properties, bytes_of, described
from factcheck.readers.flow import SYMBOLS, Flow, Notes
from factcheck.readers.packages import Package

NAME = "docx"
_MAIN, _CORE = "word/document.xml", "docProps/core.xml"
# The day of python-docx's own template, which all that is made from it keep.
_TEMPLATE_S = "2013-12-23T23:15:00Z"
_SIGNS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "tab": "\t", "ptab": "\t", "cr": "\n"}
_STRUCK = frozenset({"del", "moveFrom"})
# What is not shown, or is no text though it looks like one.
_UNSEEN = _STRUCK | {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "rt"}
_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_REMARKS = _STRUCK | {"commentReference"}


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read a Word document; raise BadInput where it is damaged, locked, or has no text."""
    data = bytes_of(stream)
    package = Package(data)
    main = _target(package, "", "officeDocument", _MAIN)
    root = package.xml(main)
    if root.name != "document":
        raise BadInput("reading.no_text")
    body = _Body(_notes(package, main), _title_styles(package, main))
    flow = Flow()
    body.blocks(root, flow)
    body.notes.append_to(flow)
    text, furniture = flow.result()
    properties = _properties(package, body.title)
    notes = ("remarks_left_out",) if body.has_remarks else ()
    yield described(text, asked, properties, kind=NAME, data=data, furniture=furniture, notes=notes)


def _target(package: Package, part: str, kind: str, otherwise: str) -> str:
    """Give the name of a part to which another, or the whole package, refers by kind."""
    place, name = dirname(part), part.rpartition("/")[2]
    references = package.maybe_xml(join(place, "_rels", f"{name}.rels"))
    for one in references.all("Relationship") if references else ():
        if one.attribute("Type").rpartition("/")[2] == kind:
            found = normpath(join("/", place, one.attribute("Target"))).lstrip("/")
            if found in package.names:
                return found
    return otherwise


def _notes(package: Package, main: str) -> dict[tuple[str, str], Node]:
    """Give footnotes and endnotes by the kind and id with which they are referred to."""
    found = {}
    for reference, part in _REFERENCES.items():
        root = package.maybe_xml(_target(package, main, part, f"word/{part}.xml"))
        for one in root.inner if root else ():
            found[reference, one.attribute("id")] = one
    return found


def _title_styles(package: Package, main: str) -> frozenset[str]:
    """Give the ids of the style of titles, which Word names in its own language."""
    styles = package.maybe_xml(_target(package, main, "styles", "word/styles.xml"))
    return frozenset(
        one.attribute("styleId")
        for one in (styles.all("style") if styles else ())
        if (name := one.first("name")) and name.attribute("val").lower() == "title"
    )


def _properties(package: Package, title: str) -> Properties:
    core = package.maybe_xml(_target(package, "", "core-properties", _CORE))
    said = {one.name: one.words.strip() for one in core.inner} if core else {}
    created = said.get("created", "")
    return Properties(
        title=title or said.get("title", ""),
        author=said.get("creator", ""),
        created=created if created != _TEMPLATE_S else "",
        modified=said.get("modified", ""),
        language=said.get("language", ""),
        others={name: said.get(name, "") for name in ("subject", "keywords")},
    )


class _Body:
    """The body of a document as it is walked through."""

    def __init__(self, found: dict[tuple[str, str], Node], title_styles: frozenset[str]) -> None:
        self.notes = Notes()
        self.title = ""
        self.has_remarks = False
        self._found = found
        self._title_styles = title_styles

    def blocks(self, node: Node, flow: Flow) -> None:
        """Add the paragraphs and tables in an element."""
        for one in node.inner:
            if one.name == "p":
                self._paragraph(one, flow)
            elif one.name == "tbl":
                self._table(one, flow)
            elif one.name == "AlternateContent":
                self.blocks(_shown(one), flow)
            elif one.name not in _UNSEEN:
                self.blocks(one, flow)
            self._note_remarks(one)

    def _paragraph(self, node: Node, flow: Flow) -> None:
        properties = node.first("pPr") or _NOTHING
        boxes = Flow()
        self._line(node, flow, boxes)
        if not self.title and _value(properties, "pStyle") in self._title_styles:
            self.title = flow.words.strip()
        # A paragraph whose end is struck out goes on in the next one.
        if (properties.first("rPr") or _NOTHING).first("del") is None:
            flow.end(is_close=properties.first("numPr") is not None)
        flow.take(boxes)

    def _line(self, node: Node, flow: Flow, boxes: Flow) -> None:
        """Add what is in a line of a paragraph; boxes that hang on it go by themselves."""
        for one in node.inner:
            name = one.name
            if name == "t":
                flow.add(one.words)
            elif name in _SIGNS:
                flow.add(_SIGNS[name])
            elif name == "br":
                flow.add("\n")
            elif name == "sym":
                flow.add(_symbol(one.attribute("char")))
            elif name in _REFERENCES:
                self._refer(one, flow)
            elif name == "txbxContent":
                self.blocks(one, boxes)
            elif name in ("p", "tbl"):
                self.blocks(Node("", {}, one.line, inner=[one]), boxes)
            elif name == "AlternateContent":
                self._line(_shown(one), flow, boxes)
            elif not (name in _UNSEEN or (name == "r" and _is_hidden(one))):
                self._line(one, flow, boxes)
            self._note_remarks(one)

    def _refer(self, reference: Node, flow: Flow) -> None:
        """Add the mark of a note, and the note where it is there and no note of a note."""
        note = self._found.pop((reference.name, reference.attribute("id")), None)
        if note is not None:
            self.blocks(note, self.notes.refer(flow))

    def _table(self, node: Node, flow: Flow) -> None:
        flow.end()
        for row in _below(node, "tr"):
            self._note_remarks(row.first("trPr") or _NOTHING)
            if (row.first("trPr") or _NOTHING).first("del") is not None:
                continue
            cells = []
            for cell in _below(row, "tc"):
                cells.append(Flow())
                self.blocks(cell, cells[-1])
            flow.row(cells)

    def _note_remarks(self, node: Node) -> None:
        if node.name in _REMARKS or any(one.name in _STRUCK for one in node.inner):
            self.has_remarks = True


_NOTHING = Node("", {}, 0)


def _below(node: Node, name: str) -> Iterator[Node]:
    """Give the elements of a name in one, also where others such as forms are around them."""
    for one in node.inner:
        if one.name == name:
            yield one
        elif one.name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _below(one, name)


def _shown(alternatives: Node) -> Node:
    """Give that of several ways to say the same which has words."""
    for one in alternatives.inner:
        if any(other.name == "t" for other in one.below()):
            return one
    return _NOTHING


def _value(properties: Node, name: str) -> str:
    found = properties.first(name)
    return found.attribute("val") if found else ""


def _is_hidden(run: Node) -> bool:
    found = (run.first("rPr") or _NOTHING).first("vanish")
    return found is not None and found.attribute("val") not in ("0", "false", "off")


def _symbol(code: str) -> str:
    """Give the character of a font of symbols, which are counted from F000 there."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number in SYMBOLS:
        return SYMBOLS[number]
    return chr(number) if 0x20 <= number < 0xD800 else ""
