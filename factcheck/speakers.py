"""The registry of speakers: who they are, what else they are called, whose side they are on.

Everybody shares it; no layer. Merging sets who stands for whom and rewrites no reference, so that
it can be taken back. Which words name whom is in `speaker_names`.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from factcheck import models
from factcheck.access import Access
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.queries.completion import Candidate, complete, folded_key
from factcheck.queries.editions import meant_in
from factcheck.queries.registry import read_speakers
from factcheck.queries.rows import Row, altered, hanging_on, one, removed, row_id
from factcheck.queries.sides import Sides
from factcheck.queries.standing import Standing, standing_speakers
from factcheck.records import Speaker, SpeakerKind, What
from factcheck.roles import check_registers
from factcheck.verbs.checks import choice, line, optional_line, values_of
from factcheck.verbs.places import place_of
from factcheck.verbs.sources import speaker_of_words

_s = models.statement.c


class Speakers:
    """Questions about speakers, and their verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def create(
        self,
        name: str,
        kind: SpeakerKind = "person",
        *,
        aliases: Sequence[str] = (),
        position: str | None = None,
        affiliation: Id | None = None,
        external_id: str | None = None,
        article: Id | None = None,
    ) -> Id:
        """Register a speaker and give its id; an *unnamed* one needs the article it is of."""
        choice("kind", kind, values_of(SpeakerKind))
        if (kind == "unnamed") != (article is not None):
            raise BadInput("speaker.unnamed")
        if article is not None:
            place_of(self._database, article)
        made = Id.new()
        fields: dict[str, Value] = {
            "name": line("name", name),
            "kind": kind,
            "position": optional_line("position", position),
            "affiliation": self._standing().of_maybe(affiliation),
            "external_id": optional_line("external_id", external_id),
            "article": article,
        }
        also = {folded_key(n): n for alias in aliases if (n := line("alias", alias))}
        self._access.record(
            What("speaker.create", {"name": str(fields["name"])}),
            [
                inserted("speaker", made, fields),
                *(inserted("alias", Id.new(), _alias(made, alias)) for alias in also.values()),
            ],
        )
        return made

    def rename(self, speaker: Id, name: str) -> None:
        """Give a speaker another name."""
        row = self._own(speaker)
        new = line("name", name)
        self._record("speaker.rename", row, altered("speaker", row, {"name": new}), new=new)

    def set_kind(self, speaker: Id, kind: SpeakerKind) -> None:
        """Say what a speaker is; who is no longer *unnamed* belongs to every article."""
        row = self._own(speaker)
        choice("kind", kind, values_of(SpeakerKind))
        if kind == "unnamed" and row["article"] is None and row["kind"] != "unnamed":
            raise BadInput("speaker.unnamed")
        article = row["article"] if kind == "unnamed" else None
        self._record(
            "speaker.kind", row, altered("speaker", row, {"kind": kind, "article": article})
        )

    def set_position(self, speaker: Id, position: str | None) -> None:
        """Say what a speaker's office is."""
        row = self._own(speaker)
        fields: dict[str, Value] = {"position": optional_line("position", position)}
        self._record("speaker.position", row, altered("speaker", row, fields))

    def set_affiliation(self, speaker: Id, affiliation: Id | None) -> None:
        """Say for whom a speaker speaks; raise Conflict where that goes round in a circle."""
        row = self._own(speaker)
        standing = self._standing()
        above = standing.of_maybe(affiliation)
        if above is not None and standing.of(speaker) in self._chain(above):
            raise BadInput("speaker.own_side")
        self._record("speaker.affiliation", row, altered("speaker", row, {"affiliation": above}))

    def set_external_id(self, speaker: Id, external_id: str | None) -> None:
        """Say what a speaker's id is elsewhere, as in Wikidata."""
        row = self._own(speaker)
        fields: dict[str, Value] = {"external_id": optional_line("external_id", external_id)}
        self._record("speaker.external_id", row, altered("speaker", row, fields))

    def add_alias(self, speaker: Id, alias: str) -> None:
        """Say what else a speaker is called; nothing is written where that is known."""
        row = self._row(speaker)
        new = line("alias", alias)
        known = [str(row["name"]), *(str(a["name"]) for a in self._aliases(speaker))]
        if new not in known:
            edits = [inserted("alias", Id.new(), _alias(speaker, new))]
            self._record("speaker.alias", row, edits, alias=new)

    def remove_alias(self, speaker: Id, alias: str) -> None:
        """Take an alias away; raise NotFound if it is none."""
        row = self._row(speaker)
        gone = [a for a in self._aliases(speaker) if a["name"] == alias]
        if not gone:
            raise NotFound("alias.gone", alias=alias)
        for one_of_them in gone:
            check_registers(self._access, "alias", row_id(one_of_them))
        self._record("speaker.no_alias", row, removed("alias", gone), alias=alias)

    def settle(self, speaker: Id) -> None:
        """Let an *unnamed* speaker of one article be the same one in all articles."""
        row = self._own(speaker)
        self._record("speaker.settle", row, altered("speaker", row, {"article": None}))

    def merge(self, speaker: Id, into: Id) -> None:
        """Let another speaker stand for this one; no reference is rewritten."""
        row = self._own(speaker)
        top = self._standing().of(into)
        target = self._row(top)
        if top == speaker:
            raise BadInput("speaker.merged_itself")
        if target["article"] not in (None, row["article"]):
            raise BadInput("speaker.of_another_article", name=str(target["name"]))
        edits = altered("speaker", row, {"merged_into": top})
        self._record("speaker.merge", row, edits, into=str(target["name"]))

    def unmerge(self, speaker: Id) -> None:
        """Let a merged speaker stand for itself again."""
        row = self._own(speaker)
        self._record("speaker.unmerge", row, altered("speaker", row, {"merged_into": None}))

    def all(self) -> list[Speaker]:
        """Give every speaker by name, also those merged into another."""
        return read_speakers(self._database)

    def get(self, speaker: Id) -> Speaker:
        """Give a speaker, merged or not; raise NotFound if there is none."""
        found = read_speakers(self._database, models.speaker.c.id == speaker)
        if not found:
            raise NotFound("speaker.gone")
        return found[0]

    def standing(self, speaker: Id) -> Id:
        """Give who stands for a speaker now, itself where it was not merged."""
        return self._standing().of(speaker)

    def match(self, words: str, article: Id) -> Speaker | None:
        """Give whom words of an article name, by name or alias; None if nobody or several."""
        found = speaker_of_words(self._database, words, article)
        return self.get(found.speaker) if found else None

    def complete(self, prefix: str, article: Id | None = None, limit: int = 12) -> list[Speaker]:
        """Give the speakers that letters may mean in an article, best first.

        Those merged into another are found by their names and given as who stands for them.
        """
        with self._database.reading():
            speakers, standing = self.all(), self._standing()
            used = self._used(article) if article else frozenset()
            here = meant_in(self._database, speakers, article)
        used_now = {standing.of(s) for s in used}
        also: dict[Id, list[str]] = {}
        for s in speakers:
            if s.merged_into:
                also.setdefault(standing.of(s.id), []).extend((s.name, *s.aliases))
        candidates = (
            Candidate(s, s.name, (*s.aliases, *also.get(s.id, ())), s.id in used_now)
            for s in here
            if not s.merged_into
        )
        return complete(prefix, candidates, limit)

    def side_of(self, speaker: Id) -> Id:
        """Give the last of those whom a speaker speaks for: Peskov < Kremlin < Russia."""
        return self._chain(speaker)[-1]

    def _chain(self, speaker: Id) -> list[Id]:
        sides = Sides(self.all(), self._standing())
        return sides.chain(speaker)

    def _used(self, article: Id) -> frozenset[Id]:
        here = _s.article == article, self._database.shown(models.statement)
        rows = self._database.rows(select(_s.speaker, _s.said_to).where(*here).distinct())
        chain = select(models.reporter.c.speaker).join(
            models.statement, models.reporter.c.statement == _s.id
        )
        reporters = self._database.rows(chain.where(*here).distinct())
        return frozenset(i for row in (*rows, *reporters) for i in row if i is not None)

    def _standing(self) -> Standing:
        return standing_speakers(self._database)

    def _own(self, speaker: Id) -> Row:
        """Give the row of a speaker that who acts may alter."""
        row = self._row(speaker)
        check_registers(self._access, "speaker", speaker)
        return row

    def _row(self, speaker: Id) -> Row:
        return one(self._database, models.speaker, speaker)

    def _aliases(self, speaker: Id) -> list[Row]:
        return hanging_on(self._database, models.alias, "speaker", [speaker])

    def _record(self, code: str, row: Row, edits: Iterable[Edit], **params: str | int) -> None:
        edits = list(edits)
        if edits:
            what = What(code, {"name": str(row["name"]), **params})
            self._access.record(what, edits)


def _alias(speaker: Id, name: str) -> dict[str, Value]:
    return {"speaker": speaker, "name": name}
