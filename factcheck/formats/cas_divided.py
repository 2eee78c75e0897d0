"""The sentences and tokens of a text in a CAS that is written.

INCEpTION needs them, and there are hundreds of them for each statement: none is a structure
before something points to it, and all are written as the lines that they are. UTF-16 units.
"""

from collections.abc import Callable, Sequence
from functools import cache

from factcheck.formats import cas_names as names
from factcheck.formats.cas_model import Ref, Structure
from factcheck.formats.token_places import Place, bounds_in, sentence_starts

#: What stands before, between and after the id, the begin and the end of a line.
Parts = tuple[str, str, str, str]
#: Where some begin, and where they end.
Bounds = tuple[list[int], list[int]]
_SMALL = 50_000  # what most texts need of numbers


class Divided:
    """Where the sentences and tokens of a text are, with ids from the first one on.

    Their bounds are plain numbers: thousands of pairs would be looked through for circles.
    """

    def __init__(self, text: str, sofa: int, first: int, unit: Callable[[int], int] | None) -> None:
        """Divide a text; without `unit` its units are its code points."""
        starts, ends = bounds_in(text)
        begins = sentence_starts(text, starts)
        lasts = [n - 1 for n in (*begins[1:], len(starts))] if begins else []
        self._sofa = sofa
        self._first = first
        self._token = first + len(begins)
        sentences = [starts[n] for n in begins], [ends[n] for n in lasts]
        self._sentences = _in_units(sentences, unit)
        self._tokens = _in_units((starts, ends), unit)
        self._numbers: dict[Place, int] = {}
        self._pointed: dict[int, Structure] = {}

    @property
    def after(self) -> int:
        """Give the first id that is none of theirs."""
        return self._token + len(self._tokens[0])

    def token(self, place: Place) -> Structure | None:
        """Give the token at a place, in units, as a structure that can have values."""
        if not self._numbers:
            places = zip(*self._tokens, strict=True)
            self._numbers = {place: n for n, place in enumerate(places, self._token)}
        number = self._numbers.get(place)
        if number is None:
            return None
        if number not in self._pointed:
            start, end = place
            values = {names.SOFA: Ref(self._sofa), names.BEGIN: start, names.END: end}
            self._pointed[number] = Structure(number, names.TOKEN, {**values})
        return self._pointed[number]

    def lines(self, parts: Callable[[str], Parts], whole: Callable[[Structure], str]) -> list[str]:
        """Give all as lines: those of a type by the parts of its line, or one as a whole."""
        tokens = _numbered(self._tokens, self._token, parts(names.TOKEN))
        for number, one in self._pointed.items():
            tokens[number - self._token] = whole(one)
        return [*_numbered(self._sentences, self._first, parts(names.SENTENCE)), *tokens]


def numbers(first: int, after: int) -> Sequence[str]:
    """Give the numbers from one up to another one as words."""
    held = _words()
    return held[first:after] if after <= len(held) else [*map(str, range(first, after))]


def _numbered(bounds: Bounds, first: int, parts: Parts) -> list[str]:
    a, b, c, d = parts
    starts, ends = bounds
    if not starts:
        return []
    after, held = first + len(starts), _words()
    if after > len(held) or ends[-1] >= len(held):
        rows = zip(range(first, after), starts, ends, strict=True)
        return [f"{a}{n}{b}{start}{c}{end}{d}" for n, start, end in rows]
    lines = zip(held[first:after], starts, ends, strict=True)
    return [f"{a}{n}{b}{held[start]}{c}{held[end]}{d}" for n, start, end in lines]


@cache
def _words() -> Sequence[str]:
    """Give the small numbers as words, made once: each text needs thousands of them."""
    return [*map(str, range(_SMALL))]


def _in_units(bounds: Bounds, unit: Callable[[int], int] | None) -> Bounds:
    if unit is None:
        return bounds
    starts, ends = ([*map(unit, some)] for some in bounds)
    return starts, ends
