"""Builds a bundle from another program's data, which names things where ours have ids.

Offsets are code points by now, half-open: each format converts its own and says where it stands.
Ids are made of what is read, so that the same data brought in again is nothing new.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise

from factcheck.errors import BadInput
from factcheck.formats import rows_in
from factcheck.formats.bundle import UNSAID, About, Assignment, Bundle, Part, in_order
from factcheck.formats.by_name import ByName
from factcheck.formats.fields import LONGEST_LIST, Fields, at_fault
from factcheck.formats.rows import Json
from factcheck.ids import Id
from factcheck.prose.quotation import quotation
from factcheck.records import (
    Annotator,
    Claim,
    Label,
    Link,
    LinkType,
    NewArticle,
    Role,
    Span,
    Speaker,
    Statement,
)
from factcheck.texts import text
from factcheck.verbs.checks import LONGEST_LINE, LONGEST_PROSE

Stretch = tuple[Role, int, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the foreign data something stands, for errors: a name, a line, an id."""

    name: str
    line: int = 1
    id: str = ""

    def bad(self, why: str, **params: object) -> BadInput:
        """Give the error that names this place and says what is wrong with it."""
        said = text(f"errors.dataset.why.{why}", **params)
        return at_fault(self.name, self.line, self.id, said)

    def short(self, key: str, value: str) -> str:
        """Give a name that may be kept; raise BadInput where it is empty or too long."""
        if not value.strip() or len(value) > LONGEST_LINE or "\0" in value:
            raise self.bad("not_text", key=key, longest=LONGEST_LINE)
        return value

    def prose(self, key: str, value: str) -> str:
        """Give a text that may be kept; raise BadInput where it is too long."""
        if len(value) > LONGEST_PROSE or "\0" in value:
            raise self.bad("not_text", key=key, longest=LONGEST_PROSE)
        return value

    def fields(self, value: Json) -> Fields:
        """Give the fields of an object that stands here."""
        return Fields(value, name=self.name, line=self.line)


@dataclass(slots=True)
class Building:
    """Foreign data on its way into a bundle; `format_name` keeps ids of formats apart."""

    format_name: str
    lost: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    _known: set[Id] = field(default_factory=set)
    _articles: dict[Id, NewArticle] = field(default_factory=dict)
    _statements: dict[Id, Statement] = field(default_factory=dict)
    _links: dict[Id, Link] = field(default_factory=dict)
    _annotators: ByName[Annotator] = field(default_factory=ByName)
    _labels: ByName[Label] = field(default_factory=ByName)
    _link_types: ByName[LinkType] = field(default_factory=ByName)
    speakers: dict[Id, Speaker] = field(default_factory=dict)
    claims: dict[Id, Claim] = field(default_factory=dict)
    _assignments: dict[Id, Assignment] = field(default_factory=dict)

    def note(self, said: str) -> None:
        """Keep a sentence for the report, once."""
        if said not in self.notes:
            self.notes.append(said)

    def article(self, found: NewArticle) -> Id:
        """Take in an article and give its id; the same text of the same source is one article.

        What is said of it again otherwise is counted, for one value of a name is kept.
        """
        made = self._id("article", found.source_name, sha256(found.text.encode()).hexdigest())
        found = replace(found, attributes=self._attributes(found.attributes))
        held = self._articles.setdefault(made, replace(found, id=made))
        if held.attributes != found.attributes:
            together = {**found.attributes, **held.attributes}
            self._articles[made] = replace(held, attributes=together)
            others = (together[name] != value for name, value in found.attributes.items())
            self.lost["attributes_twice"] += sum(others)
        return made

    def article_of(self, record: Id) -> NewArticle:
        """Give an article that was taken in."""
        return self._articles[record]

    def statement_of(self, record: Id) -> Statement:
        """Give a statement that was taken in."""
        return self._statements[record]

    def keep(self, record: Annotator | Claim | Label | LinkType | Speaker) -> bool:
        """Take in a record of ours as it is; no where another one has its id or its name."""
        match record:
            case Annotator():
                return self._annotators.keep(record)
            case Label():
                return self._labels.keep(record)
            case LinkType():
                return self._link_types.keep(record)
            case Speaker():
                return self.speakers.setdefault(record.id, record) == record
            case Claim():
                return self.claims.setdefault(record.id, record) == record

    def keep_article(self, article: NewArticle, record: Id) -> bool:
        """Take in an article of ours as it is; no where another one has its id."""
        return self._articles.setdefault(record, article) == article

    def refer(self, article: NewArticle) -> Id:
        """Take in an article of the project that the data only refers to, and give its id."""
        assert article.id is not None
        bare = NewArticle(article.text, article.source_name, article.title, id=article.id)
        if self._articles.setdefault(article.id, bare) is bare:
            self._known.add(article.id)
        return article.id

    def keep_statement(self, statement: Statement) -> bool:
        """Take in a statement of ours as it is; no where its id is taken."""
        if statement.id in self._statements:
            return False
        self._statements[statement.id] = statement
        return True

    def amend(self, record: Id, change: Callable[[Statement | Link], Statement | Link]) -> None:
        """Put what `change` makes of a statement or link in its place."""
        if record in self._statements:
            changed = change(self._statements[record])
            assert isinstance(changed, Statement)
            self._statements[record] = changed
        else:
            altered = change(self._links[record])
            assert isinstance(altered, Link)
            self._links[record] = altered

    def describe(self, record: Id, name: str, value: str) -> None:
        """Give a statement or link an attribute; where it has another value it gets a number.

        One that is too long to be kept is counted as lost.
        """
        if not is_attribute(name, value):
            self.lost["odd_values"] += 1
            return
        held = self._statements.get(record) or self._links[record]
        free, n = name, 2
        while held.attributes.get(free, value) != value:
            free, n = f"{name} {n}", n + 1
        attributes = {**held.attributes, free: value}
        self.amend(record, lambda one: replace(one, attributes=attributes))

    def keep_link(self, link: Link, at: Origin) -> None:
        """Take in a link of ours as it is; raises BadInput as `link` does."""
        self.layer_of((link.source, link.target), at)
        if link.id in self._links:
            raise at.bad("id_twice")
        self._links[link.id] = link

    def keep_assignment(self, assignment: Assignment) -> None:
        """Take in the status of an article of ours as it is."""
        self._assignments.setdefault(assignment.id, assignment)

    def annotator(self, name: str) -> Id:
        """Give the layer of an annotator; without a name it is whoever imports."""
        if not name.strip():
            return UNSAID
        return self._annotators.of(name, rows_in.annotator_of_name).id

    def mark(
        self,
        article: Id,
        label: str,
        stretches: Sequence[Stretch],
        at: Origin,
        *,
        annotator: str = "",
        words: str | None = None,
        attributes: Mapping[str, str] | None = None,
        note: str = "",
    ) -> Id:
        """Take in a statement and give its id; `words` are its content as the data repeats it.

        Raises BadInput for a span outside the text, empty, overlapping, or with other words, and
        for names and notes that cannot be kept.
        """
        spans = self.spans(article, stretches, at, words=words)
        at.short("label", label)
        if annotator.strip():
            at.short("annotator", annotator)
        content = [(s.start, s.end) for s in spans if s.role == "content"]
        made = Statement(
            # Not of where it stands: what comes again under another name is the same.
            self._id("statement", str(article), annotator, label, at.id, repr(stretches)),
            article,
            self.annotator(annotator),
            self.label(label),
            spans,
            quotation=quotation(self._articles[article].text, content),
            note=at.prose("note", note),
            origin="imported",
            attributes=self._attributes(attributes or {}),
        )
        while made.id in self._statements:
            # The data has it twice, and an import keeps both.
            made = replace(made, id=self._id("again", str(made.id)))
        self._statements[made.id] = made
        return made.id

    def spans(
        self, article: Id, stretches: Sequence[Stretch], at: Origin, *, words: str | None = None
    ) -> tuple[Span, ...]:
        """Give the spans of a statement; raises BadInput as `mark` does."""
        whole = self._articles[article].text
        spans = tuple(self._span(whole, stretch, at) for stretch in _in_place(stretches, at))
        content = [s for s in spans if s.role == "content"]
        if not content:
            raise at.bad("no_content")
        if words is not None and " ".join(words.split()) != _plain(spans):
            raise at.bad("span_text", start=content[0].start, end=content[-1].end)
        return spans

    def label(self, name: str) -> Id:
        """Give the label of a name."""
        return self._labels.of(name, rows_in.label_of_name).id

    def link_type(self, name: str, *, directed: bool = True) -> LinkType:
        """Give the link type of a name; a built-in one has its own direction."""

        def made(name: str) -> LinkType:
            known = rows_in.link_type_of_name(name)
            # Only a built-in one is defined before anybody has said what it means.
            return known if known.definition else replace(known, directed=directed)

        return self._link_types.of(name, made)

    def link(
        self,
        type_name: str,
        ends: tuple[Id, Id],
        at: Origin,
        *,
        directed: bool = True,
        rationale: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> Id | None:
        """Take in a link of two statements of one layer; None and counted where it stands twice.

        Raises BadInput for a link to itself, to nothing, or between layers.
        """
        layer = self.layer_of(ends, at)
        at.short("type", type_name)
        kind = self.link_type(type_name, directed=directed)
        source, target = ends if kind.directed else (min(ends), max(ends))
        made = self._id("link", str(kind.id), str(source), str(target))
        if made in self._links:
            self.lost["links_twice"] += 1
            return None
        self._links[made] = Link(
            *(made, kind.id, source, target, layer),
            rationale=at.prose("rationale", rationale),
            attributes=self._attributes(attributes or {}),
        )
        return made

    def layer_of(self, ends: tuple[Id, Id], at: Origin) -> Id:
        """Give the layer of both ends of a link; raises BadInput as `link` does."""
        for end in ends:
            if end not in self._statements:
                raise at.bad("unknown", key="link", said=end)
        if ends[0] == ends[1]:
            raise at.bad("link_itself")
        layers = {self._statements[end].annotator for end in ends}
        if len(layers) > 1:
            raise at.bad("link_layers")
        return layers.pop()

    def bundle(self, about: About | None = None) -> Bundle:
        """Give the dataset once all has come."""
        held: dict[Id, list[Statement]] = {article: [] for article in self._articles}
        for statement in self._statements.values():
            held[statement.article].append(statement)
        return Bundle(
            parts=tuple(Part(a, in_order(held[i])) for i, a in sorted(self._articles.items())),
            links=tuple(link for _, link in sorted(self._links.items())),
            annotators=self._annotators.all(),
            labels=self._labels.all(),
            link_types=self._link_types.all(),
            speakers=tuple(self.speakers.values()),
            claims=tuple(self.claims.values()),
            assignments=tuple(self._assignments.values()),
            about=about or About(),
            known=frozenset(self._known),
            lost={reason: n for reason, n in self.lost.items() if n},
            notes=tuple(self.notes),
        )

    def _span(self, whole: str, stretch: Stretch, at: Origin) -> Span:
        role, start, end = stretch
        if not 0 <= start < end <= len(whole):
            raise at.bad("span_outside", start=start, end=end, length=len(whole))
        return Span(role, start, end, whole[start:end])

    def _attributes(self, found: Mapping[str, str]) -> dict[str, str]:
        """Give attributes as they may be kept, and count what is too long or too much."""
        kept = [(name, value) for name, value in found.items() if is_attribute(name, value)]
        kept = kept[:LONGEST_LIST]
        self.lost["odd_values"] += len(found) - len(kept)
        return dict(kept)

    def _id(self, *parts: str) -> Id:
        return Id.fixed("\x1f".join((self.format_name, *parts)))


def is_attribute(name: str, value: str) -> bool:
    """Say whether a name and a value may be kept as an attribute."""
    is_short = len(name) <= LONGEST_LINE and len(value) <= LONGEST_PROSE
    return bool(name.strip()) and is_short and "\0" not in name + value


def _in_place(stretches: Iterable[Stretch], at: Origin) -> list[Stretch]:
    found = sorted(stretches, key=lambda s: (_ROLES[s[0]], s[1], s[2]))
    for (role, _, end), (other, start, _) in pairwise(found):
        if role == other and start < end:
            raise at.bad("span_overlap", start=start, end=end)
    return found


def _plain(spans: Sequence[Span]) -> str:
    return " ".join(" ".join(s.exact for s in spans if s.role == "content").split())


_ROLES: dict[Role, int] = {"content": 0, "source": 1, "cue": 2}
