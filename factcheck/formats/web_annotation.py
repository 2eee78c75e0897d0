"""Web Annotation (W3C, JSON-LD): a folder with a collection of annotations, and the texts beside.

An annotation for each statement, with position and quote, on several targets together where it
has gaps; one for each link, which annotates annotations, also across articles. A name that ends
in `.jsonld` or `.json` is the collection alone, which then holds the texts. It has a place for
all; what has none of its own there is a JSON value under a key of ours. How collections of
others are read is in `web_annotation_in`.
"""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from factcheck.formats import Tick, Written, web_annotation_in
from factcheck.formats.building import Building
from factcheck.formats.bundle import Bundle, Part
from factcheck.formats.given import NOTHING, Given
from factcheck.formats.ours import KEY, Outgoing
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import beginning
from factcheck.formats.rows import Json, Row
from factcheck.formats.web_annotation_model import CONTEXT, is_iri
from factcheck.ids import Id
from factcheck.records import Annotator, Link, Span, Statement
from factcheck.spans import quote

NAME = "web-annotation"
ENDINGS = (".jsonld", ".json")
COLLECTION = "annotations.jsonld"
# JSON-LD 1.1: what stands under our key is plain JSON.
_TERM: Row = {KEY: {"@id": "urn:factcheck:record", "@type": "@json"}}
_HEAD = {"@context": [CONTEXT, _TERM], "type": "AnnotationCollection"}
_OURS = json.dumps(_HEAD).encode()[:-1]
_KINDS = {"person": "Person", "program": "Software", "shared": "Group", "gold": "Group"}


def is_ours(path: Path) -> bool:
    """Say whether a path shows to be annotations of W3C's model, or a folder with some."""
    found = web_annotation_in.collections(path) if path.is_dir() else [path]
    return any(web_annotation_in.shows_annotations(one) for one in found)


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has put anything else."""
    if path.is_dir():
        others = [one for one in path.iterdir() if one.name != COLLECTION]
        texts = all(one.suffix == ".txt" and _names_an_article(one.stem) for one in others)
        return texts and is_replaceable(path / COLLECTION)
    return path.suffix.lower() in ENDINGS and beginning(path, len(_OURS)) == _OURS


def read(path: Path, given: Given = NOTHING) -> Bundle:
    """Read a collection or a folder with some; raise BadInput naming the annotation at fault."""
    returning = Returning(Building(NAME))
    web_annotation_in.read(path, returning, given)
    return returning.bundle()


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a new folder, or the collection alone where the name ends in .jsonld or .json."""
    alone = out.suffix.lower() in ENDINGS
    if not alone:
        out.mkdir()
    outgoing = Outgoing(bundle)
    with (out if alone else out / COLLECTION).open("xb") as stream, TemporaryFile() as articles:
        writing = _Writing(bundle, outgoing, stream)
        for number, part in enumerate(bundle.parts, 1):
            row = outgoing.article(part)
            if alone:
                row["text"] = part.article.text
            else:
                (out / f"{part.id}.txt").write_bytes(part.article.text.encode())
            articles.write(b",\n" if number > 1 else b"\n")
            articles.write(_encoded(row))
            writing.part(part)
            tick(number)
        for link in bundle.links:
            writing.link(link)
        stream.write(b'\n]}, "total": %d, "%s": {"articles": [' % (writing.items, KEY.encode()))
        articles.seek(0)
        shutil.copyfileobj(articles, stream)
        stream.write(b"\n]}}\n")
    lost = {reason: n for reason, n in outgoing.left().items() if n}
    return Written(writing.counts, lost)


class _Writing:
    """The annotations of a collection while they are written."""

    def __init__(self, bundle: Bundle, outgoing: Outgoing, stream: BinaryIO) -> None:
        self._outgoing = outgoing
        self._stream = stream
        self._creators = {one.id: _creator(one) for one in bundle.annotators}
        self._directed = {one.id: one.directed for one in bundle.link_types}
        self.counts = {"articles": 0, "statements": 0, "links": 0}
        name = _iri(bundle.about.project or Id.fixed("web-annotation"))
        head = _encoded({"id": name})[1:-1]
        page = _encoded({"id": f"{name}/1", "type": "AnnotationPage"})[:-1]
        stream.write(_OURS + b", " + head + b', "first": ' + page + b', "items": [')

    @property
    def items(self) -> int:
        """How many annotations there are so far."""
        return self.counts["statements"] + self.counts["links"]

    def part(self, part: Part) -> None:
        """Write the statements of an article."""
        self.counts["articles"] += 1
        for one in part.statements:
            self._add(self._statement(one, part))
            self.counts["statements"] += 1

    def link(self, link: Link) -> None:
        """Write a link."""
        self._add(self._link(link))
        self.counts["links"] += 1

    def _add(self, row: Row) -> None:
        self._stream.write(b",\n" if self.items else b"\n")
        self._stream.write(_encoded(row))

    def _statement(self, one: Statement, part: Part) -> Row:
        targets: list[Json] = [_target(span, part) for span in one.content]
        target: Json = targets[0]
        if len(targets) > 1:
            target = {"type": "Composite", "items": targets}
        label = self._outgoing.names.labels[one.label]
        return {
            "id": _iri(one.id),
            "type": "Annotation",
            "motivation": "classifying",
            "creator": self._creators[one.annotator],
            "body": [_body("classifying", label), *_comment(one.note)],
            "target": target,
            KEY: self._outgoing.statement(one),
        }

    def _link(self, one: Link) -> Row:
        kind = self._outgoing.names.link_types[one.type]
        bodies: list[Json] = [_body("tagging", kind), *_comment(one.rationale)]
        target: Json = [_iri(one.source), _iri(one.target)]
        if self._directed[one.type]:
            target = _iri(one.source)
            bodies.insert(0, _iri(one.target))
        return {
            "id": _iri(one.id),
            "type": "Annotation",
            "motivation": "linking",
            "creator": self._creators[one.annotator],
            "body": bodies,
            "target": target,
            KEY: self._outgoing.link(one),
        }


def _target(span: Span, part: Part) -> Json:
    found = quote(part.article.text, span.start, span.end)
    target: Row = {
        "source": _iri(part.id),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": found.exact,
                "prefix": found.prefix,
                "suffix": found.suffix,
            },
        ],
    }
    if is_iri(part.article.uri):
        target["scope"] = part.article.uri
    return target


def _body(purpose: str, words: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": words}


def _comment(words: str) -> list[Json]:
    return [_body("commenting", words)] if words else []


def _creator(one: Annotator) -> Json:
    return {"id": _iri(one.id), "type": _KINDS[one.kind], "name": one.name}


def _iri(record: Id) -> str:
    return f"urn:uuid:{record}"


def _names_an_article(stem: str) -> bool:
    try:
        Id.parse(stem)
    except ValueError:
        return False
    return True


def _encoded(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()
