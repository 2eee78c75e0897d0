"""Who said a statement, to whom, when, through whom, and how sure they were: its verbs.

Each verb is one revision in the layer that the statement is in. A speaker brings its source span
along where the text near names it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from factcheck import models
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.layers import check_may_alter
from factcheck.prose import dates
from factcheck.queries.rows import Row, altered, an_id, hanging_on, number, one, removed, row_id
from factcheck.queries.statement_queries import StatementQueries
from factcheck.records import (
    Certainty,
    Date,
    Quotation,
    Role,
    Speaker,
    SpeakerBasis,
    SpeakerKind,
    What,
)
from factcheck.verbs.checks import choice, line, values_of
from factcheck.verbs.dated import date_fields
from factcheck.verbs.drafts import check_basis
from factcheck.verbs.marking import Placed, chain, span_value, statement_fields
from factcheck.verbs.places import Place, label_name, place_of, text_of
from factcheck.verbs.sources import Named, check_belongs, fitting_basis, named, source_near


class Target(NamedTuple):
    """The statement that a verb alters, as it is stored, and where it is."""

    row: Row
    place: Place
    params: Mapping[str, str | int]


class Attribution(StatementQueries):
    """Questions about statements, and the verbs that attribute them."""

    def set_speaker(
        self,
        statement: Id,
        speaker: Id | None,
        basis: SpeakerBasis | None = None,
        *,
        with_source: bool = True,
    ) -> None:
        """Say who made a statement and how that is known; the basis is worked out if not given.

        No speaker with the basis "none" says that the text names none; without, that it is not
        set yet. Unless told otherwise the source span comes along where the text near names them.
        """
        target = self._target(statement)
        edits = self._speaker_edits(target, speaker, basis, with_source=with_source)
        if speaker is None:
            code = "statement.no_speaker" if basis else "statement.speaker_unset"
            self._record(target, code, edits)
        else:
            name = named(self._database, speaker).speaker.name
            self._record(target, "statement.speaker", edits, speaker=name)

    def set_new_speaker(self, statement: Id, name: str, kind: SpeakerKind = "person") -> Id:
        """Register a speaker and say that they made a statement, in one revision; give their id."""
        target = self._target(statement)
        choice("kind", kind, tuple(k for k in values_of(SpeakerKind) if k != "unnamed"))
        made = Speaker(Id.new(), line("name", name), kind)
        who = Named(made, (made.name,), (made,))
        edits = [
            inserted("speaker", made.id, {"name": made.name, "kind": kind}),
            *self._named_edits(target, who, None, with_source=True),
        ]
        self._record(target, "statement.speaker", edits, speaker=made.name)
        return made.id

    def attribute_like(self, statement: Id, other: Id) -> None:
        """Give a statement the speaker and those who report it of another, in one revision.

        How the speaker is known is worked out anew, for that is this statement's own.
        """
        target, like = self._target(statement), self.get(other)
        none = like.speaker_basis if like.speaker is None else None
        edits = self._speaker_edits(target, like.speaker, none, with_source=True)
        edits += self._reporter_edits(target, like.reported_by)[0]
        name = "" if like.speaker is None else named(self._database, like.speaker).speaker.name
        code = "statement.speaker" if name else "statement.no_speaker"
        self._record(target, code, edits, speaker=name)

    def find_source(self, statement: Id, speaker: Id) -> tuple[int, int] | None:
        """Give where the text names a speaker nearest to a statement, in its paragraph at most."""
        target = self._target(statement)
        content = stretches_of(self._spans(statement), "content")
        return source_near(self._text(target), content, named(self._database, speaker))

    def set_reported_by(self, statement: Id, speakers: Sequence[Id]) -> None:
        """Say who passes a statement on, in order: the one that quotes the speaker comes first."""
        target = self._target(statement)
        edits, names = self._reporter_edits(target, speakers)
        code = "statement.reported_by" if names else "statement.not_reported"
        self._record(target, code, edits, speaker=" < ".join(names))

    def set_said_to(self, statement: Id, speaker: Id | None) -> None:
        """Say who the audience was."""
        target = self._target(statement)
        if speaker is None:
            self._record(target, "statement.said_to_unset", self._set(target, {"said_to": None}))
            return
        who = named(self._database, speaker)
        check_belongs(self._database, who, target.place.article)
        edits = self._set(target, {"said_to": who.speaker.id})
        self._record(target, "statement.said_to", edits, speaker=who.speaker.name)

    def set_said(self, statement: Id, said: Date | None) -> None:
        """Say when it was said; raise BadInput for what is no EDTF."""
        target = self._target(statement)
        self._record(target, "statement.said", self._set(target, date_fields("said", said)))

    def said_from_words(self, statement: Id, words: str) -> Date:
        """Say when it was said by the words printed, worked out beside the article's date.

        Words that cannot be worked out are kept without a date.
        """
        target = self._target(statement)
        found = dates.resolve(words, near=target.place.published) or Date(None, words)
        self._record(target, "statement.said", self._set(target, date_fields("said", found)))
        return found

    def set_certainty(self, statement: Id, certainty: Certainty | None) -> None:
        """Say how certain the speaker puts it."""
        target = self._target(statement)
        fields = statement_fields({"certainty": certainty})
        self._record(target, "statement.certainty", self._set(target, fields))

    def set_quotation(self, statement: Id, quotation: Quotation | None) -> None:
        """Say whether the words are the speaker's own, against what the marks say."""
        target = self._target(statement)
        fields = statement_fields({"quotation": quotation})
        self._record(target, "statement.quotation", self._set(target, fields))

    def _speaker_edits(
        self, target: Target, speaker: Id | None, basis: SpeakerBasis | None, *, with_source: bool
    ) -> list[Edit]:
        if speaker is None:
            check_basis(None, basis)
            return self._set(target, {"speaker": None, "speaker_basis": basis})
        who = named(self._database, speaker)
        check_belongs(self._database, who, target.place.article)
        return self._named_edits(target, who, basis, with_source=with_source)

    def _named_edits(
        self, target: Target, who: Named, basis: SpeakerBasis | None, *, with_source: bool
    ) -> list[Edit]:
        text, spans = self._text(target), self._spans(row_id(target.row))
        content, sources = stretches_of(spans, "content"), stretches_of(spans, "source")
        basis = basis or fitting_basis(text, content, sources, who)
        check_basis(who.speaker.id, basis)
        edits = self._set(target, {"speaker": who.speaker.id, "speaker_basis": basis})
        near = source_near(text, content, who) if with_source and not sources else None
        if near and edits:
            edits += self._new_span(target, text, ("source", *near))
        return edits

    def _reporter_edits(
        self, target: Target, speakers: Sequence[Id]
    ) -> tuple[list[Edit], list[str]]:
        """Give the edits that make a chain of reporters, and its names."""
        statement = row_id(target.row)
        chain_of = [named(self._database, speaker) for speaker in speakers]
        for who in chain_of:
            check_belongs(self._database, who, target.place.article)
        rows = sorted(
            hanging_on(self._database, models.reporter, "statement", [statement]),
            key=lambda row: number(row["position"]),
        )
        wanted = [who.speaker.id for who in chain_of]
        names = [who.speaker.name for who in chain_of]
        if wanted == [row["speaker"] for row in rows]:
            return [], names
        return removed("reporter", rows) + chain(statement, wanted), names

    def _target(self, statement: Id) -> Target:
        """Read the statement that a verb is to alter; raise NotFound or NotAllowed."""
        row = one(self._database, models.statement, statement)
        check_may_alter(self._access, [row])
        place = place_of(self._database, an_id(row["article"]))
        label = label_name(self._database, an_id(row["label"]))
        return Target(row, place, {"label": label, "title": place.short})

    def _set(self, target: Target, fields: Mapping[str, Value]) -> list[Edit]:
        return altered("statement", target.row, fields)

    def _record(
        self, target: Target, code: str, edits: Sequence[Edit], **params: str | int
    ) -> None:
        if edits:
            self._access.record(What(code, {**target.params, **params}), edits)

    def _text(self, target: Target) -> str:
        return text_of(self._database, target.place.sha256)

    def _spans(self, statement: Id) -> list[Row]:
        rows = hanging_on(self._database, models.span, "statement", [statement])
        return sorted(rows, key=lambda row: number(row["start"]))

    def _new_span(self, target: Target, text: str, span: Placed) -> list[Edit]:
        role, start, end = span
        of = {"statement": row_id(target.row), "role": role}
        return [inserted("span", Id.new(), {**of, **span_value(text, start, end)})]


def stretches_of(spans: Iterable[Row], role: Role) -> list[tuple[int, int]]:
    """Give the stretches of the spans of one role: code points, half-open."""
    return [(number(s["start"]), number(s["end"])) for s in spans if s["role"] == role]
