"""The conditions by which a query sees no more of each table than one annotator may.

They are SQL, so that they hold at the moment of the query, inside whatever transaction it is.
Explicitly correlated, for they stand inside queries of every shape. They decide nothing of when
they apply.
"""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import (
    Alias,
    BindParameter,
    ColumnElement,
    Exists,
    FromClause,
    Table,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from factcheck import models as m
from factcheck.ids import Id
from factcheck.store.database import visible

Condition = ColumnElement[bool]

#: The kinds of record of which others' are hidden; all else everybody sees.
HIDING = (
    *("statement", "span", "reporter", "link", "derivation", "attribute", "assignment"),
    *("speaker", "alias", "claim", "comment", "decision", "decided", "conflict"),
)
#: What hangs on a record that a change of it names.
_BORNE = ("derivation", "attribute")
_PARTS = {"span": m.statement, "reporter": m.statement, "decided": m.decision}
_a = m.annotator.c


def released(article: ColumnElement[Id]) -> Condition:
    """Hold where somebody is assigned to an article and all who are are done.

    Whoever handed the article on is assigned to it no longer.
    """
    given = m.assignment.alias()
    standing = given.c.article == article, given.c.handed_to.is_(None), visible(given)
    all_done = select(func.min(case((given.c.status == "done", 1), else_=0))).where(*standing)
    # Never null, for it is also asked for what is hidden.
    return func.coalesce(all_done.correlate(article.table).scalar_subquery(), 0) == 1


class Conditions:
    """What one annotator may see of each table.

    `above` gives, by kind, the registry's records that show because one below them does: what was
    merged into them, or speaks for them.
    """

    def __init__(
        self, actor: Id, layers: Collection[Id], above: Callable[[str], Sequence[Id]]
    ) -> None:
        self._actor = actor
        self._layers = sorted(set(layers))
        self._above = above
        # Made once: building one costs more than most queries that take it.
        self._made: dict[FromClause | str, Condition] = {}

    def of(self, table: FromClause) -> Condition:
        """Give the condition for a table or an alias of one."""
        found = self._made.get(table)
        if found is None:
            found = self._of(table)
            if isinstance(table, Table):
                self._made[table] = found
        return found

    def _of(self, table: FromClause) -> Condition:
        whole = table.element if isinstance(table, Alias) else table
        assert isinstance(whole, Table)
        if whole.name not in HIDING:
            return true()
        found: Condition = getattr(self, f"_{whole.name}")(table)
        return found

    def direct(self, table: FromClause) -> Condition:
        """Give the condition for speakers or claims without what is above them."""
        return self._own_speaker(table) if table is m.speaker else self._own_claim(table)

    def _statement(self, t: FromClause) -> Condition:
        return or_(t.c.annotator.in_(self._layers), released(t.c.article))

    def _span(self, t: FromClause) -> Condition:
        return self._is_seen(m.statement, t.c.statement)

    _reporter = _span

    def _link(self, t: FromClause) -> Condition:
        return or_(t.c.annotator.in_(self._layers), not_(self._has_hidden_end(t).correlate(t)))

    def _has_hidden_end(self, t: FromClause) -> Exists:
        s = m.statement.alias()
        return exists().where(s.c.id.in_([t.c.source, t.c.target]), not_(self._statement(s)))

    def _derivation(self, t: FromClause) -> Condition:
        return and_(not_(self._is_hidden(t.c.record)), not_(self._is_hidden(t.c.target)))

    def _attribute(self, t: FromClause) -> Condition:
        return not_(self._is_hidden(t.c.record))

    def _assignment(self, t: FromClause) -> Condition:
        return or_(t.c.annotator == self._actor, released(t.c.article))

    def _comment(self, t: FromClause) -> Condition:
        """What is said, and an answer only where one sees what it answers."""
        root = m.comment.alias()
        # It is about the same record, so of a lead's no more need be asked.
        by = root.c.annotator == self._actor, root.c.annotator.in_(self._leading())
        seen = root.c.id == t.c.answers, or_(*by, released(root.c.article)), visible(root)
        return and_(self._said(t), or_(t.c.answers.is_(None), exists().where(*seen).correlate(t)))

    def _said(self, t: FromClause) -> Condition:
        """One's own, all where an article is released, and what leads say of what one sees.

        Of others' work one sees none where it is not released.
        """
        of_own = [
            and_(t.c.kind == kind, self._is_own(m.KINDS[kind], t.c.record))
            for kind in ("statement", "link", "assignment")
        ]
        of_all = [
            and_(t.c.kind == kind, self._is_seen(m.KINDS[kind], t.c.record))
            for kind in ("claim", "speaker")
        ]
        of_a_lead = or_(t.c.kind == "article", *of_own, *of_all)
        return or_(
            t.c.annotator == self._actor,
            released(t.c.article),
            and_(t.c.annotator.in_(self._leading()), of_a_lead),
        )

    def _decision(self, t: FromClause) -> Condition:
        """One's own; on one's own work; and of released articles, if one sees all it is about."""
        d, g = m.decided.alias(), m.assignment.alias()
        of_it = d.c.decision == t.c.id
        own = of_it, d.c.record == g.c.id, g.c.annotator == self._actor
        hidden = (one.where(of_it).correlate(t) for one in self._hidden(d.c.record))
        return or_(
            t.c.annotator == self._actor,
            and_(t.c.kind == "assignment", exists().where(*own).correlate(t)),
            and_(released(t.c.article), *(not_(one) for one in hidden)),
        )

    def _decided(self, t: FromClause) -> Condition:
        return self._is_seen(m.decision, t.c.decision)

    def _conflict(self, t: FromClause) -> Condition:
        kinds = ("statement", "link")
        return or_(
            false(), *(and_(t.c.kind == k, self._is_seen(m.KINDS[k], t.c.record)) for k in kinds)
        )

    def _speaker(self, t: FromClause) -> Condition:
        return or_(self._own_speaker(t), self._is_above("speaker", t))

    def _claim(self, t: FromClause) -> Condition:
        return or_(self._own_claim(t), self._is_above("claim", t))

    def _is_above(self, kind: str, t: FromClause) -> Condition:
        # Asked for when the query runs, for after any commit it may be another list.
        ids: BindParameter[Id] = bindparam(
            f"above_{kind}", callable_=lambda: self._above(kind), expanding=True
        )
        return t.c.id.in_(ids)

    def _own_speaker(self, t: FromClause) -> Condition:
        s, r = m.statement.alias(), m.reporter.alias()
        seen = self._statement(s), visible(s)
        said_to = select(s.c.said_to).where(s.c.said_to.is_not(None), *seen)
        reporting = select(r.c.speaker).join_from(r, s, r.c.statement == s.c.id).where(*seen)
        return or_(
            self._is_from_own("speaker", t),
            exists().where(s.c.speaker == t.c.id, *seen).correlate(t),
            t.c.id.in_(said_to.correlate(None)),
            t.c.id.in_(reporting.correlate(None)),
        )

    def _own_claim(self, t: FromClause) -> Condition:
        s = m.statement.alias()
        about = exists().where(s.c.claim == t.c.id, self._statement(s), visible(s)).correlate(t)
        return or_(self._is_from_own("claim", t), about)

    def _alias(self, t: FromClause) -> Condition:
        """One's own, a lead's, and those whose maker has a released statement of the speaker."""
        c, r, s = m.change.alias(), m.revision.alias(), m.statement.alias()
        making = c.c.record == t.c.id, c.c.kind == "alias", c.c.verb == "insert"
        by_maker = s.c.annotator == r.c.annotator, s.c.speaker == t.c.speaker
        told = (
            exists()
            .where(*making, c.c.revision == r.c.key, r.c.act == "edit")
            .where(*by_maker, released(s.c.article), visible(s))
            .correlate(t)
        )
        return or_(self._is_from_own("alias", t), told)

    def was_made_in_sight(self) -> Condition:
        """Give the condition for changes of records that oneself or a lead first recorded."""
        return self._is_made_in_sight(m.change.c.record, m.change.c.kind)

    def _is_from_own(self, kind: str, t: FromClause) -> Condition:
        """Hold for what oneself, a lead or a reviewer first recorded."""
        return self._is_made_in_sight(t.c.id, literal(kind))

    def _is_made_in_sight(self, record: ColumnElement[Id], kind: ColumnElement[str]) -> Condition:
        c, r = m.change.alias(), m.revision.alias()
        making = c.c.record == record, c.c.kind == kind, c.c.verb == "insert"
        by = or_(r.c.annotator == self._actor, r.c.annotator.in_(self._leading()))
        first = c.c.revision == r.c.key, r.c.act == "edit"
        return exists().where(*making, *first, by).correlate(record.table)

    def _leading(self) -> ColumnElement[Id]:
        leads = select(_a.id).where(or_(_a.lead.is_(True), _a.reviewer.is_(True)))
        return leads.correlate(None)  # type: ignore[return-value]  # what `in_` takes

    def _is_own(self, table: Table, record: ColumnElement[Id]) -> Condition:
        t = table.alias()
        own = t.c.id == record, t.c.annotator.in_(self._layers), visible(t)
        return exists().where(*own).correlate(record.table)

    def _is_seen(self, table: Table, record: ColumnElement[Id]) -> Condition:
        """Hold where a record is there and one sees it."""
        t = table.alias()
        there = (visible(t),) if "batch" in t.c else ()
        outer = record.table
        return exists().where(t.c.id == record, *there, self.of(t)).correlate(outer)

    def _is_hidden(self, record: ColumnElement[Id]) -> Condition:
        """Hold where a record is a statement or link that one does not see."""
        return or_(*(one.correlate(record.table) for one in self._hidden(record)))

    def _hidden(self, record: ColumnElement[Id]) -> list[Exists]:
        """Give what holds where a record is a hidden statement, and where it is a hidden link.

        As flat as can be: SQLite's parser takes no more than some fifty levels.
        """
        s, t = m.statement.alias(), m.link.alias()
        end = m.statement.alias()
        others = t.c.annotator.not_in(self._layers), end.c.id.in_([t.c.source, t.c.target])
        return [
            exists().where(s.c.id == record, not_(self._statement(s))),
            exists().where(t.c.id == record, *others, not_(self._statement(end))),
        ]

    def of_change(self, kind: str) -> Condition:
        """Give the condition for changes of a kind whose record is there and seen."""
        key = f"change of {kind}"
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._of_change(kind, m.change)
        return found

    def _of_change(self, kind: str, c: FromClause) -> Condition:
        if kind in _BORNE:
            return or_(*(self._is_seen(t, c.c.owner) for t in (m.statement, m.link, m.article)))
        if kind in _PARTS:
            return self._is_seen(_PARTS[kind], c.c.owner)
        return self._is_seen(m.KINDS[kind], c.c.record) if kind in HIDING else true()
