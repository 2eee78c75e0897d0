"""HTML that is part of a page, as feeds and tables hold it, as plain text: all of it, in order.

A reader of pages looks for the article among other things; here everything is article. Paragraphs
are kept as lines with an empty one between, what shows no words is dropped, and nothing is loaded.
"""

import re
from html import unescape

from factcheck.pages.markup import parsed
from factcheck.pages.plain import page_text

_BEFORE = r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)"
_PAGE = re.compile(_BEFORE + r"<(?:!doctype|html)\b", re.IGNORECASE | re.DOTALL)
_OPENS = re.compile(_BEFORE + r"<[a-z][a-z0-9]*[ >/]", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"</?[a-z][a-z0-9]*[ >/]|&#?\w+;", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_PARTS = r"p|div|h[1-6]|li|article|section|blockquote|table|figure"
_BLOCK = re.compile(rf"</(?:{_PARTS})>|<br\b[^<>]*>", re.IGNORECASE)


def is_page(html: str) -> bool:
    """Say whether markup is a page as a whole."""
    return _PAGE.match(html) is not None


def is_markup(text: str) -> bool:
    """Say whether a text is surely markup: it begins with an element, and has paragraphs."""
    return is_page(text) or (_OPENS.match(text) is not None and has_paragraphs(text))


def has_paragraphs(text: str) -> bool:
    """Say whether a text has the end of a paragraph, or of a line, as markup writes it."""
    return _BLOCK.search(text) is not None


def has_elements(text: str) -> bool:
    """Say whether there is markup in a text: an element, or a character written as an entity."""
    return _ELEMENT.search(text) is not None


def unescaped(line: str) -> str:
    """Give a line of plain words with the characters that its maker wrote as entities."""
    return _REFERENCE.sub(lambda found: unescape(found[0]), line)


def text_of(html: str) -> str:
    """Give the words of a part of a page, without white space around; empty where it has none.

    Raises BadInput where it is too large or too deep.
    """
    return page_text(parsed(html)).text.strip("\n") if html.strip() else ""
