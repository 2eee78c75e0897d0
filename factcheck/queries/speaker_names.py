"""Which speaker the words of a text name, and where a text names a speaker.

By name and alias, folded, without a leading article of speech. It reads what it is given; the
registry and the statements are others' business.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.ids import Id
from factcheck.prose.fold import Folded
from factcheck.prose.query import Term, occurrences
from factcheck.prose.sentences import sentence_at
from factcheck.queries.completion import folded_key
from factcheck.queries.standing import Standing
from factcheck.records import Speaker, SpeakerBasis

_LEADING = ("the", "a", "an")
_ARTICLE = re.compile(rf"(?<!\w)(?:{'|'.join(_LEADING)})\s{{1,3}}$", re.IGNORECASE)
_BREAKS = "\n\r\u2029"


@dataclass(frozen=True, slots=True)
class Match:
    """The speaker that words name, and whether they name them or were resolved to them."""

    speaker: Id
    basis: SpeakerBasis


def match_words(said: str, speakers: Sequence[Speaker], standing: Standing) -> Match | None:
    """Give whom the words of a source name, by name or alias; None if nobody or several.

    A person may be named within the words ("Kremlin spokesman Dmitry Peskov"); others must be all
    of them.
    """
    wanted = _bare(folded_key(said))
    if not wanted:
        return None
    whole = {
        standing.of(s.id): Match(standing.of(s.id), _basis(name))
        for s in speakers
        for name in names_of(s)
        if _bare(folded_key(name)) == wanted
    }
    if whole:
        return next(iter(whole.values())) if len(whole) == 1 else None
    return _within(wanted, speakers, standing)


def names_of(speaker: Speaker) -> tuple[str, ...]:
    """Give all that a speaker is called, the name first."""
    return (speaker.name, *speaker.aliases)


def nearest_source(
    text: str, content: Sequence[tuple[int, int]], names: Iterable[str]
) -> tuple[int, int] | None:
    """Give where a text names someone nearest to the content: code points, half-open.

    It looks in the content's sentence, then in its paragraph, and never inside the content.
    """
    terms = [Term(tuple(key.split())) for name in names if (key := _bare(folded_key(name)))]
    first, last = content[0][0], content[-1][1]
    for start, end in (_sentence(text, first, last), _paragraph(text, first, last)):
        folded = Folded(text[start:end])
        found = {
            _with_article(text, start + a, start + b)
            for term in terms
            for a, b in (folded.span(*place) for place in occurrences(folded.folded, term))
        }
        outside = [f for f in found if all(f[1] <= a or b <= f[0] for a, b in content)]
        if outside:
            # The longest of those that begin at one place: "Dmitry Peskov", not "Dmitry".
            return min(outside, key=lambda f: (_distance(f, content), f[0] - f[1], f[0]))
    return None


def _bare(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if rest and first in _LEADING else key


def _basis(name: str) -> SpeakerBasis:
    """Take an alias in small letters ("he", "the letter") for no name."""
    said = name.split()
    if len(said) > 1 and said[0].casefold() in _LEADING:
        said = said[1:]
    return "named" if any(not word.islower() for word in said) else "resolved"


def _within(wanted: str, speakers: Iterable[Speaker], standing: Standing) -> Match | None:
    padded = f" {wanted} "
    lengths: dict[Id, int] = {}
    for speaker in speakers:
        if speaker.kind == "person":
            for name in names_of(speaker):
                key = _bare(folded_key(name))
                if key and f" {key} " in padded:
                    top = standing.of(speaker.id)
                    lengths[top] = max(lengths.get(top, 0), len(key))
    longest = [s for s, length in lengths.items() if length == max(lengths.values())]
    return Match(longest[0], "named") if len(longest) == 1 else None


def _sentence(text: str, first: int, last: int) -> tuple[int, int]:
    one, other = sentence_at(text, first), sentence_at(text, max(first, last - 1))
    return min(first, one[0] if one else first), max(last, other[1] if other else last)


def _paragraph(text: str, first: int, last: int) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, first) for mark in _BREAKS) + 1
    end = re.compile(f"[{_BREAKS}]").search(text, last)
    return start, end.start() if end else len(text)


def _with_article(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in "The" before "Kremlin", as a person would mark it."""
    before = max(0, start - 16)
    found = _ARTICLE.search(text[before:start])
    return (before + found.start(), end) if found else (start, end)


def _distance(place: tuple[int, int], content: Sequence[tuple[int, int]]) -> int:
    return min(max(a - place[1], place[0] - b) for a, b in content)
