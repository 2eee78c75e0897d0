"""Reads projects and codebooks of REFI-QDA, from any program, into a bundle.

Each coding of a selection of text is a statement, of the user who made it; codes are labels, and
which lay inside others is lost. Positions are characters, the end is not part of the selection;
where the names of selections fit only otherwise, they are read so. Users rename selections, so
that a name which is not the words is kept as an attribute.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from factcheck.errors import BadInput
from factcheck.formats import foreign, rows_in
from factcheck.formats.building import Origin, Stretch
from factcheck.formats.given import Given
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import opened
from factcheck.formats.placed import Placed
from factcheck.formats.refi_qda_places import Counting, begins, guid_of, values_of
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse as parse_json
from factcheck.formats.xml_tree import Node, parse
from factcheck.formats.xml_words import kept
from factcheck.ids import Id
from factcheck.prose.decode import LARGEST
from factcheck.texts import text
from factcheck.verbs.checks import LONGEST_LINE, LONGEST_PROSE

PACKED = ".qdpx"
CODEBOOK = ".qdc"
PROJECT = ".qde"
INTERNAL = "internal://"
#: The name of the note in which what is ours travels.
OURS = "Factcheck"
#: The attribute with the name that somebody gave a selection.
RENAMED = "name"
_LARGEST = 1_000_000_000  # bytes of the project itself
_TEXTS = ("TextSource", "Representation", "TextDescription", "Transcript")
_OTHERS = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")
_REGIONS = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")


def project_in(folder: Path) -> Path | None:
    """Give the only project of a folder, None where there is none or several."""
    found = [one for one in folder.iterdir() if one.suffix.lower() == PROJECT and one.is_file()]
    return found[0] if len(found) == 1 else None


def _texts_of(source: Node) -> Iterator[Node]:
    """Give the texts of a source; what ATLAS.ti repeats of one in a selection is none."""
    if source.name in _TEXTS:
        yield source
    for one in source.below():
        if one.name not in _REGIONS:
            yield from one.all(*_TEXTS)


def read(path: Path, returning: Returning, given: Given) -> None:
    """Take in a codebook, a project, or the folder of one; raise BadInput naming the line."""
    project = project_in(path) if path.is_dir() else path
    if project is None:
        raise BadInput("dataset.incomplete", location=path, name=f"project{PROJECT}")
    with opened(project) as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise Origin(project.name).bad("too_long")
    root = parse(data, name=project.name)
    if root.name not in ("Project", "CodeBook"):
        raise Origin(project.name, root.line).bad("not_project")
    reading = _Project(root, project, returning, given)
    reading.labels()
    if root.name == "Project":
        reading.sources()
        reading.links()
        reading.count()


@dataclass(slots=True)
class _Project:
    """A project on its way in; what refers to something does so by its GUID, in small letters."""

    root: Node
    path: Path
    returning: Returning
    given: Given
    _labels: dict[str, str] = field(default_factory=dict)
    _annotators: dict[str, str] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)
    _there: set[str] = field(default_factory=set)
    _notes: dict[str, Node] = field(default_factory=dict)
    _ours: dict[str, Json] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _selected: set[str] = field(default_factory=set)
    _texts: dict[str, Path] = field(default_factory=dict)
    _variables: dict[str, str] = field(default_factory=dict)
    _statements: dict[str, Id] = field(default_factory=dict)
    _placed: dict[str, Placed] = field(default_factory=dict)
    _about: dict[str, Row] = field(default_factory=dict)

    def labels(self) -> None:
        """Take in what there is by GUID, and codes as labels."""
        for folder in self.path.parent.iterdir():
            if folder.name.lower() == "sources" and folder.is_dir():
                self._texts |= {one.name.lower(): one for one in folder.iterdir()}
        for one in self._in("Variables", "Variable"):
            self._variables[guid_of(one, "guid")] = one.attributes.get("name", "")
        seen: set[tuple[str, str]] = set()
        for one in self.root.below():
            # A selection in a PDF and the same one in its text share theirs.
            kind = one.name, guid_of(one, "guid")
            if kind[1] and one.name != "MemberCode":
                if kind in seen:
                    raise self._at(one).bad("id_twice")
                seen.add(kind)
                self._there.add(kind[1])
        names = {guid_of(one, "guid"): _name_of(one) for one in self._in("Users", "User")}
        namesakes = Counter(names.values())
        for guid, name in names.items():
            # Two people of one name are two annotators.
            alone = not name or namesakes[name] == 1
            self._annotators[guid] = name if alone else f"{name} ({guid[-8:]})"
        for one in self._in("Notes", "Note"):
            self._notes[guid_of(one, "guid")] = one
            if one.attributes.get("name") == OURS:
                data = self._words(one).encode()
                self._ours[guid_of(one, "guid")] = parse_json(
                    data, name=self.path.name, line=one.line
                )
        self._take_labels()
        self._give_back_names()

    def sources(self) -> None:
        """Take in the texts with what is selected in them."""
        self._about = self._cases()
        for source in self.root.all("Sources"):
            for one in source.inner:
                texts = [*_texts_of(one)]
                if one.name in _OTHERS and not texts:
                    self._lost("not_text")
                for node in texts:
                    self._source(node, self._about.get(guid_of(one, "guid"), {}))

    def links(self) -> None:
        """Take in links between selections, or between their codings."""
        for one in self._in("Links", "Link"):
            ends = []
            for key in ("originGUID", "targetGUID"):
                guid = guid_of(one, key)
                if guid and guid not in self._there:
                    raise self._at(one).bad("unknown", key=key, said=guid)
                ends.append(self._statements.get(guid))
            source, target = ends
            if source is None or target is None:
                self._lost("links_left_out")
                continue
            name = one.attributes.get("name") or text("import.dataset.unnamed_link")
            kind = self._types.get(name, name)[:LONGEST_LINE]
            placed = self._placed.get(guid_of(one, "originGUID"))
            ours = placed.link(kind, [str(source), str(target)]) if placed else None
            directed = one.attributes.get("direction", "OneWay") == "OneWay"
            self.returning.link(ours, kind, (source, target), self._at(one), directed=directed)

    def count(self) -> None:
        """Count what has no place here."""
        self._lost("sets", sum(one.name == "Set" for one in self.root.below()))
        self._lost("graphs", len(self._in("Graphs", "Graph")))
        about = self.root.first("Description")
        self._lost("memos", bool(about and about.words.strip()))
        self._lost("memos", len(self._notes.keys() - self._used - self._ours.keys()))
        names = (*_REGIONS, "PlainTextSelection")
        regions = {guid_of(one, "guid") for one in self.root.below() if one.name in names}
        self._lost("regions", len(regions - self._selected))

    def _at(self, node: Node) -> Origin:
        return Origin(self.path.name, node.line)

    def _lost(self, reason: str, n: int = 1) -> None:
        self.returning.building.lost[reason] += n

    def _in(self, outer: str, name: str) -> list[Node]:
        return [one for held in self.root.all(outer) for one in held.all(name)]

    def _line(self, node: Node, key: str) -> str:
        found = " ".join(node.attributes.get(key, "").split())
        if not found or len(found) > LONGEST_LINE:
            raise self._at(node).bad("not_text", key=key, longest=LONGEST_LINE)
        return found

    def _take_labels(self) -> None:
        book = self.root if self.root.name == "CodeBook" else self.root.first("CodeBook")
        codes = book.first("Codes") if book else None
        nodes = [one for one in codes.below() if one.name == "Code"] if codes else []
        counts = Counter(self._line(one, "name") for one in nodes)
        waiting = [(one, "") for one in codes.all("Code")] if codes else []
        travelled = {i for i, _ in self._travelled("labels")}
        while waiting:
            one, above = waiting.pop()
            name = self._line(one, "name")
            if above:
                self._lost("nesting")
                name = name if counts[name] == 1 else f"{above} / {name}"[:LONGEST_LINE]
            self._labels[guid_of(one, "guid")] = name
            if guid_of(one, "guid") not in travelled:
                self._keep_label(one, name)
            waiting += [(inner, name) for inner in reversed([*one.all("Code")])]

    def _keep_label(self, node: Node, name: str) -> None:
        known = rows_in.label_of_name(name)
        about = node.first("Description")
        if about is not None and about.words.strip():
            known = replace(known, definition=about.words.strip()[:LONGEST_PROSE])
        self.returning.building.keep(known)

    def _travelled(self, kind: str) -> Iterator[tuple[str, str]]:
        """Give the ids and names of records of ours that travelled in notes."""
        for ours in self._ours.values():
            held = ours.get(kind) if isinstance(ours, dict) else None
            for one in held if isinstance(held, list) else ():
                if isinstance(one, dict) and isinstance(one.get("name"), str):
                    yield str(one.get("id")).lower(), str(one["name"])

    def _give_back_names(self) -> None:
        """Give names that no XML can hold as they were, unless somebody has changed them."""
        for kind, names in (("labels", self._labels), ("annotators", self._annotators)):
            for record, name in self._travelled(kind):
                if names.get(record) in (kept(name), " ".join(kept(name).split())):
                    names[record] = name
        self._types = {kept(name): name for _, name in self._travelled("link_types")}

    def _source(self, node: Node, about: Row) -> None:
        note, ours = self._notes_of(node)
        words = self._text_of(node, ours)
        if words is None or not words.strip():
            self._lost("not_text")
            return
        values: Row = {**about, **values_of(node, self._variables)}
        described = node.first("Description")
        values |= {"description": described.words} if described and described.words else {}
        values |= {"note": note} if note else {}
        codes = [self._label_of(one) for one in node.all("Coding")]
        values |= {"codes": [*codes]} if codes else {}
        name = " ".join(node.attributes.get("name", "").split())[:LONGEST_LINE]
        found = foreign.article(
            words,
            name or guid_of(node, "guid"),
            reader="refi-qda",
            title=name,
            attributes=foreign.attributes(values),
        )
        article = self.returning.article(found, ours, self._at(node))
        placed = Placed(ours, self._at(node))
        selections = [*node.all("PlainTextSelection")]
        self._lost("regions", len([*node.all("TranscriptSelection")]))
        places = [self._place(one) for one in selections]
        # What we wrote counts as we do, whatever is said of the rest.
        counting = Counting(words, places, "code-points" if ours else self.given.offsets)
        if not counting.sure:
            self.returning.building.note(text("import.dataset.units", name=name or self.path.name))
        for one in selections:
            self._selection(one, article, placed, counting)

    def _selection(self, node: Node, article: Id, placed: Placed, counting: Counting) -> None:
        at = self._at(node)
        start, end, name = self._place(node)
        start, end = counting.place(start, end, at)
        note, _ = self._notes_of(node)
        about = node.first("Description")
        said = "\n".join(one for one in (about.words.strip() if about else "", note) if one)
        guid = guid_of(node, "guid")
        self._selected.add(guid)
        codings = [*node.all("Coding")]
        if not codings:
            self._lost("unlabelled")
        words = self.returning.building.article_of(article).text[start:end]
        for coding in codings:
            label = self._label_of(coding)
            known = placed.statement(label, start, end)
            by = self._annotators.get(
                guid_of(coding, "creatingUser") or guid_of(node, "creatingUser"), ""
            )
            content: list[Stretch] = [("content", start, end)]
            renamed = name if not known and not begins(words, name) else ""
            made = self.returning.statement(
                *(known, article, label, content, at),
                annotator=None if known and not by else by,
                note="" if known else said[:LONGEST_PROSE],
                attributes=foreign.attributes({**self._about.get(guid, {}), RENAMED: renamed}),
            )
            self._statements.setdefault(guid, made)
            self._statements[guid_of(coding, "guid")] = made
            self._placed[guid] = self._placed[guid_of(coding, "guid")] = placed

    def _place(self, node: Node) -> tuple[int, int, str]:
        found = []
        for key in ("startPosition", "endPosition"):
            said = node.attributes.get(key, "").strip()
            if not said.isascii() or not said.isdigit() or len(said) > 9:
                raise self._at(node).bad("not_number", key=key)
            found.append(int(said))
        return found[0], found[1], node.attributes.get("name", "")

    def _label_of(self, coding: Node) -> str:
        ref = coding.first("CodeRef")
        guid = guid_of(ref, "targetGUID") if ref else ""
        if guid not in self._labels:
            raise self._at(coding).bad("unknown", key="CodeRef", said=guid[:40])
        return self._labels[guid]

    def _notes_of(self, node: Node) -> tuple[str, Json]:
        """Give the notes of something in one, and what of ours travels with it."""
        said: list[str] = []
        ours: Json = None
        for ref in node.all("NoteRef"):
            guid = guid_of(ref, "targetGUID")
            if guid not in self._notes:
                raise self._at(ref).bad("unknown", key="NoteRef", said=guid[:40])
            self._used.add(guid)
            if guid in self._ours:
                ours = self._ours[guid]
            else:
                said.append(self._words(self._notes[guid]))
        return "\n".join(one for one in said if one.strip()), ours

    def _words(self, node: Node) -> str:
        """Give the text of a source or note, empty where it is not there."""
        content = node.first("PlainTextContent")
        if content is not None:
            return content.words
        return self._decoded(self._beside(node) or b"", node).removeprefix("\ufeff")

    def _text_of(self, node: Node, ours: Json) -> str | None:
        """Give the text of a source as it was; a mark at its beginning is only part of ours."""
        content = node.first("PlainTextContent")
        if content is not None:
            return content.words
        data = self._beside(node)
        if data is None:
            return None
        words = self._decoded(data, node)
        known = ours.get("article") if isinstance(ours, dict) else None
        told = known.get("sha256") if isinstance(known, dict) else None
        if told == sha256(data).hexdigest():
            return words
        return words.removeprefix("\ufeff")

    def _decoded(self, data: bytes, node: Node) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise self._at(node).bad("not_utf8") from error

    def _beside(self, node: Node) -> bytes | None:
        """Give the bytes of a plain text in the folder of sources, None where it is not there."""
        said = node.attributes.get("plainTextPath", "")
        name = PurePosixPath(said.removeprefix(INTERNAL).replace("\\", "/")).name.lower()
        found = self._texts.get(name) if name.endswith(".txt") else None
        return self._read(found) if found else None

    def _read(self, path: Path) -> bytes:
        with opened(path) as stream:
            data = stream.read(4 * LARGEST + 1)
        if len(data) > 4 * LARGEST:
            raise Origin(path.name).bad("too_long")
        return data

    def _cases(self) -> dict[str, Row]:
        """Give what cases say about their sources and selections, by GUID of these."""
        found: dict[str, dict[str, list[str]]] = {}
        for case in self._in("Cases", "Case"):
            values = values_of(case, self._variables)
            if name := case.attributes.get("name", ""):
                values = {"case": name, **values}
            about = case.first("Description")
            if about is not None and about.words.strip():
                values["case description"] = about.words.strip()
            refs = [*case.all("SourceRef", "SelectionRef")]
            self._lost("cases", not refs)
            for ref in refs:
                held = found.setdefault(guid_of(ref, "targetGUID"), {})
                for key, value in values.items():
                    held.setdefault(key, []).append(value)
        return {
            guid: {key: some[0] if len(some) == 1 else [*some] for key, some in held.items()}
            for guid, held in found.items()
        }


def _name_of(annotator: Node) -> str:
    return (annotator.attributes.get("name") or annotator.attributes.get("id") or "")[:LONGEST_LINE]
