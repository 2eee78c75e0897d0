"""What an export would write, before it is written: whose layers there are, and counts of one.

What a format cannot hold is known by trying: the dataset is written to where nobody looks, and
thrown away. Of a very large one only what is known without trying is told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from factcheck.datasets.layers import choose
from factcheck.datasets.preparing import Prepared, check_wishes, prepared
from factcheck.datasets.wishes import ExportWishes
from factcheck.formats import Written, writer
from factcheck.formats.bundle import Split
from factcheck.ids import GOLD, Id
from factcheck.models import statement
from factcheck.paths import usable
from factcheck.records import Annotator, Link, Progress
from factcheck.scratch import scratch
from factcheck.store.database import Database
from factcheck.store.lots import lots

if TYPE_CHECKING:
    from factcheck.project import Project

#: Articles and statements together up to which an export is tried.
MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class Counted:
    """How many articles, statements by label and links there are, in all or in one part."""

    articles: int
    labels: Mapping[Id, int]
    links: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Counts of an export, in all and by part of a split, and what is left out by reason.

    `written` is what the format holds by kind of record, None where it was too much to try; then
    `lost` counts only what no format holds.
    """

    all: Counted
    lost: Mapping[str, int]
    written: Mapping[str, int] | None = None
    split: Split | None = None
    parts: Mapping[str, Counted] = field(default_factory=dict)


def outlook(
    project: "Project",
    wishes: ExportWishes,
    out: Path | None = None,
    *,
    progress: Progress | None = None,
) -> Outlook:
    """Count what an export would write and leave out; raise as it would, Cancelled included.

    The ending of `out` counts where a format has several shapes; nothing is written there.
    """
    check_wishes(wishes, out)
    with prepared(project, wishes, progress) as dataset:
        layers = [one.id for one in choose(project, wishes.layer).layers]
        labels: dict[Id, Counter[Id]] = defaultdict(Counter)
        for article, label, n in _counts(project.database, layers):
            labels[article][label] = n
        together = Counter[Id]()
        for counts in labels.values():
            together += counts
        written = None
        if dataset.articles + together.total() <= MOST_TRIED:
            written = _tried(dataset, wishes.format_name, out, progress)
        split = dataset.bundle.split
        return Outlook(
            all=Counted(dataset.articles, together, len(dataset.bundle.links)),
            lost=dataset.lost(written or Written({})),
            written=written.written if written else None,
            split=split,
            parts=_parts(project.database, split, labels, dataset.bundle.links) if split else {},
        )


def _counts(database: Database, layers: Sequence[Id]) -> Iterable[Sequence[Any]]:
    s = statement.c
    wanted = s.annotator.in_(layers), database.shown(statement)
    counts = select(s.article, s.label, func.count()).where(*wanted)
    return database.rows(counts.group_by(s.article, s.label))


def _parts(
    database: Database,
    split: Split,
    labels: Mapping[Id, Counter[Id]],
    links: Sequence[Link],
) -> dict[str, Counted]:
    s = statement.c
    ends = {end for link in links for end in (link.source, link.target)}
    part_of: dict[Id, str] = {}
    for lot in lots(sorted(ends)):
        rows = database.rows(select(s.id, s.article).where(s.id.in_(lot)))
        part_of.update((row[0], split.where[row[1]]) for row in rows)
    within = Counter(
        part_of[link.source] for link in links if part_of[link.source] == part_of[link.target]
    )
    counted = {}
    for name in split.sizes:
        articles = [article for article, part in split.where.items() if part == name]
        together = Counter[Id]()
        for article in articles:
            together += labels.get(article, Counter())
        counted[name] = Counted(len(articles), together, within[name])
    return counted


def layers_to_choose(project: "Project") -> tuple[list[Annotator], Id | None]:
    """Give the layers with statements, gold first, and the one meant where nobody says which."""
    held = project.statements.layers_with_statements()
    working = [one for one in project.annotators() if one.id in held]
    working.sort(key=lambda one: (one.id != GOLD, one.name))
    clear = bool(working) and (working[0].id == GOLD or len(working) == 1)
    return working, working[0].id if clear else None


def _tried(
    dataset: Prepared, format_name: str, out: Path | None, progress: Progress | None
) -> Written:
    def tick(done: int) -> None:
        if progress:
            progress(done, dataset.articles)

    with scratch() as folder:
        target = folder / f"dataset{out.suffix if out else ''}"
        with usable(target):
            return writer(format_name, target).write(dataset.bundle, target, tick=tick)
