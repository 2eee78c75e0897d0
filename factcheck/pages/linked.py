"""What a page states of its article as linked data: JSON-LD with the words of schema.org.

Many pages hold several such blocks, of many things; it decides which of them is the page's own
article. A block that is no JSON states nothing. Whatever is in it, what comes out is one line of
bounded length.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from factcheck.pages.marks import names
from factcheck.pages.markup import Element, one_line
from factcheck.prose.fold import key as folded

#: Characters of a value that is kept.
LONGEST = 1000
_LARGEST_BLOCK = 5_000_000
_MOST_NODES = 20_000
_MARKUP = re.compile(r"<[^<>]{1,500}>")
_COMMENT = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*+\]\]>|\]\]>)\s*+;?\s*+\Z"
)

Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linked data states; all is empty where there is none."""

    headline: str = ""
    names: tuple[str, ...] = ()
    publisher: str = ""
    site: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""
    address: str = ""
    description: str = ""
    body: str = ""


@dataclass
class _Found:
    """Nodes of a page by kind, and by id for those that others name."""

    articles: list[Node] = field(default_factory=list)
    pages: list[Node] = field(default_factory=list)
    publishers: list[Node] = field(default_factory=list)
    known: dict[str, Node] = field(default_factory=dict)

    def whole(self, value: object) -> object:
        """Give the node that is meant where a value only names it."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return self.known.get(value["@id"], value)
        return value


def linked(tree: Element, *, headings: tuple[str, ...]) -> Linked:
    """Read the linked data of a page; `headings` are what it is called elsewhere in it."""
    found = _Found()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            _sort(_parsed(script.text), found)
    if not (found.articles or found.pages or found.publishers):
        return Linked()
    article = _own(found.articles, headings)
    page = found.pages[0] if found.pages else {}
    publisher = found.whole(_first(article.get("publisher")))
    return Linked(
        headline=_headline(article, headings),
        names=tuple(_people(article.get("author"), found))
        or tuple(_people(article.get("creator"), found)),
        publisher=_name(publisher),
        site=next((name for node in found.publishers if (name := _name(node))), ""),
        published=_word(article.get("datePublished")) or _word(page.get("datePublished")),
        modified=_word(article.get("dateModified")) or _word(page.get("dateModified")),
        language=_language(article) or _language(page),
        address=_address(article),
        description=_word(article.get("description")),
        body=body if isinstance(body := article.get("articleBody"), str) else "",
    )


def _headline(article: Node, headings: tuple[str, ...]) -> str:
    """Give what an article is called: its name where that heads the page, as in wikis."""
    headline, name = _word(article.get("headline")), _word(article.get("name"))
    known = set(map(folded, headings))
    if name and folded(name) in known and folded(headline) not in known:
        return name
    return headline or name


def _parsed(words: str) -> object:
    if len(words) > _LARGEST_BLOCK:
        return None
    try:
        return json.loads(_COMMENT.sub("", words), strict=False)
    except (ValueError, RecursionError):
        return None


def _sort(value: object, found: _Found) -> None:
    """Sort what is in a block, in its order; other articles than the page's own stay out."""
    others = names("linked", "others")
    waiting: list[tuple[object, bool]] = [(value, True)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one, own = waiting.pop()
        if isinstance(one, list):
            waiting += [(part, own) for part in reversed(one)]
        elif isinstance(one, dict):
            _note(one, found, own=own)
            waiting += [
                (part, own and name.lower() not in others)
                for name, part in reversed(one.items())
                if isinstance(part, dict | list)
            ]


def _note(node: dict[str, object], found: _Found, *, own: bool) -> None:
    if isinstance(node.get("@id"), str) and len(node) > 2:
        found.known.setdefault(str(node["@id"]), node)
    kinds = [kind.rpartition("/")[2].lower() for kind in _words(node.get("@type"))]
    if not own or not kinds:
        return
    if any(kind.endswith("article") or kind in names("linked", "articles") for kind in kinds):
        found.articles.append(node)
    elif not set(kinds).isdisjoint(names("linked", "pages")):
        found.pages.append(node)
    elif not set(kinds).isdisjoint(names("linked", "publishers")):
        found.publishers.append(node)


def _own(articles: list[Node], headings: tuple[str, ...]) -> Node:
    """Choose the page's own article: what is called as the page, and says when it is of."""

    def fits(node: Node) -> int:
        said = folded(_word(node.get("headline")) or _word(node.get("name")))
        called = any(said and (said in one or one in said) for one in known)
        return 4 * called + 2 * ("datePublished" in node) + ("headline" in node)

    known = [one for one in map(folded, headings) if one]
    return max(articles, key=fits, default={})


def _people(value: object, found: _Found) -> Iterator[str]:
    given = value if isinstance(value, list) else [value]
    for one in given[:50]:
        if name := _name(found.whole(one)):
            yield name


def _name(value: object) -> str:
    if isinstance(value, dict):
        name = _word(value.get("name"))
        both = f"{_word(value.get('givenName'))} {_word(value.get('familyName'))}".strip()
        return name or both or _word(value.get("legalName"))
    return _word(value)


def _language(node: Node) -> str:
    value = _first(node.get("inLanguage"))
    if isinstance(value, dict):
        return _word(value.get("alternateName")) or _word(value.get("name"))
    return _word(value)


def _address(node: Node) -> str:
    page = _first(node.get("mainEntityOfPage"))
    named = page.get("@id") if isinstance(page, dict) else page
    return _word(node.get("url")) or _word(named)


def _first(value: object) -> object:
    if isinstance(value, list):
        return value[0] if value else None
    return value


def _words(value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [one for one in given if isinstance(one, str)]


def _word(value: object) -> str:
    """Give a value as one line; what is no text states nothing."""
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return ""
    # Twice: what is HTML in JSON is often escaped once more.
    plain = unescape(unescape(value[: 4 * LONGEST]))
    return one_line(_MARKUP.sub("", plain))[:LONGEST]
