"""What a page states of its article besides its text: title, author, publisher, dates.

Five places state it, and are believed in this order: linked data, `<meta>`, elements marked for it,
headings and `<time>`, and what trafilatura and htmldate make of the rest, which is a guess. Texts
are one line each.
"""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from factcheck.pages.addresses import site as site_of
from factcheck.pages.days import day, local
from factcheck.pages.found import Found
from factcheck.pages.linked import LONGEST, Linked
from factcheck.pages.marks import mark, names
from factcheck.pages.markup import Element, one_line, words
from factcheck.pages.titles import is_site, last_part, whole, without_site
from factcheck.prose import edtf
from factcheck.prose.fold import key as folded
from factcheck.records import Date

_LONGEST_TITLE = 500
_LONGEST_NAME = 100
_MOST_NAMES = 20
_MOST_TIMES = 200
# How much of a page's title the name of its site is where it has that as its heading.
_LARGEST_PART = 0.55
# Elements within which authors of other articles may be.
_WIDE = ("article", "main", "body", "html")
_A_DAY = len("2022-02-21")
_LETTER = re.compile(r"[^\W\d_]")
_NO_NAME = re.compile(r"https?:|www\.|@|[{}<>]")
_PUBLISHED_CLASS = re.compile(
    r"publi|posted|pubdate|entry-date|article-?date|byline|dateline|timestamp", re.I
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states; what nothing states is None."""

    title: Found | None
    author: Found | None
    publisher: Found | None
    published: tuple[Date, Found] | None
    modified: str | None
    descriptions: tuple[str, ...]


def headings(tree: Element) -> tuple[str, ...]:
    """Give what a page calls itself: its `<meta>` titles, first headings and `<title>`."""
    found = [value for _, value in metas(tree, "title")]
    for name, most in (("h1", 10), ("title", 1)):
        found += [words(one)[:_LONGEST_TITLE] for one in islice(tree.iter(name), most)]
    return tuple(filter(None, found))


def stated(tree: Element, linked: Linked, *, address: str | None, language: str | None) -> Stated:
    """Find what a page states; `address` is where it is from, if that is known."""
    host = site_of(address) if address else None
    guess = _Guess(tree)
    publisher = _publisher(tree, linked, host, guess)
    sites = [linked.site, host or "", publisher.value if publisher else ""]
    sites += [value for _, value in metas(tree, "publisher")]
    title = _title(tree, linked, sites, guess)
    return Stated(
        title,
        _byline(tree, linked, sites, guess),
        publisher,
        _published(tree, linked, address, language, guess),
        linked.modified or next((value for _, value in metas(tree, "modified")), None),
        tuple(filter(None, (linked.description, *(v for _, v in metas(tree, "description"))))),
    )


def metas(tree: Element, kind: str) -> Iterator[tuple[str, str]]:
    """Give what `<meta>` states of a kind, with its name, the most believed first."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if value := one_line((meta.get("content") or "")[:LONGEST]):
            found.setdefault(name.lower(), []).append(value)
    for name in names("meta", kind):
        yield from ((name, value) for value in found.get(name, ()))


class _Guess:
    """What trafilatura makes of a page, asked for when nothing better is there."""

    def __init__(self, tree: Element) -> None:
        self._tree = tree
        self._found: dict[str, str | None] | None = None

    def of(self, field: str) -> Found | None:
        if self._found is None:
            from trafilatura.metadata import extract_metadata

            made = extract_metadata(copy(self._tree))
            self._found = {
                "title": made.title,
                "author": made.author,
                "sitename": made.sitename,
                "date": made.date,
            }
        value = one_line(self._found[field] or "")
        return (
            Found(value[:LONGEST], "htmldate" if field == "date" else "trafilatura", guessed=True)
            if value
            else None
        )


def _title(tree: Element, linked: Linked, sites: list[str], guess: _Guess) -> Found | None:
    called = headings(tree)
    own = _own_title(tree)
    # Where all pages of a site have its name as their heading, their title ends with it.
    unnamed = without_site(own, sites)
    site = folded(last_part(unnamed))
    if site and len(site) < _LARGEST_PART * len(folded(unnamed)):
        sites = [*sites, *(words(one) for one in tree.iter("h1") if folded(words(one)) == site)]
    for source, value in _titles(tree, linked, own):
        title = without_site(whole(value[:_LONGEST_TITLE], called), sites, called)
        if folded(title) and not is_site(title, sites):
            return Found(title, source)
    found = guess.of("title")
    return Found(without_site(found.value, sites), found.source, guessed=True) if found else None


def _titles(tree: Element, linked: Linked, own: str) -> Iterator[tuple[str, str]]:
    yield "JSON-LD headline", linked.headline
    yield from ((f"meta {name}", value) for name, value in metas(tree, "title"))
    yield from (("itemprop headline", words(one)) for one in _marked(tree, "headline"))
    first = [words(one) for one in islice(tree.iter("h1"), 10)]
    whole_title = folded(own)
    yield from (("h1", one) for one in first if folded(one) and folded(one) in whole_title)
    yield "title", own
    yield from (("h1", one) for one in first)


def _own_title(tree: Element) -> str:
    """Give what stands in the window's title; empty where there is none."""
    return next((words(one) for one in tree.iter("title")), "")


def _byline(tree: Element, linked: Linked, sites: list[str], guess: _Guess) -> Found | None:
    """Find who wrote it; that a site names itself says less than any name of a person."""
    known = {folded(one) for one in sites}
    house: Found | None = None
    for source, values in _bylines(tree, linked):
        people = _people(values)
        if people and folded(people) not in known:
            return Found(people, source)
        if people and house is None:
            house = Found(people, source)
    found = guess.of("author")
    people = _people(_undated(found.value, tree).split(";")) if found else ""
    # A single word is rarely a name where nothing says that it is one.
    if " " in people and folded(people) not in known:
        return Found(people, "trafilatura", guessed=True)
    return house


def _bylines(tree: Element, linked: Linked) -> Iterator[tuple[str, Iterable[str]]]:
    yield "JSON-LD author", linked.names
    stated: dict[str, list[str]] = {}
    for name, value in metas(tree, "author"):
        stated.setdefault(name, []).append(value)
    yield from ((f"meta {name}", values) for name, values in stated.items())
    yield "itemprop author", [words(one) for one in _together(_marked(tree, "author"))]
    named = (one for one in tree.iter("a") if "author" in (one.get("rel") or "").split())
    yield "rel author", [words(one) for one in _together(named)]


def _together(elements: Iterable[Element]) -> Iterator[Element]:
    """Give the first one and those that stand close to it; others are those of other articles."""
    close: list[Element] = []
    for one in elements:
        around = [one, *takewhile(lambda up: up.tag not in _WIDE, islice(one.iterancestors(), 3))]
        close = close or around
        if any(here is there for here in around for there in close):
            yield one


def _people(values: Iterable[str]) -> str:
    """Give names as one, each once, without "By"; what is an address or a text is none."""
    found: dict[str, str] = {}
    for value in values:
        named = mark("dated").sub("", one_line(value))
        bare = mark("byline").sub("", named).strip(" ,;|·-–—")
        if len(bare) <= _LONGEST_NAME and _LETTER.search(bare) and not _NO_NAME.search(bare):
            found.setdefault(folded(bare), bare)
    return ", ".join(list(found.values())[:_MOST_NAMES])


def _undated(name: str, tree: Element) -> str:
    """Take a month off a name, which is left of a day that stands behind it in the page."""
    found = mark("month").search(name)
    if found is None:
        return name
    person, month = name[: found.start()], found[1]
    day = rf"{re.escape(person)}.{{0,15}}{re.escape(month)}\W{{1,3}}\d"
    return person if re.search(day, words(tree), re.IGNORECASE) else name


def _publisher(tree: Element, linked: Linked, host: str | None, guess: _Guess) -> Found | None:
    def candidates() -> Iterator[tuple[str, str]]:
        yield "JSON-LD publisher", linked.publisher
        stated = list(metas(tree, "publisher"))
        yield from ((f"meta {name}", value) for name, value in stated[:1])
        yield "JSON-LD site", linked.site
        yield from ((f"meta {name}", value) for name, value in stated[1:])

    for source, value in candidates():
        if value and len(value) <= _LONGEST_NAME and not re.search(r"https?:", value):
            return Found(value.lstrip("@"), source)
    found = guess.of("sitename")
    if found and len(found.value) <= _LONGEST_NAME and not found.value.startswith("http"):
        # It takes what stands on one side of a dash, which may be the title's.
        own = folded(_own_title(tree))
        heads = {folded(words(one)) for one in tree.iter("h1")} & {folded(found.value)}
        if folded(found.value) != own and not any(own.startswith(one) for one in heads):
            return found
    return Found(host, "address", guessed=True) if host else None


def _published(
    tree: Element, linked: Linked, address: str | None, language: str | None, guess: _Guess
) -> tuple[Date, Found] | None:
    candidates = [one for one in _stamps(tree, linked) if one.value]
    vague: tuple[Date, Found] | None = None
    for one in candidates:
        found = day(one.value, language=language)
        if found is None:
            continue
        when, unsure = found
        when = local(when, others=(other.value for other in candidates), address=address)
        result = when, replace(one, guessed=one.guessed or unsure)
        # A year alone is often that of the site.
        if len(when.edtf or "") == _A_DAY:
            return result
        vague = vague or result
    made = guess.of("date")
    if made is None or not edtf.is_valid(made.value):
        return vague
    # It takes the year of a copyright for the first of January.
    named = made.value.removesuffix("-01-01")
    return vague if vague and named != made.value else (Date(named, None, "inferred"), made)


def _stamps(tree: Element, linked: Linked) -> Iterator[Found]:
    yield Found(linked.published, "JSON-LD datePublished")
    yield from (Found(value, f"meta {name}") for name, value in metas(tree, "published"))
    for one in _marked(tree, "datepublished"):
        value = one.get("datetime") or one.get("content") or words(one)
        yield Found(value, "itemprop datePublished")
    yield from _times(tree)


def _times(tree: Element) -> Iterator[Found]:
    """Give what `<time>` says that is called the day of publication; one of several is a guess."""
    found = [
        one.get("datetime") or words(one)
        for one in islice(tree.iter("time"), _MOST_TIMES)
        if one.get("pubdate") is not None or _PUBLISHED_CLASS.search(_called(one))
    ]
    several = len({value[:_A_DAY] for value in found}) > 1
    yield from (Found(value, "time", guessed=several) for value in found)


def _called(one: Element) -> str:
    around = one.getparent()
    return f"{one.get('class', '')} {around.get('class', '') if around is not None else ''}"


def _marked(tree: Element, wanted: str) -> Iterator[Element]:
    for one in tree.iter("*"):
        said = one.get("itemprop")
        if said and one.tag != "meta" and wanted in said.lower().split():
            yield one
