"""An item of links as the versions pane shows it: both ends, and each annotator's link.

Pure: an item, a choice and the registry in, words out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factcheck.ids import Id
from factcheck.records import Link, Statement
from factcheck.review.answers import LinkItem
from factcheck.review.results import LinkResult
from ui.review import words
from ui.review.cells import CellView
from ui.review.people import People
from ui.review.versions import ColumnView, PartView, VersionsView, side_by_side
from ui.texts import tr
from ui.vocabulary import Vocabulary

TYPE, DETAILS = "type", "details"
MOST_KEYS = 9


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """What Enter would decide about one pair: whose type, whose details, or no link."""

    type_of: Id | None = None
    details_of: Id | None = None
    is_none: bool = False
    type: Id | None = None  # chosen by hand
    turned: bool = False  # against the version that the type is of

    @property
    def is_ready(self) -> bool:
        """Say whether there is something to decide."""
        return self.is_none or self.type_of is not None

    @property
    def is_edited(self) -> bool:
        """Say whether something was chosen by hand."""
        return self.type is not None or self.turned

    def with_version(self, version: Id) -> LinkChoice:
        """Take a version as it is."""
        return LinkChoice(version, version)

    def with_part(self, part: str, version: Id) -> LinkChoice:
        """Take the type or the details of a version."""
        if self.is_none or self.type_of is None:
            return LinkChoice(version, version)
        if part == TYPE:
            return LinkChoice(version, self.details_of)
        return LinkChoice(self.type_of, version, type=self.type, turned=self.turned)

    def results(self, item: LinkItem) -> list[LinkResult]:
        """Give what is to be gold, as the core takes it."""
        if self.is_none or self.type_of is None:
            return []
        by = {x.id: x for x in item.versions}
        kind, base = by[self.type_of], by[self.details_of or self.type_of]
        differs = (kind.id in item.turned) != (base.id in item.turned)
        wanted = self.type or kind.type
        return [
            LinkResult(
                base.id,
                type=wanted if wanted != base.type else None,
                turned=differs != self.turned,
            )
        ]


def begun(item: LinkItem) -> LinkChoice:
    """Give the choice to begin with: the link that more than half have, if there is one."""
    kinds: dict[tuple[Id, bool], list[Link]] = {}
    for link in item.versions:
        kinds.setdefault((link.type, link.id in item.turned), []).append(link)
    most = max(kinds.values(), key=len, default=[])
    if most and 2 * len(most) > len(item.versions) + len(item.silent):
        return LinkChoice(most[0].id, most[0].id)
    return LinkChoice()


def most_turned(item: LinkItem, vocabulary: Vocabulary) -> bool:
    """Say whether most of what has a direction goes from the second end to the first."""
    kinds = vocabulary.link_types
    directed = [x for x in item.versions if x.type in kinds and kinds[x.type].directed]
    return 2 * sum(x.id in item.turned for x in directed) > len(directed)


def who_of(item: LinkItem, people: People) -> list[Id]:
    """Give the annotators of an item's columns, in their order."""
    return sorted({*item.silent, *(x.annotator for x in item.versions)}, key=people.place)


def version_at(item: LinkItem, people: People, number: int) -> Id | None:
    """Give the version whose key is a number, from 1; None where that annotator has none."""
    who = who_of(item, people)
    if not 1 <= number <= len(who):
        return None
    return next((x.id for x in item.versions if x.annotator == who[number - 1]), None)


def versions_view(
    item: LinkItem,
    choice: LinkChoice,
    ends: Sequence[tuple[Statement | None, str]],
    people: People,
    vocabulary: Vocabulary,
) -> VersionsView:
    """Give what stands side by side; `ends` are a statement of each end and its article's title."""
    who = who_of(item, people)
    by = {x.annotator: x for x in item.versions}
    versions = [by.get(x) for x in who]
    turned = most_turned(item, vocabulary)
    order = (1, 0) if turned else (0, 1)
    rows = [
        _end(place, item.ends[n], ends[n], len(who), vocabulary) for place, n in enumerate(order)
    ]
    rows.append(
        side_by_side(
            PartView(TYPE, tr("review.link.type"), words.share(item.share)),
            versions,
            value=lambda x: (x.type, x.id in item.turned),
            is_taken=lambda x: x.id == choice.type_of and not choice.is_none,
            cell=lambda x: _type_cell(x, (x.id in item.turned) != turned, choice, vocabulary),
            people=people,
            missing=tr("review.link.not_linked"),
        )
    )
    if any(_more(x) for x in item.versions):
        rows.append(_details(versions, choice, people))
    return VersionsView(_columns(who, by, choice, people), tuple(rows))


def _columns(
    who: Sequence[Id], by: Mapping[Id, Link], choice: LinkChoice, people: People
) -> tuple[ColumnView, ...]:
    whole = choice.type_of if choice.type_of == choice.details_of else None
    columns = []
    for n, annotator in enumerate(who):
        person, version = people.of(annotator), by.get(annotator)
        key = str(n + 1) if n < MOST_KEYS else ""
        taken = version is not None and version.id == whole and not choice.is_none
        found = version.id if version else None
        columns.append(ColumnView(person.first, person.letters, key, found, taken))
    return tuple(columns)


def _details(versions: Sequence[Link | None], choice: LinkChoice, people: People) -> PartView:
    def taken(link: Link) -> bool:
        return link.id == choice.details_of and not choice.is_none

    return side_by_side(
        PartView(DETAILS, tr("review.link.details"), ""),
        versions,
        value=_more,
        is_taken=taken,
        cell=lambda x: CellView(
            x.id, _more(x) or tr("review.no_details"), tip=_more(x), taken=taken(x)
        ),
        people=people,
        missing="–",
    )


def described(choice: LinkChoice, item: LinkItem, people: People, vocabulary: Vocabulary) -> str:
    """Say in words what would be decided."""
    if choice.is_none:
        return tr("review.link.none")
    if choice.type_of is None:
        return tr("review.result.nothing")
    names = {x.id: people.of(x.annotator).first for x in item.versions}
    who = names.get(choice.type_of, "")
    if choice.is_edited:
        kind = vocabulary.link_types.get(choice.type) if choice.type else None
        key = "review.link.turned" if choice.turned else "review.link.as"
        return tr(key, who=who, type=kind.name if kind else "")
    if choice.details_of not in (None, choice.type_of):
        other = names.get(choice.details_of or choice.type_of, "")
        return tr("review.link.mixed", who=who, other=other)
    return tr("review.result.version", who=who)


def end_statements(
    item: LinkItem, ends: Mapping[Id, Statement], items: Sequence[set[Id]]
) -> list[Statement | None]:
    """Give a statement for each end: of the versions' own ends, the one that is at that place."""
    found: list[Statement | None] = [None, None]
    for link in (*item.gold, *item.versions):
        for end in (link.source, link.target):
            for n, there in enumerate(items):
                if end in there and found[n] is None:
                    found[n] = ends.get(end)
    return found


def _end(
    number: int,
    place: Id,
    told: tuple[Statement | None, str],
    columns: int,
    vocabulary: Vocabulary,
) -> PartView:
    statement, where = told
    said = "" if statement is None else words.middle_elided(statement.words)
    who = "" if statement is None else words.speaker(statement, vocabulary)[0]
    label = vocabulary.labels.get(statement.label) if statement is not None else None
    cell = CellView(
        place,
        f"{said} – {who}",
        style="quote",
        shape=label.shape if label else "",
        color="ink",
        tip=where,
        columns=columns,
        leads=True,
        goes=True,
    )
    return PartView(
        "first" if number == 0 else "second",
        tr("review.link.first" if number == 0 else "review.link.second"),
        where,
        (cell,),
    )


def _type_cell(
    link: Link,
    turned: bool,  # noqa: FBT001 - it is the value
    choice: LinkChoice,
    vocabulary: Vocabulary,
) -> CellView:
    kind = vocabulary.link_types.get(link.type)
    verb = kind.name if kind else ""
    if kind is not None and kind.directed:
        verb = f"{verb} ↑" if turned else f"{verb} ↓"
    return CellView(
        link.id,
        verb,
        style="label",
        shape=kind.shape if kind else "",
        color=kind.color if kind else "ink",
        taken=link.id == choice.type_of and not choice.is_none,
    )


def _more(link: Link) -> str:
    kind = tr(f"claims.kind.{link.contradiction_kind}") if link.contradiction_kind else ""
    sure = tr(f"claims.sure.{link.confidence}") if link.confidence else ""
    return " · ".join(x for x in (link.rationale, kind, sure) if x)
