"""The statements of one layer in a text as one tag for each token: the longest where they overlap.

Pure. It knows tokens, not files; what does not fit into tags is counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from factcheck.formats.bundle import extent
from factcheck.formats.conll_lines import label_in_column, written
from factcheck.formats.conll_shape import OUTSIDE
from factcheck.formats.token_places import sentence_starts, tokens_in, touched
from factcheck.ids import Id
from factcheck.records import Statement


class Tagging:
    """A text with its tokens, and which of some statements are tagged in it."""

    def __init__(self, text: str, statements: Sequence[Statement]) -> None:
        self._text = text
        self._tokens = tokens_in(text)
        #: From which token up to which the statements reach that are tagged.
        self.kept: dict[Id, tuple[int, int]] = {}
        self.lost: Counter[str] = Counter()
        found = {one.id: touched(self._tokens, *extent(one)) for one in statements}
        free = [True] * len(self._tokens)
        # The longest first, and of equals the earlier one.
        for one in sorted(statements, key=lambda s: (-len(found[s.id]), found[s.id].start, s.id)):
            here = found[one.id]
            if not here:
                self.lost["white_space"] += 1
            elif not all(free[here.start : here.stop]):
                self.lost["overlapping"] += 1
            else:
                free[here.start : here.stop] = [False] * len(here)
                self.kept[one.id] = (here.start, here.stop)
                self._count(one, here)

    def lines(self, statements: Sequence[Statement], labels: Mapping[Id, str]) -> str:
        """Give the tokens with their tags."""
        tags = [OUTSIDE] * len(self._tokens)
        breaks = set(sentence_starts(self._text, [start for start, _ in self._tokens]))
        for one in statements:
            if one.id not in self.kept:
                continue
            first, last = self.kept[one.id]
            label = label_in_column(labels[one.label])
            tags[first:last] = [f"B-{label}", *([f"I-{label}"] * (last - first - 1))]
            # A sentence that ended inside would end the statement.
            breaks.difference_update(range(first + 1, last))
        words = [self._text[start:end] for start, end in self._tokens]
        return written(words, breaks, tags)

    def _count(self, one: Statement, here: range) -> None:
        places = [self._tokens[here.start][0], self._tokens[here.stop - 1][1]]
        self.lost["gaps_shown_closed"] += len(one.content) > 1
        self.lost["whole_tokens"] += list(extent(one)) != places
