"""The text of a page's article, without what the page puts around it.

Trafilatura chooses it. Two things that it does otherwise than a reader of news would are mended:
the lead, which many sites keep apart from the text, is put back; and what stayed of captions and
of ways to other pages is told apart as furniture by the page's markup, not by words alone.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from factcheck.errors import BadInput
from factcheck.pages.marks import mark
from factcheck.pages.markup import Element, one_line, parsed, shown, words
from factcheck.pages.plain import Plain, Stretch, page_text, written
from factcheck.prose.fold import key as folded
from factcheck.prose.layout import Layout, guess, is_heading
from factcheck.prose.near import shingles_of
from factcheck.prose.stretches import joined

#: Characters of a lead, and of a caption or a way to another page.
LONGEST_LEAD, LONGEST_CAPTION = 1200, 300
_ALIKE = 60  # characters by which two texts are taken for one
_BEGINNING = 200
_SHORTEST_LEAD = 25
_MOST_LEADS = 2
_BLOCKS = ("p", "div", "h2", "h3", "h4", "span", "li", "strong", "section", "header", "figcaption")
_INSIDE = frozenset(
    ("p", "div", "ul", "ol", "table", "section", "article", "h1", "h2", "h3", "h4", "li")
)
_ASIDE = frozenset(
    ("nav", "aside", "footer", "figure", "figcaption", "form", "button", "noscript", "script")
)
# Linked data may hold a text that is drawn by scripts, or another one than the page's, or one run
# together without paragraphs: how much more of what must be in it to be the better one.
_SHORTEST_BODY, _MORE, _MUCH_MORE, _MOST = 600, 1.4, 4, 0.9
_NEAR = 2  # levels above a lead, in one of which is the heading


@dataclass(frozen=True, slots=True)
class MainText:
    """An article's text, what of it is furniture, and what its words alone tell of it.

    `told` says that it is from the page's linked data, and not what the page shows.
    """

    text: str
    furniture: tuple[Stretch, ...]
    layout: Layout
    told: bool


def main_text(
    tree: Element, *, titles: Iterable[str], descriptions: Iterable[str], body: str
) -> MainText:
    """Choose a page's article; `body` is what its linked data says the text to be.

    Raises BadInput where there is none, or the page is too deep.
    """
    chosen = _chosen(tree)
    plain = _fuller(chosen, body)
    if not plain.text.strip():
        raise BadInput("page.no_article")
    described = [folded(one) for one in descriptions]
    called = {folded(one) for one in titles} - {""}
    leads = list(_leads(tree, plain.text, called, described))
    above = "".join(f"{lead}\n\n" for lead in leads)
    text = above + plain.text
    layout = guess(text)
    headings = ((start + len(above), end + len(above)) for start, end in plain.headings)
    marked = (*_plain_headings(text, headings), *_known_lines(tree, text, called))
    furniture = joined(
        one
        for one in (*layout.furniture, *marked)
        if not _is_described(folded(text[slice(*one)]), described)
    )
    return MainText(text, tuple(furniture), layout, told=plain is not chosen)


def _chosen(tree: Element) -> Plain:
    from trafilatura import bare_extraction

    # It says of every page that it does not like that it does not; here that is an answer.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(tree, include_comments=False)
    except RecursionError:
        raise BadInput("page.too_deep") from None
    return Plain("", ()) if found is None else written(found.body)


def _fuller(chosen: Plain, body: str) -> Plain:
    """Give the text of a page's linked data where the page itself shows but a part of it."""
    if len(body) < _SHORTEST_BODY or len(body) * 2 < len(chosen.text):
        return chosen
    told = page_text(parsed(body)).text if "</" in body else unescape(body)
    if not _is_fuller(chosen.text, told):
        return chosen
    lines = (one_line(line) for line in told.splitlines())
    return Plain("\n\n".join(filter(None, lines)), ())


def _is_fuller(text: str, told: str) -> bool:
    if "\n" in told and "\n" not in text and folded(text) == folded(told):
        return True  # chosen was what is told, run together
    if len(told) < _MORE * len(text):
        return False
    there, whole = shingles_of(text), shingles_of(told)
    if len(whole) >= _MUCH_MORE * len(there):
        return True
    is_part = len(whole) > _MORE * len(there) and len(there & whole) > _MOST * len(there)
    return is_part and "\n" in told


def _leads(tree: Element, text: str, called: set[str], described: list[str]) -> Iterator[str]:
    """Give what stands between a page's heading and its text and begins the article."""
    there = folded(text)
    seen: set[str] = set()
    for element in _between(tree, text):
        said = words(element)
        if not _SHORTEST_LEAD <= len(said) <= LONGEST_LEAD:
            continue
        plain = folded(said)
        if (
            plain in called
            or plain in there
            or plain in seen
            or not _is_lead(element, plain, described)
        ):
            continue
        seen.add(plain)
        yield said
        if len(seen) == _MOST_LEADS:
            return


def _between(tree: Element, text: str) -> Iterator[Element]:
    """Give the innermost blocks from the first heading to where the text begins."""
    begins = folded(text[:200])[:_ALIKE]
    begun = next(tree.iter("h1"), None) is None
    for element in tree.iter("h1", *_BLOCKS):
        if element.tag == "h1":
            begun = True
        elif begun:
            if element.tag in ("p", "div") and folded(_beginning(element)).startswith(begins):
                return
            if not any(child.tag in _INSIDE for child in element.iterdescendants()):
                yield element


def _beginning(element: Element) -> str:
    found = ""
    for part in shown(element):
        found += part
        if len(found) > _BEGINNING:
            break
    return one_line(found)


def _is_lead(element: Element, plain: str, described: list[str]) -> bool:
    """Say whether the page describes itself by a block's words, or calls it so by its heading."""
    for around in (element, *element.iterancestors()):
        if around.tag in _ASIDE or mark("aside").search(_called(around)):
            return False
        if around.tag == "body":
            break
    return _is_described(plain, described) or (_is_by_heading(element) and not _is_way(element))


def _is_by_heading(element: Element) -> bool:
    if not mark("lead").search(_called(element)) or mark("byline").search(words(element)):
        return False
    around = list(element.iterancestors())[:_NEAR]
    return any(one.tag != "body" and next(one.iter("h1"), None) is not None for one in around)


def _called(element: Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"


def _is_way(element: Element) -> bool:
    """Say whether all words of an element lead to other pages."""
    inside = sum(len(words(one)) for one in element.iter("a"))
    return inside > 0 and inside * 10 >= 9 * len(words(element))


def _plain_headings(text: str, headings: Iterable[Stretch]) -> Iterator[Stretch]:
    """Give the headings that are no sentences, as leads often are."""
    return (one for one in headings if is_heading(text[one[0] : one[1]]))


def _known_lines(tree: Element, text: str, called: Collection[str]) -> Iterator[Stretch]:
    """Give the lines that by the markup are captions, ways to other pages, or the title again."""
    captions, ways = set(_captions(tree)), {words(one) for one in tree.iter("a")} - {""}
    at = 0
    for line in text.split("\n"):
        said = one_line(line)
        is_way = said in ways or said.partition(": ")[2] in ways
        if (
            said
            and len(said) <= LONGEST_CAPTION
            and (is_way or said in captions or folded(said) in called)
        ):
            yield at, at + len(line.rstrip())
        at += len(line) + 1


def _captions(tree: Element) -> Iterator[str]:
    for one in tree.iter("figcaption", "p", "div", "span", "small", "em"):
        if one.tag == "figcaption" or mark("caption").search(one.get("class") or ""):
            said = words(one)
            if len(said) <= LONGEST_CAPTION:
                yield said
                yield from (one_line(part) for part in one.itertext())


def _is_described(plain: str, described: Iterable[str]) -> bool:
    """Say whether a page describes itself by these words, be they cut short there or here."""
    return any(
        plain == one
        or (len(plain) >= _ALIKE and one.startswith(plain[:_ALIKE]))
        or (len(one) > _SHORTEST_LEAD and plain.startswith(one[:_ALIKE]))
        for one in described
        if one
    )
