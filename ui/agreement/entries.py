"""Disagreements as rows to read: whose words, what differs, where, and how to go there.

It words what the core hands out, and asks the project only for as many as are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from factcheck.agreement.result import Behind, Disagreement
from factcheck.ids import Id
from factcheck.records import Link, Statement
from ui.session import Place
from ui.sheets.records import Entry
from ui.texts import tr

if TYPE_CHECKING:
    from ui.vocabulary import Vocabulary
    from ui.workspace import Workspace

AT_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list, where it leads, and whose layers must be shown to see it."""

    entry: Entry
    place: Place
    layers: tuple[Id, ...]


def rows_of(workspace: Workspace, found: Sequence[Disagreement]) -> list[Row]:
    """Give the first disagreements as rows, by their places in the list."""
    behind = workspace.project.agreement.behind(found[:AT_MOST])
    words = _Words(workspace.vocabulary)
    return [words.row(n, one) for n, one in enumerate(behind)]


class _Words:
    """Words a disagreement by the names that the project has."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._known = vocabulary

    def row(self, number: int, one: Behind) -> Row:
        """Give the row of a disagreement."""
        statements = [s for s in one.statements if s is not None]
        if not statements:
            entry = Entry(number, tr("agreement.gone"), one.title, "info", "mute", dim=True)
            return Row(entry, Place(one.what.article), ())
        first = statements[0]
        is_link = one.what.kind.startswith("link")
        detail = tr("agreement.row", what=self._what(one), title=one.title)
        shape, color = self._look(one, first)
        title = " ↔ ".join(s.words for s in statements) if is_link else first.words
        entry = Entry(number, title, detail, shape, color, serif=True)
        held = [k for k in one.links if k is not None] if is_link else statements
        layers = tuple(dict.fromkeys(record.annotator for record in held))
        return Row(entry, Place(first.article, first.id), layers)

    def _look(self, one: Behind, statement: Statement) -> tuple[str, str]:
        link = next((k for k in one.links if k is not None), None)
        if link is not None:
            kind = self._known.link_types.get(link.type)
            return (kind.shape, kind.color) if kind else ("link", "mute")
        label = self._known.labels.get(statement.label)
        return (label.shape, label.color) if label else ("info", "mute")

    def _what(self, one: Behind) -> str:
        kind = one.what.kind
        if kind.startswith("link"):
            return self._of_links(one.links)
        a, b = one.statements
        if a is None or b is None:
            only = a or b
            assert only is not None
            who = self._who(only)
            return tr("agreement.behind.only", who=who, what=self._label(only))
        sides = {"a": self._who(a), "b": self._who(b)}
        if kind == "bounds":
            return tr("agreement.behind.bounds", words=b.words, **sides)
        said = {"label": self._label, "speaker": self._speaker, "claim": self._claim}[kind]
        return tr("agreement.behind.differ", one=said(a), other=said(b), **sides)

    def _of_links(self, links: Iterable[Link | None]) -> str:
        known = [k for k in links if k is not None]
        if len(known) == 1:
            who = self._who(known[0])
            return tr("agreement.behind.only", who=who, what=self._type(known[0]))
        one, other = known[:2]
        sides = {"a": self._who(one), "b": self._who(other)}
        if one.type == other.type:
            return tr("agreement.behind.turned", what=self._type(one), **sides)
        said = {"one": self._type(one), "other": self._type(other)}
        return tr("agreement.behind.differ", **said, **sides)

    def _who(self, record: Statement | Link) -> str:
        known = self._known.annotators.get(record.annotator)
        return known.name if known else tr("agreement.nobody")

    def _label(self, statement: Statement) -> str:
        known = self._known.labels.get(statement.label)
        return known.name if known else ""

    def _type(self, link: Link) -> str:
        known = self._known.link_types.get(link.type)
        return known.name if known else ""

    def _speaker(self, statement: Statement) -> str:
        known = self._known.speaker(statement.speaker)
        if known is not None:
            return known.name
        named = statement.speaker_basis == "none"
        return tr("agreement.behind.none_named" if named else "agreement.behind.not_set")

    def _claim(self, statement: Statement) -> str:
        known = self._known.claim(statement.claim)
        return known.proposition if known else tr("agreement.behind.no_claim")
