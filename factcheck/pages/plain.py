"""A tree of markup written as plain text: paragraphs apart, lists and tables in lines.

It decides where lines end, not what belongs to an article. Elements of HTML are known, and those
into which trafilatura turns them. Nothing is altered but white space that a page does not show;
soft hyphens, joiners and the like stay. Offsets are code points of the text.
"""

import re
from dataclasses import dataclass, field

from factcheck.pages.markup import Element

Stretch = tuple[int, int]

_HEADINGS = frozenset(("head", "h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("list", "ul", "ol", "dl"))
_APART = (_HEADINGS | _LISTS) | {
    *(
        "p",
        "quote",
        "blockquote",
        "table",
        "pre",
        "hr",
        "figure",
        "figcaption",
        "center",
        "summary",
    ),
    *("div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "form"),
    *("fieldset", "details", "body", "dd", "dt"),
}
_IN_LINES = frozenset(("item", "li", "row", "tr", "caption", "option"))
_BREAKS = frozenset(("lb", "br"))
_CELLS = frozenset(("cell", "td", "th"))
_ITEMS = frozenset(("item", "li"))
#: What shows no words of an article.
_SILENT = frozenset(
    (
        *("applet", "audio", "button", "canvas", "embed", "head", "iframe", "input", "math"),
        *("noembed", "noframes", "noscript", "object", "script", "select", "style", "svg"),
        *("template", "textarea", "title", "video"),
    )
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# White space of HTML: a space that does not break is a character like any other.
_WHITE = re.compile(r"[ \t\n\r\f]+")
_GAPS = ("", " ", "\t", "\n", "\n\n")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text, and which stretches of it are headings."""

    text: str
    headings: tuple[Stretch, ...]


@dataclass
class _Text:
    """A text that grows; what is to lie between two words is settled when the second comes."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    gap: str = ""
    as_is: int = 0  # elements around that keep their white space

    def apart(self, gap: str) -> None:
        """Ask for at least so much between what is there and what comes."""
        if _GAPS.index(gap) > _GAPS.index(self.gap):
            self.gap = gap

    def end_line(self) -> None:
        """End a line; two of them are what writers without paragraphs make these of."""
        self.gap = "\n\n" if "\n" in self.gap else "\n"

    def add(self, words: str) -> None:
        """Add words, with their white space as a page shows it."""
        if self.as_is:
            self._put(words)
            return
        shown = _WHITE.sub(" ", words)
        if shown.startswith(" "):
            self.apart(" ")
        if core := shown.strip(" "):
            self._put(core)
            if shown.endswith(" "):
                self.apart(" ")

    def _put(self, words: str) -> None:
        for part in (self.gap if self.length else "", words):
            self.parts.append(part)
            self.length += len(part)
        self.gap = ""


def page_text(tree: Element) -> Plain:
    """Write all of a page that is shown, without choosing."""
    return written(tree, silent=_SILENT)


def written(tree: Element, *, silent: frozenset[str] = frozenset()) -> Plain:
    """Write a tree as plain text; of what is hidden or `silent` only what follows it."""
    from lxml import etree

    found, headings, begun = _Text(), [], 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        skipped = not name or name in silent or _is_hidden(element)
        if event == "start":
            if skipped:
                walk.skip_subtree()
                continue
            _enter(found, element, name)
            begun = found.length if name in _HEADINGS else begun
            found.add(element.text or "")
            continue
        if not skipped:
            if name in _HEADINGS and found.length > begun:
                headings.append((begun, found.length))
            _leave(found, element, name)
        if element is not tree:
            found.add(element.tail or "")
    text = "".join(found.parts)
    return Plain(text, tuple(_trimmed(text, *one) for one in headings))


def _is_hidden(element: Element) -> bool:
    """Say whether an element says of itself that it is not shown, as lines above letters do."""
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None


def _enter(found: _Text, element: Element, name: str) -> None:
    if name in _BREAKS:
        found.end_line()
    elif name in _CELLS:
        found.apart("\t")
    else:
        found.apart(_border(element, name))
    if name == "q":
        found.add("“")
    found.as_is += name == "pre"


def _leave(found: _Text, element: Element, name: str) -> None:
    found.as_is -= name == "pre"
    if name == "q":
        found.add("”")
    found.apart(_border(element, name))


def _border(element: Element, name: str) -> str:
    if name in _LISTS and element.getparent() is not None and element.getparent().tag in _ITEMS:
        return "\n"
    if name in _APART:
        return "\n\n"
    return "\n" if name in _IN_LINES else ""


def _trimmed(text: str, start: int, end: int) -> Stretch:
    """Take what lies between paragraphs off a stretch."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
