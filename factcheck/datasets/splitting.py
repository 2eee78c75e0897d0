"""Plans the split of a dataset: what ties its articles together, and the proof that none leaks.

It reads a project; how groups are dealt is in `splits`, what is nearly the same in `prose.near`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sqlalchemy import func, select

from factcheck import models
from factcheck.apart.datasets import dataset
from factcheck.apart.guessing import guessed
from factcheck.apart.process import waiting_of
from factcheck.copies import Copies
from factcheck.datasets.wishes import SplitWish
from factcheck.errors import BadInput, NotFound
from factcheck.formats import is_of_articles
from factcheck.formats.bundle import Joining, PartSize, Split
from factcheck.formats.given import NOTHING
from factcheck.ids import Id
from factcheck.paths import usable
from factcheck.queries.standing import standing_claims
from factcheck.records import Link, Progress
from factcheck.splits import Piece, Rule, Tie, dealt, dealt_by_time, groups_of, parted
from factcheck.store.database import Database
from factcheck.verbs.dated import by_time, date_of

_a, _s = models.article.c, models.statement.c


@dataclass(frozen=True, slots=True)
class _Ties:
    links: list[Tie]
    near: list[Tie]
    claims: list[list[Id]]

    def of(self, rule: Rule) -> list[Tie]:
        """Give what a rule keeps together: copies always."""
        if rule == "linked":
            return [*self.near, *self.links]
        if rule == "claims":
            sharing = (pair for articles in self.claims for pair in pairwise(articles))
            return [*self.near, *self.links, *sharing]
        return self.near


def plan_split(
    database: Database,
    layers: Sequence[Id],
    links: Sequence[Link],
    wish: SplitWish,
    *,
    seed: int,
    progress: Progress | None = None,
) -> Split:
    """Deal a project's articles, as statements and links of some layers tie them.

    Raises NotFound where the earlier export is not, BadInput where it has no split, or
    one with parts that are not wished.
    """
    pinned, known = _earlier(wish.keep, progress) if wish.keep else ({}, set())
    if gone := {*pinned.values()} - wish.sizes.keys():
        raise BadInput("split.part_gone", location=wish.keep, names=", ".join(sorted(gone)))
    with database.reading():
        pieces = _pieces(database, layers)
        places = _places(database, layers)
        ties = _Ties(
            _linked(places, links),
            [*Copies(database).ties(progress=progress), *_editions(database)],
            _claimed(database, layers),
        )
    together = ties.of(wish.rule)
    groups = groups_of((piece.article for piece in pieces), together)
    if wish.rule == "time":
        where = dealt_by_time(pieces, groups, wish.sizes, pinned=pinned)
    else:
        where = dealt(pieces, groups, wish.sizes, seed=seed, pinned=pinned)
    new = [link for link in links if link.id not in known]
    joining = [
        one
        for one in _parted_links(where, places, new if pinned else ())
        # Where links do not hold articles together, parting them is news only by what is kept.
        if wish.rule in ("linked", "claims") or set(one.articles) <= pinned.keys()
    ]
    sizes, proof = _sizes(wish, pieces, where), _proof(where, ties)
    return Split(where, wish.rule, seed, sizes, proof, tuple(joining))


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
    return {
        "links_parted": len(parted(where, ties.links)),
        "near_duplicates_parted": len(parted(where, ties.near)),
        "claims_parted": sum(bool(parted(where, pairwise(some))) for some in ties.claims),
    }


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


def _places(database: Database, layers: Sequence[Id]) -> dict[Id, Id]:
    """Give the articles of all statements of some layers."""
    here = _s.annotator.in_(layers), database.shown(models.statement)
    return {row[0]: row[1] for row in database.rows(select(_s.id, _s.article).where(*here))}


def _linked(places: Mapping[Id, Id], links: Iterable[Link]) -> list[Tie]:
    ends = ((places.get(one.source), places.get(one.target)) for one in links)
    return [(a, b) for a, b in ends if a and b and a != b]


def _parted_links(
    where: Mapping[Id, str], places: Mapping[Id, Id], links: Iterable[Link]
) -> Iterator[Joining]:
    for link in links:
        source, target = places.get(link.source), places.get(link.target)
        if source is None or target is None or where[source] == where[target]:
            continue
        yield Joining(link.id, (source, target), (where[source], where[target]))


def _editions(database: Database) -> list[Tie]:
    later = select(_a.edition_of, _a.id).where(
        _a.edition_of.is_not(None), database.shown(models.article)
    )
    return [(row[0], row[1]) for row in database.rows(later)]


def _claimed(database: Database, layers: Sequence[Id]) -> list[list[Id]]:
    """Give the articles that share a claim, for each claim."""
    standing = standing_claims(database)
    wanted = _s.annotator.in_(layers), _s.claim.is_not(None), database.shown(models.statement)
    speaking: dict[Id, set[Id]] = defaultdict(set)
    for claim, article in database.rows(select(_s.claim, _s.article).where(*wanted).distinct()):
        speaking[standing.of(claim)].add(article)
    return [sorted(articles) for articles in speaking.values() if len(articles) > 1]


def _earlier(path: Path, progress: Progress | None) -> tuple[Mapping[Id, str], set[Id]]:
    """Give where the articles of an earlier export are, and its links, in whatever format."""
    with usable(path):
        if not path.exists():
            raise NotFound("split.no_earlier", location=path)
    name = guessed(path, waiting_of(progress))
    if name is not None and not is_of_articles(name):
        with dataset(name, path, NOTHING, progress) as found:
            if found.split and found.split.where:
                return found.split.where, {link.id for link in found.links}
    raise BadInput("split.nothing_kept", location=path)
