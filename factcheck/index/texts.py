"""Finds articles by their texts: which, how many, and where, to the character.

The index ranks passages; a place is found again in the passage, or in the whole text where the
terms stand far apart. It knows nothing of names, and of words only what `query.py` says.
"""

from collections.abc import Iterable

from sqlalchemy import (
    CompoundSelect,
    Float,
    Integer,
    Select,
    Subquery,
    bindparam,
    column,
    func,
    literal_column,
    select,
    text,
    union,
)

from factcheck import models as m
from factcheck.ids import Id
from factcheck.index.keep import engine_of
from factcheck.prose.fold import Folded
from factcheck.prose.passages import OVERLAP, indexed
from factcheck.prose.query import Query, Term, occurrences
from factcheck.records import Hit
from factcheck.store.database import Database, Row

_AROUND = 60  # Characters of a snippet before its hit, and twice that from its start on.
_AT_ONCE = 50  # Texts in memory at once.
# A literal, or SQLite would not see that its index of later passages serves.
_LATER = m.passage.c.start > literal_column("0")


def matching(
    database: Database, table: str, terms: Iterable[Term], *, most: int | None = None
) -> Subquery:
    """Give the query of `key` and `rank` (less is better) of passages or entries that match.

    Of a phrase that is too long to lie in one passage for sure its beginning is asked for.
    """
    engine = engine_of(database.dialect)
    written = engine.expression([indexed_term(term) for term in terms])
    sql = engine.matches(table) + (" ORDER BY rank LIMIT :most" if most is not None else "")
    query = text(sql).bindparams(bindparam("query", written, unique=True))
    if most is not None:
        query = query.bindparams(bindparam("most", most, unique=True))
    return query.columns(column("key", Integer), column("rank", Float)).subquery("hit")


def find_articles(database: Database, query: Query, limit: int) -> tuple[int, list[Hit]]:
    """Give how many articles hold all terms, and the best of them where their texts do so."""
    if any(_is_long(term) for term in query.terms):
        return _verified(database, query, limit)
    a = m.article.c
    counted = select(func.count()).select_from(m.article).where(database.shown(m.article))
    total = number(database, counted.where(a.text.in_(_texts(database, query))))
    wanted = min(limit, total)
    hits = _ranked(database, query, wanted) if wanted else []
    if len(hits) < wanted and len(query.terms) > 1:
        hits += _scattered(database, query, wanted - len(hits), [hit.id for hit in hits])
    return total, hits


def snippet(words: str, start: int, end: int) -> str:
    """Give a place of a text with a little of what stands around it, on one line."""
    before, after = words[max(0, start - _AROUND) : start], words[end : start + 2 * _AROUND]
    if start > _AROUND:
        before = "…" + before[before.find(" ") + 1 :]
    if start + 2 * _AROUND < len(words) and end < start + 2 * _AROUND:
        after = after[: after.rfind(" ") + 1].rstrip() + "…"
    return " ".join(f"{before}{words[start : min(end, start + 4 * _AROUND)]}{after}".split())


def number(database: Database, counting: Select[int]) -> int:
    """Give what a counting query counts."""
    found = database.scalar(counting)
    assert isinstance(found, int)
    return found


def first_place(folded: Folded, query: Query) -> tuple[int, int] | None:
    """Give where a text that holds all terms has the first one first; None if it does not."""
    places = [occurrences(folded.folded, term) for term in query.terms]
    return folded.span(*places[0][0]) if all(places) else None


def _ranked(database: Database, query: Query, wanted: int) -> list[Hit]:
    """Give the best articles among those that hold all terms in one passage."""
    a, p = m.article.c, m.passage.c
    piece = func.substr(m.text.c.characters, p.start + 1, p.end - p.start).label("piece")
    most = wanted
    while True:
        hit = matching(database, "passage", query.terms, most=most)
        rows = database.rows(
            select(a.id, a.title, p.start, piece)
            .select_from(
                hit.join(m.passage, p.key == hit.c.key)
                .join(m.article, a.text == p.text)
                .join(m.text, m.text.c.sha256 == p.text)
            )
            .where(database.shown(m.article))
            .order_by(hit.c.rank, a.id)
        )
        hits = _hits(rows, query)
        if len(hits) >= wanted or most >= _matched(database, query):
            return hits[:wanted]
        most *= 8


def _scattered(database: Database, query: Query, wanted: int, but: list[Id]) -> list[Hit]:
    """Give articles whose terms stand in different passages."""
    a = m.article.c
    rows = database.rows(
        select(a.id, a.title, literal_column("0").label("start"), m.text.c.characters)
        .join_from(m.article, m.text)
        .where(database.shown(m.article), a.text.in_(_apart(database, query)))
        .order_by(a.id)
        .limit(wanted + len(but))
    )
    known = set(but)
    return _hits([row for row in rows if row.id not in known], query)[:wanted]


def _verified(database: Database, query: Query, limit: int) -> tuple[int, list[Hit]]:
    """Do as `find_articles` does by reading every text that the index thinks of."""
    a, t = m.article.c, m.text.c
    shas = [row[0] for row in database.rows(_texts(database, query))]
    total, hits = 0, list[Hit]()
    for first in range(0, len(shas), _AT_ONCE):
        rows = database.rows(
            select(a.id, a.title, literal_column("0").label("start"), t.characters)
            .join_from(m.article, m.text)
            .where(database.shown(m.article), t.sha256.in_(shas[first : first + _AT_ONCE]))
            .order_by(a.id)
        )
        some = _hits(rows, query)
        total += len(some)
        hits += some[: limit - len(hits)]
    return total, hits


def _texts(database: Database, query: Query) -> Select[bytes] | CompoundSelect[bytes]:
    """Give the query of the texts in which the index has all terms."""
    together = _holding(database, query.terms)
    if len(query.terms) == 1 or not database.rows(select(m.passage.c.key).where(_LATER).limit(1)):
        return together
    return union(together, _apart(database, query))


def _apart(database: Database, query: Query) -> Select[bytes]:
    """Give the query of texts of several passages in which the index has all terms somewhere."""
    p = m.passage.c
    each = (p.text.in_(_holding(database, [term])) for term in query.terms)
    return select(p.text).where(_LATER, *each)


def _holding(database: Database, terms: Iterable[Term]) -> Select[bytes]:
    hit = matching(database, "passage", terms)
    return select(m.passage.c.text).join_from(hit, m.passage, m.passage.c.key == hit.c.key)


def _matched(database: Database, query: Query) -> int:
    hit = matching(database, "passage", query.terms)
    return number(database, select(func.count()).select_from(hit))


def _hits(rows: Iterable[Row], query: Query) -> list[Hit]:
    """Give one hit for each article, the best passage first as the rows come."""
    found: dict[Id, Hit] = {}
    for article, title, offset, piece in rows:
        if article in found:
            continue
        place = first_place(Folded(piece), query)
        if place is not None:
            start, end = place
            words = snippet(piece, start, end)
            found[article] = Hit(
                "article", article, article, title, offset + start, offset + end, words
            )
    return list(found.values())


def indexed_term(term: Term) -> Term:
    """Give a term as the index has its words, no longer than passages overlap."""
    words = _words(term)
    whole = len(words) <= OVERLAP
    return Term(tuple(words[:OVERLAP]), term.prefix and whole)


def _is_long(term: Term) -> bool:
    return len(_words(term)) > OVERLAP


def _words(term: Term) -> list[str]:
    return indexed(" ".join(term.words)).split()
