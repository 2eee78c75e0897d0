"""WebAnno TSV 3.3, which INCEpTION exchanges: a file for each article and layer.

Read are 3.0 to 3.2 too: spans, relations, slots and chains of any layers, in a file, or in
folders as INCEpTION exports them (`annotation/ARTICLE/ANNOTATOR.tsv`). Written are layers of our
own: statements with label, speaker, claim, certainty and note, their source and cue in a slot, and
links; all of a record travels in a feature. Offsets are UTF-16 units.

What it cannot hold: gaps (an annotation reaches from the first stretch to the last), white space
at the ends of a span, annotations of no length. Of these the first two come back to us. Links
across articles lie beside (see `beside`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, beside, by_layer
from factcheck.formats import webanno_lines as lines
from factcheck.formats.beside import Beside, Writing
from factcheck.formats.building import Building, Origin
from factcheck.formats.bundle import Bundle
from factcheck.formats.by_layer import Held, Layer, Tools
from factcheck.formats.layer_places import of_folders, of_ours
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import opened
from factcheck.formats.places import below
from factcheck.formats.webanno_in import Reading
from factcheck.formats.webanno_out import Sheet
from factcheck.ids import Id
from factcheck.prose.decode import LARGEST
from factcheck.records import NewArticle
from factcheck.streams import up_to
from factcheck.texts import text

NAME = "webanno-tsv"
ENDING = ".tsv"
_HEAD = 100  # bytes, enough for the first line


def is_ours(path: Path) -> bool:
    """Say whether a path is such a file, or a folder with some."""
    if not path.is_dir():
        return path.suffix.lower() == ENDING and _shows(path)
    try:
        return beside.has_marker(path, NAME) or any(_shows(path / w) for w in below(path, [ENDING]))
    except BadInput:
        return False


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has altered anything."""
    return beside.is_replaceable(path, NAME)


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a dataset into a new folder, a file for each article and layer."""
    with Writing(out, NAME, bundle) as side:
        tools = Tools.of(side, bundle)

        def put(layer: Layer) -> Held:
            sheet = Sheet(layer.part.article.text, tools)
            sheet.add(layer.statements)
            words = sheet.lines(layer.statements, layer.links)
            side.put(f"{layer.in_article}{ENDING}", words)
            return sheet.called.keys(), sheet.lost

        return by_layer.write(side, bundle, put, tick=tick)


def read(path: Path) -> Bundle:
    """Read a file or a folder of them; raise BadInput naming the line at fault."""
    returning = Returning(Building(NAME))
    if path.is_dir():
        ways = [way for way in below(path, [ENDING]) if _shows(path / way)]
        _Reader(returning, path, beside.find(path, NAME)).read(ways)
    else:
        _Reader(returning, path.parent, Beside()).read([path.name])
    return returning.bundle()


@dataclass(slots=True)
class _Reader:
    """The files of a folder on their way into a bundle."""

    returning: Returning
    root: Path
    side: Beside
    _there: dict[str, Id] = field(default_factory=dict)

    def read(self, ways: Iterable[str]) -> None:
        """Read all files, and what lies beside them."""
        self.side.begin(self.returning)
        sheets = {way: lines.sheet(self._bytes(way), way) for way in ways}
        places = self._places(sheets)
        self.returning.building.lost["initial"] += len(sheets) - len(places)
        for way, (place, annotator) in places.items():
            self._read(sheets[way], way, place, annotator)
        self.side.end(self.returning)

    def _places(self, sheets: Mapping[str, lines.Sheet]) -> dict[str, tuple[str, str]]:
        """Give what article each file is of, and whose it is."""
        if self.side.layers:
            return of_ours(sheets, self.side.layers)
        return of_folders(sheets, lambda some: len({sheets[way].text for way in some}) == 1)

    def _read(self, sheet: lines.Sheet, way: str, place: str, annotator: str) -> None:
        building = self.returning.building
        # The last line's end is the format's, not the text's.
        words = sheet.text.removesuffix("\n")
        if not words.strip():
            building.lost["empty_articles"] += 1
            return
        name = PurePosixPath(place).name
        source_name = Origin(way).short("name", place)
        plain = NewArticle(words, source_name, name, reader=NAME)
        article = self.side.article(self.returning, place, plain)
        if self._there.setdefault(place, article) != article:
            building.notes.append(text("import.dataset.other_text", name=place))
        Reading(self.returning, sheet, article, annotator=annotator, name=way).read()

    def _bytes(self, way: str) -> bytes:
        try:
            with opened(self.root / way) as stream:
                data = up_to(stream, LARGEST + 1)
        except FileNotFoundError as error:
            raise BadInput("dataset.incomplete", location=self.root, name=way) from error
        if len(data) > LARGEST:
            raise Origin(way).bad("too_long")
        return data


def _shows(path: Path) -> bool:
    try:
        with opened(path) as stream:
            return lines.shows(stream.read(_HEAD))
    except (OSError, BadInput):
        return False
