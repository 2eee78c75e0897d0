"""A page becomes an article: its text, what it states of itself, and where each value is from.

What is known of a page from elsewhere (its file, an archive's record, a person) is handed in; what
a page has to say of itself comes second to that.
"""

from dataclasses import dataclass

from factcheck.errors import BadInput
from factcheck.formats.html import GENERATOR
from factcheck.pages.addresses import Addresses, addresses, proper, saved
from factcheck.pages.characters import characters
from factcheck.pages.days import day
from factcheck.pages.found import Found
from factcheck.pages.linked import linked
from factcheck.pages.main_text import MainText, main_text
from factcheck.pages.markup import Element, parsed
from factcheck.pages.stated import Stated, headings, stated
from factcheck.pages.tongue import language, said_language
from factcheck.readers import Asked, Reading
from factcheck.records import NewArticle, Original


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a page from what it came in, such as the head of a mail."""

    encoding: str | None = None
    address: str | None = None
    title: str | None = None
    retrieved_on: str | None = None


def article_of(
    data: bytes, asked: Asked, *, reader: str, around: Around = Around(), whole: bytes | None = None
) -> Reading:
    """Give the article of a page; `whole` are the bytes it came in, where there are more.

    Raises BadInput where it holds no article, is a report of ours, or no page that can be read.
    """
    decoded = characters(data, given=asked.encoding, declared=around.encoding or asked.declared)
    browser = saved(decoded.text)
    tree = _no_report(parsed(decoded.text))
    facts = linked(tree, headings=headings(tree))
    known = asked.uri or around.address or browser.address
    where = addresses(tree, known=proper(known), linked=facts.address)
    said = said_language(tree, facts.language)
    page = stated(tree, facts, address=where.address, language=said.value if said else None)
    called = [*headings(tree), page.title.value if page.title else ""]
    found = main_text(tree, titles=called, descriptions=page.descriptions, body=facts.body)
    values = _values(page, found, language(tree, facts.language, found.text), around)
    # Who asked an archive for a page has that page's article.
    uri = where.address if asked.uri in (None, where.archive) else asked.uri
    retrieved = asked.retrieved_on or around.retrieved_on or _day(browser.day)
    article = NewArticle(
        text=found.text,
        source_name=uri or asked.name,
        title=values["title"].value,
        language=_value(values, "language"),
        publisher=_value(values, "publisher"),
        author=_value(values, "author"),
        published=page.published[0] if page.published else found.layout.published,
        uri=uri,
        reader=reader,
        original=Original.of(whole if whole is not None else data),
        retrieved_on=retrieved or where.archived_on,
        archive_uri=where.archive,
        guessed=_guessed(values, found),
        furniture=found.furniture,
        attributes=_attributes(values, found, page, where, uri),
    )
    return Reading(article, decoded.encoding, decoded.notes)


def _no_report(tree: Element) -> Element:
    """Give a page; raise BadInput for one that we wrote over articles, however it was saved."""
    for meta in tree.iter("meta"):
        if meta.get("name") == "generator" and meta.get("content", "").startswith(GENERATOR):
            raise BadInput("page.report")
    return tree


def _values(
    page: Stated, found: MainText, tongue: Found | None, around: Around
) -> dict[str, Found]:
    """Give each value with its place; what the page does not state, its words may."""
    layout = found.layout
    named = Found(around.title, "subject", guessed=True) if around.title else None
    day_there = layout.published.edtf if layout.published else None
    when = page.published[1] if page.published else _by_words(day_there)
    values = {
        "title": page.title or named or _by_words(layout.title),
        "author": page.author or _by_words(layout.author),
        "publisher": page.publisher or _by_words(layout.publisher),
        "published": when,
        "language": tongue,
    }
    return {name: value for name, value in values.items() if value is not None}


def _by_words(value: str | None) -> Found | None:
    return Found(value, "text", guessed=True) if value else None


def _value(values: dict[str, Found], name: str) -> str | None:
    return values[name].value if name in values else None


def _guessed(values: dict[str, Found], found: MainText) -> frozenset[str]:
    guessed = {name for name, value in values.items() if value.guessed}
    return frozenset(guessed | ({"furniture"} if found.furniture else set()))


def _attributes(
    values: dict[str, Found], found: MainText, page: Stated, where: Addresses, uri: str | None
) -> dict[str, str]:
    """Give where each value is from, and what else the page states that is worth keeping."""
    more = {
        "modified": page.modified,
        "description": page.descriptions[0] if page.descriptions else None,
        "canonical": where.own if where.own != uri else None,
        "text from": "JSON-LD articleBody" if found.told else None,
    }
    sources = {f"{name} from": value.source for name, value in values.items()}
    return sources | {name: value for name, value in more.items() if value}


def _day(words: str | None) -> str | None:
    found = day(words) if words else None
    return found[0].edtf if found else None
