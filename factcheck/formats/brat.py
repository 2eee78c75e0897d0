"""brat standoff: a folder with a `.txt` and an `.ann` for each article, in sub-folders too.

Several layers are a sub-folder each. Read are spans with gaps, links, `Equiv`, events with their
arguments (as links of a statement to others), attributes, normalizations and notes, also from
`.a1`, `.a2`, `.rel` and `.co`. Written are statements as spans, source and cue as spans that hang
on them, links, attributes, notes, and who and what is meant; all of a record travels in a note.

What it cannot hold: statements of nothing but line breaks. Links across articles lie beside (see
`beside`). Offsets are code points of the `.txt`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, beside, by_layer
from factcheck.formats.beside import Beside, Writing
from factcheck.formats.brat_conf import NAME as CONF
from factcheck.formats.brat_conf import configuration, symmetric
from factcheck.formats.brat_in import Reading
from factcheck.formats.brat_lines import Page
from factcheck.formats.brat_out import Lines
from factcheck.formats.building import Building, Origin
from factcheck.formats.bundle import Bundle
from factcheck.formats.by_layer import Held, Layer, Tools
from factcheck.formats.decoding import decoded
from factcheck.formats.given import NOTHING, Given
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import opened
from factcheck.formats.places import below
from factcheck.ids import Id
from factcheck.prose.decode import LARGEST, clean
from factcheck.records import NewArticle
from factcheck.streams import up_to
from factcheck.texts import text

NAME = "brat"
TEXT = ".txt"
LINES = (".ann", ".a1", ".a2", ".rel", ".co")
_MARK = "\ufeff"


def is_ours(path: Path) -> bool:
    """Say whether a path is a folder with articles and their lines of brat, or such lines."""
    if not path.is_dir():
        return path.suffix.lower() in LINES
    try:
        return beside.has_marker(path, NAME) or bool(below(path, LINES))
    except BadInput:
        return False


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has altered anything."""
    return beside.is_replaceable(path, NAME)


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a dataset into a new folder, several layers into a sub-folder each."""
    with Writing(out, NAME, bundle) as side:
        side.put(CONF, configuration(bundle))
        tools = Tools.of(side, bundle)

        def put(layer: Layer) -> Held:
            lines = Lines(layer.part.article.text, tools)
            lines.add(layer.statements, layer.links)
            side.put(f"{layer.in_folder}{TEXT}", layer.part.article.text)
            side.put(f"{layer.in_folder}{LINES[0]}", lines.words())
            return lines.called.keys(), lines.lost

        return by_layer.write(side, bundle, put, tick=tick)


def read(path: Path, given: Given = NOTHING) -> Bundle:
    """Read a folder of articles, or one article; raise BadInput naming the line at fault."""
    returning, encoding = Returning(Building(NAME)), given.encoding
    if path.is_dir():
        reading = _Reader(returning, path, beside.find(path, NAME), encoding)
        reading.read(below(path, (TEXT, *LINES)))
    else:
        there = [path.with_suffix(e).name for e in (TEXT, *LINES) if path.with_suffix(e).exists()]
        if path.name not in there:
            raise BadInput("dataset.incomplete", location=path.parent, name=path.name)
        _Reader(returning, path.parent, Beside(), encoding).read(there)
    return returning.bundle()


@dataclass(slots=True)
class _Reader:
    """The parts of a folder on their way into a bundle."""

    returning: Returning
    root: Path
    side: Beside
    encoding: str | None
    _there: dict[str, Id] = field(default_factory=dict)

    def read(self, ways: Iterable[str]) -> None:
        """Read all parts, and what lies beside them."""
        found: dict[str, list[str]] = {}
        for way in ways:
            found.setdefault(str(PurePosixPath(way).with_suffix("")), []).append(way)
        self.side.begin(self.returning)
        symmetric_in = symmetric(self.root, {_folder(stem) for stem in found})
        layers = self._layers(found)
        for stem, parts in sorted(found.items()):
            annotator, place = layers.get(stem, ("", stem))
            self._read(place, parts, annotator, symmetric_in[_folder(stem)])
        self.side.end(self.returning)

    def _layers(self, found: Mapping[str, list[str]]) -> dict[str, tuple[str, str]]:
        """Give whose each part is and how it is called, where the folders say so."""
        whose = self.side.layers
        if "" in whose:
            return {stem: (whose[""], stem) for stem in found}
        parted = {stem: stem.partition("/")[::2] for stem in found}
        if whose:
            known = {stem: one for stem, one in parted.items() if one[0] in whose}
            return {stem: (whose[first], rest) for stem, (first, rest) in known.items()}
        alike: dict[str, list[str]] = {}
        for stem, (_, rest) in parted.items():
            alike.setdefault(rest, []).append(stem)
        several = [stems for rest, stems in alike.items() if rest and len(stems) > 1]
        if "" in alike or not several or not all(self._same(stems) for stems in several):
            return {}
        # The same article in two folders: they are two people's.
        return parted

    def _same(self, stems: Iterable[str]) -> bool:
        return len({self._bytes(f"{stem}{TEXT}") for stem in stems}) == 1

    def _read(
        self, place: str, parts: list[str], annotator: str, symmetric_links: frozenset[str]
    ) -> None:
        building = self.returning.building
        texts = [way for way in parts if PurePosixPath(way).suffix.lower() == TEXT]
        if not texts:
            name = str(PurePosixPath(parts[0]).with_suffix(TEXT))
            raise BadInput("dataset.incomplete", location=parts[0], name=name)
        words = decoded(self._bytes(texts[0]), texts[0], self.encoding)
        shift = 0
        # A mark at the beginning counts in brat, and is no character of ours.
        if words.startswith(_MARK) and not self.side.was(place, words):
            words, shift = words[1:], 1
        words, replaced = clean(words)
        building.lost["characters"] += replaced
        if not words.strip():
            building.lost["empty_articles"] += 1
            return
        title = place.rpartition("/")[2]
        plain = NewArticle(words, f"{place}{TEXT}", title, reader=NAME)
        article = self.side.article(self.returning, place, plain)
        if self._there.setdefault(place, article) != article:
            building.notes.append(text("import.dataset.other_text", name=place))
        page = Page(shift)
        for way in parts:
            if way not in texts:
                lines = decoded(self._bytes(way), way, self.encoding).removeprefix(_MARK)
                page.take(way, clean(lines)[0])
        reading = Reading(
            self.returning, page, article, annotator=annotator, symmetric=symmetric_links
        )
        reading.read()

    def _bytes(self, way: str) -> bytes:
        try:
            with opened(self.root / way) as stream:
                data = up_to(stream, LARGEST + 1)
        except FileNotFoundError:
            return b""
        if len(data) > LARGEST:
            raise Origin(way).bad("too_long")
        return data


def _folder(stem: str) -> str:
    return stem.rpartition("/")[0]
