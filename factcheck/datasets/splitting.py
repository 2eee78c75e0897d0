"""Plans the split of a dataset: what ties its articles together, and the proof that none leaks.

It reads a project; how groups are dealt is in `splits`, what is nearly the same in `prose.near`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sqlalchemy import func, select

from factcheck import models
from factcheck.copies import Copies
from factcheck.errors import BadInput
from factcheck.formats import jsonl
from factcheck.formats.bundle import PartSize, Split
from factcheck.ids import Id
from factcheck.queries.standing import standing_claims
from factcheck.records import Link, Progress
from factcheck.splits import Piece, Rule, Tie, dealt, dealt_by_time, groups_of, parted
from factcheck.store.database import Database
from factcheck.verbs.dated import by_time, date_of

_a, _s = models.article.c, models.statement.c


@dataclass(frozen=True, slots=True)
class SplitWish:
    """Parts with their shares, by what rule, with which seed; `keep` is an earlier export."""

    sizes: Mapping[str, float]
    rule: Rule = "linked"
    seed: int = 0
    keep: Path | None = None


@dataclass(frozen=True, slots=True)
class _Ties:
    links: list[Tie]
    near: list[Tie]
    claims: list[Tie]

    def of(self, rule: Rule) -> list[Tie]:
        """Give what a rule keeps together: copies always."""
        if rule == "linked":
            return [*self.near, *self.links]
        if rule == "claims":
            return [*self.near, *self.links, *self.claims]
        return self.near


def plan_split(
    database: Database,
    layers: Sequence[Id],
    links: Iterable[Link],
    wish: SplitWish,
    *,
    progress: Progress | None = None,
) -> Split:
    """Deal a project's articles, as statements and links of some layers tie them.

    Raises BadInput where the earlier export has no split.
    """
    with database.reading():
        pieces = _pieces(database, layers)
        ties = _Ties(
            _linked(database, layers, links),
            [*Copies(database).ties(progress=progress), *_editions(database)],
            _claimed(database, layers),
        )
        pinned = _kept(wish.keep) if wish.keep else {}
    together = ties.of(wish.rule)
    groups = groups_of((piece.article for piece in pieces), together)
    if wish.rule == "time":
        where = dealt_by_time(pieces, groups, wish.sizes)
    else:
        where = dealt(pieces, groups, wish.sizes, seed=wish.seed, pinned=pinned)
    return Split(where, wish.rule, wish.seed, _sizes(wish, pieces, where), _proof(where, ties))


def _sizes(
    wish: SplitWish, pieces: Sequence[Piece], where: Mapping[Id, str]
) -> dict[str, PartSize]:
    articles = Counter(where.values())
    statements: Counter[str] = Counter()
    for piece in pieces:
        statements[where[piece.article]] += sum(piece.labels.values())
    return {
        name: PartSize(share, articles[name], statements[name])
        for name, share in wish.sizes.items()
    }


def _proof(where: Mapping[Id, str], ties: _Ties) -> dict[str, int]:
    """Count anew what was parted, whatever dealt: nothing, but what the rule does not mind."""
    found = {"links": ties.links, "near_duplicates": ties.near, "claims": ties.claims}
    return {f"{name}_parted": len(parted(where, some)) for name, some in found.items()}


def _pieces(database: Database, layers: Sequence[Id]) -> list[Piece]:
    counts: dict[Id, dict[str, int]] = defaultdict(dict)
    label = models.label.c
    held = (
        select(_s.article, label.name, func.count())
        .join(models.label, label.id == _s.label)
        .where(_s.annotator.in_(layers), database.shown(models.statement))
        .group_by(_s.article, label.name)
    )
    for article, name, n in database.rows(held):
        counts[article][name] = n
    columns = (_a.id, _a.published_edtf, _a.published_words, _a.published_basis)
    rows = database.rows(select(*columns).where(database.shown(models.article)))
    return [Piece(row[0], counts.get(row[0], {}), _day(row[1:])) for row in sorted(rows)]


def _day(columns: Sequence[str | None]) -> str:
    lacks, day, _ = by_time(date_of(*columns))
    return "" if lacks else day.isoformat()


def _linked(database: Database, layers: Sequence[Id], links: Iterable[Link]) -> list[Tie]:
    here = _s.annotator.in_(layers), database.shown(models.statement)
    articles = {row[0]: row[1] for row in database.rows(select(_s.id, _s.article).where(*here))}
    ends = ((articles.get(one.source), articles.get(one.target)) for one in links)
    return sorted({(min(a, b), max(a, b)) for a, b in ends if a and b and a != b})


def _editions(database: Database) -> list[Tie]:
    later = select(_a.edition_of, _a.id).where(
        _a.edition_of.is_not(None), database.shown(models.article)
    )
    return [(row[0], row[1]) for row in database.rows(later)]


def _claimed(database: Database, layers: Sequence[Id]) -> list[Tie]:
    standing = standing_claims(database)
    wanted = _s.annotator.in_(layers), _s.claim.is_not(None), database.shown(models.statement)
    speaking: dict[Id, set[Id]] = defaultdict(set)
    for claim, article in database.rows(select(_s.claim, _s.article).where(*wanted).distinct()):
        speaking[standing.of(claim)].add(article)
    return [pair for articles in speaking.values() for pair in pairwise(sorted(articles))]


def _kept(export: Path) -> dict[Id, str]:
    found = jsonl.read_split(export)
    if not found:
        raise BadInput("split.nothing_kept", location=export)
    return found
