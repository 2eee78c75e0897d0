"""HTML that is part of a page, as feeds and tables hold it, as plain text: all of it, in order.

A reader of pages looks for the article among other things; here everything is article. Paragraphs
are kept as lines with an empty one between, what shows no words is dropped, and nothing is loaded.
"""

import re

from factcheck.prose.decode import clean

_PARAGRAPHS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hgroup", "hr", "html", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "table", "ul"),
    )
)
_LINES = frozenset(("br", "caption", "li", "option", "tr"))
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(
    (
        *("applet", "audio", "button", "canvas", "embed", "head", "iframe", "input", "math"),
        *("noembed", "noframes", "noscript", "object", "script", "select", "style", "svg"),
        *("template", "textarea", "title", "video"),
    )
)
# HTML's white space: a space that does not break is a character like any other.
_WHITE = re.compile(r"[ \t\n\r\f]+")
_GAPS = ("", " ", "\t", "\n", "\n\n")
_BEFORE = r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)"
_PAGE = re.compile(_BEFORE + r"<(?:!doctype|html)\b", re.IGNORECASE | re.DOTALL)
_OPENS = re.compile(_BEFORE + r"<[a-z][a-z0-9]*[ >/]", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"</?[a-z][a-z0-9]*[ >/]|&#?\w+;", re.IGNORECASE)
_PARTS = r"p|div|h[1-6]|li|article|section|blockquote|table|figure"
_BLOCK = re.compile(rf"</(?:{_PARTS})>|<br ?/?>", re.IGNORECASE)


def is_page(html: str) -> bool:
    """Say whether markup is a page as a whole."""
    return _PAGE.match(html) is not None


def is_markup(text: str) -> bool:
    """Say whether a text is surely markup: it begins with an element, and has paragraphs."""
    return is_page(text) or (_OPENS.match(text) is not None and _BLOCK.search(text) is not None)


def has_elements(text: str) -> bool:
    """Say whether there is markup in a text: an element, or a character written as an entity."""
    return _ELEMENT.search(text) is not None


def text_of(html: str) -> str:
    """Give the words of a part of a page, without white space around; empty where it has none."""
    from lxml import etree
    from lxml.html import HTMLParser, fromstring

    if not html.strip():
        return ""
    # It would end where a character is none.
    parser = HTMLParser(huge_tree=True, no_network=True)
    try:
        root = fromstring(f"<div>{clean(html)[0]}</div>", parser=parser)
    except etree.ParserError:
        return ""  # there was but a comment or the like
    words = _Words()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start":
            if node.tag in _SILENT:
                walk.skip_subtree()
            else:
                words.start(node.tag, node.text or "")
            continue
        if event == "end" and node.tag not in _SILENT:
            words.end(node.tag)
        if node is not root:
            words.add(node.tail or "")
    return words.text()


class _Words:
    """Words as they come out of elements, with the gaps that these make between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._gap = ""
        self._raw = 0  # elements around that keep their white space

    def start(self, name: str, inner: str) -> None:
        """Go into an element that begins with these words."""
        self._border(name)
        self._raw += name == "pre"
        self.add("“" + inner if name == "q" else inner)

    def end(self, name: str) -> None:
        """Come out of an element."""
        if name == "q":
            self.add("”")
        self._raw -= name == "pre"
        if name != "br":
            self._border(name)

    def add(self, words: str) -> None:
        """Add words as the source has them."""
        if self._raw:
            self._put(words)
            return
        plain = _WHITE.sub(" ", words)
        if plain.startswith(" "):
            self._widen(" ")
        self._put(plain.strip(" "))
        if plain.endswith(" "):
            self._widen(" ")

    def text(self) -> str:
        """Give all words so far."""
        return "".join(self._pieces).strip("\n")

    def _border(self, name: str) -> None:
        if name in _PARAGRAPHS:
            self._widen("\n\n")
        elif name == "br":
            # Two of them are what writers without paragraphs make these of.
            self._gap = "\n\n" if "\n" in self._gap else "\n"
        elif name in _LINES:
            self._widen("\n")
        elif name in _CELLS:
            self._widen("\t")

    def _widen(self, gap: str) -> None:
        if _GAPS.index(gap) > _GAPS.index(self._gap):
            self._gap = gap

    def _put(self, words: str) -> None:
        if not words:
            return
        if self._pieces:
            self._pieces.append(self._gap)
        self._gap = ""
        self._pieces.append(words)
