"""The sample project's data as its files have it: layers of statements, links, and what they name.

It turns the exact words of `seeds/annotation/*.toml` into spans of the articles' texts and refuses
what is missing or ambiguous. The form is told in `project.toml`. It knows no database and gives
no ids: records refer to each other by key, and whoever stores them decides the rest.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, get_args

from factcheck.records import (
    AnnotatorKind,
    Certainty,
    Contradiction,
    Date,
    Role,
    Span,
    SpeakerBasis,
    SpeakerKind,
)
from factcheck.resources import seeds
from factcheck.sample.tables import Table, place, read_table
from factcheck.spans import quote

_ROLES: tuple[Role, ...] = ("content", "source", "cue")
_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
_BASES: tuple[SpeakerBasis, ...] = get_args(SpeakerBasis)
_CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
_CONTRADICTIONS: tuple[Contradiction, ...] = get_args(Contradiction)
_LAYERS: tuple[AnnotatorKind, ...] = get_args(AnnotatorKind)


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One seed with its metadata; `source_name` is its name below `seeds/`."""

    key: str
    source_name: str
    text: str
    title: str
    title_added: bool
    publisher: str | None
    author: str | None
    language: str | None
    published: Date | None
    furniture: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SampleSpeaker:
    """One speaker of the registry; `affiliation` and `article` are keys."""

    key: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]
    position: str | None
    affiliation: str | None
    article: str | None


@dataclass(frozen=True, slots=True)
class SampleClaim:
    """One claim of the registry."""

    key: str
    proposition: str
    note: str


@dataclass(frozen=True, slots=True)
class SampleStatement:
    """One statement of a layer; spans by role and start, and keys where records have ids."""

    key: str
    article: str
    label: str
    spans: tuple[Span, ...]
    speaker: str | None
    speaker_basis: SpeakerBasis
    reported_by: tuple[str, ...]
    said_to: str | None
    said: Date | None
    certainty: Certainty | None
    claim: str | None
    parent: str | None
    note: str
    flagged: bool
    derived_from: tuple[str, ...]
    agreed_by: tuple[str, ...]

    @property
    def content(self) -> tuple[tuple[int, int], ...]:
        """Give the places of the content, code points, half-open."""
        return tuple((s.start, s.end) for s in self.spans if s.role == "content")


@dataclass(frozen=True, slots=True)
class SampleLink:
    """One link of a layer, from the statement that answers; both ends are keys of that layer."""

    source: str
    target: str
    type: str
    contradiction_kind: Contradiction | None
    rationale: str
    confidence: Certainty | None
    derived_from: tuple[str, ...]
    agreed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleLayer:
    """All that one annotator has, or gold; `done` are the keys of the articles they finished."""

    key: str
    name: str
    kind: AnnotatorKind
    done: tuple[str, ...]
    statements: tuple[SampleStatement, ...]
    links: tuple[SampleLink, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole sample project, as its files have it."""

    title: str
    card: str
    licence: str
    licence_note: str
    articles: tuple[SampleArticle, ...]
    speakers: tuple[SampleSpeaker, ...]
    claims: tuple[SampleClaim, ...]
    layers: tuple[SampleLayer, ...]


def read_sample(folder: Path | None = None) -> Sample:
    """Read a folder of seeds, by default our own; ValueError names the file and key at fault."""
    folder = folder or seeds()
    project = _read(folder, "project.toml")
    head = next(project.tables("project"), None)
    if head is None:
        raise project.error("there is no [project]")
    articles = _keyed(project, "article", lambda each: _article(folder, each))
    texts = {article.key: article.text for article in articles}
    layers = _keyed(project, "layer", lambda each: _layer(folder, each, texts))
    return Sample(
        title=head.text("title"),
        card=head.text("card"),
        licence=head.text("licence"),
        licence_note=head.text("licence_note"),
        articles=articles,
        speakers=_keyed(_read(folder, "speakers.toml"), "speaker", _speaker),
        claims=_keyed(_read(folder, "claims.toml"), "claim", _claim),
        layers=layers,
    )


Record = TypeVar("Record", SampleArticle, SampleSpeaker, SampleClaim, SampleStatement, SampleLayer)


def _keyed(table: Table, key: str, make: Callable[[Table], Record]) -> tuple[Record, ...]:
    """Read all tables of a kind, of which no two may have one key."""
    found: dict[str, Record] = {}
    for each in table.tables(key):
        record = make(each)
        if found.setdefault(record.key, record) is not record:
            raise each.error("the key is there twice")
    return tuple(found.values())


def _read(folder: Path, name: str) -> Table:
    return read_table(folder / "annotation" / name)


def _article(folder: Path, table: Table) -> SampleArticle:
    name = table.text("file")
    text = (folder / name).read_bytes().decode("utf-8")
    return SampleArticle(
        key=table.text("key"),
        source_name=name,
        text=text,
        title=table.text("title"),
        title_added=table.yes("title_added"),
        publisher=table.maybe("publisher"),
        author=table.maybe("author"),
        language=table.maybe("language"),
        published=table.date("published"),
        furniture=tuple(table.places("furniture", text)),
    )


def _speaker(table: Table) -> SampleSpeaker:
    kind = table.one_of("kind", _KINDS)
    if kind is None:
        raise table.error("there is no kind")
    return SampleSpeaker(
        key=table.text("key"),
        name=table.text("name"),
        kind=kind,
        aliases=table.texts("aliases"),
        position=table.maybe("position"),
        affiliation=table.maybe("affiliation"),
        article=table.maybe("article"),
    )


def _claim(table: Table) -> SampleClaim:
    return SampleClaim(table.text("key"), table.text("proposition"), table.maybe("note") or "")


def _layer(folder: Path, table: Table, texts: Mapping[str, str]) -> SampleLayer:
    key, kind = table.text("key"), table.one_of("kind", _LAYERS)
    if kind is None:
        raise table.error("there is no kind")
    held = _read(folder, f"{key}.toml")
    return SampleLayer(
        key=key,
        name=table.text("name"),
        kind=kind,
        done=table.texts("done"),
        statements=_keyed(held, "statement", lambda each: _statement(each, texts)),
        links=tuple(_link(each) for each in held.tables("link")),
    )


def _statement(table: Table, texts: Mapping[str, str]) -> SampleStatement:
    article, basis = table.text("article"), table.one_of("speaker_basis", _BASES)
    if article not in texts or basis is None:
        raise table.error("there is no such article, or no speaker_basis")
    return SampleStatement(
        key=table.text("key"),
        article=article,
        label=table.text("label"),
        spans=tuple(_spans(table, texts[article])),
        speaker=table.maybe("speaker"),
        speaker_basis=basis,
        reported_by=table.texts("reported_by"),
        said_to=table.maybe("said_to"),
        said=table.date("said_on"),
        certainty=table.one_of("certainty", _CERTAINTIES),
        claim=table.maybe("claim"),
        parent=table.maybe("parent"),
        note=table.maybe("note") or "",
        flagged=table.yes("flagged"),
        derived_from=table.texts("derived_from"),
        agreed_by=table.texts("agreed_by"),
    )


def _spans(table: Table, text: str) -> Iterator[Span]:
    passage = table.text("passage")
    try:
        offset = place(text, passage)
    except ValueError as problem:
        raise table.error(f"passage {problem}") from problem
    for role in _ROLES:
        for start, end in table.places(role, passage):
            held = quote(text, offset + start, offset + end)
            yield Span(role, offset + start, offset + end, held.exact, held.prefix, held.suffix)


def _link(table: Table) -> SampleLink:
    return SampleLink(
        source=table.text("from"),
        target=table.text("to"),
        type=table.text("type"),
        contradiction_kind=table.one_of("kind", _CONTRADICTIONS),
        rationale=table.maybe("rationale") or "",
        confidence=table.one_of("confidence", _CERTAINTIES),
        derived_from=table.texts("derived_from"),
        agreed_by=table.texts("agreed_by"),
    )
