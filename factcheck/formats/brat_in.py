"""One article of one layer in brat, its lines made statements and links of a bundle.

Lines refer to each other in any order, so it knows all of them before it makes anything. Which
files there are, and whose, is for `brat` to find.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from factcheck.errors import BadInput
from factcheck.formats import brat_names as names
from factcheck.formats import rows_in
from factcheck.formats.brat_lines import Line, Marked, Page
from factcheck.formats.brat_spans import shown
from factcheck.formats.brat_told import Told, told
from factcheck.formats.building import Origin, Stretch
from factcheck.formats.ours_in import Returning, known_link
from factcheck.formats.rows import Row
from factcheck.ids import Id
from factcheck.records import Role, Span

_NUMBERED = re.compile(r"(.+?)\d+")
_ENDS = ("Arg1", "Arg2")
_ROLE_OF: dict[str, Role] = {"has-source": "source", "has-cue": "cue"}


class Reading:
    """One article of one layer while its lines become statements and links."""

    def __init__(
        self,
        returning: Returning,
        page: Page,
        article: Id,
        *,
        annotator: str,
        symmetric: frozenset[str] = frozenset(),
    ) -> None:
        self._returning = returning
        self._building = returning.building
        self._page = page
        self._lines = page.lines
        self._article = article
        self._text = self._building.article_of(article).text
        self._annotator = annotator
        self._symmetric = symmetric
        self._spans = page.spans()
        self._told = page.told()
        self._hanging: dict[str, list[Stretch]] = defaultdict(list)
        # The statements that were made, by brat's ids.
        self._made: dict[str, Id] = {}

    def read(self) -> None:
        """Read everything; raise BadInput with the line at fault."""
        events = self._lines["E"]
        triggers = {line.pair(0)[1] for line in events}
        roles = self._hang_roles(triggers, {line.at.id for line in events})
        for name, span in self._spans.items():
            if name not in triggers and name not in roles:
                self._mark(name, span.label, span, span.at)
        for line in events:
            self._read_event(line)
        for line in events:
            self._read_arguments(line)
        for line in self._lines["R"]:
            if len(line.words) != 3:
                raise line.at.bad("two_ends")
            if line.pair(2)[1] not in roles:
                self._read_link(line)
        for line in self._lines["*"]:
            self._read_group(line)
        self._building.lost["unknown_lines"] += self._page.unknown()
        self._look_for_nobody()

    def _hang_roles(self, triggers: set[str], events: set[str]) -> set[str]:
        """Give the spans that are the source or cue of statements, and are none themselves."""
        used: dict[str, set[str]] = defaultdict(set)
        for line in self._lines["R"]:
            for n in range(1, len(line.words)):
                used[line.pair(n)[1]].add(f"{line.words[0]}/{n}")
        found = set()
        for name, span in self._spans.items():
            role = names.ROLE_LABELS.get(span.raw)
            if role and used[name] == {f"{names.ROLE_LINKS[role]}/2"} and name not in triggers:
                found.add(name)
        for line in self._lines["R"]:
            if len(line.words) == 3 and line.pair(2)[1] in found:
                whose, what = line.pair(1)[1], self._spans[line.pair(2)[1]]
                if whose not in self._spans and whose not in events:
                    raise line.at.bad("unknown", key=line.words[0], said=whose)
                role_of = _ROLE_OF[line.words[0]]
                self._hanging[whose] += [(role_of, start, end) for _, start, end in what.pieces]
        return found

    def _mark(self, name: str, label: str, span: Marked, at: Origin) -> None:
        stretches = [*span.pieces, *self._hanging[name]]
        now = self._building.spans(self._article, stretches, at, words=span.words)
        said = told(self._told.pop(name, ()), of_statement=True)
        before = self._before(said, label, at)
        ours: Row | None = said.ours
        if before is not None and not said.is_news and self._shows(before) == self._shows(now):
            stretches = [(one.role, one.start, one.end) for one in before]
        elif ours is not None:
            # Of another label or place than what travelled: a new statement, derived from that.
            ours = {**ours, "label": "", "spans": []}
        made = self._returning.statement(
            ours, self._article, label, stretches, at, annotator=self._annotator
        )
        said.apply(self._building, made)
        self._made[name] = made

    def _before(self, said: Told, label: str, at: Origin) -> Sequence[Span] | None:
        """Give the spans of the statement that travelled, if it is one of this text and label."""
        ours = said.ours
        if ours is None or ours.get("label") != label or ours.get("article") != str(self._article):
            return None
        try:
            return rows_in.spans(at.fields(ours), self._text)
        except BadInput:
            return None

    def _shows(self, spans: Sequence[Span]) -> object:
        return shown(spans, self._text)

    def _read_event(self, line: Line) -> None:
        label, trigger = line.pair(0)
        span = self._spans.get(trigger)
        if span is None:
            raise line.at.bad("unknown", key=label, said=trigger)
        # What else is said of the trigger is said of the first of its events.
        self._told[line.at.id] += self._told.pop(trigger, ())
        self._hanging[line.at.id] += self._hanging.pop(trigger, ())
        self._mark(line.at.id, names.name_of_ours(label), span, line.at)
        self._made.setdefault(trigger, self._made[line.at.id])
        self._building.describe(self._made[line.at.id], names.EVENT, "yes")

    def _read_arguments(self, line: Line) -> None:
        for n in range(1, len(line.words)):
            role, other = line.pair(n)
            # A role that an event has twice is numbered.
            numbered = _NUMBERED.fullmatch(role)
            name = names.name_of_ours(numbered[1] if numbered else role)
            ends = self._made[line.at.id], self._statement(other, line.at)
            made = self._link(name, ends, line.at)
            if made is not None:
                self._building.describe(made, names.FORM, names.ARGUMENT)

    def _read_link(self, line: Line) -> None:
        (one, source), (other, target) = line.pair(1), line.pair(2)
        said = told(self._told.pop(line.at.id, ()), of_statement=False)
        ends = self._statement(source, line.at), self._statement(target, line.at)
        name = names.name_of_ours(line.words[0])
        directed = line.words[0] not in self._symmetric
        if said.ours is not None and not said.is_news and ends[0] != ends[1]:
            self._returning.link(said.ours, name, ends, line.at, directed=directed)
            return
        made = self._link(name, ends, line.at, directed=directed)
        if made is None:
            self._building.lost["attributes"] += len(said.attributes)
            return
        self._amend_link(made, said, line.at)
        if (one, other) != _ENDS:
            self._building.describe(made, names.ROLES, f"{one} {other}")

    def _amend_link(self, made: Id, said: Told, at: Origin) -> None:
        if said.ours is not None:
            # Altered in brat, so it is another one that has what ours had.
            row = at.fields(said.ours)
            self._building.amend(made, lambda held: known_link(row, held))
        said.apply(self._building, made)

    def _read_group(self, line: Line) -> None:
        """Read statements that are all the same, as links from each to the next in the text."""
        if len(line.words) < 3:
            raise line.at.bad("two_ends")
        members = {self._statement(name, line.at) for name in line.words[1:]}
        statements = [self._building.statement_of(one) for one in members]
        ordered = sorted(statements, key=lambda s: (s.content[0].start, s.content[-1].end, s.id))
        kind = line.words[0]
        name = kind if kind == names.EQUIV else names.name_of_ours(kind)
        for one, other in pairwise(ordered):
            made = self._link(name, (one.id, other.id), line.at, directed=False)
            if made is not None:
                self._building.describe(made, names.FORM, names.GROUP)

    def _link(
        self, name: str, ends: tuple[Id, Id], at: Origin, *, directed: bool = True
    ) -> Id | None:
        if ends[0] == ends[1]:
            self._building.lost["links_to_itself"] += 1
            return None
        return self._building.link(name, ends, at, directed=directed)

    def _statement(self, name: str, at: Origin) -> Id:
        record = self._made.get(name)
        if record is None:
            raise at.bad("unknown", key=at.id or "*", said=name)
        return record

    def _look_for_nobody(self) -> None:
        """Count what is told of lines that became no record of their own; refuse the rest."""
        known = self._spans.keys() | {line.at.id for line in self._lines["R"]}
        for whose, lines in self._told.items():
            if whose not in known and lines:
                raise lines[0].at.bad("unknown", key=lines[0].at.id, said=whose)
            self._building.lost["attributes"] += len(lines)
