"""A dataset in parts for training and testing: a folder for each, in a format without a split.

Each folder is a dataset by itself, with the whole registry. Beside them `split.json` says what
they are, and `links.jsonl` has the links from one part to another. Read back they are one again.
It knows no format: what is in a folder is the business of the format's module.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import __version__
from factcheck.errors import BadInput
from factcheck.formats import cross_links, rows
from factcheck.formats.bundle import About, Bundle, Part, Split
from factcheck.formats.fields import Fields
from factcheck.formats.given import Given
from factcheck.formats.joining import joined
from factcheck.formats.lines import data_of
from factcheck.formats.manifest import pretty, split_of, split_row
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import beginning, digest
from factcheck.formats.places import Places
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.formats.zipped import Folders
from factcheck.ids import Id
from factcheck.records import Link, Speaker

if TYPE_CHECKING:
    from factcheck.formats import Tick, Written

MARKER = "split.json"
VERSION = 1
_LARGEST = 16_000_000


class InParts:
    """A format of folders whose datasets may be in parts, each of them such a folder."""

    def __init__(self, name: str, inner: Folders) -> None:
        self._name = name
        self._inner = inner

    def is_ours(self, path: Path) -> bool:
        """Say whether what is at a path shows to be in this format, in parts or not."""
        return marked(path) == self._name or self._inner.is_ours(path)

    def is_replaceable(self, path: Path) -> bool:
        """Say whether a path is an export of ours with nothing else in it."""
        marker = _marker(path)
        if marker is None:
            return self._inner.is_replaceable(path)
        if marker.get("format") != self._name:
            return False
        try:
            folders = _folders(marker, path).values()
        except BadInput:
            return False
        there = {one.name for one in path.iterdir()}
        is_whole = digest(path / cross_links.NAME) == marker.get("links")
        only_ours = is_whole and there == {MARKER, cross_links.NAME, *folders}
        return only_ours and all(self._inner.is_replaceable(path / one) for one in folders)

    def write(self, bundle: Bundle, out: Path, *, tick: "Tick") -> "Written":
        """Write a dataset into a new folder, in parts where it is split."""
        if bundle.split is None:
            return self._inner.write(bundle, out, tick=tick)
        out.mkdir()
        return _Writing(bundle, bundle.split, self._inner, self._name).write(out, tick)

    def read(self, path: Path, *given: Given) -> Bundle:
        """Read a dataset, all parts of it as one; raise BadInput as the format does."""
        marker = _marker(path)
        if marker is None:
            return self._inner.read(path, *given)
        folders = _folders(marker, path)
        read = {name: self._inner.read(path / folder, *given) for name, folder in folders.items()}
        where = {part.id: name for name, bundle in read.items() for part in bundle.parts}
        # A part without articles has only names of labels, and not what they stand for.
        told = [bundle for bundle in read.values() if bundle.parts] or [*read.values()][:1]
        whole = joined(_of_one_registry(told))
        returning = Returning.of(replace(whole, parts=_editions(whole.parts, marker)), self._name)
        cross_links.read(path, returning)
        again = returning.bundle()
        lost = Counter(whole.lost) + Counter(again.lost)
        split = split_of(marker.get("split"), where)
        notes = tuple(dict.fromkeys((*whole.notes, *again.notes)))
        row = Fields(dict(marker), name=MARKER, line=1)
        about = About(
            licence=row.prose("licence"),
            citation=row.prose("citation"),
            contact=row.prose("contact"),
        )
        known = whole.known
        return replace(again, lost=dict(lost), notes=notes, split=split, about=about, known=known)


def marked(path: Path) -> str | None:
    """Give the format of the parts in a folder, None where it is no such folder."""
    marker = _marker(path)
    named = marker.get("format") if marker else None
    return named if isinstance(named, str) else None


class _Writing:
    """A dataset that is split while it is written, part after part."""

    def __init__(self, bundle: Bundle, split: Split, inner: Folders, name: str) -> None:
        self._bundle = bundle
        self._split = split
        self._inner = inner
        self._name = name
        self._sizes: Counter[str] = Counter()
        self._ends: dict[Id, rows.End] = {}
        self._editions: list[Json] = []
        self._look()
        self._links: dict[str | None, list[Link]] = defaultdict(list)
        for link in bundle.links:
            parts = {split.where[self._ends[i].article] for i in (link.source, link.target)}
            self._links[parts.pop() if len(parts) == 1 else None].append(link)

    def write(self, out: Path, tick: "Tick") -> "Written":
        """Write everything; `tick` counts the articles of all parts."""
        from factcheck.formats import Written

        places = Places()
        folders = {name: places.folder(name) for name in self._split.sizes}
        counts, lost, left_out = Counter[str](), Counter[str](), set[Id]()
        done = 0
        for name, folder in folders.items():
            counted = _counting(tick, done)
            written = self._inner.write(self._of(name), out / folder, tick=counted)
            counts.update(written.written)
            lost.update(written.lost)
            left_out |= written.left_out
            done += self._sizes[name]
        between = [x for x in self._links[None] if not {x.source, x.target} & left_out]
        lost["links_left_out"] += len(self._links[None]) - len(between)
        self._mark(out, folders, between)
        counts["links"] += len(between)
        return Written(dict(counts), {reason: n for reason, n in lost.items() if n})

    def _look(self) -> None:
        """Go through the articles once, for what links show and how large the parts are."""
        where = self._split.where
        linked = {end for link in self._bundle.links for end in (link.source, link.target)}
        for part in self._bundle.parts:
            self._sizes[where[part.id]] += 1
            words = part.article.text
            self._ends |= {s.id: rows.end_of(s, words) for s in part.statements if s.id in linked}
            before = part.article.edition_of
            if before is not None and where.get(before) != where[part.id]:
                self._editions.append({"article": str(part.id), "edition_of": str(before)})

    def _of(self, name: str) -> Bundle:
        """Give a part as a dataset that refers to nothing outside of it."""
        bundle, where = self._bundle, self._split.where
        is_first = name == next(iter(self._split.sizes))
        # Where nothing is, nothing could take the registry along; the other parts have it.
        registry = bool(self._sizes[name]) or (is_first and not self._sizes.total())

        def here(article: Id | None) -> bool:
            return is_first if article is None else where.get(article) == name

        return replace(
            bundle,
            parts=_Those(bundle.parts, where, name),
            links=tuple(self._links[name]),
            speakers=tuple(_apart(one, here) for one in bundle.speakers) if registry else (),
            claims=bundle.claims if registry else (),
            assignments=tuple(one for one in bundle.assignments if here(one.article)),
            comments=tuple(one for one in bundle.comments if here(one.article)),
            decisions=tuple(one for one in bundle.decisions if here(one.article)),
            split=None,
        )

    def _mark(self, out: Path, folders: Mapping[str, str], between: Iterable[Link]) -> None:
        names, ends = rows.Names.of(self._bundle), self._ends
        ordered = sorted(between, key=lambda x: rows.place(ends[x.source], x.id))
        data = data_of(rows.link_row(x, ends[x.source], ends[x.target], names) for x in ordered)
        (out / cross_links.NAME).write_bytes(data)
        about = self._bundle.about
        marker: Row = {
            "citation": about.citation,
            "contact": about.contact,
            "editions": self._editions,
            "format": self._name,
            "format_version": VERSION,
            "layer": about.layer,
            "licence": about.licence,
            "links": sha256(data).hexdigest(),
            "parts": {**folders},
            "program_version": __version__,
            "revision": about.revision,
            "split": split_row(self._split),
            "title": about.title,
        }
        (out / MARKER).write_bytes(pretty(marker))


@dataclass(frozen=True, slots=True)
class _Those:
    """The articles that are in one part of a split."""

    parts: Iterable[Part]
    where: Mapping[Id, str]
    name: str

    def __iter__(self) -> Iterator[Part]:
        return (part for part in self.parts if self.where[part.id] == self.name)


def _apart(speaker: Speaker, here: Callable[[Id | None], bool]) -> Speaker:
    """Give a speaker without the article that it belongs to, where that is in another part."""
    return speaker if here(speaker.article) else replace(speaker, article=None)


def _of_one_registry(bundles: Iterable[Bundle]) -> list[Bundle]:
    """Give parts in which speakers have the articles that they belong to again."""
    found = list(bundles)
    articles = {one.id: one.article for b in found for one in b.speakers if one.article}
    return [
        replace(b, speakers=tuple(replace(s, article=articles.get(s.id)) for s in b.speakers))
        for b in found
    ]


def _editions(parts: Iterable[Part], marker: Mapping[str, Json]) -> tuple[Part, ...]:
    """Give articles the earlier edition that is in another part, where that is still there."""
    held = {part.id: part for part in parts}
    for row in Fields(dict(marker), name=MARKER, line=1).inner_rows("editions"):
        part, before = held.get(row.id("article")), row.id("edition_of")
        if part is not None and before in held:
            held[part.id] = replace(part, article=replace(part.article, edition_of=before))
    return tuple(held.values())


def _counting(tick: "Tick", before: int) -> "Tick":
    return lambda done: tick(before + done)


def _folders(marker: Mapping[str, Json], path: Path) -> dict[str, str]:
    """Give the folders of the parts by name; raise BadInput where one leads out of the folder."""
    version = marker.get("format_version")
    if not isinstance(version, int) or version > VERSION:
        raise BadInput("dataset.newer", location=path)
    found = {}
    parts = marker.get("parts")
    for name, folder in parts.items() if isinstance(parts, dict) else ():
        is_name = isinstance(folder, str) and Path(folder).name == folder
        if not is_name or not (path / str(folder)).is_dir() or (path / str(folder)).is_symlink():
            raise BadInput("dataset.incomplete", location=path, name=name)
        found[name] = str(folder)
    return found


def _marker(path: Path) -> dict[str, Json] | None:
    data = beginning(path / MARKER, _LARGEST + 1) if path.is_dir() else b""
    if not data or len(data) > _LARGEST:
        return None
    try:
        found = parse(data, name=MARKER)
    except BadInput:
        return None
    return found if isinstance(found, dict) and "parts" in found else None
