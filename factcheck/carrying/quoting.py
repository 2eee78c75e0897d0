"""Whether a carried statement is quoted as it was, where marks or paragraphs were altered near it.

Pure. What the marks of the old text gave follows those of the new one; what a person set stays.
"""

from bisect import bisect_left
from collections.abc import Iterable

from factcheck.carrying.statements import Spread
from factcheck.prose.alignment import Alignment
from factcheck.prose.quotation import FARTHEST, quotation, tells
from factcheck.records import Quotation, Statement


class Quoting:
    """Two editions of a text, asked how what is carried over is quoted in the newer."""

    def __init__(self, alignment: Alignment) -> None:
        self._old, self._new = alignment.old, alignment.new
        self._altered = [
            one.old[0]
            for one in alignment.differing
            if tells(self._old[slice(*one.old)]) or tells(self._new[slice(*one.new)])
        ]

    def of(self, statement: Statement, found: Spread) -> Quotation | None:
        """Give the quotation of a statement in the newer text."""
        content = [(span.start, span.end) for span in statement.content]
        if found.sureness == "same" and not self._is_altered_near(content):
            return statement.quotation
        if statement.quotation != quotation(self._old, content):
            return statement.quotation
        return quotation(self._new, [(a, b) for role, a, b in found.spans if role == "content"])

    def _is_altered_near(self, content: Iterable[tuple[int, int]]) -> bool:
        for start, end in content:
            at = bisect_left(self._altered, start - FARTHEST)
            if at < len(self._altered) and self._altered[at] <= end + FARTHEST:
                return True
        return False
