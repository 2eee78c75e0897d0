"""What a person asks a search for, and where a text has it, to the character.

One grammar for the project's search and for finding in an article: words, "phrases" and
prefixes*. It knows no database; the search there asks an index first and this module afterwards.
"""

import re
from dataclasses import dataclass

from factcheck.errors import BadInput
from factcheck.prose.fold import Folded, words

LONGEST = 4_000  # A query is typed or pasted by a person; more is a mistake or an attack.
# Letters of scripts that put no space between words (Thai to Khmer, Han, kana), for a [] of `re`.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\U00020000-\U0010ffff"
_UNSPACED = re.compile(f"[{UNSPACED}]")
_PARTS = re.compile(r'["“”„«»‟]([^"“”„«»‟]*)(?:["“”„«»‟]|$)|([^\s"“”„«»‟]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand side by side; of a prefix the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """The terms of a query, all of which an article must hold; empty if none has a letter."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse_query(typed: str) -> Query:
    """Read words, "phrases" and prefixes*; raise BadInput for more than a person types.

    A word with marks inside ("US/UK", "hasn’t") is a phrase of its parts.
    """
    _check_length(typed)
    terms: list[Term] = []
    for match in _PARTS.finditer(typed):
        phrase, word = match.groups()
        prefix = word is not None and word.endswith("*")
        term = _term(phrase if word is None else word, prefix=prefix)
        if term is not None and term not in terms:
            terms.append(term)
    return Query(tuple(terms))


def parse_phrase(typed: str) -> Query:
    """Read all that is typed as one phrase whose last word may go on: find as one types."""
    _check_length(typed)
    term = _term(typed, prefix=not typed[-1:].isspace())
    return Query(() if term is None else (term,))


def find(text: str, query: Query) -> list[tuple[int, int]]:
    """Give every place of every term in a text, in order: code points, half-open."""
    return find_in(Folded(text), query)


def find_in(folded: Folded, query: Query) -> list[tuple[int, int]]:
    """Do as `find` does in a text that is folded already."""
    found = {
        folded.span(start, end)
        for term in query.terms
        for start, end in occurrences(folded.folded, term)
    }
    return sorted(found)


def _check_length(typed: str) -> None:
    if len(typed) > LONGEST:
        raise BadInput("search.too_long", longest=LONGEST)


def _term(typed: str, *, prefix: bool) -> Term | None:
    found = tuple(words(Folded(typed).folded))
    return Term(found, prefix) if found else None


def occurrences(folded: str, term: Term) -> list[tuple[int, int]]:
    """Give every place of a term in a folded text, as offsets of that folded text."""
    # No \b in front: it would disable the scan for a literal beginning, twenty times slower.
    pattern = re.compile(" +".join(map(re.escape, term.words)) + ("[^ ]*" if term.prefix else ""))
    found = []
    match = pattern.search(folded)
    while match:
        start, end = match.span()
        whole = _border(folded, start) and _border(folded, end)
        if whole:
            found.append((start, end))
        match = pattern.search(folded, end if whole else start + 1)
    return found


def _border(folded: str, at: int) -> bool:
    if at in (0, len(folded)) or folded[at - 1] == " " or folded[at] == " ":
        return True
    return bool(_UNSPACED.match(folded[at - 1]) or _UNSPACED.match(folded[at]))
