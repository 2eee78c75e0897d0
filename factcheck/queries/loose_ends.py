"""What may be missing when an article is called done: offered, never forced.

No speaker, no claim, a denial whose allegation is nowhere, a link without rationale. A *repeats*
needs none: that an utterance is told again is seen by reading both. It reads one layer and records
nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select

from factcheck import models
from factcheck.builtin import ALLEGATION, DENIAL, DENIES, REPEATS
from factcheck.ids import Id
from factcheck.queries.answers import LooseEnd
from factcheck.queries.sayings import Joined
from factcheck.queries.standing import standing_claims
from factcheck.queries.statement_rows import load
from factcheck.records import Statement
from factcheck.store.database import Database

_s, _l = models.statement.c, models.link.c


def loose_ends(database: Database, article: Id, layer: Id) -> list[LooseEnd]:
    """Give the loose ends of a layer in an article, in the order of the text."""
    with database.reading():
        statements = load(database, _s.article == article, _s.annotator == layer)
        answered = _answered(database, layer, statements)
        bare = _without_rationale(database, layer, article)
    return [end for s in statements for end in _of(s, answered, bare.get(s.id, ()))]


def _of(statement: Statement, answered: set[Id], bare: Sequence[Id]) -> Iterator[LooseEnd]:
    if statement.speaker_basis is None:
        yield LooseEnd("no_speaker", statement.id)
    if statement.claim is None:
        yield LooseEnd("no_claim", statement.id)
    if statement.label == DENIAL and statement.id not in answered:
        yield LooseEnd("lone_denial", statement.id)
    yield from (LooseEnd("no_rationale", statement.id, link) for link in bare)


def _answered(database: Database, layer: Id, statements: Sequence[Statement]) -> set[Id]:
    """Give the statements whose saying denies another, or about whose claim one alleges."""
    denials = [s for s in statements if s.label == DENIAL]
    if not denials:
        return set()
    pairs: dict[Id, list[tuple[Id, Id]]] = {REPEATS: [], DENIES: []}
    wanted = _l.annotator == layer, _l.type.in_(pairs), database.shown(models.link)
    for kind, source, target in database.rows(select(_l.type, _l.source, _l.target).where(*wanted)):
        pairs[kind].append((source, target))
    joined = Joined(pairs[REPEATS])
    denying = {joined.of(source) for source, _ in pairs[DENIES]}
    standing = standing_claims(database)
    alleged = select(_s.claim).where(
        *(_s.annotator == layer, _s.label == ALLEGATION, _s.claim.is_not(None)),
        database.shown(models.statement),
    )
    claims = {standing.of(row[0]) for row in database.rows(alleged.distinct())}
    return {s.id for s in denials if s.claim in claims or joined.of(s.id) in denying}


def _without_rationale(database: Database, layer: Id, article: Id) -> Mapping[Id, list[Id]]:
    """Give the bare links of an article's statements but *repeats*, each once."""
    found: dict[Id, list[Id]] = {}
    seen: set[Id] = set()
    for end in (_l.source, _l.target):
        query = select(_l.id, end).join(models.statement, _s.id == end)
        bare = _l.annotator == layer, _l.rationale == "", _l.type != REPEATS
        wanted = _s.article == article, *bare, database.shown(models.link)
        for link, statement in database.rows(query.where(*wanted)):
            if link not in seen:
                seen.add(link)
                found.setdefault(statement, []).append(link)
    return found
