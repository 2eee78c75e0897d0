"""REFI-QDA: a project (.qdpx) for programs of qualitative analysis, or only its codebook (.qdc).

Texts are plain text sources; each statement is a selection with one code, of one user; links are
links, also across sources. A name without these endings is the project as a folder. It cannot
hold gaps. Speaker and claim are the selection's description, its note a note; what else it has
no room for travels in a note of the source. The order of elements is the one of the schema
(Project.xsd, version 1.0). How projects of other programs are read is in `refi_qda_in`.
"""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from factcheck import __version__
from factcheck.formats import Tick, Written, refi_qda_in
from factcheck.formats.building import Building
from factcheck.formats.bundle import Bundle, Part, extent
from factcheck.formats.given import NOTHING, Given
from factcheck.formats.ours import Outgoing
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import beginning
from factcheck.formats.placed import travelling
from factcheck.formats.xml_words import element, opening
from factcheck.formats.zipped import Folders, Zipped
from factcheck.ids import Id
from factcheck.records import Label, Link, LinkType, Statement

NAME = "refi-qda"
PROJECT = "project.qde"
SOURCES = "sources"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_ORIGIN = f"Factcheck {__version__}"
_OURS = b' origin="Factcheck '
_SHOWN = 100  # characters of a selection that are its name
_ENDINGS = (refi_qda_in.PACKED, refi_qda_in.CODEBOOK)


def is_ours(path: Path) -> bool:
    """Say whether a path shows to be a project or codebook of REFI-QDA."""
    if path.is_dir():
        return refi_qda_in.project_in(path) is not None
    return path.suffix.lower() in (*_ENDINGS, refi_qda_in.PROJECT)


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has put anything else."""
    if path.is_dir():
        texts = path / SOURCES
        there = {one.name for one in path.iterdir()} == {PROJECT, SOURCES} and texts.is_dir()
        named = there and all(_names_an_article(one) for one in texts.iterdir())
        return named and _OURS in beginning(path / PROJECT, 1_000)
    if path.suffix.lower() == refi_qda_in.PACKED:
        return _packed().is_replaceable(path)
    return path.suffix.lower() == refi_qda_in.CODEBOOK and _OURS in beginning(path, 1_000)


def read(path: Path, given: Given = NOTHING) -> Bundle:
    """Read a project or a codebook; raise BadInput naming the line at fault."""
    if path.suffix.lower() == refi_qda_in.PACKED and not path.is_dir():
        return _packed().read(path, given)
    returning = Returning(Building(NAME))
    refi_qda_in.read(path, returning, given)
    return returning.bundle()


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a packed project, a codebook, or a project as a new folder, as the name ends."""
    if out.suffix.lower() == refi_qda_in.PACKED:
        return _packed().write(bundle, out, tick=tick)
    if out.suffix.lower() == refi_qda_in.CODEBOOK:
        return _write_codebook(bundle, out)
    (out / SOURCES).mkdir(parents=True)
    with (out / PROJECT).open("xb") as stream, TemporaryFile() as notes:
        return _Writing(bundle, out, stream, notes).write(tick)


class _Writing:
    """A project while it is written; its notes come after all sources."""

    def __init__(self, bundle: Bundle, out: Path, stream: BinaryIO, notes: BinaryIO) -> None:
        self._bundle = bundle
        self._out = out
        self._stream = stream
        self._notes = notes
        self._outgoing = Outgoing(bundle)
        self._from: dict[Id, list[Link]] = {}
        for link in bundle.links:
            self._from.setdefault(link.source, []).append(link)
        self._counts = {"articles": 0, "statements": 0, "links": len(bundle.links)}
        self._gaps = 0

    def write(self, tick: Tick) -> Written:
        """Write everything, in the order of the schema."""
        bundle = self._bundle
        title = bundle.about.title or "Factcheck"
        head = {"xmlns": "urn:QDA-XML:project:1.0", "origin": _ORIGIN, "name": title}
        self._put(f"{_HEAD}{opening('Project', head)}\n")
        users = [element("User", {"guid": one.id, "name": one.name}) for one in bundle.annotators]
        self._section("Users", users)
        if bundle.labels:
            self._put(f"<CodeBook>{''.join(_labels(bundle.labels))}</CodeBook>\n")
        for number, part in enumerate(bundle.parts, 1):
            self._put("<Sources>\n" if number == 1 else "")
            self._put(self._source(part))
            tick(number)
        self._put("</Sources>\n" if self._counts["articles"] else "")
        if self._notes.tell():
            self._put("<Notes>\n")
            self._notes.seek(0)
            shutil.copyfileobj(self._notes, self._stream)
            self._put("</Notes>\n")
        types = {one.id: one for one in bundle.link_types}
        self._section("Links", (_link(one, types[one.type]) for one in bundle.links))
        self._put("</Project>\n")
        lost = {"gaps_shown_closed": self._gaps, **self._outgoing.left()}
        return Written(self._counts, {reason: n for reason, n in lost.items() if n})

    def _put(self, words: str) -> None:
        self._stream.write(words.encode())

    def _section(self, name: str, held: Iterable[str]) -> None:
        begun = False
        for one in held:
            self._put(f"{one}\n" if begun else f"<{name}>\n{one}\n")
            begun = True
        if begun:
            self._put(f"</{name}>\n")

    def _source(self, part: Part) -> str:
        article = part.article
        (self._out / SOURCES / f"{part.id}.txt").write_bytes(article.text.encode())
        links = [link for one in part.statements for link in self._from.get(one.id, ())]
        row = travelling(self._outgoing.article(part), part.statements, links, self._outgoing)
        # All but ASCII as escapes: a text may hold what no XML may.
        note = self._note(part.id, refi_qda_in.OURS, json.dumps(row))
        selections = "\n".join(self._selection(one, article.text) for one in part.statements)
        self._counts["articles"] += 1
        self._counts["statements"] += len(part.statements)
        self._gaps += sum(len(one.content) > 1 for one in part.statements)
        place = f"{refi_qda_in.INTERNAL}{part.id}.txt"
        attributes = {"guid": part.id, "name": article.title, "plainTextPath": place}
        return element("TextSource", attributes, selections, note) + "\n"

    def _selection(self, one: Statement, words: str) -> str:
        start, end = extent(one)
        shown = words[start:end]
        name = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        # Users of other programs give selections names of their own.
        name = one.attributes.get(refi_qda_in.RENAMED, name)
        about = [line for line in self._outgoing.shown(one) if line != one.note]
        coding = element(
            "Coding",
            {"guid": Id.fixed(f"coding/{one.id}"), "creatingUser": one.annotator},
            element("CodeRef", {"targetGUID": one.label}),
        )
        return element(
            "PlainTextSelection",
            {
                "guid": one.id,
                "name": name,
                "startPosition": start,
                "endPosition": end,
                "creatingUser": one.annotator,
            },
            element("Description", {}, words="\n".join(about)) if about else "",
            coding,
            self._note(one.id, "Note", one.note) if one.note else "",
        )

    def _note(self, record: Id, name: str, words: str) -> str:
        """Put a note among the others, and give what refers to it."""
        made = Id.fixed(f"note/{record}/{name}")
        content = element("PlainTextContent", {}, words=words)
        note = element("Note", {"guid": made, "name": name}, content)
        self._notes.write(f"{note}\n".encode())
        return element("NoteRef", {"targetGUID": made})


def _labels(labels: Iterable[Label]) -> Iterator[str]:
    yield "<Codes>\n"
    for one in labels:
        attributes = {"guid": one.id, "name": one.name, "isCodable": "true"}
        about = element("Description", {}, words=one.definition) if one.definition else ""
        yield element("Code", attributes, about) + "\n"
    yield "</Codes>"


def _link(link: Link, kind: LinkType) -> str:
    return element(
        "Link",
        {
            "guid": link.id,
            "name": kind.name,
            "direction": "OneWay" if kind.directed else "Associative",
            "originGUID": link.source,
            "targetGUID": link.target,
        },
    )


def _write_codebook(bundle: Bundle, out: Path) -> Written:
    labels = "".join(_labels(bundle.labels))
    head = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="{_ORIGIN}">'
    out.write_bytes(f"{_HEAD}{head}{labels}</CodeBook>\n".encode())
    n = sum(1 + len(part.statements) for part in bundle.parts) + len(bundle.links)
    lost = {"not_in_codebook": n} if n else {}
    return Written({"labels": len(bundle.labels)}, lost)


def _names_an_article(path: Path) -> bool:
    try:
        Id.parse(path.stem)
    except ValueError:
        return False
    return path.suffix == ".txt"


def _packed() -> Zipped:
    return Zipped(cast(Folders, sys.modules[__name__]))
