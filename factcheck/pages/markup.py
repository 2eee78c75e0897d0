"""A page's markup as a tree: whatever was written, parsed as leniently as browsers do.

The parser of HTML knows no entities but those of HTML, no document types and no addresses, so
nothing of a page can grow, be loaded or run. What bounds it: characters, depth.
"""

import re
from collections.abc import Iterator
from typing import Any

from factcheck.errors import BadInput
from factcheck.prose.decode import clean

#: Characters of markup; pages that hold their pictures are larger, and those are left out first.
LARGEST_MARKUP = 20_000_000
#: lxml's elements, which have no types.
Element = Any

# Pictures and fonts within a page.
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100};base64,[A-Za-z0-9+/=]{256,}")
# What no XML tree may hold; a soft hyphen and the like may.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DOCTYPE = re.compile(
    r"\A\s*+(?:<\?xml[^>]*+>\s*+)?<!doctype[^>\[]*+(\[.{0,100000}?\]\s*+)?>", re.I | re.S
)
# Taken at its word it would end the page before it begins.
_CLOSED = re.compile(r"(<html\b[^<>]*+)(?<=/)>", re.I)
_WHITE = re.compile(r"[ \t\n\r\f]+")


def parsed(text: str) -> Element:
    """Give the root of a page's tree; raise BadInput where it is too large or too deep."""
    from lxml import etree, html

    text = _EMBEDDED.sub("data:,", _UNFIT.sub("", _DOCTYPE.sub("", clean(text)[0], count=1)))
    text = _CLOSED.sub(lambda found: f"{found[1][:-1]}>", text, count=1)
    if len(text) > LARGEST_MARKUP:
        raise BadInput("text.too_large", largest=LARGEST_MARKUP // 1_000_000)
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=True,
    )
    try:
        tree = html.document_fromstring(text.encode(), parser=parser, ensure_head_body=True)
    except etree.ParserError:
        return html.Element("html")  # there was but a comment or the like
    # What lies deeper is not in the tree, and nobody would know that something is missing.
    if any("ERR_RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log):
        raise BadInput("page.too_deep")
    return tree


def words(element: Element) -> str:
    """Give the words in an element that are shown, as one line."""
    if next(element.iter("script", "style"), None) is None:
        return one_line("".join(element.itertext()))
    return one_line("".join(shown(element)))


def shown(element: Element) -> Iterator[str]:
    """Give the words in an element, piece by piece, without scripts and styles."""
    yield element.text or ""
    for part in element.iterdescendants():
        silent = part.tag in ("script", "style")
        yield "" if silent else part.text or ""
        yield part.tail or ""


def one_line(text: str) -> str:
    """Give a text with its white space as a page shows it; what does not break stays."""
    return _WHITE.sub(" ", text).strip(" ")
