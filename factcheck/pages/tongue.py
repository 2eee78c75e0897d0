"""In what language a page's article is: as the page says, unless its words are plainly others.

Templates say "en" of pages in any language, so what a page says is held against its words.
"""

import re

from factcheck.pages.found import Found
from factcheck.pages.marks import names
from factcheck.pages.markup import Element
from factcheck.prose.languages import alike, told

#: How sure what the words tell must be, and of how many, to weigh more than what the page says.
_SURE, _MANY = 0.99, 400
_CODE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_@.].*)?", re.I)
_NONE = ("und", "zxx", "mul")
_LANG = ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang")


def language(tree: Element, linked: str, text: str) -> Found | None:
    """Give the language of a page's article, None where neither page nor words tell it."""
    said, by_words = said_language(tree, linked), told(text)
    if by_words is None:
        return said
    tongue, sure = by_words
    if said is None:
        return Found(tongue, "text", guessed=True)
    plainly = sure >= _SURE and len(text) >= _MANY
    return (
        Found(tongue, "text", guessed=True) if plainly and not alike(tongue, said.value) else said
    )


def proper(value: str | None) -> str | None:
    """Give a code of a language as it is usually written ("en", "pt-BR"), None for none."""
    match = _CODE.fullmatch((value or "").strip().split(",")[0])
    if match is None or match[1].lower() in _NONE:
        return None
    script = [match[2].title()] if match[2] else []
    place = [match[3].upper()] if match[3] else []
    return "-".join([match[1].lower(), *script, *place])


def said_language(tree: Element, linked: str) -> Found | None:
    """Give the language that a page says it is in."""
    for element in (tree, *tree.iter("body", "article")):
        for name in _LANG:
            if found := proper(element.get(name)):
                return Found(found, f"{element.tag} lang")
    for wanted in names("meta", "language"):
        for meta in tree.iter("meta"):
            called = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
            if called.lower() == wanted and (found := proper(meta.get("content"))):
                return Found(found, f"meta {wanted}")
    found = proper(linked)
    return Found(found, "JSON-LD inLanguage") if found else None
