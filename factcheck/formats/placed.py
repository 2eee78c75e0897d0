"""Our statements beside those of a format that gives them other ids, or none: found by place.

Two of one label at one place are told apart by their order.
"""

from collections.abc import Iterable, Sequence

from factcheck.formats.building import Origin
from factcheck.formats.foreign import many
from factcheck.formats.ours import Outgoing
from factcheck.formats.rows import Json, Row
from factcheck.records import Link, Statement

STATEMENTS = "statements"
LINKS = "links"
ANNOTATOR = "annotator"


def travelling(
    article: Row, statements: Iterable[Statement], links: Iterable[Link], outgoing: Outgoing
) -> Row:
    """Give what travels with the line of an article, with its statements and links."""
    held: list[Json] = [outgoing.statement(one) for one in statements]
    found: list[Json] = [outgoing.link(one) for one in links]
    return {
        **article,
        **({STATEMENTS: held} if held else {}),
        **({LINKS: found} if found else {}),
    }


class Placed:
    """The rows of ours that travelled with one article, to be taken one by one."""

    def __init__(self, ours: Json, at: Origin) -> None:
        self._statements: dict[tuple[str, int, int], list[Json]] = {}
        self._links: dict[tuple[str | None, frozenset[str]], list[Row]] = {}
        self.annotator: str | None = None
        if not isinstance(ours, dict):
            return
        row = at.fields(ours)
        self.annotator = row.maybe_line(ANNOTATOR)
        for one in many(row, STATEMENTS, at):
            spans = [s for s in one.inner_rows("spans") if s.maybe_line("role") == "content"]
            if not spans:
                raise one.bad("no_content")
            start = min(s.number("start") for s in spans)
            end = max(s.number("end") for s in spans)
            key = (one.line("label"), start, end)
            self._statements.setdefault(key, []).append(dict(one.values))
            self.annotator = self.annotator or one.maybe_line(ANNOTATOR)
        for one in many(row, LINKS, at):
            ends = frozenset(str(one.values.get(end)) for end in ("from", "to"))
            kind = (one.maybe_line("type"), ends)
            self._links.setdefault(kind, []).append(dict(one.values))

    def statement(self, label: str, start: int, end: int) -> Json:
        """Take the statement of a label at a place, None where there is none (any more)."""
        found = self._statements.get((label, start, end))
        return found.pop(0) if found else None

    def link(self, type_name: str, ends: Sequence[str]) -> Json:
        """Take the link between two statements of ours by their ids, None where there is none."""
        found = self._links.get((type_name, frozenset(ends)))
        return found.pop(0) if found else None
