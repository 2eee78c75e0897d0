"""How positions, names and values in a project of REFI-QDA are meant.

Programs differ in what they count, in whether an end is part of a selection, in capitals and in
braces. It knows elements, not what is made of them.
"""

from collections.abc import Mapping, Sequence

from factcheck.formats.building import Origin
from factcheck.formats.given import Offsets
from factcheck.formats.xml_tree import Node
from factcheck.formats.xml_words import kept
from factcheck.prose.utf16 import Utf16Map

_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")


class Counting:
    """How positions are meant in one text: most say it by names that are the words selected."""

    def __init__(
        self, words: str, places: Sequence[tuple[int, int, str]], given: Offsets | None = None
    ) -> None:
        """Tell by the names; where they do not, as is given, else as is usual."""
        self._words = words
        self._map = Utf16Map(words)
        told = [one for one in places if len(one[2].split()) > 1]
        votes = {
            (utf16, last): sum(self._fits(one, utf16=utf16, last=last) for one in told)
            for utf16 in ((True, False) if given == "utf-16" else (False, True))
            for last in (0, 1)
        }
        # What comes first counts where nothing else fits better.
        self._utf16, self._last = max(votes, key=lambda how: votes[how])
        is_told = votes[True, self._last] != votes[False, self._last] or given is not None
        #: Whether it is known, or of no account, in what units positions are counted.
        self.sure = is_told or all(self._is_same(end) for _, end, _ in places)

    def place(self, start: int, end: int, at: Origin) -> tuple[int, int]:
        """Give a place in characters, its end not part of it; raise BadInput where it is none."""
        end += self._last
        if not self._utf16:
            return start, end
        for position in (start, end):
            if position > self._map.units:
                length = self._map.units
                raise at.bad("span_outside", start=start, end=end, length=length)
            if self._map.snap(position) != position:
                raise at.bad("inside_character", position=position)
        return self._map.from_utf16(start), self._map.from_utf16(end)

    def _is_same(self, position: int) -> bool:
        """Say whether a position is the same in code points and in UTF-16."""
        return self._map.from_utf16(self._map.snap(position)) == min(position, len(self._words))

    def _fits(self, place: tuple[int, int, str], *, utf16: bool, last: int) -> bool:
        start, end, name = place[0], place[1] + last, place[2]
        if utf16:
            if max(start, end) > self._map.units:
                return False
            start, end = (self._map.from_utf16(self._map.snap(one)) for one in (start, end))
        return self._words[start:end].split() == name.split()


def begins(words: str, name: str) -> bool:
    """Say whether a name is made of the words selected, perhaps cut off."""
    shown = "".join(kept(name).removesuffix("…").removesuffix("...").split())
    return "".join(kept(words).split()).startswith(shown)


def values_of(node: Node, variables: Mapping[str, str]) -> dict[str, str]:
    """Give the values of variables by the variables' names."""
    found = {}
    for one in node.all("VariableValue"):
        ref = one.first("VariableRef")
        name = variables.get(guid_of(ref, "targetGUID") if ref else "", "")
        value = next(one.all(*_VALUES), None)
        if name and value is not None and value.words.strip():
            found[name] = value.words.strip()
    return found


def guid_of(node: Node, key: str) -> str:
    """Give a GUID, for programs differ in capitals and braces."""
    return node.attributes.get(key, "").strip().strip("{}").lower()
