"""Marking: the verbs that make, move, group and remove statements.

A verb takes exactly the range it is given (trimming is the window's gesture), checks what may be,
and records one revision. Who said it is in `attribution`, what can be asked in
`statement_queries`.
"""

from collections.abc import Iterable, Sequence
from typing import Unpack

from factcheck import models
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.journal.invariants import check_spans
from factcheck.layers import check_may_alter
from factcheck.prose.quotation import quotation
from factcheck.queries.rows import Row, all_of, altered, an_id, one, removed, row_id, words
from factcheck.queries.standing import standing_claims
from factcheck.records import Role, What
from factcheck.verbs.attribution import Attribution, Target, stretches_of
from factcheck.verbs.checks import line
from factcheck.verbs.drafts import draft
from factcheck.verbs.marking import Attributes, Placed, removal, span_value, statement_fields
from factcheck.verbs.places import label_name, place_of, shortened
from factcheck.verbs.progress import begin
from factcheck.verbs.sources import speaker_of_words
from factcheck.verbs.taking_over import taken_over

_ADDED = {
    "content": "statement.add_content",
    "source": "statement.add_source",
    "cue": "statement.add_cue",
}
_REMOVED = {
    "content": "statement.remove_content",
    "source": "statement.remove_source",
    "cue": "statement.remove_cue",
}
# By whether it is about several statements, and whether their claim is taken from them.
_CLAIMED = {
    (False, False): "statement.claim",
    (False, True): "statement.claim_unset",
    (True, False): "statement.claim_of_several",
    (True, True): "statement.claim_of_several_unset",
}


class Statements(Attribution):
    """Questions about statements, and all their verbs."""

    def mark(
        self,
        article: Id,
        start: int,
        end: int,
        label: Id,
        *,
        more_spans: Sequence[Placed] = (),
        **attributes: Unpack[Attributes],
    ) -> Id:
        """Mark a statement in one's own layer and give its id.

        The range is its content; `more_spans` are further spans by role. A source span fills in
        the speaker where nobody is given. Raises BadInput for spans that cannot be, and Conflict
        for an exact duplicate.
        """
        place = place_of(self._database, article)
        spans: list[Placed] = [("content", start, end), *more_spans]
        made = draft(self._access, place, label, spans, attributes)
        begin(self._access, place)
        self._access.record(What("statement.mark", made.params), made.edits)
        return made.id

    def relabel(self, statement: Id, label: Id) -> None:
        """Give a statement another label; its links stay."""
        target = self._target(statement)
        name = label_name(self._database, label)
        edits = self._set(target, {"label": label})
        self._record(target, "statement.relabel", edits, before=target.params["label"], label=name)

    def move_edge(self, statement: Id, span: Id, start: int, end: int) -> None:
        """Give a span another range, and derive quotation again unless it was set by hand."""
        target, spans = self._target(statement), self._spans(statement)
        row = _span_of(spans, span)
        text = self._text(target)
        moved = {**row, **span_value(text, start, end)}
        after = [moved if row_id(r) == span else r for r in spans]
        check_spans(text, after)
        edits = altered("span", row, span_value(text, start, end))
        edits += self._quotation_again(target, text, spans, after) if edits else []
        self._record(target, "statement.move_edge", edits)

    def add_span(self, statement: Id, role: Role, start: int, end: int) -> Id:
        """Add a source, a cue or more content; give the span's id.

        A source fills in the speaker where none is set and its words name one.
        """
        target, spans = self._target(statement), self._spans(statement)
        text = self._text(target)
        edits = self._new_span(target, text, (role, start, end))
        after = [*spans, edits[0].touched]
        check_spans(text, after)
        if role == "content":
            edits += self._quotation_again(target, text, spans, after)
        elif role == "source" and target.row["speaker_basis"] is None:
            match = speaker_of_words(self._database, text[start:end], target.place.article)
            if match:
                fields = {"speaker": match.speaker, "speaker_basis": match.basis}
                edits += self._set(target, fields)
        self._record(target, _ADDED[role], edits)
        return edits[0].id

    def remove_span(self, statement: Id, span: Id) -> None:
        """Remove a span; raise BadInput for the last one of content."""
        target, spans = self._target(statement), self._spans(statement)
        row = _span_of(spans, span)
        after = [r for r in spans if row_id(r) != span]
        if not stretches_of(after, "content"):
            raise BadInput("span.no_content")
        edits = removed("span", [row])
        if row["role"] == "content":
            edits += self._quotation_again(target, self._text(target), spans, after)
        self._record(target, _REMOVED[words(row["role"])], edits)

    def set_parent(self, statement: Id, parent: Id | None) -> None:
        """Say inside which statement this one is made; raise BadInput across articles or layers."""
        target = self._target(statement)
        if parent is not None:
            outer = one(self._database, models.statement, parent)
            if any(outer[name] != target.row[name] for name in ("article", "annotator")):
                raise BadInput("statement.parent_elsewhere")
        code = "statement.parent" if parent else "statement.parent_unset"
        self._record(target, code, self._set(target, {"parent": parent}))

    def set_claim(self, statements: Id | Iterable[Id], claim: Id | None) -> None:
        """Say which claim a statement is about, or several, in one revision."""
        ids = [statements] if isinstance(statements, Id) else list(statements)
        rows = all_of(self._database, models.statement, ids)
        check_may_alter(self._access, rows)
        params: dict[str, str | int] = {"n": len(rows)}
        if claim is not None:
            claim = standing_claims(self._database).of(claim)
            found = one(self._database, models.claim, claim)
            params["claim"] = shortened(str(found["proposition"]), 60)
        edits = [edit for row in rows for edit in altered("statement", row, {"claim": claim})]
        if edits:
            params |= self._target(row_id(rows[0])).params
            several, no_claim = len(rows) > 1, claim is None
            self._access.record(What(_CLAIMED[several, no_claim], params), edits)

    def set_new_claim(self, statement: Id, proposition: str) -> Id:
        """Add a claim and say that a statement is about it, in one revision; give its id."""
        target = self._target(statement)
        words = line("proposition", proposition)
        made = Id.new()
        edits = [
            inserted("claim", made, {"proposition": words}),
            *self._set(target, {"claim": made}),
        ]
        self._record(target, "statement.claim", edits, claim=shortened(words, 60))
        return made

    def set_note(self, statement: Id, note: str) -> None:
        """Write a note."""
        target = self._target(statement)
        fields = statement_fields({"note": note})
        self._record(target, "statement.note", self._set(target, fields))

    def set_flag(self, statement: Id, flagged: bool) -> None:  # noqa: FBT001 - it is the value
        """Flag a statement as doubtful, or not."""
        target = self._target(statement)
        code = "statement.flag" if flagged else "statement.flag_off"
        self._record(target, code, self._set(target, {"flagged": flagged}))

    def delete(self, statement: Id) -> None:
        """Delete a statement with its spans and links; those inside it stay."""
        target = self._target(statement)
        self._record(target, "statement.delete", removal(self._database, [target.row]))

    def take_over(self, ids: Iterable[Id]) -> list[Id]:
        """Copy others' statements into one's own layer; give the copies, in order.

        What is in it already is given as it is.
        """
        taken = taken_over(self._access, list(ids), self._access.layer.id)
        if taken.edits:
            first = place_of(self._database, taken.articles[0])
            params: dict[str, str | int] = {"n": len(taken.articles), "title": first.short}
            for article in dict.fromkeys(taken.articles):
                begin(self._access, place_of(self._database, article))
            self._access.record(What("statement.take_over", params), taken.edits)
        return taken.ids

    def _quotation_again(
        self, target: Target, text: str, before: Sequence[Row], after: Sequence[Row]
    ) -> list[Edit]:
        """Derive quotation for other spans, if it was what the spans before gave."""
        if target.row["quotation"] != quotation(text, stretches_of(before, "content")):
            return []
        again: Value = quotation(text, stretches_of(after, "content"))
        return self._set(target, {"quotation": again})


def _span_of(spans: Iterable[Row], span: Id) -> Row:
    for row in spans:
        if an_id(row["id"]) == span:
            return row
    raise NotFound("span.gone")
