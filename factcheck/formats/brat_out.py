"""The lines of brat for one article and layer: statements as spans, events, links and notes.

What brat has a place for goes there, for people who read it in brat; all that a record of ours
has goes along as JSON in a note of our own type, so that it comes back.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from factcheck.formats import brat_names as names
from factcheck.formats.brat_spans import Pieces, shown
from factcheck.formats.brat_told import CERTAINTY, CLAIM, FLAGGED, SPEAKER
from factcheck.formats.by_layer import Tools
from factcheck.formats.rows import Row
from factcheck.ids import Id
from factcheck.records import Link, Role, Statement

_LINE_END = re.compile("[\n\r\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ATTRIBUTE = re.compile(r"[A-Za-z0-9_-]+")
_REFERENCE = re.compile(r"([A-Za-z0-9_-]+) (\S+:\S+)")
_NOTE_KEY = re.compile(r"# ([A-Za-z0-9_-]+)")
_TWO_ROLES = re.compile(r"([^\s:]+) ([^\s:]+)")
_OTHER_ROLES: tuple[Role, ...] = ("source", "cue")
_ROLE_LABELS = {role: label for label, role in names.ROLE_LABELS.items()}


@dataclass(slots=True)
class _Event:
    label: str
    trigger: str
    arguments: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Lines:
    """The lines of one `.ann` while they are made."""

    text: str
    tools: Tools
    lost: Counter[str] = field(default_factory=Counter)
    #: What statements are called here; those that brat cannot show are not in it.
    called: dict[Id, str] = field(default_factory=dict)
    _order: dict[Id, int] = field(default_factory=dict)
    _events: dict[Id, _Event] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)

    def add(self, statements: Sequence[Statement], links: Iterable[Link]) -> None:
        """Write all statements of a layer in an article, and the links among them."""
        pieces = {one.id: shown(one.spans, self.text) for one in statements}
        kept = [one for one in statements if "content" in pieces[one.id]]
        self.lost["line_breaks"] += len(statements) - len(kept)
        for number, one in enumerate(kept):
            self._order[one.id] = number
            self._mark(one, pieces[one.id])
        self._connect([one for one in links if {one.source, one.target} <= self.called.keys()])
        for one in kept:
            self._tell(one)

    def words(self) -> str:
        """Give the lines as one text."""
        return "".join(f"{line}\n" for line in self._lines)

    def _mark(self, one: Statement, pieces: Mapping[Role, Pieces]) -> None:
        label = names.name_in_brat(self.tools.outgoing.names.labels[one.label])
        called = self._span(label, pieces["content"])
        if one.attributes.get(names.EVENT) == "yes":
            self._events[one.id] = _Event(label, called)
            called = self._new("E")
        self.called[one.id] = called
        for role in _OTHER_ROLES:
            if role in pieces:
                other = self._span(_ROLE_LABELS[role], pieces[role])
                name = names.ROLE_LINKS[role]
                self._line(self._new("R"), f"{name} Arg1:{called} Arg2:{other}", "")

    def _span(self, label: str, pieces: Pieces) -> str:
        called = self._new("T")
        edges = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(self.text[start:end] for start, end in pieces)
        self._line(called, f"{label} {edges}", words)
        return called

    def _connect(self, links: Iterable[Link]) -> None:
        groups: dict[Id, list[Link]] = {}
        others = []
        for link in links:
            form = link.attributes.get(names.FORM) if _is_bare(link) else None
            role = names.name_in_brat(self.tools.outgoing.names.link_types[link.type])
            # A number at its end would be taken for that of a role that stands twice.
            is_role = link.source in self._events and not role[-1:].isdigit()
            if form == names.ARGUMENT and is_role:
                self._events[link.source].arguments.append((role, self.called[link.target]))
            elif form == names.GROUP and not self.tools.directed[link.type]:
                groups.setdefault(link.type, []).append(link)
            else:
                others.append(link)
        for record, event in self._events.items():
            self._line(self.called[record], " ".join(_event_words(event)), None)
        for kind, some in groups.items():
            self._group(kind, some)
        for link in sorted(others, key=lambda one: (*self._places(one), one.id)):
            self._link(link)

    def _group(self, kind: Id, links: Sequence[Link]) -> None:
        name = self.tools.outgoing.names.link_types[kind]
        told = name if name == names.EQUIV else names.name_in_brat(name)
        for members in _together(links):
            called = (self.called[one] for one in sorted(members, key=self._order.__getitem__))
            self._line("*", f"{told} {' '.join(called)}", None)

    def _link(self, link: Link) -> None:
        first, last = self._by_place(link)
        roles = _TWO_ROLES.fullmatch(link.attributes.get(names.ROLES, ""))
        one, other = roles.groups() if roles else ("Arg1", "Arg2")
        called = self._new("R")
        name = names.name_in_brat(self.tools.outgoing.names.link_types[link.type])
        ends = f"{one}:{self.called[first]} {other}:{self.called[last]}"
        self._line(called, f"{name} {ends}", "")
        self._tell_attributes(called, link.attributes)
        self._tell_note(called, link.rationale)
        self._travel(called, self.tools.outgoing.link(link))

    def _by_place(self, link: Link) -> tuple[Id, Id]:
        ends = (link.source, link.target)
        if self.tools.directed[link.type] or self._order[ends[0]] < self._order[ends[1]]:
            return ends
        return ends[1], ends[0]

    def _places(self, link: Link) -> tuple[int, int]:
        first, last = self._by_place(link)
        return self._order[first], self._order[last]

    def _tell(self, one: Statement) -> None:
        called = self.called[one.id]
        if one.certainty:
            self._line(self._new("A"), f"{CERTAINTY} {called} {one.certainty}", None)
        if one.flagged:
            self._line(self._new("A"), f"{FLAGGED} {called}", None)
        self._tell_meant(called, SPEAKER, one.speaker, self.tools.speakers)
        self._tell_meant(called, CLAIM, one.claim, self.tools.claims)
        self._tell_attributes(called, one.attributes)
        self._tell_note(called, one.note)
        self._travel(called, self.tools.outgoing.statement(one))

    def _tell_meant(
        self, called: str, where: str, record: Id | None, words: Mapping[Id, str]
    ) -> None:
        if record is not None:
            name = _LINE_END.sub(" ", words.get(record, ""))
            self._line(self._new("N"), f"Reference {called} {where}:{record}", name)

    def _tell_attributes(self, called: str, attributes: Mapping[str, str]) -> None:
        """Write attributes that brat can have; the others travel only."""
        for name, value in attributes.items():
            reference, kind = _REFERENCE.fullmatch(name), _NOTE_KEY.fullmatch(name)
            if _LINE_END.search(value) or name in (names.EVENT, names.FORM, names.ROLES):
                continue
            if reference:
                self._line(self._new("N"), f"{reference[1]} {called} {reference[2]}", value)
            elif kind and kind[1] not in (names.NOTE, names.PLAIN_NOTE):
                self._line(self._new("#"), f"{kind[1]} {called}", value)
            elif _can_be_attribute(name, value):
                told = f"{names.name_in_brat(name)} {called} {value}".rstrip()
                self._line(self._new("A"), told, None)

    def _tell_note(self, called: str, note: str) -> None:
        if note and not _LINE_END.search(note):
            self._line(self._new("#"), f"{names.PLAIN_NOTE} {called}", note)

    def _travel(self, called: str, row: Row) -> None:
        words = json.dumps(row, ensure_ascii=False)
        words = _LINE_END.sub(lambda found: f"\\u{ord(found[0]):04x}", words)
        self._line(self._new("#"), f"{names.NOTE} {called}", words)

    def _new(self, letter: str) -> str:
        self._numbers[letter] += 1
        return f"{letter}{self._numbers[letter]}"

    def _line(self, called: str, words: str, rest: str | None) -> None:
        self._lines.append(f"{called}\t{words}" if rest is None else f"{called}\t{words}\t{rest}")


def _is_bare(link: Link) -> bool:
    """Say whether a link has nothing beside the form in which brat had it."""
    plain = Link(link.id, link.type, link.source, link.target, link.annotator)
    return link == replace(plain, attributes=link.attributes) and len(link.attributes) == 1


def _can_be_attribute(name: str, value: str) -> bool:
    ours = name in (CERTAINTY, FLAGGED)
    return not ours and bool(_ATTRIBUTE.fullmatch(name)) and value == " ".join(value.split())


def _event_words(event: _Event) -> list[str]:
    words, seen = [f"{event.label}:{event.trigger}"], Counter[str]()
    for role, other in event.arguments:
        seen[role] += 1
        words.append(f"{role}{seen[role] if seen[role] > 1 else ''}:{other}")
    return words


def _together(links: Sequence[Link]) -> list[list[Id]]:
    """Give the statements that hang together by links."""
    above: dict[Id, Id] = {}

    def top(one: Id) -> Id:
        while (up := above.setdefault(one, one)) != one:
            above[one] = above[up]
            one = up
        return one

    for link in links:
        above[top(link.source)] = top(link.target)
    groups: dict[Id, list[Id]] = {}
    for one in list(above):
        groups.setdefault(top(one), []).append(one)
    return list(groups.values())
