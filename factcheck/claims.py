"""The claims that statements are about: their verbs, and how often each is said by whom.

Everybody shares them; no layer. Merging sets who stands for whom and rewrites no reference; a
claim is split by choosing statements. The table of one claim is in `claim_table`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict, Unpack

from sqlalchemy import select

from factcheck import models
from factcheck.access import Access
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.layers import check_may_alter
from factcheck.queries.answers import ClaimCounts, ClaimTable
from factcheck.queries.claim_counts import claim_counts
from factcheck.queries.claim_table import claim_table
from factcheck.queries.completion import Candidate, complete
from factcheck.queries.registry import read_claims
from factcheck.queries.rows import Row, all_of, altered, one
from factcheck.queries.standing import Standing, standing_claims
from factcheck.records import Claim, Rewording, What
from factcheck.roles import check_registers
from factcheck.store.lots import lots
from factcheck.verbs.checks import choice, line, optional_line, prose, values_of
from factcheck.verbs.flagging import flaggable, flagging
from factcheck.verbs.places import shortened

_s = models.statement.c
_REWORDED = {"wording": "claim.reword_wording", "meaning": "claim.reword_meaning"}
NAME = 60  # characters of a proposition in the name of a revision


class Verdict(TypedDict, total=False):
    """Why a claim was judged so, and by what; what is left out stays."""

    rationale: str
    evidence: str


class Claims:
    """Questions about claims, and their verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def create(self, proposition: str, *, note: str = "") -> Id:
        """Add a claim and give its id."""
        made = Id.new()
        words = line("proposition", proposition)
        self._access.record(
            What("claim.create", {"claim": shortened(words, NAME)}),
            [inserted("claim", made, {"proposition": words, "note": prose("note", note)})],
        )
        return made

    def reword(
        self,
        claim: Id,
        proposition: str,
        how: Rewording,
        *,
        flag_statements: Iterable[Id] | None = None,
    ) -> None:
        """Word a claim anew; where its meaning changed, flag statements for another look.

        None flags all that `flaggable` gives.
        """
        choice("rewording", how, values_of(Rewording))
        row = self._own(claim)
        edits = altered("claim", row, {"proposition": line("proposition", proposition)})
        if edits and how == "meaning":
            chosen = self.flaggable(claim) if flag_statements is None else flag_statements
            edits += flagging(self._access, chosen)
        self._record(_REWORDED[how], row, edits)

    def flaggable(self, claim: Id) -> list[Id]:
        """Give the statements about a claim that who acts may flag for another look."""
        return [
            statement
            for lot in lots(self._standing().under(claim))
            for statement in flaggable(self._access, _s.claim.in_(lot))
        ]

    def set_note(self, claim: Id, note: str) -> None:
        """Write a note on a claim."""
        row = self._own(claim)
        self._record("claim.note", row, altered("claim", row, {"note": prose("note", note)}))

    def set_verdict(self, claim: Id, verdict: str | None, **why: Unpack[Verdict]) -> None:
        """Say whether a claim is true, why, and by what evidence; None where it is not settled."""
        row = self._own(claim)
        fields: dict[str, Value] = {"verdict": optional_line("verdict", verdict)}
        if "rationale" in why:
            fields["rationale"] = prose("rationale", why["rationale"])
        if "evidence" in why:
            fields["evidence"] = prose("evidence", why["evidence"])
        self._record("claim.verdict", row, altered("claim", row, fields))

    def merge(self, claim: Id, into: Id) -> None:
        """Let another claim stand for this one; no reference is rewritten."""
        row = self._own(claim)
        top = self._standing().of(into)
        target = self._row(top)
        if top == claim:
            raise BadInput("claim.merged_itself")
        edits = altered("claim", row, {"merged_into": top})
        self._record("claim.merge", row, edits, into=shortened(str(target["proposition"]), NAME))

    def unmerge(self, claim: Id) -> None:
        """Let a merged claim stand for itself again."""
        row = self._own(claim)
        self._record("claim.unmerge", row, altered("claim", row, {"merged_into": None}))

    def split(self, claim: Id, statements: Iterable[Id], proposition: str) -> Id:
        """Make a new claim of some of a claim's statements and give its id, in one revision."""
        row = self._row(claim)
        ids = list(dict.fromkeys(statements))
        rows = all_of(self._database, models.statement, ids)
        check_may_alter(self._access, rows)
        under = self._standing().under(claim)
        if not rows or any(r["claim"] not in under for r in rows):
            raise BadInput("claim.split")
        made = Id.new()
        words = line("proposition", proposition)
        self._record(
            "claim.split",
            row,
            [
                inserted("claim", made, {"proposition": words}),
                *(edit for r in rows for edit in altered("statement", r, {"claim": made})),
            ],
            new=shortened(words, NAME),
        )
        return made

    def all(self) -> list[Claim]:
        """Give every claim by proposition, also those merged into another."""
        return read_claims(self._database)

    def get(self, claim: Id) -> Claim:
        """Give a claim, merged or not; raise NotFound if there is none."""
        found = read_claims(self._database, models.claim.c.id == claim)
        if not found:
            raise NotFound("claim.gone")
        return found[0]

    def standing(self, claim: Id) -> Id:
        """Give which claim stands for one now, itself where it was not merged."""
        return self._standing().of(claim)

    def counts(self, layers: Sequence[Id]) -> Mapping[Id, ClaimCounts]:
        """Give what is said about each claim, in sayings; claims without statements are left out.

        Retellings that carry different claims count under each.
        """
        return claim_counts(self._database, layers)

    def complete(self, prefix: str, article: Id | None = None, limit: int = 12) -> list[Claim]:
        """Give the claims that letters may mean, those of the article first."""
        with self._database.reading():
            claims, standing = self.all(), self._standing()
            used = self._used(article) if article else frozenset()
        used_now = {standing.of(c) for c in used}
        also: dict[Id, list[str]] = {}
        for c in claims:
            if c.merged_into:
                also.setdefault(standing.of(c.id), []).append(c.proposition)
        candidates = (
            Candidate(c, c.proposition, tuple(also.get(c.id, ())), c.id in used_now)
            for c in claims
            if not c.merged_into
        )
        return complete(prefix, candidates, limit)

    def table(self, claim: Id, layers: Sequence[Id]) -> ClaimTable:
        """Give who says what about a claim, and where: speakers × articles."""
        return claim_table(self._database, claim, layers, reader=self._access.actor.id)

    def _used(self, article: Id) -> frozenset[Id]:
        here = _s.article == article, _s.claim.is_not(None), self._database.shown(models.statement)
        return frozenset(r[0] for r in self._database.rows(select(_s.claim).where(*here)))

    def _standing(self) -> Standing:
        return standing_claims(self._database)

    def _own(self, claim: Id) -> Row:
        """Give the row of a claim that who acts may alter."""
        row = self._row(claim)
        check_registers(self._access, "claim", claim)
        return row

    def _row(self, claim: Id) -> Row:
        return one(self._database, models.claim, claim)

    def _record(self, code: str, row: Row, edits: Sequence[Edit], **params: str | int) -> None:
        if edits:
            name = shortened(str(row["proposition"]), NAME)
            self._access.record(What(code, {"claim": name, **params}), edits)
