"""Which articles are editions of one another, and what came of statements from one to the next.

Reading only. What was lost is kept as an attribute of the old statement, so that it travels with
it; what was altered is seen from the one that it came from.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, bindparam, exists, not_, or_, select

from factcheck import models
from factcheck.builtin import REPEATS
from factcheck.ids import Id
from factcheck.queries.answers import Family, Trace
from factcheck.queries.rows import by_ids
from factcheck.queries.statement_rows import load_many
from factcheck.records import Speaker
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.places import shortened

#: The name of the attribute that says in which later editions a statement's words are not, by id.
LOST = "lost_in_edition"
_MOST = 1_000  # editions of one article that are told
_PAIRED = 400  # names that one query compares with two columns
_WORDS = 200  # characters of what was said before

_a, _s, _l = models.article.c, models.statement.c, models.link.c


def family(database: Database, article: Id) -> Family:
    """Give the editions of an article; of a circle, which nobody may make, each once."""
    shown = database.shown(models.article)
    with database.reading():
        before = earlier(database, article)
        later = select(_a.id).where(_a.edition_of == article, shown).order_by(_a.id)
        rows = database.rows(later.limit(_MOST))
    return Family(before, tuple(row[0] for row in rows))


def earlier(database: Database, article: Id) -> tuple[Id, ...]:
    """Give the editions before an article, the nearest first."""
    found: dict[Id, None] = {}
    at = article
    while len(found) < _MOST:
        row = database.one(database.prepared(_before), {"article": at})
        if row is None or row[0] is None or row[0] == article or row[0] in found:
            break
        at = row[0]
        found[at] = None
    return tuple(found)


def _before(database: Database) -> Select[Id]:
    wanted = _a.id == bindparam("article", type_=_a.id.type)
    return select(_a.edition_of).where(wanted, database.shown(models.article))


def meant_in(database: Database, speakers: Iterable[Speaker], article: Id | None) -> list[Speaker]:
    """Give those of some speakers who may speak in an article.

    An *unnamed* one is meant in its own article only, and in later editions of it.
    """
    every = list(speakers)
    here = {None, article}
    if article is not None and any(one.article not in here for one in every):
        here.update(earlier(database, article))
    return [one for one in every if one.article in here]


def candidates(database: Database, articles: Iterable[Id]) -> list[tuple[Id, Id]]:
    """Give pairs: another article of the same name or address, and one just added.

    Those that are editions already are left out, and the same text, for there nothing differs.
    """
    found: dict[Id, Id] = {}
    with database.reading():
        fresh = by_ids(database, models.article, articles)
        keys = {
            i: {row[name] for name in ("source_name", "uri") if row[name]}
            for i, row in fresh.items()
            if row["edition_of"] is None
        }
        older: dict[object, list[tuple[Id, bytes, Id | None]]] = defaultdict(list)
        for lot in lots({value for values in keys.values() for value in values}, _PAIRED):
            named = or_(_a.source_name.in_(lot), _a.uri.in_(lot))
            query = select(_a.id, _a.text, _a.edition_of, _a.source_name, _a.uri)
            for i, text, of, *names in database.rows(
                query.where(named, database.shown(models.article))
            ):
                for name in set(names):
                    older[name].append((i, text, of))
    for i, values in keys.items():
        others = {
            other: of
            for value in values
            for other, text, of in older[value]
            if other not in fresh and text != fresh[i]["text"]
        }
        # The last of those that are editions of one another.
        newest = [other for other in others if other not in others.values()]
        if newest:
            found[i] = max(newest)
    return [(old, new) for new, old in found.items()]


def traces(database: Database, article: Id, layers: Sequence[Id]) -> Mapping[Id, Trace]:
    """Give what editions made of the statements of some layers in an article."""
    with database.reading():
        return _altered(database, article, layers) | _lost(database, article, layers)


def _lost(database: Database, article: Id, layers: Sequence[Id]) -> dict[Id, Trace]:
    t = models.attribute
    query = select(_s.id, t.c.value).join(models.statement, t.c.record == _s.id)
    wanted = _s.article == article, _s.annotator.in_(layers), t.c.name == LOST
    shown = database.shown(models.statement), database.shown(t)
    rows = database.rows(query.where(*wanted, *shown))
    editions = {i for _, value in rows for i in ids_in(value)}
    titles = {i: str(row["title"]) for i, row in by_ids(database, models.article, editions).items()}
    told = _told_in(database, [row[0] for row in rows])
    found: dict[Id, Trace] = {}
    for statement, value in rows:
        for edition in ids_in(value):
            if edition in titles and edition not in told.get(statement, ()):
                found.setdefault(statement, Trace("lost", edition, titles[edition]))
    return found


def _told_in(database: Database, statements: Iterable[Id]) -> Mapping[Id, set[Id]]:
    """Give the articles in which a *repeats* says that statements are told, too."""
    found: dict[Id, set[Id]] = defaultdict(set)
    shown = database.shown(models.link), database.shown(models.statement)
    for lot in lots(statements):
        for here, there in ((_l.source, _l.target), (_l.target, _l.source)):
            query = select(here, _s.article).join(models.statement, _s.id == there)
            wanted = here.in_(lot), _l.type == REPEATS, *shown
            for statement, article in database.rows(query.where(*wanted)):
                found[statement].add(article)
    return found


def _altered(database: Database, article: Id, layers: Sequence[Id]) -> dict[Id, Trace]:
    """Give the statements carried over whose words were others in the earlier edition."""
    origin, d = models.statement.alias("origin"), models.derivation
    mine, theirs = models.span.alias("mine"), models.span.alias("theirs")
    kept = exists().where(
        theirs.c.statement == origin.c.id,
        theirs.c.role == "content",
        theirs.c.exact == mine.c.exact,
    )
    differs = exists().where(
        mine.c.statement == _s.id, mine.c.role == "content", not_(kept.correlate(origin, mine))
    )
    query = (
        select(_s.id, origin.c.id)
        .join_from(models.statement, d, d.c.record == _s.id)
        .join(origin, d.c.target == origin.c.id)
        .where(_s.article == article, _s.annotator.in_(layers), d.c.role == "derived_from")
        .where(origin.c.annotator == _s.annotator, origin.c.article != article)
        .where(differs.correlate(models.statement, origin))
        .where(*(database.shown(table) for table in (models.statement, origin, d)))
    )
    pairs = {row[0]: row[1] for row in database.rows(query)}
    origins = {one.id: one for one in load_many(database, pairs.values())}
    articles = {one.article for one in origins.values()}
    titles = {i: str(row["title"]) for i, row in by_ids(database, models.article, articles).items()}
    return {
        statement: Trace("altered", one.article, titles[one.article], shortened(one.words, _WORDS))
        for statement, i in pairs.items()
        if (one := origins.get(i)) is not None and one.article in titles
    }


def ids_in(value: str) -> list[Id]:
    """Give the ids that an attribute lists; of a stranger's what is no id is left out."""
    found = []
    for word in value.split():
        try:
            found.append(Id.parse(word))
        except ValueError:
            continue
    return found
