"""What the board's table says in each cell, worked out from the core's table of a claim.

It turns ids into names and words, decides which row and column is called what, and paints nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factcheck.ids import Id
from factcheck.queries.answers import ClaimColumn, ClaimRow, ClaimTable, Tally
from factcheck.records import Label, Statement
from ui.dates import date_shown
from ui.texts import tr, tr_n
from ui.workspace import Workspace

_NAMED = ("allegation", "denial", "confirmation")  # labels whose plural the texts know


@dataclass(frozen=True, slots=True)
class Mark:
    """One telling in a cell."""

    statement: Id
    label: Label
    first: bool
    words: str

    @property
    def described(self) -> str:
        """The telling in words."""
        how = tr("board.said" if self.first else "board.repeated")
        return tr("board.told", label=self.label.name, how=how, words=self.words)


@dataclass(frozen=True, slots=True)
class Sum:
    """How often something is said: a shape, its color role, and the words."""

    shape: str
    color: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a side with its sums, or a speaker with the tellings by article."""

    name: str
    more: str = ""
    sums: tuple[Sum, ...] = ()
    cells: tuple[tuple[Mark, ...], ...] = ()
    is_side: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """An article at the head of the table."""

    article: Id
    name: str
    when: str
    title: str
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The table of one claim, ready to paint."""

    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()

    def described(self, row: int, column: int) -> str:
        """Say a cell in words: who, where, what."""
        line, head = self.lines[row], self.columns[column]
        if line.is_side:
            words = ", ".join(x.words for x in line.sums)
            return tr("board.side_of", side=line.name, sum=words)
        marks = line.cells[column]
        what = "; ".join(x.described for x in marks)
        if not marks:
            what = tr("board.unread" if head.is_unread else "board.not_said")
        return tr("board.cell", speaker=line.name, article=head.title, what=what)


def board_of(workspace: Workspace, table: ClaimTable) -> Board:
    """Give the words of a claim's table."""
    told = [t.statement for s in table.sides for r in s.rows for c in r.cells for t in c]
    statements = {x.id: x for x in workspace.project.statements.many(told)}
    lines: list[Line] = []
    for side in table.sides:
        speaker = workspace.vocabulary.speaker(side.speaker)
        name = speaker.name if speaker else tr("board.no_side")
        lines.append(Line(name, sums=sums_of(workspace, side.labels), is_side=True))
        lines += [_line(workspace, row, statements) for row in side.rows]
    return Board(_columns(table.columns), tuple(lines))


def sums_of(workspace: Workspace, tallies: Mapping[Id, Tally]) -> tuple[Sum, ...]:
    """Say how often each label is said, in the project's order of labels."""
    return tuple(
        Sum(label.shape, label.color, tally_words(label, tallies[label.id]))
        for label in workspace.vocabulary.labels.values()
        if label.id in tallies
    )


def tally_words(label: Label, tally: Tally) -> str:
    """Say how often a label is said, and in how many articles."""
    articles = tr_n("board.articles", tally.articles)
    if label.name in _NAMED:
        return tr_n(f"board.tally.{label.name}", tally.sayings, articles=articles)
    return tr("board.other_label", n=tally.sayings, label=label.name, articles=articles)


def _line(workspace: Workspace, row: ClaimRow, statements: Mapping[Id, Statement]) -> Line:
    labels = workspace.vocabulary.labels
    cells = tuple(
        tuple(
            Mark(t.statement, labels[t.label], t.first, statements[t.statement].words)
            for t in cell
            if t.statement in statements
        )
        for cell in row.cells
    )
    mine = [statements[t.statement] for c in row.cells for t in c if t.statement in statements]
    speaker = workspace.vocabulary.speaker(row.speaker)
    if speaker is None:
        none = bool(mine) and all(x.speaker_basis == "none" for x in mine)
        return Line(tr("board.names_none" if none else "board.no_speaker"), cells=cells)
    return Line(speaker.name, speaker.position or _as_words(speaker.name, mine), cells=cells)


def _as_words(name: str, statements: Sequence[Statement]) -> str:
    """Say in whose words a speaker is named, where one other name is used throughout."""
    sources = {x.exact.strip() for s in statements for x in s.of_role("source")[:1]}
    if len(sources) != 1:
        return ""
    words = sources.pop()
    plain = words.casefold().removeprefix("the ")
    return "" if plain == name.casefold() else tr("board.as_words", words=words)


def _columns(columns: Sequence[ClaimColumn]) -> tuple[Column, ...]:
    publishers = Counter(x.publisher for x in columns)
    found = []
    for column in columns:
        # A publisher names an article only where it has no other one here.
        own = column.publisher if publishers[column.publisher] == 1 else None
        unread = column.reading == "unread"
        when = date_shown(column.published) or tr("board.no_date")
        found.append(
            Column(
                article=column.article,
                name=own or column.title,
                when=tr("board.unread") if unread else when,
                title=column.title,
                is_unread=unread,
            )
        )
    return tuple(found)
