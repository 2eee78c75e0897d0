"""How often each claim is alleged, denied, confirmed: in sayings, and in how many articles.

A retelling is no new evidence, so sayings are counted, not statements. Reading only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from factcheck import models
from factcheck.ids import Id
from factcheck.queries.answers import ClaimCounts, Tally
from factcheck.queries.link_rows import contradicting_pairs, joined_by_repeats
from factcheck.queries.sayings import Joined, contradicted
from factcheck.queries.standing import standing_claims
from factcheck.queries.twins import join_twins
from factcheck.store.database import Database

_s = models.statement.c
#: A statement for counting: itself, its article, its label.
Counted = tuple[Id, Id, Id]


def claim_counts(database: Database, layers: Sequence[Id]) -> Mapping[Id, ClaimCounts]:
    """Give what is said in some layers about each claim that has a statement there."""
    with database.reading():
        standing = standing_claims(database)
        joined = joined_by_repeats(database, layers)
        join_twins(database, joined, layers)
        pairs = [(row[1], row[2]) for row in contradicting_pairs(database, layers)]
        wanted = _s.annotator.in_(layers), _s.claim.is_not(None), database.shown(models.statement)
        rows = database.rows(select(_s.id, _s.article, _s.label, _s.claim).where(*wanted))
    by_claim: dict[Id, list[Counted]] = defaultdict(list)
    for statement, article, label, claim in rows:
        by_claim[standing.of(claim)].append((statement, article, label))
    contradictions = contradicted(joined, pairs)
    return {
        claim: ClaimCounts(
            tallies(joined, told),
            len({p for s, _, _ in told for p in contradictions.get(joined.of(s), ())}),
            len({article for _, article, _ in told}),
            len(told),
        )
        for claim, told in by_claim.items()
    }


def tallies(joined: Joined, told: Iterable[Counted]) -> Mapping[Id, Tally]:
    """Give, by label, how many sayings there are and in how many articles."""
    sayings: dict[Id, set[Id]] = defaultdict(set)
    articles: dict[Id, set[Id]] = defaultdict(set)
    for statement, article, label in told:
        sayings[label].add(joined.of(statement))
        articles[label].add(article)
    return {label: Tally(len(sayings[label]), len(articles[label])) for label in sayings}
