"""Links across articles, in a `links.jsonl` beside formats in which a link stays in one article.

Its rows are those of our own datasets; they find their statements by the ids that travel with
these (see `ours`).
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from factcheck.formats import rows
from factcheck.formats.building import Origin
from factcheck.formats.bundle import Part
from factcheck.formats.fields import Fields
from factcheck.formats.lines import data_of, lines
from factcheck.formats.ours_in import Returning
from factcheck.ids import Id
from factcheck.records import Link

NAME = "links.jsonl"


class Crossing:
    """The links of a dataset while its articles are written: which stay in one, which cross."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = links
        self._from: dict[Id, list[Link]] = {}
        for link in links:
            self._from.setdefault(link.source, []).append(link)
        self._linked = {end for link in links for end in (link.source, link.target)}
        self._ends: dict[Id, rows.End] = {}

    def inside(self, part: Part) -> list[Link]:
        """Give the links that stay in an article, and note the ends of the others."""
        words = part.article.text
        here = {one.id: one for one in part.statements if one.id in self._linked}
        self._ends |= {i: rows.end_of(one, words) for i, one in here.items()}
        starting = (link for i in here for link in self._from.get(i, ()))
        return [link for link in starting if link.target in here]

    @property
    def crossing(self) -> list[Link]:
        """Give the links between articles, once all articles were met."""
        ends = self._ends
        found = [x for x in self._links if ends[x.source].article != ends[x.target].article]
        return sorted(found, key=lambda x: rows.place(ends[x.source], x.id))

    def write(self, folder: Path, names: rows.Names, *, but: Collection[Id] = ()) -> int:
        """Write the links between articles beside the rest, and say how many.

        Those of statements that were left out are left out, too.
        """
        return self._write(self.crossing, folder, names, but)

    def write_all(self, folder: Path, names: rows.Names, *, but: Collection[Id] = ()) -> int:
        """Write all links beside the rest, for a format that holds none; else as `write`."""
        ends = self._ends
        there = sorted(self._links, key=lambda x: rows.place(ends[x.source], x.id))
        return self._write(there, folder, names, but)

    def _write(
        self, links: Sequence[Link], folder: Path, names: rows.Names, but: Collection[Id]
    ) -> int:
        ends = self._ends
        found = [x for x in links if x.source not in but and x.target not in but]
        made = (rows.link_row(x, ends[x.source], ends[x.target], names) for x in found)
        (folder / NAME).write_bytes(data_of(made))
        return len(found)


def read(folder: Path, returning: Returning) -> None:
    """Take in the links that lie beside, if there are any; raise BadInput for one to nothing."""
    path = folder / NAME
    if not path.is_file():
        return
    for number, value in lines(path):
        at = Origin(path.name, number)
        row = at.fields(value)
        source, target = (_end(row, key, returning) for key in ("from", "to"))
        ids = {key: str(row.inner(key).id("statement")) for key in ("from", "to")}
        returning.link({**row.values, **ids}, row.line("type"), (source, target), at)


def _end(row: Fields, key: str, returning: Returning) -> Id:
    record = row.inner(key).id("statement")
    found = returning.found(record)
    if found is None:
        raise row.bad("unknown", key=key, said=record)
    return found
