"""What can be asked about statements: by id, by article, by claim, and what is still loose.

Reading only. Callers say which layers they show; speakers and claims come as those that stand for
what was merged into them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from sqlalchemy import func, select

from factcheck import models
from factcheck.access import Access
from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.queries.answers import LooseEnd
from factcheck.queries.loose_ends import loose_ends
from factcheck.queries.rows import an_id
from factcheck.queries.standing import standing_claims, standing_speakers
from factcheck.queries.statement_rows import load, load_many, load_stored
from factcheck.records import Statement
from factcheck.store.lots import lots

_s = models.statement.c


class StatementQueries:
    """Questions about statements."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def get(self, statement: Id) -> Statement:
        """Give a statement; raise NotFound if it is not there."""
        found = load_many(self._database, [statement])
        if not found:
            raise NotFound("statement.gone")
        return found[0]

    def many(self, ids: Iterable[Id]) -> list[Statement]:
        """Give statements in the order of their ids; those that are not there are left out."""
        return load_many(self._database, ids)

    def of_article(self, article: Id, layers: Sequence[Id]) -> list[Statement]:
        """Give the statements of some layers in an article, in the order of the text."""
        return load(self._database, _s.article == article, _s.annotator.in_(layers))

    def of_stretch(
        self, article: Id, layers: Sequence[Id], start: int, end: int
    ) -> list[Statement]:
        """Give an article's statements that touch a stretch (code points, half-open).

        For showing the page of a long article before all of it has been read.
        """
        p = models.span.c
        touching = (
            select(p.statement)
            .join(models.statement, p.statement == _s.id)
            .where(_s.article == article, _s.annotator.in_(layers))
            .where(p.start < end, p.end > start)
        )
        ids = {an_id(row.statement) for row in self._database.rows(touching)}
        return [x for lot in lots(sorted(ids)) for x in load(self._database, _s.id.in_(lot))]

    def count_of(self, article: Id, layers: Sequence[Id]) -> int:
        """Count an article's statements of some layers."""
        conditions = (
            _s.article == article,
            _s.annotator.in_(layers),
            self._database.shown(models.statement),
        )
        found = self._database.scalar(select(func.count()).where(*conditions))
        return cast(int, found)

    def of_claim(self, claim: Id, layers: Sequence[Id]) -> list[Statement]:
        """Give the statements of some layers about a claim and those merged into it."""
        claims = standing_claims(self._database).under(claim)
        return load(self._database, _s.claim.in_(claims), _s.annotator.in_(layers))

    def of_speaker(self, speaker: Id, layers: Sequence[Id]) -> list[Statement]:
        """Give the statements of some layers by a speaker and those merged into it."""
        speakers = standing_speakers(self._database).under(speaker)
        return load(self._database, _s.speaker.in_(speakers), _s.annotator.in_(layers))

    def of_label(self, label: Id, layers: Sequence[Id]) -> list[Statement]:
        """Give the statements of some layers that have a label."""
        return load(self._database, _s.label == label, _s.annotator.in_(layers))

    def as_stored(self, ids: Iterable[Id]) -> list[Statement]:
        """Give statements with the speakers and claims they were given, merged since or not.

        Spans come with their context. For those who write statements elsewhere.
        """
        return [s for lot in lots(ids) for s in load_stored(self._database, _s.id.in_(lot))]

    def layers_with_statements(self) -> Mapping[Id, int]:
        """Give the layers that hold statements, with their numbers."""
        count = select(_s.annotator, func.count()).where(self._database.shown(models.statement))
        return {row[0]: row[1] for row in self._database.rows(count.group_by(_s.annotator))}

    def loose_ends(self, article: Id) -> list[LooseEnd]:
        """Give what may be missing in one's own layer of an article, in the order of the text."""
        return loose_ends(self._database, article, self._access.layer.id)
