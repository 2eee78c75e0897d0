"""What attributes, normalizations and notes of brat tell of a statement or link.

Some are fields of ours, the rest attributes by name; one note of our own type holds all that
travels with a record of ours. Whoever alters one of ours in brat has made another of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from factcheck.formats import brat_names as names
from factcheck.formats.brat_lines import Line
from factcheck.formats.building import Building
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.ids import Id
from factcheck.records import Certainty, Link, Statement

CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible")
CERTAINTY = "certainty"
FLAGGED = "flagged"
SPEAKER = "Speaker"
CLAIM = "Claim"
_NOTED = {True: "note", False: "rationale"}


@dataclass(slots=True)
class Told:
    """What lines tell of one record: fields, attributes, and the record that travelled."""

    ours: Row | None = None
    values: Row = field(default_factory=dict)
    attributes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_news(self) -> bool:
        """Whether anything is told that the record that travelled does not say itself."""
        ours = self.ours or {}
        held = ours.get("attributes")
        known = held if isinstance(held, dict) else {}
        return any(ours.get(key) != value for key, value in self.values.items()) or any(
            known.get(name) != value for name, value in self.attributes
        )

    def apply(self, building: Building, record: Id) -> None:
        """Give a record what is told of it beyond what it has."""
        for name, value in self.attributes:
            building.describe(record, name, value)
        if self.values:
            building.amend(record, self._amended)

    def _amended(self, held: Statement | Link) -> Statement | Link:
        note = self.values.get(_NOTED[isinstance(held, Statement)])
        words = str(note) if note else None
        if isinstance(held, Link):
            return replace(held, rationale=words or held.rationale)
        certain = next((c for c in CERTAINTIES if c == self.values.get(CERTAINTY)), held.certainty)
        flagged = held.flagged or bool(self.values.get(FLAGGED))
        return replace(held, note=words or held.note, certainty=certain, flagged=flagged)


def told(lines: Sequence[Line], *, of_statement: bool) -> Told:
    """Read what lines tell of one statement or link; raise BadInput where one cannot be read."""
    found, notes = Told(), list[str]()
    ours = [one for one in lines if one.at.id[:1] == "#" and one.words[0] == names.NOTE]
    for line in ours[-1:]:
        found.ours = _ours(line)
    for line in lines:
        kind = line.words[0]
        match line.at.id[:1]:
            case "N":
                _reference(found, line)
            case "#" if kind == names.NOTE:
                pass
            case "#" if kind == names.PLAIN_NOTE:
                notes.append(line.at.prose(kind, line.rest))
            case "#":
                found.attributes.append((f"# {kind}", line.rest))
            case _:
                _attribute(found, line, of_statement=of_statement)
    _add_notes(found, notes, _NOTED[of_statement])
    return found


def _add_notes(found: Told, notes: Sequence[str], key: str) -> None:
    said = str((found.ours or {}).get(key) or "")
    more = [one for one in notes if one != said]
    if more or (notes and not said):
        found.values[key] = "\n".join([*([said] if said else []), *more])


def _attribute(found: Told, line: Line, *, of_statement: bool) -> None:
    name, value = line.words[0], " ".join(line.words[2:])
    is_free = of_statement and name not in found.values
    if is_free and name == FLAGGED and not value:
        found.values[name] = True
    elif is_free and name == CERTAINTY and value in CERTAINTIES:
        found.values[name] = value
    else:
        found.attributes.append((names.name_of_ours(name), value))


def _reference(found: Told, line: Line) -> None:
    """Read what a statement means in a registry; ours tell no more than what travelled."""
    meant = " ".join(line.words[2:])
    where, _, record = meant.partition(":")
    ours = found.ours or {}
    if record and record == ours.get({SPEAKER: "speaker", CLAIM: "claim"}.get(where, "")):
        return
    found.attributes.append((f"{line.words[0]} {meant}", line.rest))


def _ours(line: Line) -> dict[str, Json]:
    value = parse(line.rest.encode(), name=line.at.name, line=line.at.line)
    if not isinstance(value, dict):
        raise line.at.bad("not_object")
    return value
