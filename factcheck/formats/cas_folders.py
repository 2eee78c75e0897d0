"""Folders of CAS: one for each article and annotator, in zips or not, and what lies beside.

What XMI and JSON have in common is here; how either is read and written is a `Form`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, beside, by_layer
from factcheck.formats.beside import Beside, Writing
from factcheck.formats.building import Building, Origin
from factcheck.formats.bundle import Bundle, Part
from factcheck.formats.by_layer import Held, Layer, Tools
from factcheck.formats.cas_article import Articles
from factcheck.formats.cas_model import Cas
from factcheck.formats.cas_near import NearTypes
from factcheck.formats.cas_out import Sheet, our_types
from factcheck.formats.cas_types import TypeSystem
from factcheck.formats.given import NOTHING, Ahead, Given
from factcheck.formats.layer_places import of_folders, of_ours
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import beginning, opened
from factcheck.formats.places import below
from factcheck.formats.rows import Json
from factcheck.formats.zipped import ENDING as ZIP
from factcheck.formats.zipped import Room, endings, unpacked
from factcheck.streams import up_to

TYPES = "TypeSystem"
_START, _HEAD = 2_000, 64_000
_LARGEST = 1_000_000_000  # bytes; a long text with an annotation for each of its words has 100 MB


@dataclass(frozen=True, slots=True)
class Form:
    """How CAS are written: by endings and heads told, read and made, and what belongs beside.

    `read` asks for the types near by where it needs them. `flat` gives words as they come back,
    `apart` what else is to be written for their types.
    """

    name: str
    ending: str
    shows: Callable[[bytes], bool]
    read: Callable[[bytes, str, Callable[[], TypeSystem]], Cas]
    made: Callable[[Sheet], str]
    flat: Callable[[str], str]
    apart: Callable[[TypeSystem], dict[str, str]]
    packed: bool


def is_ours(form: Form, path: Path) -> bool:
    """Say whether a path is such a CAS, or a folder with some."""
    if not path.is_dir():
        return _shows(form, path)
    try:
        found = beside.has_marker(path, form.name) or any(True for _ in _ways(form, path))
    except BadInput:
        return False
    return found


def write(form: Form, bundle: Bundle, out: Path, tick: Tick) -> Written:
    """Write a dataset into a new folder, a CAS for each article and layer."""
    types = TypeSystem()
    with Writing(out, form.name, bundle) as side:
        side.places.place(TYPES)
        tools = Tools.of(side, bundle)

        def put(layer: Layer) -> Held:
            sheet = Sheet(layer.part, layer.place, tools, our_types())
            sheet.add(layer.statements, layer.links)
            side.put(f"{layer.in_article}{form.ending}", form.made(sheet))
            types.add(sheet.types)
            return {one.id for one in layer.statements}, sheet.lost

        def more(part: Part) -> dict[str, Json]:
            # What the format cannot hold of a text lies beside it.
            text = part.article.text
            return {} if form.flat(text) == text else {"text": text}

        def last() -> None:
            for name, words in form.apart(types).items():
                side.put(name, words)

        return by_layer.write(side, bundle, put, tick=tick, more=more, last=last)


def read(form: Form, path: Path, given: Given = NOTHING) -> Bundle:
    """Read a CAS or a folder of them; raise BadInput naming the place at fault."""
    returning = Returning(Building(form.name))
    if path.is_dir():
        side = beside.find(path, form.name)
        _Reader(form, returning, path, side, given.ahead).read(_ways(form, path))
    else:
        _Reader(form, returning, path.parent, None).read([path.name])
    return returning.bundle()


def ahead(form: Form, path: Path) -> Iterator[tuple[str, Cas]]:
    """Read those CAS of an export of ours that are read ahead, without their types."""
    if beside.has_marker(path, form.name):
        reader = _Reader(form, Returning(Building(form.name)), path, None)
        near = NearTypes(path, is_whole=True)
        for n, way in enumerate(_ways(form, path)):
            if _is_ahead(n, way):
                yield way, replace(reader.cas(path / way, way, near), types=TypeSystem())


def _is_ahead(n: int, way: str) -> bool:
    # Making sense of four CAS takes as long as taking three of them apart.
    return n % 4 > 0 and not way.lower().endswith(ZIP)


@dataclass(slots=True)
class _Reader:
    """The CAS of a folder on their way into a bundle; one alone has nothing of ours beside it."""

    form: Form
    returning: Returning
    root: Path
    side: Beside | None
    ahead: Ahead | None = None
    _room: Room = field(default_factory=Room)

    def read(self, ways: Iterable[str]) -> None:
        """Read all of them, and what lies beside."""
        side = self.side or Beside()
        side.begin(self.returning)
        articles = Articles(self.returning, side, self.form.name, self.form.flat)
        near = NearTypes(self.root, is_whole=self.side is not None)
        there = [*ways]
        places = self._places(there, near)
        self.returning.building.lost["initial"] += len(there) - len(places)
        for n, (way, (place, annotator)) in enumerate(places.items()):
            known = self._taken(n, way, near) if side.layers else None
            found = [("", known)] if known else list(self._all(way, near))
            for inner, cas in found:
                if len(found) == 1:
                    articles.take(cas, place, annotator)
                else:
                    articles.take(cas, f"{place}/{inner.rpartition('.')[0]}", "")
        side.end(self.returning)

    def _places(self, ways: Sequence[str], near: NearTypes) -> dict[str, tuple[str, str]]:
        """Give what article each CAS is of, and whose it is."""
        layers = self.side.layers if self.side else {}
        if layers:
            return of_ours(ways, layers)

        def are_one_text(some: Sequence[str]) -> bool:
            first = None
            for way in some:
                texts = [_texts(cas) for _, cas in self._all(way, near)]
                if len(texts) != 1 or (first is not None and texts != first):
                    return False
                first = texts
            return True

        return of_folders(ways, are_one_text)

    def _taken(self, n: int, way: str, near: NearTypes) -> Cas | None:
        """Give the CAS of a way where it was read ahead."""
        found = self.ahead(way) if self.ahead and _is_ahead(n, way) else None
        if isinstance(found, Cas):
            found.types = near.of(self.root / way)
            return found
        return None

    def _all(self, way: str, near: NearTypes) -> Iterator[tuple[str, Cas]]:
        """Give the CAS that a way leads to, several where it is a zip, each by its way in that."""
        if not way.lower().endswith(ZIP):
            yield "", self.cas(self.root / way, way, near)
            return
        with unpacked(self.root / way, self._room) as folder:
            inside = NearTypes(folder, is_whole=True)
            for inner in below(folder, [self.form.ending]):
                yield inner, self.cas(folder / inner, f"{way}/{inner}", inside)

    def cas(self, path: Path, name: str, near: NearTypes) -> Cas:
        try:
            with opened(path) as stream:
                data = up_to(stream, _LARGEST + 1)
        except FileNotFoundError as error:
            raise BadInput("dataset.incomplete", location=self.root, name=name) from error
        if len(data) > _LARGEST:
            raise Origin(name).bad("too_long")
        return self.form.read(data.removeprefix(b"\xef\xbb\xbf"), name, lambda: near.of(path))


def _texts(cas: Cas) -> list[str | None]:
    return [sofa.text for sofa in cas.sofas.values()]


def _ways(form: Form, root: Path) -> Iterator[str]:
    """Give what lies in a folder and is a CAS, or a zip with some."""
    for way in below(root, [form.ending, ZIP] if form.packed else [form.ending]):
        path = root / way
        if form.ending in endings(path) if way.lower().endswith(ZIP) else _shows(form, path):
            yield way


def _shows(form: Form, path: Path) -> bool:
    # Most show it at once, and there may be thousands.
    heads = (beginning(path, size) for size in (_START, _HEAD))
    return path.suffix.lower() == form.ending and any(map(form.shows, heads))
