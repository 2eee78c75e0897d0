"""An item of statements as the versions pane shows it: columns, rows, cells, and what was chosen.

Pure: items, a choice and the registry in, words out. What all who marked it have alike stands in
one wide cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from factcheck.ids import Id
from factcheck.records import Statement
from factcheck.review.answers import Part, StatementItem
from ui.reader_feed import shown_name
from ui.review import words
from ui.review.cells import CellView
from ui.review.choice import PARTS, Choice, value
from ui.review.people import People, listed
from ui.review.versions import ColumnView, PartView, VersionsView, side_by_side
from ui.texts import tr
from ui.vocabulary import Vocabulary

MOST_KEYS: Final = 9


def who_of(item: StatementItem, people: People) -> list[Id]:
    """Give the annotators of an item's columns, in their order."""
    told = {*item.silent, *(x.annotator for x in item.versions)}
    return sorted(told, key=people.place)


def version_at(item: StatementItem, people: People, number: int) -> Id | None:
    """Give the version whose key is a number, from 1; None where that annotator has none."""
    who = who_of(item, people)
    if not 1 <= number <= len(who):
        return None
    return next((x.id for x in item.versions if x.annotator == who[number - 1]), None)


def versions_view(
    item: StatementItem, choice: Choice, people: People, vocabulary: Vocabulary
) -> VersionsView:
    """Give what stands side by side."""
    who = who_of(item, people)
    by = {x.annotator: x for x in item.versions}
    columns = []
    for n, annotator in enumerate(who):
        person, version = people.of(annotator), by.get(annotator)
        whole = choice.whole
        taken = version is not None and (version.id == whole or version.id in choice.several)
        key = str(n + 1) if n < MOST_KEYS else ""
        found = version.id if version else None
        columns.append(ColumnView(person.first, person.letters, key, found, taken))
    rows = [
        _row(item, part, choice, [by.get(x) for x in who], people, vocabulary)
        for part in PARTS
        if part != "details" or _details_differ(item, vocabulary)
    ]
    return VersionsView(tuple(columns), tuple(rows))


def described(choice: Choice, item: StatementItem, people: People, vocabulary: Vocabulary) -> str:
    """Say in words what would be decided."""
    names = {x.id: people.of(x.annotator).first for x in item.versions}
    if choice.draft is not None:
        return tr("review.result.edited", who=names.get(choice.draft.base.id, ""))
    if choice.is_none:
        return tr("review.result.none")
    if choice.is_several:
        chosen = [names[x.id] for x in item.versions if x.id in choice.several]
        return tr("review.result.several", who=listed(chosen)) if chosen else ""
    if not choice.is_ready:
        return tr("review.result.nothing")
    if choice.whole is not None:
        return tr("review.result.version", who=names.get(choice.whole, ""))
    return _mixed(choice, names, choice.differing(item.versions, vocabulary))


def cell_words(statement: Statement, part: Part, vocabulary: Vocabulary) -> str:
    """Give the words of a part."""
    if part == "spans":
        return " ".join(statement.words.split())
    if part == "label":
        label = vocabulary.labels.get(statement.label)
        return shown_name(label.name) if label else ""
    if part == "speaker":
        return " · ".join(x for x in words.speaker(statement, vocabulary) if x)
    if part == "claim":
        return words.claim(statement, vocabulary)
    return words.details(statement, vocabulary)


def _mixed(choice: Choice, names: dict[Id, str], differing: Mapping[Part, Id]) -> str:
    """Say whose span with whose label and claim: “Ada’s span with Ben’s label and claim”."""
    spans = choice.parts["spans"]
    by: dict[Id, list[str]] = {}
    for part in PARTS[1:]:
        if part in differing:
            by.setdefault(differing[part], []).append(tr(f"review.part_of.{part}"))
    if not by:
        return tr("review.result.version", who=names.get(spans, ""))
    others = [tr("review.result.of", who=names.get(x, ""), parts=listed(y)) for x, y in by.items()]
    return tr("review.result.mixed", who=names.get(spans, ""), others=listed(others))


def _row(
    item: StatementItem,
    part: Part,
    choice: Choice,
    versions: list[Statement | None],
    people: People,
    vocabulary: Vocabulary,
) -> PartView:
    told = item.parts.get(part)
    return side_by_side(
        PartView(part, tr(f"review.row.{part}"), words.share(told) if told else ""),
        versions,
        value=lambda x: value(x, part, vocabulary),
        is_taken=lambda x: choice.has(part, x.id),
        cell=lambda x: part_cell(x, part, choice, vocabulary),
        people=people,
        missing=tr("review.not_marked") if part == "spans" else "–",
    )


def part_cell(statement: Statement, part: Part, choice: Choice, vocabulary: Vocabulary) -> CellView:
    """Give the cell of a part of a version."""
    said = cell_words(statement, part, vocabulary)
    tip, shape, color = said, "", "ink"
    if part == "label":
        label = vocabulary.labels.get(statement.label)
        shape, color = (label.shape, label.color) if label else ("circle", "mute")
    if part == "spans":
        said = words.middle_elided(said)
        around = [x.exact for x in (*statement.of_role("source"), *statement.of_role("cue"))]
        tip = "\n".join([tip, " · ".join(around)]) if around else tip
    return CellView(
        version=statement.id,
        words=said,
        style="quote" if part == "spans" else "label" if part == "label" else "plain",
        shape=shape,
        color=color,
        tip=tip,
        taken=choice.has(part, statement.id),
    )


def _details_differ(item: StatementItem, vocabulary: Vocabulary) -> bool:
    return len({value(x, "details", vocabulary) for x in item.versions}) > 1
