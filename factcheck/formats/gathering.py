"""Gathers the rows of a dataset, checked against each other, into a bundle.

Everything may be hostile: what refers to nothing, stands twice or does not fit is refused with
its line and id. How one row is read by itself is in `rows_in`. Of articles and statements, of
which there may be any number, only ids and some are in memory: the others lie on a shelf.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from sys import getsizeof

from factcheck.formats import rows_in
from factcheck.formats.bundle import (
    UNSAID,
    About,
    Assignment,
    Bundle,
    Comment,
    Decision,
    Part,
    Split,
    in_order,
)
from factcheck.formats.fields import Fields, only
from factcheck.formats.rows import end_of, hash_of
from factcheck.formats.shelf import Shelf
from factcheck.ids import Id
from factcheck.records import (
    Annotator,
    Claim,
    Label,
    Link,
    LinkType,
    NewArticle,
    Speaker,
    Statement,
)


class Gathering:
    """A dataset while its rows come in: labels and annotators first, links and statuses last."""

    def __init__(self) -> None:
        self._labels: dict[str, Label] = {}
        self._link_types: dict[str, LinkType] = {}
        self._annotators: dict[str, Annotator] = {}
        self._articles = Shelf[Id, NewArticle](_size_of_article)
        self._speakers: dict[Id, Speaker] = {}
        self._claims: dict[Id, Claim] = {}
        self._statements = Shelf[Id, Statement](_size_of_statement)
        # Of each statement its article and layer.
        self._homes: dict[Id, tuple[Id, Id]] = {}
        self._held: dict[Id, list[Id]] = defaultdict(list)
        self._links: dict[Id, Link] = {}
        self._assignments: dict[Id, Assignment] = {}
        self._comments: dict[Id, Comment] = {}
        self._decisions: dict[Id, Decision] = {}
        self._answered: set[Id] = set()
        # What must differ in a dataset as it must in a project.
        self._identities: set[bytes] = set()
        self._pairs: set[tuple[Id, tuple[Id, Id], Id]] = set()
        self._done: set[tuple[Id, Id]] = set()
        self._ids_of_names: set[Id] = set()
        self._goes_without = False
        self._waiting: list[tuple[Fields, Callable[[Fields], None]]] = []
        #: In which part of a split each article is, where the rows say so.
        self.where: dict[Id, str] = {}

    def takers(self) -> dict[str, Callable[[Fields], None]]:
        """Give what takes in a row of each kind, in an order in which they can be read."""
        return {
            "annotators": self.annotator,
            "labels": self.label,
            "link_types": self.link_type,
            "speakers": self.speaker,
            "claims": self.claim,
            "articles": self.article,
            "statements": self.statement,
            "links": self.link,
            "assignments": self.assignment,
            "comments": self.comment,
            "decisions": self.decision,
        }

    def label(self, row: Fields) -> None:
        """Take in a label; only its name is needed."""
        name = row.line("name")
        found = rows_in.label(row, name)
        self._name(row, found.id)
        self._labels[name] = found

    def link_type(self, row: Fields) -> None:
        """Take in a link type; only its name is needed."""
        name = row.line("name")
        found = rows_in.link_type(row, name)
        self._name(row, found.id)
        self._link_types[name] = found

    def annotator(self, row: Fields) -> None:
        """Take in an annotator."""
        found = rows_in.annotator(row)
        if found.name in self._annotators:
            raise row.bad("name_twice", said=found.name)
        self._name(row, found.id)
        self._annotators[found.name] = found

    def speaker(self, row: Fields) -> None:
        """Take in a speaker; what it refers to may come later."""
        record = _new(row, self._speakers)
        self._speakers[record] = rows_in.speaker(row, record)
        keys = ("affiliation", "merged_into", "article")
        self._waiting.append((only(row, *keys), self._check_speaker))

    def claim(self, row: Fields) -> None:
        """Take in a claim."""
        record = _new(row, self._claims)
        self._claims[record] = rows_in.claim(row, record)
        bare = only(row, "merged_into")
        self._waiting.append((bare, lambda r: _known(r, "merged_into", self._claims)))

    def article(self, row: Fields) -> None:
        """Take in an article with its text."""
        record = _new(row, self._articles)
        found = rows_in.article(row, record)
        self._articles.put(record, found)
        twin = sha256(hash_of(found) + found.source_name.encode()).digest()
        if twin in self._identities:
            raise row.bad("article_twice")
        self._identities.add(twin)
        self._goes_without |= found.text_sha256 is not None
        part = row.values.get("split")
        if isinstance(part, str):
            self.where[record] = part
        if found.edition_of:
            bare = only(row, "edition_of")
            self._waiting.append((bare, lambda r: _known(r, "edition_of", self._articles)))

    def statement(self, row: Fields) -> None:
        """Take in a statement; its article is there already, its outer statement may come later."""
        record = _new(row, self._statements)
        for key in ("speaker", "said_to"):
            _known(row, key, self._speakers)
        for one in row.ids("reported_by"):
            if one not in self._speakers:
                raise row.bad("unknown", key="reported_by", said=one)
        _known(row, "claim", self._claims)
        _known(row, "article", self._articles)
        article = self._articles[row.id("article")]
        layer, label = self._annotator_of(row), self._label_of(row)
        found = rows_in.statement(row, record, article, layer=layer, label=label)
        self._statements.put(record, found)
        self._homes[record] = found.article, found.annotator
        self._held[found.article].append(record)
        if found.parent:
            self._waiting.append((only(row, "parent"), self._check_parent))

    def link(self, row: Fields) -> None:
        """Take in a link; its statements are there already."""
        record = _new(row, self._links)
        source, target = (self._end(row, row.inner(key)) for key in ("from", "to"))
        layer = self._annotator_of(row)
        if source == target:
            raise row.bad("link_itself")
        if any(self._homes[end][1] != layer for end in (source, target)):
            raise row.bad("link_layers")
        link_type = self._link_type_of(row)
        ends = (
            (source, target) if link_type.directed else (min(source, target), max(source, target))
        )
        if (link_type.id, ends, layer) in self._pairs:
            raise row.bad("link_twice")
        self._pairs.add((link_type.id, ends, layer))
        self._links[record] = rows_in.link(row, record, link_type.id, ends=ends, layer=layer)

    def assignment(self, row: Fields) -> None:
        """Take in the status of an article."""
        record = _new(row, self._assignments)
        _known(row, "article", self._articles)
        found = replace(
            rows_in.assignment(row, record, self._annotator_of(row)),
            given_by=self._maybe_annotator(row, "given_by"),
            handed_from=self._maybe_annotator(row, "handed_from"),
            handed_to=self._maybe_annotator(row, "handed_to"),
        )
        if (found.article, found.annotator) in self._done:
            raise row.bad("assignment_twice")
        self._done.add((found.article, found.annotator))
        self._assignments[record] = found

    def comment(self, row: Fields) -> None:
        """Take in a comment; what it answers may come later."""
        record = _new(row, self._comments)
        _known(row, "article", self._articles)
        author = self._annotator_named(row.line("annotator"))
        found = self._comments[record] = rows_in.comment(row, record, author)
        if found.answers:
            self._answered.add(found.answers)
        self._waiting.append((only(row, "answers"), self._check_answer))

    def decision(self, row: Fields) -> None:
        """Take in a decision; what it replaces may come later."""
        record = _new(row, self._decisions)
        _known(row, "article", self._articles)
        author = self._annotator_named(row.line("annotator"))
        self._decisions[record] = rows_in.decision(row, record, author)
        bare = only(row, "replaces")
        self._waiting.append((bare, lambda r: _known(r, "replaces", self._decisions)))

    def bundle(self, about: About, notes: Iterable[str] = (), split: Split | None = None) -> Bundle:
        """Give the dataset once all has come; raise BadInput where something refers to nothing."""
        for row, check in self._waiting:
            check(row)
        if self._goes_without and about.texts == "full":
            about = replace(about, texts="none")
        return Bundle(
            parts=_Parts(self._articles, self._statements, self._held),
            links=tuple(self._links.values()),
            speakers=tuple(self._speakers.values()),
            claims=tuple(self._claims.values()),
            annotators=tuple(self._annotators.values()),
            assignments=tuple(self._assignments.values()),
            comments=tuple(self._comments.values()),
            decisions=tuple(self._decisions.values()),
            labels=tuple(self._labels.values()),
            link_types=tuple(self._link_types.values()),
            about=about,
            split=split,
            notes=tuple(notes),
        )

    def _name(self, row: Fields, record: Id) -> None:
        """Note the id of what rows name by its name, so that no two names mean one record."""
        if record in self._ids_of_names:
            raise row.bad("id_twice")
        self._ids_of_names.add(record)

    def _check_speaker(self, row: Fields) -> None:
        for key in ("affiliation", "merged_into"):
            _known(row, key, self._speakers)
        _known(row, "article", self._articles)

    def _check_parent(self, row: Fields) -> None:
        _known(row, "parent", self._statements)
        if self._homes[row.id("parent")] != self._homes[row.id()]:
            raise row.bad("parent_elsewhere")

    def _check_answer(self, row: Fields) -> None:
        _known(row, "answers", self._comments)
        own = self._comments[row.id()]
        root = self._comments[own.answers] if own.answers else None
        if root and (root.answers or (root.kind, root.record) != (own.kind, own.record)):
            raise row.bad("answer_elsewhere")
        # Without words it only keeps the place of what was answered.
        if not own.words and own.id not in self._answered:
            raise row.bad("lacking", key="words")

    def _end(self, row: Fields, end: Fields) -> Id:
        record = end.id("statement")
        if record not in self._statements:
            raise row.bad("unknown", key="statement", said=record)
        statement = self._statements[record]
        text = self._articles[statement.article].text
        true = end_of(statement, text)
        shown = (
            (true.article, end.maybe_id("article")),
            (true.start, end.number("start") if end.says("start") else None),
            (true.end, end.number("end") if end.says("end") else None),
            (true.text, end.any_text("text") if text else None),
        )
        if any(here is not None and here != there for there, here in shown):
            raise row.bad("link_end", said=record)
        return record

    def _annotator_of(self, row: Fields) -> Id:
        """Give the layer by name; one that no row describes is the same for the same name."""
        name = row.maybe_line("annotator")
        return UNSAID if name is None else self._annotator_named(name)

    def _maybe_annotator(self, row: Fields, key: str) -> Id | None:
        name = row.maybe_line(key)
        return None if name is None else self._annotator_named(name)

    def _annotator_named(self, name: str) -> Id:
        if name not in self._annotators:
            self._annotators[name] = rows_in.annotator_of_name(name)
        return self._annotators[name].id

    def _label_of(self, row: Fields) -> Id:
        name = row.line("label")
        if name not in self._labels:
            self._labels[name] = rows_in.label_of_name(name)
        return self._labels[name].id

    def _link_type_of(self, row: Fields) -> LinkType:
        name = row.line("type")
        if name not in self._link_types:
            self._link_types[name] = rows_in.link_type_of_name(name)
        return self._link_types[name]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The articles of a dataset with their statements, put together each time."""

    articles: Shelf[Id, NewArticle]
    statements: Shelf[Id, Statement]
    held: dict[Id, list[Id]]

    def __iter__(self) -> Iterator[Part]:
        for record in sorted(self.articles):
            found = (self.statements[i] for i in self.held.get(record, ()))
            yield Part(self.articles[record], in_order(found))


def _size_of_article(one: NewArticle) -> int:
    return 2_000 + getsizeof(one.text)


def _size_of_statement(one: Statement) -> int:
    return 1_000 * (1 + len(one.spans)) + getsizeof(one.note)


def _new(row: Fields, there: Container[Id]) -> Id:
    record = row.id()
    if record in there:
        raise row.bad("id_twice")
    return record


def _known(row: Fields, key: str, there: Container[Id]) -> None:
    record = row.maybe_id(key)
    if record is not None and record not in there:
        raise row.bad("unknown", key=key, said=record)
