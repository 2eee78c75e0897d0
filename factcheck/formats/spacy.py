"""spaCy's DocBin: a doc for each article and annotator, and links across articles beside.

A folder has files for each annotator, as many as there are tokens for; a name that ends in
`.spacy` is one file for all. Statements are in the docs' group of spans `factcheck`, those that do
not overlap also entities. It cannot hold gaps. What else it has no room for travels in the docs'
user data, which spaCy keeps. How docs of any program are read is in `spacy_in`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, by_article, cross_links, docbin, spacy_in
from factcheck.formats.building import Building
from factcheck.formats.bundle import Bundle, Part, extent, layers_of
from factcheck.formats.docbin import ENDING, Mark
from factcheck.formats.docbin_out import Packing, tokens
from factcheck.formats.ours import KEY, Outgoing
from factcheck.formats.ours_in import Returning
from factcheck.formats.placed import ANNOTATOR, travelling
from factcheck.formats.places import Places, below
from factcheck.formats.spacy_in import GROUP, GROUPS, KB_ID
from factcheck.ids import Id
from factcheck.records import Link, Statement

NAME = "spacy"
#: The file of articles that no annotator has marked, where nobody has marked any.
NOBODY = "articles"
# In one file: more would have to be in memory at once, here and where it is read.
_MOST_TOKENS = 2_000_000


def is_ours(path: Path) -> bool:
    """Say whether a path shows by its name to hold docs of spaCy, or a folder with such files."""
    return bool(below(path, (ENDING,))) if path.is_dir() else path.suffix.lower() == ENDING


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has put anything else."""
    if path.is_dir():
        files = below(path, (ENDING,))
        names = {one.name for one in path.iterdir()}
        ours = {*files, cross_links.NAME} == names
        return ours and all(_is_written_here(path / one) for one in files)
    return path.suffix.lower() == ENDING and _is_written_here(path)


def read(path: Path) -> Bundle:
    """Read a file or a folder of them; raise BadInput naming the doc at fault."""
    returning = Returning(Building(NAME))
    for one in below(path, (ENDING,)) if path.is_dir() else [""]:
        spacy_in.read_docs(path / one, returning)
    if path.is_dir():
        cross_links.read(path, returning)
    return returning.bundle()


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a new folder, or one file where the name ends in .spacy."""
    outgoing, packings = Outgoing(bundle), _Packings(bundle, out)

    def put(part: Part, links: Sequence[Link]) -> dict[str, int]:
        article = outgoing.article(part)
        for layer, judged in packings.layers_of(part):
            held = [one for one in part.statements if one.annotator == layer]
            between = [one for one in links if one.annotator == layer]
            ours = travelling(article, held, between, outgoing)
            if layer is not None:
                ours[ANNOTATOR] = outgoing.names.annotators[layer]
            found = tokens(part.article.text, [*map(extent, held)])
            packings.of(layer).add(found, _marks(held, outgoing), {KEY: ours}, judged=judged)
        return {}

    written = by_article.write(bundle, out, tick=tick, outgoing=outgoing, put=put)
    packings.finish()
    return written


class _Packings:
    """The files of a folder while docs come: by layer, each packed once it is full enough."""

    def __init__(self, bundle: Bundle, out: Path) -> None:
        self._alone = out.suffix.lower() == ENDING
        self._out = out
        self._names = {one.id: one.name for one in layers_of(bundle)}
        self._done = {(i.article, i.annotator) for i in bundle.assignments if i.status == "done"}
        self._places = Places()
        self._packings: dict[str, Packing] = {}
        self._numbers: Counter[str] = Counter()
        # Without spaCy nothing is begun.
        self.of(next(iter(self._names), None))
        if not self._alone:
            out.mkdir()

    def layers_of(self, part: Part) -> list[tuple[Id | None, bool]]:
        """Give whose docs an article is in, and whether that annotator has judged all of it."""
        working = {one.annotator for one in part.statements}
        judging = [i for i in self._names if i in working or (part.id, i) in self._done]
        first = next(iter(self._names), None)
        return [(one, True) for one in judging] or [(first, False)]

    def of(self, layer: Id | None) -> Packing:
        """Give where the next doc of a layer belongs."""
        name = "" if self._alone or layer is None else self._names[layer]
        if name in self._packings and self._packings[name].size >= _MOST_TOKENS:
            self._write(name)
        if name not in self._packings:
            self._packings[name] = Packing()
        return self._packings[name]

    def finish(self) -> None:
        """Write what is not written yet."""
        for name in [*self._packings]:
            self._write(name)

    def _write(self, name: str) -> None:
        packing = self._packings.pop(name)
        if self._alone:
            packing.write(self._out)
            return
        self._numbers[name] += 1
        n = self._numbers[name]
        wanted = (name or NOBODY) + (f"-{n}" if n > 1 else "")
        packing.write(self._out / f"{self._places.folder(wanted)}{ENDING}")


def _marks(statements: Sequence[Statement], outgoing: Outgoing) -> list[Mark]:
    """Give the spans of statements in their groups, and those that are entities, too."""
    found: list[Mark] = []
    for one in statements:
        label, (start, end) = outgoing.names.labels[one.label], extent(one)
        base = one.attributes.get(KB_ID) or (str(one.claim) if one.claim else "")
        others = (v for k, v in one.attributes.items() if k.partition(" ")[0] == GROUPS and v)
        groups = dict.fromkeys((GROUP, *others))
        found += (Mark(label, start, end, str(one.id), base, group) for group in groups)
    return [*found, *_flat(one for one in found if one.group == GROUP)]


def _flat(marks: Iterable[Mark]) -> list[Mark]:
    """Give as many spans as do not overlap, the longest first, as entities."""
    kept: list[Mark] = []
    taken: set[int] = set()
    for one in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(replace(one, group=""))
    return kept


def _is_written_here(path: Path) -> bool:
    try:
        return all(KEY in (one.beside or {}) for one in docbin.read(path))
    except (BadInput, FileNotFoundError):
        return False
