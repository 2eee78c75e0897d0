"""Reads docs of spaCy, whoever has made them, into a bundle.

Every span of every group is a statement; one that is in several groups, or an entity, too, is one
statement. Plain values that programs put beside a doc are attributes of its article, those they
put beside a span attributes of the statement there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.formats import docbin, foreign
from factcheck.formats.building import Stretch
from factcheck.formats.docbin import Doc, Mark
from factcheck.formats.msgpack import Key, Packed
from factcheck.formats.ours_in import Returning
from factcheck.formats.placed import ANNOTATOR, LINKS, STATEMENTS
from factcheck.formats.rows import Json, Row
from factcheck.ids import Id

#: The group of spans that statements are in.
GROUP = "factcheck"
#: Attributes of a statement for what a span has that is no label: another group, strings.
GROUPS, ID, KB_ID = "spacy.group", "spacy.id", "spacy.kb_id"
_Place = tuple[int, int]


def read_docs(path: Path, returning: Returning) -> None:
    """Take in the docs of a file; raise BadInput naming the doc at fault."""
    lost = returning.building.lost
    for doc in docbin.read(path):
        if not doc.text.strip():
            lost["not_text"] += 1
            continue
        lost["token_attributes"] += doc.has_more
        lost["unknown_blanks"] += not doc.knows_blanks
        _Taking(doc, returning).take()


@dataclass(slots=True)
class _Taken:
    """A statement that was taken in, and in which groups it is by now."""

    statement: Id
    groups: set[str]


class _Taking:
    """One doc on its way in."""

    def __init__(self, doc: Doc, returning: Returning) -> None:
        self._doc = doc
        self._returning = returning
        self._lost = returning.building.lost
        self._beside = _Beside.of(doc)
        row = doc.at.fields(self._beside.ours)
        self._annotator = row.maybe_line(ANNOTATOR) or ""
        self._links = foreign.many(row, LINKS, doc.at)
        self._ours: dict[str, Row] = {}
        for one in foreign.many(row, STATEMENTS, doc.at):
            self._ours[str(one.values.get("id"))] = dict(one.values)
        self._by_id: dict[str, _Taken] = {}
        self._by_place: dict[tuple[str, int, int], list[_Taken]] = {}

    def take(self) -> None:
        """Take in the article with its statements and links."""
        at, article = self._doc.at, self._article()
        # Those in our own group first: others may be the same again.
        for mark in sorted(self._doc.marks, key=lambda one: (one.group != GROUP, not one.group)):
            if mark.label.strip():
                self._mark(mark, article)
            else:
                self._lost["unlabelled"] += 1
        self._lost["beside"] += self._beside.count()
        for row in self._links:
            source, target = (self._returning.found(row.maybe_id(end)) for end in ("from", "to"))
            if source is None or target is None:
                self._lost["links_left_out"] += 1
            else:
                self._returning.link(dict(row.values), row.line("type"), (source, target), at)

    def _article(self) -> Id:
        at, ours, title = self._doc.at, self._beside.ours, self._beside.title
        if not title:
            # One of ours has its title, and need not be looked through for one.
            known = self._returning.known_article(self._doc.text, ours, at)
            if known is not None:
                return known
        found = foreign.article(
            *(self._doc.text, f"{at.name}#{at.line}"),
            reader="spacy",
            title=title,
            attributes=foreign.attributes(self._beside.values),
        )
        return self._returning.article(found, ours, at)

    def _mark(self, mark: Mark, article: Id) -> None:
        there = self._same(mark)
        if there is not None:
            there.groups.add(mark.group)
            self._in_group_too(mark, there.statement)
            return
        known = self._ours.get(mark.id) if mark.id not in self._by_id else None
        content: list[Stretch] = [("content", mark.start, mark.end)]
        made = self._returning.statement(
            known,
            *(article, mark.label),
            content,
            self._doc.at,
            annotator=None if known else self._annotator,
            attributes=None if known else _attributes(mark),
        )
        taken = _Taken(made, {mark.group})
        self._by_id.setdefault(mark.id, taken)
        self._by_place.setdefault((mark.label, mark.start, mark.end), []).append(taken)
        for name, value in self._beside.take(mark.start, mark.end):
            self._returning.building.describe(made, name, value)

    def _same(self, mark: Mark) -> _Taken | None:
        """Give the statement that a mark is, too, in another group."""
        if mark.group == GROUP:
            return None
        if mark.id in self._ours and mark.id in self._by_id:
            return self._by_id[mark.id]
        there = self._by_place.get((mark.label, mark.start, mark.end), ())
        return next((one for one in there if mark.group not in one.groups), None)

    def _in_group_too(self, mark: Mark, statement: Id) -> None:
        if not mark.group:
            return
        building = self._returning.building
        held = building.statement_of(statement).attributes
        if mark.group not in (v for k, v in held.items() if k.partition(" ")[0] == GROUPS):
            if str(statement) in self._ours:
                # It is as it went out: to say more of it would make it another one.
                self._lost["groups"] += 1
            else:
                building.describe(statement, GROUPS, mark.group)


@dataclass(slots=True)
class _Beside:
    """What was found beside a doc: what is ours, plain values, those of spans; the rest counted."""

    ours: Row = field(default_factory=dict)
    values: Row = field(default_factory=dict)
    spans: dict[_Place, Row] = field(default_factory=dict)
    lost: int = 0

    @classmethod
    def of(cls, doc: Doc) -> "_Beside":
        found = cls()
        if doc.cats:
            found._put("cats", dict(doc.cats))
        if doc.beside is None:
            found.lost += 1
        for key, value in (doc.beside or {}).items():
            found._put(key, value)
        return found

    @property
    def title(self) -> str:
        title = self.values.get("title")
        return title if isinstance(title, str) and title.strip() else ""

    def take(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        """Give what lies beside a span, once."""
        yield from foreign.attributes(self.spans.pop((start, end), {})).items()

    def count(self) -> int:
        """Count what was no plain value, or of no span that was taken in."""
        return self.lost + sum(map(len, self.spans.values()))

    def _put(self, key: Key, value: Packed) -> None:
        try:
            plain = _plain(value)
        except ValueError:
            self.lost += 1
            return
        match key:
            case "factcheck" if isinstance(plain, dict):
                self.ours = plain
            case str(name) | ("._.", str(name), None, None):
                self.values[name] = plain
            case ("._.", str(name), int(start), int(end)):
                self.spans.setdefault((start, end), {})[name] = plain
            case _:
                self.lost += 1


def _attributes(mark: Mark) -> dict[str, str]:
    group = mark.group if mark.group != GROUP else ""
    return foreign.attributes({GROUPS: group, ID: mark.id, KB_ID: mark.kb_id})


def _plain(value: Packed) -> Json:
    """Give a value as JSON has it; raise ValueError for bytes, and keys that are no texts."""
    if isinstance(value, memoryview):
        raise ValueError("bytes")
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    found: Row = {}
    for key, one in value.items():
        if not isinstance(key, str):
            raise ValueError("key")
        found[key] = _plain(one)
    return found
