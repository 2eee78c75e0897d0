"""From rows to statements: one query for the statements, one for each kind that hangs on them.

Opening an article with ten thousand statements goes through here, so it takes rows as tuples and
leaves the collector of cycles alone meanwhile. It decides no rule and writes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select

from factcheck import models
from factcheck.collecting import collected_later
from factcheck.ids import Id
from factcheck.queries.making import maker
from factcheck.queries.standing import Standing, standing_claims, standing_speakers
from factcheck.records import Date, Span, Statement
from factcheck.store.database import Database
from factcheck.store.lots import lots

_s = models.statement.c
_COMMON = (
    *(_s.id, _s.article, _s.annotator, _s.label, _s.speaker, _s.speaker_basis, _s.quotation),
    *(_s.claim, _s.flagged, _s.origin),
)
# Most statements have none of these, and a column costs as much empty as full: they are read
# apart, of those that have one.
_RARE = (
    *(_s.id, _s.said_to, _s.said_edtf, _s.said_words, _s.said_basis, _s.certainty, _s.parent),
    _s.note,
)
_HAS_RARE = or_(
    *(c.is_not(None) for c in (_s.said_to, _s.said_basis, _s.certainty, _s.parent)), _s.note != ""
)
_NONE = (None, None, None, None, "")
_ROLES = {"content": 0, "source": 1, "cue": 2}
_NOTHING: Mapping[str, str] = {}
_statement = maker(Statement)
_span = maker(Span)


def load(database: Database, *conditions: ColumnElement[bool]) -> list[Statement]:
    """Give the visible statements for which conditions hold, in the text's order.

    Speakers and claims are those that stand for what is stored; spans come without context.
    """
    with database.reading():
        standing = standing_speakers(database), standing_claims(database)
        return _Loader(database, conditions, *standing).statements(context=False)


def load_stored(database: Database, *conditions: ColumnElement[bool]) -> list[Statement]:
    """Do as `load` does, but as it is stored: speakers and claims merged or not, context."""
    nothing = Standing(())
    return _Loader(database, conditions, nothing, nothing).statements(context=True)


def load_many(database: Database, ids: Iterable[Id]) -> list[Statement]:
    """Give visible statements by id, in the order of the ids; those not there are left out."""
    ids = list(dict.fromkeys(ids))
    found = {s.id: s for lot in lots(ids) for s in load(database, _s.id.in_(lot))}
    return [found[i] for i in ids if i in found]


class _Loader:
    """One reading: the statements that conditions choose, and what hangs on them."""

    def __init__(
        self,
        database: Database,
        conditions: Sequence[ColumnElement[bool]],
        speakers: Standing,
        claims: Standing,
    ) -> None:
        self._database = database
        self._shown = (*conditions, database.shown(models.statement))
        self._speakers = speakers.merged
        self._claims = claims.merged

    def statements(self, *, context: bool) -> list[Statement]:
        """Give the statements, by place."""
        with self._database.reading():
            rows = self._database.rows(select(*_COMMON).where(*self._shown))
            if not rows:
                return []
            with collected_later(len(rows)):
                found = self._made(rows, self._spans(context=context))
                found.sort(key=_place)
        return found

    def _made(self, rows: Sequence[Any], spans: Mapping[Id, list[Span]]) -> list[Statement]:
        rare, reporters, attributes = self._rare(), self._reporters(), self._attributes()
        derived, agreed = self._derivations("derived_from"), self._derivations("agreed_by")
        speakers, claims = self._speakers.get, self._claims.get
        found = []
        for i, article, layer, label, by, basis, quotation, about, flagged, origin in rows:
            said_to, said, certainty, parent, note = rare.get(i, _NONE)
            found.append(
                _statement(
                    *(i, article, layer, label, tuple(spans[i]), speakers(by, by), basis),
                    *(reporters.get(i, ()), said_to, said, quotation, certainty),
                    *(claims(about, about), parent, note, flagged, origin),
                    *(derived.get(i, ()), agreed.get(i, ()), attributes.get(i, _NOTHING)),
                )
            )
        return found

    def _rare(self) -> Mapping[Id, tuple[Any, ...]]:
        found = {}
        for i, to, edtf, printed, basis, certainty, parent, note in self._database.rows(
            select(*_RARE).where(_HAS_RARE, *self._shown)
        ):
            said = Date(edtf, printed, basis) if basis else None
            found[i] = self._speakers.get(to, to), said, certainty, parent, note
        return found

    def _of(self, table: Table, column: str, *columns: ColumnElement[Any]) -> Select[Any]:
        """Select from a table whose column names one of the chosen statements."""
        joined = table.join(models.statement, table.c[column] == _s.id)
        return select(table.c[column], *columns).select_from(joined).where(*self._shown)

    def _spans(self, *, context: bool) -> Mapping[Id, list[Span]]:
        s = models.span.c
        columns = (s.role, s.start, s.end, s.exact, s.id)
        more = (s.prefix, s.suffix) if context else ()
        found: dict[Id, list[Span]] = defaultdict(list)
        if context:
            for i, role, start, end, exact, own, prefix, suffix in self._database.rows(
                self._of(models.span, "statement", *columns, *more)
            ):
                found[i].append(_span(role, start, end, exact, prefix, suffix, own))
        else:
            for i, role, start, end, exact, own in self._database.rows(
                self._of(models.span, "statement", *columns)
            ):
                found[i].append(_span(role, start, end, exact, "", "", own))
        for spans in found.values():
            if len(spans) > 1:
                spans.sort(key=_part)
        return found

    def _reporters(self) -> Mapping[Id, tuple[Id, ...]]:
        r = models.reporter.c
        query = self._of(models.reporter, "statement", r.speaker).order_by(r.position)
        found = _grouped(self._database.rows(query))
        return {i: tuple(self._speakers.get(by, by) for by in chain) for i, chain in found.items()}

    def _derivations(self, role: str) -> Mapping[Id, tuple[Id, ...]]:
        d = models.derivation.c
        query = self._of(models.derivation, "record", d.target)
        query = query.where(d.role == role, self._database.shown(models.derivation))
        return _grouped(self._database.rows(query.order_by(d.position)))

    def _attributes(self) -> Mapping[Id, dict[str, str]]:
        a = models.attribute.c
        found: dict[Id, dict[str, str]] = defaultdict(dict)
        for i, name, value in self._database.rows(
            self._of(models.attribute, "record", a.name, a.value)
        ):
            found[i][name] = value
        return found


def _grouped(rows: Iterable[Sequence[Any]]) -> dict[Id, tuple[Id, ...]]:
    found: dict[Id, list[Id]] = defaultdict(list)
    for i, other in rows:
        found[i].append(other)
    return {i: tuple(others) for i, others in found.items()}


def _part(span: Span) -> tuple[int, int]:
    return _ROLES[span.role], span.start


def _place(statement: Statement) -> tuple[Id, int, int, Id]:
    first = statement.spans[0]
    return statement.article, first.start, -first.end, statement.id
