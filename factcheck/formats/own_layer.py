"""Our own layer in programs that have layers, as it comes back: what was altered there counts.

People see features there (label, speaker, claim, certainty, note), one more holds all that
travelled. Where they say the same, it is our statement; what says something else is another one.
How an annotation is stored is not known here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from factcheck.errors import BadInput
from factcheck.formats import rows_in
from factcheck.formats import webanno_names as names
from factcheck.formats.building import Origin, Stretch
from factcheck.formats.ours_in import Returning
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.ids import Id
from factcheck.records import Certainty, Claim, Link, Span, Speaker, Statement

_CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible")


class OwnLayer:
    """Statements and links of our own layer in one article, on their way into a bundle.

    `flat` gives words as the format gives them back, `shown` what of spans it can show.
    """

    def __init__(
        self,
        returning: Returning,
        article: Id,
        annotator: str,
        *,
        flat: Callable[[str], str],
        shown: Callable[[Sequence[Span]], object],
    ) -> None:
        self._returning = returning
        self._building = returning.building
        self._article = article
        self._annotator = annotator
        self._flat = flat
        self._shown = shown

    def statement(
        self,
        values: Mapping[str, str],
        label: str,
        stretches: list[Stretch],
        at: Origin,
    ) -> tuple[Id, Row]:
        """Take in a statement and give its id and what had travelled; raises BadInput."""
        now = self._building.spans(self._article, stretches, at)
        travelled = self._row(values, at)
        before = self._before(travelled, label, at)
        known = travelled
        if (
            before is not None
            and not self._is_news(travelled or {}, values)
            and self._shown(before) == self._shown(now)
        ):
            stretches = [(s.role, s.start, s.end) for s in before]
            label = words((travelled or {}).get("label"))
        elif travelled is not None:
            known = {**travelled, "label": "", "spans": []}
        made = self._returning.statement(
            known, self._article, label, stretches, at, annotator=self._annotator
        )
        self._building.amend(made, self._told(values, at))
        return made, travelled or {}

    def link(self, values: Mapping[str, str], name: str, ends: tuple[Id, Id], at: Origin) -> Row:
        """Take in a link between two statements and give what had travelled; raises BadInput."""
        travelled = self._row(values, at)
        said = at.prose(names.RATIONALE, values.get(names.RATIONALE, ""))
        known = travelled
        if travelled is not None and self._flat(words(travelled.get("type"))) == name:
            name = words(travelled.get("type"))
        if travelled is not None and self._flat(words(travelled.get("rationale"))) != said:
            # Altered, so it is another one.
            known = {**travelled, "rationale": said, "from": None}
        self._returning.link(known, name, ends, at, rationale=said)
        return travelled or {}

    def _row(self, values: Mapping[str, str], at: Origin) -> Row | None:
        if not values.get(names.OURS):
            return None
        found = parse(values[names.OURS].encode(), name=at.name, line=at.line)
        if not isinstance(found, dict):
            raise at.bad("not_object")
        return found

    def _before(self, row: Row | None, label: str, at: Origin) -> Sequence[Span] | None:
        """Give the spans of the statement that travelled, if it is one of this text and label."""
        if row is None or row.get("article") != str(self._article):
            return None
        if self._flat(words(row.get("label"))) != label:
            return None
        try:
            text = self._building.article_of(self._article).text
            return rows_in.spans(at.fields(row), text)
        except BadInput:
            return None

    def _is_news(self, row: Row, values: Mapping[str, str]) -> bool:
        """Say whether features differ from what was written of the statement that travelled."""
        said = {
            names.CERTAINTY: words(row.get("certainty")),
            names.NOTE: words(row.get("note")),
            names.SPEAKER: self._wording(_id(row.get("speaker"))),
            names.CLAIM: self._wording(_id(row.get("claim"))),
        }
        return any(self._flat(value) != values.get(name, "") for name, value in said.items())

    def _told(
        self, values: Mapping[str, str], at: Origin
    ) -> Callable[[Statement | Link], Statement | Link]:
        """Give what features tell of a statement beyond what travelled with it."""
        certain = next((c for c in _CERTAINTIES if c == values.get(names.CERTAINTY)), None)

        def change(held: Statement | Link) -> Statement | Link:
            assert isinstance(held, Statement)
            note = at.prose(names.NOTE, values.get(names.NOTE, ""))
            speaker = values.get(names.SPEAKER, "")
            claim = at.prose(names.CLAIM, values.get(names.CLAIM, ""))
            if note != self._flat(held.note):
                held = replace(held, note=note)
            if speaker != self._flat(self._wording(held.speaker)):
                found = self._speaker(at.short("speaker", speaker)) if speaker else None
                held = replace(held, speaker=found, speaker_basis="named" if found else None)
            if claim != self._flat(self._wording(held.claim)):
                held = replace(held, claim=self._claim(claim) if claim.strip() else None)
            return held if held.certainty == certain else replace(held, certainty=certain)

        return change

    def _wording(self, record: Id | None) -> str:
        """Give what a speaker or claim is called, or nothing."""
        building = self._building
        if record in building.speakers:
            return building.speakers[record].name
        return building.claims[record].proposition if record in building.claims else ""

    def _speaker(self, name: str) -> Id:
        """Give the speaker of a name, a new one where none has travelled."""
        held = self._building.speakers
        record = next((one.id for one in held.values() if self._flat(one.name) == name), None)
        made = Speaker(record or Id.fixed(f"speaker/{name}"), name, "person")
        return held.setdefault(made.id, made).id

    def _claim(self, said: str) -> Id:
        """Give the claim of these words, a new one where none has travelled."""
        held = self._building.claims
        found = (one.id for one in held.values() if self._flat(one.proposition) == said)
        record = next(found, None)
        made = Claim(record or Id.fixed(f"claim/{said}"), said)
        return held.setdefault(made.id, made).id


def words(value: Json) -> str:
    """Give a value that should be a text as one, nothing where it is none."""
    return value if isinstance(value, str) else ""


def _id(value: Json) -> Id | None:
    try:
        return Id.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None
