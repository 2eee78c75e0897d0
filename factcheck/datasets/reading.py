"""A project as a bundle: its articles with the statements of some layers, streamed from one state.

Only as much is in memory as some articles take. Names that two layers share are told apart, for
rows of a dataset name their layer.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select

from factcheck import models
from factcheck.collecting import collected_later
from factcheck.datasets.guide import guide_versions
from factcheck.datasets.layers import ALL, Chosen
from factcheck.datasets.rows import (
    read_assignments,
    read_chosen,
    read_comments,
    read_decisions,
)
from factcheck.datasets.wishes import LeftOut
from factcheck.formats.bundle import (
    About,
    Assignment,
    Bundle,
    Comment,
    Decision,
    Part,
    in_order,
)
from factcheck.ids import GOLD, Id
from factcheck.journal.pulling import head
from factcheck.queries.article_rows import ArticleIds
from factcheck.queries.link_rows import load_links
from factcheck.queries.registry import read_claims, read_speakers
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Annotator, Link, Statement
from factcheck.store.database import Database
from factcheck.store.lots import lots

if TYPE_CHECKING:
    from factcheck.project import Project

_ARTICLES_AT_ONCE = 1_000
_CHARACTERS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class _Parts:
    """The articles of a project, read anew each time they are gone through."""

    database: Database
    layers: tuple[Id, ...]

    def __iter__(self) -> Iterator[Part]:
        for lot in _portions(self.database):
            # Each is a row, a record and a part, at least.
            with collected_later(3 * len(lot)):
                read = self._read(_between(self.database, lot[0], lot[-1]))
            yield from read

    def _read(self, articles: ArticleIds) -> list[Part]:
        held: dict[Id | None, list[Statement]] = {}
        for one in self._statements(articles):
            held.setdefault(one.article, []).append(one)
        found = read_chosen(self.database, articles)
        return [Part(one, in_order(held.get(one.id, ()))) for one in found]

    def _statements(self, articles: ArticleIds) -> list[Statement]:
        s = models.statement.c
        if not self.layers:
            return []
        return load_stored(self.database, s.article.in_(articles), s.annotator.in_(self.layers))


def bundle_of(project: "Project", chosen: Chosen, *, without: Collection[LeftOut] = ()) -> Bundle:
    """Give the dataset of some layers; go through it within `database.reading()`.

    Assignments, comments and decisions can be left out whole, and with them whom only they name.
    """
    database = project.database
    layers = tuple(one.id for one in chosen.layers)
    links = tuple(load_links(database, models.link.c.annotator.in_(layers)))
    talk = _Talk.read(database, chosen, {one.id for one in links})
    left = Counter(talk.counts())
    talk = talk.without(without)
    left -= Counter(talk.counts())
    named = _named(database, layers, links) | talk.named()
    everybody = project.annotators()
    # With all layers, those of whom nothing is there would only be names of bystanders.
    kept = [a for a in everybody if a.id in named or (chosen.name != ALL and a in chosen.layers)]
    return Bundle(
        parts=_Parts(database, layers),
        links=links,
        speakers=tuple(sorted(read_speakers(database), key=lambda one: one.id)),
        claims=tuple(sorted(read_claims(database), key=lambda one: one.id)),
        annotators=_told_apart(kept),
        assignments=talk.assignments,
        comments=talk.comments,
        decisions=talk.decisions,
        labels=tuple(project.labels.labels()),
        link_types=tuple(project.labels.link_types()),
        about=_about(project, chosen),
        lost={"originals": _originals(database), **left},
    )


def _about(project: "Project", chosen: Chosen) -> About:
    words = project.about.get()
    return About(
        project=project.id,
        title=words["title"],
        revision=head(project.database),
        revised_on=_revised_on(project.database),
        layer=chosen.name,
        licence=words["licence"],
        citation=words["citation"],
        contact=words["contact"],
        description=words["about"],
        guide=words["guide"],
        guide_versions=guide_versions(project.database, project.id),
    )


@dataclass(frozen=True, slots=True)
class _Talk:
    """What is said about the work: who is to do what, remarks, and what was settled."""

    assignments: tuple[Assignment, ...]
    comments: tuple[Comment, ...]
    decisions: tuple[Decision, ...]

    @classmethod
    def read(cls, database: Database, chosen: Chosen, held: Collection[Id]) -> "_Talk":
        """Read what belongs to some layers; `held` are links that are in the dataset."""
        layers = [one.id for one in chosen.layers]
        assignments = read_assignments(database, layers)
        decisions = read_decisions(database) if GOLD in layers else ()
        held = {*held, *(one.id for one in assignments), *(one.id for one in decisions)}
        comments = _comments(database, layers, held, gone=chosen.name == ALL)
        return cls(assignments, comments, decisions)

    def without(self, names: Collection[LeftOut]) -> "_Talk":
        """Give it without what is to be left out."""
        return _Talk(
            () if "assignments" in names else self.assignments,
            () if "comments" in names else self.comments,
            () if "decisions" in names else self.decisions,
        )

    def counts(self) -> dict[str, int]:
        """Give how much of each there is, by the reason it is counted under when left out."""
        return {
            "statuses": len(self.assignments),
            "comments": len(self.comments),
            "decisions": len(self.decisions),
        }

    def named(self) -> set[Id]:
        """Give the annotators whom it names."""
        named = {one.annotator for one in self.comments} | {one.annotator for one in self.decisions}
        # What was decided is gold's, also where it was that nothing is there.
        named |= {GOLD} if self.decisions else set()
        for one in self.assignments:
            named.add(one.annotator)
            named |= {i for i in (one.given_by, one.handed_from, one.handed_to) if i is not None}
        return named


def count_articles(database: Database) -> int:
    """Count the articles of a project."""
    query = select(func.count()).select_from(models.article).where(database.shown(models.article))
    return _number(database.scalar(query))


def _portions(database: Database) -> Iterator[list[Id]]:
    """Give the ids of all articles, sorted, in lots whose texts fit into memory."""
    a, t = models.article.c, models.text.c
    query = select(a.id, t.length).join_from(models.article, models.text, a.text == t.sha256)
    lot: list[Id] = []
    size = 0
    shown = database.shown(models.article)
    for record, length in database.rows(query.where(shown).order_by(a.id)):
        if lot and (size + length > _CHARACTERS_AT_ONCE or len(lot) == _ARTICLES_AT_ONCE):
            yield lot
            lot, size = [], 0
        lot.append(record)
        size += length
    if lot:
        yield lot


def _between(database: Database, first: Id, last: Id) -> Select[tuple[Id]]:
    """Select the ids of a lot by where it begins and ends.

    To put a list of a thousand into each query costs more than to read its rows.
    """
    a = models.article.alias()
    return select(a.c.id).where(a.c.id.between(first, last), database.shown(a)).correlate(None)


def _named(database: Database, layers: Sequence[Id], links: Sequence[Link]) -> set[Id]:
    """Give the annotators whom statements and links of some layers name."""
    s, d = models.statement.c, models.derivation.c
    shown = s.annotator.in_(layers), database.shown(models.statement)
    agreed = select(d.target).join(models.statement, d.record == s.id).where(*shown)
    named = {one.annotator for one in links} | {i for one in links for i in one.agreed_by}
    named |= {row[0] for row in database.rows(select(s.annotator).distinct().where(*shown))}
    rows = database.rows(agreed.where(d.role == "agreed_by").distinct())
    return named | {row[0] for row in rows}


def _comments(
    database: Database, layers: Sequence[Id], held: Collection[Id], *, gone: bool
) -> tuple[Comment, ...]:
    """Give the comments on what is exported, and on what is `gone` where that is wanted."""
    s = models.statement.c
    shown = read_comments(database)
    wanted = sorted({one.record for one in shown if one.kind == "statement"})
    by_layer = {
        row[0]: row[1]
        for lot in lots(wanted)
        for row in database.rows(
            select(s.id, s.annotator).where(s.id.in_(lot), database.shown(models.statement))
        )
    }

    def goes(one: Comment) -> bool:
        if one.kind in ("article", "claim", "speaker"):
            return True
        if one.kind == "statement" and one.record in by_layer:
            return by_layer[one.record] in layers
        return gone or one.record in held

    return tuple(one for one in shown if goes(one))


def _told_apart(kept: Sequence[Annotator]) -> tuple[Annotator, ...]:
    counts = Counter(one.name for one in kept)
    return tuple(
        one if counts[one.name] == 1 else replace(one, name=f"{one.name} ({one.id.hex()[-8:]})")
        for one in kept
    )


def _revised_on(database: Database) -> str:
    """Give the day of the newest revision, empty where there is none."""
    r = models.revision.c
    made = database.scalar(select(r.made_at).where(r.number == head(database)))
    return str(made)[:10] if made else ""


def _originals(database: Database) -> int:
    a, o = models.article.c, models.original.c
    kept = select(func.count()).where(a.original_sha256 == o.sha256, database.shown(models.article))
    return _number(database.scalar(kept))


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
