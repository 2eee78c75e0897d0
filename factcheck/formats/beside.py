"""What we put beside the parts of a dataset in another program's format, and find again.

`factcheck.json` says that it is ours, whose layer lies where and what belongs to it;
`articles.jsonl` has what articles have besides their text, and whom their statements name. Other
programs leave both alone. Links across articles are in `cross_links`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from factcheck import __version__
from factcheck.errors import BadInput
from factcheck.formats import cross_links
from factcheck.formats.building import Origin
from factcheck.formats.bundle import Bundle, Part, layers_of
from factcheck.formats.cross_links import Crossing
from factcheck.formats.fields import Fields
from factcheck.formats.lines import line_of, lines
from factcheck.formats.manifest import pretty
from factcheck.formats.ours import Outgoing
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import digest, opened
from factcheck.formats.places import Places, all_below
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.ids import Id
from factcheck.prose.decode import LARGEST
from factcheck.records import NewArticle
from factcheck.streams import up_to

MARKER = "factcheck.json"
ARTICLES = "articles.jsonl"
VERSION = 1


class Writing:
    """A folder while a dataset is written into it."""

    def __init__(self, out: Path, format_name: str, bundle: Bundle) -> None:
        out.mkdir()
        self.outgoing = Outgoing(bundle)
        self.crossing = Crossing(bundle.links)
        self.places = Places()
        #: Statements that the format could not hold.
        self.left_out: set[Id] = set()
        self._out = out
        self._format = format_name
        self._bundle = bundle
        self._hashes: dict[str, Json] = {}
        self._layers: list[Json] = []
        # Those that are there already: to ask for each file takes as long as to write it.
        self._folders = {""}
        self._rows: BinaryIO = (out / ARTICLES).open("xb")
        for name in (MARKER, ARTICLES, cross_links.NAME):
            self.places.place(name.partition(".")[0])

    def __enter__(self) -> "Writing":
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def folders(self) -> dict[Id, str]:
        """Give the names under which several layers lie; one alone has no name."""
        layers = layers_of(self._bundle)
        found: dict[Id, str] = {}
        for one in layers:
            found[one.id] = self.places.folder(one.name) if len(layers) > 1 else ""
            self._layers.append({"annotator": one.name, "folder": found[one.id]})
        return found

    def article(self, part: Part, **more: Json) -> str:
        """Give an article its place, and keep what it has besides its text, and what more."""
        place = self.places.place(part.article.source_name)
        self._rows.write(line_of({"place": place, **self.outgoing.article(part), **more}))
        return place

    def put(self, way: str, words: str) -> None:
        """Write a part, its characters as they are."""
        data = words.encode()
        path = self._out / way
        folder = way.rpartition("/")[0]
        if folder not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with path.open("xb") as stream:
            stream.write(data)
        self._hashes[way] = sha256(data).hexdigest()

    def left(self) -> Counter[str]:
        """Count what neither the format nor what lies beside it holds."""
        out = self.left_out
        few = sum(x.source in out or x.target in out for x in self._bundle.links)
        return Counter({"links_left_out": few}) + Counter(self.outgoing.left())

    def finish(self) -> int:
        """Write the links across articles and whose all this is; say how many links."""
        n = self.crossing.write(self._out, self.outgoing.names, but=self.left_out)
        self._mark()
        return n

    def finish_with_links(self) -> int:
        """Write all links, for a format that holds none; else as `finish`."""
        n = self.crossing.write_all(self._out, self.outgoing.names, but=self.left_out)
        self._mark()
        return n

    def _mark(self) -> None:
        self._rows.close()
        for name in (ARTICLES, cross_links.NAME):
            self._hashes[name] = digest(self._out / name)
        about = self._bundle.about
        marker: Row = {
            "citation": about.citation,
            "contact": about.contact,
            "format": self._format,
            "format_version": VERSION,
            "layer": about.layer,
            "layers": self._layers,
            "licence": about.licence,
            "parts": {**self._hashes},
            "program_version": __version__,
            "revision": about.revision,
            "title": about.title,
        }
        (self._out / MARKER).write_bytes(pretty(marker))


@dataclass(slots=True)
class Beside:
    """What was found beside the parts of a dataset; empty where it is not one of ours."""

    root: Path | None = None
    layers: dict[str, str] = field(default_factory=dict)
    _articles: dict[str, tuple[Origin, Fields]] = field(default_factory=dict)

    def begin(self, returning: Returning) -> None:
        """Take in whom articles name, before any of their statements."""
        for at, row in self._articles.values():
            returning.registry(row, at)

    def article(self, returning: Returning, place: str, plain: NewArticle) -> Id:
        """Take in an article, with what lies beside if its text is still that one."""
        if place not in self._articles:
            return returning.building.article(plain)
        at, row = self._articles[place]
        return returning.article(plain, {**row.values}, at)

    def row(self, place: str) -> tuple[Origin, Fields] | None:
        """Give the row of the article of a place, where there is one."""
        return self._articles.get(place)

    def was(self, place: str, text: str) -> bool:
        """Say whether the article of this place had this text when it was written."""
        if place not in self._articles:
            return False
        row = self._articles[place][1].inner("article")
        return row.hash("sha256") == sha256(text.encode()).digest()

    def end(self, returning: Returning) -> None:
        """Take in the links across articles."""
        if self.root is not None:
            cross_links.read(self.root, returning)


def find(root: Path, format_name: str) -> Beside:
    """Read what lies beside the parts of a dataset; raise BadInput where it is spoiled."""
    marker = _marker(root)
    if marker is None or marker.get("format") != format_name:
        return Beside()
    row = Fields(marker, name=MARKER, line=1)
    if row.number("format_version") > VERSION:
        raise BadInput("dataset.newer", location=root)
    layers = {
        one.maybe_line("folder") or "": one.maybe_line("annotator") or ""
        for one in row.inner_rows("layers")
    }
    return Beside(root, layers, {row.line("place"): (at, row) for at, row in _articles(root)})


def is_replaceable(root: Path, format_name: str) -> bool:
    """Say whether a folder is an export of ours in which nothing was put or altered since."""
    marker = _marker(root) if root.is_dir() else None
    if marker is None or marker.get("format") != format_name:
        return False
    parts = marker.get("parts")
    listed = parts if isinstance(parts, dict) else {}
    ways = set(all_below(root)) - {MARKER}
    return all(way in listed and digest(root / way) == listed[way] for way in ways)


def marked(root: Path) -> str | None:
    """Give the format in which a folder is an export of ours, by what lies beside."""
    marker = _marker(root)
    named = marker.get("format") if marker else None
    return named if isinstance(named, str) else None


def has_marker(root: Path, format_name: str) -> bool:
    """Say whether a folder is an export of ours in a format, altered or not."""
    return marked(root) == format_name


def _articles(root: Path) -> Iterator[tuple[Origin, Fields]]:
    if (root / ARTICLES).is_file():
        for number, value in lines(root / ARTICLES):
            at = Origin(ARTICLES, number)
            yield at, at.fields(value)


def _marker(root: Path) -> dict[str, Json] | None:
    try:
        with opened(root / MARKER) as stream:
            data = up_to(stream, LARGEST + 1)
        found = parse(data, name=MARKER)
    except (OSError, BadInput):
        return None
    return found if isinstance(found, dict) and len(data) <= LARGEST else None
