"""What writers share that write an article once for each layer with statements in it.

They go from article to article, count, and leave beside what the format does not hold. How a
layer is written, and in which way, is each format's own.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from factcheck.formats import Tick, Written
from factcheck.formats.beside import Writing
from factcheck.formats.bundle import UNSAID, Bundle, Part
from factcheck.formats.ours import Outgoing
from factcheck.formats.rows import Json
from factcheck.ids import Id
from factcheck.records import Link, Statement


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of an article to be written; `folder` is empty where there is only one."""

    part: Part
    place: str
    folder: str
    statements: tuple[Statement, ...]
    links: tuple[Link, ...]

    @property
    def in_article(self) -> str:
        """Give its way without an ending, where a folder is an article."""
        return f"{self.place}/{self.folder}" if self.folder else self.place

    @property
    def in_folder(self) -> str:
        """Give its way without an ending, where a folder is a layer."""
        return f"{self.folder}/{self.place}" if self.folder else self.place


@dataclass(frozen=True, slots=True)
class Tools:
    """What all layers of a dataset are written with: what is ours, and what things are called."""

    outgoing: Outgoing
    directed: Mapping[Id, bool]
    speakers: Mapping[Id, str]
    claims: Mapping[Id, str]

    @classmethod
    def of(cls, side: Writing, bundle: Bundle) -> Self:
        """Give the tools for a dataset that is written into a folder."""
        return cls(
            side.outgoing,
            {one.id: one.directed for one in bundle.link_types},
            {one.id: one.name for one in bundle.speakers},
            {one.id: one.proposition for one in bundle.claims},
        )


#: The statements that a format holds of a layer, and what of it is lost, by reason.
Held = tuple[Collection[Id], Mapping[str, int]]
#: Writes a layer.
Put = Callable[[Layer], Held]


def write(
    side: Writing,
    bundle: Bundle,
    put: Put,
    *,
    tick: Tick,
    more: Callable[[Part], dict[str, Json]] = lambda _: {},
    last: Callable[[], None] = lambda: None,
) -> Written:
    """Write all articles by `put`; `more` lies beside of one, `last` is done before the links."""
    folders = side.folders()
    counts, lost = Counter[str](), Counter[str]()
    for done, part in enumerate(bundle.parts, 1):
        place = side.article(part, **more(part))
        counts["articles"] += 1
        for layer in _layers(side, part, place, folders):
            held, left = put(layer)
            side.left_out.update({one.id for one in layer.statements} - {*held})
            counts["statements"] += len(held)
            counts["links"] += sum(x.source in held and x.target in held for x in layer.links)
            lost.update(left)
        tick(done)
    last()
    counts["links"] += side.finish()
    lost += side.left()
    written = {kind: counts[kind] for kind in ("articles", "statements", "links")}
    return Written(written, dict(lost), frozenset(side.left_out))


def _layers(side: Writing, part: Part, place: str, folders: Mapping[Id, str]) -> Iterator[Layer]:
    """Give the layers of an article; one without any is nobody's, and lies with the first."""
    inside = side.crossing.inside(part)
    for layer in sorted(
        {one.annotator for one in part.statements} or {next(iter(folders), UNSAID)}
    ):
        yield Layer(
            *(part, place, folders.get(layer, "")),
            tuple(one for one in part.statements if one.annotator == layer),
            tuple(one for one in inside if one.annotator == layer),
        )
