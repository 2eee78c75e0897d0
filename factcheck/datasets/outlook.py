"""What an export would write, before it is written: whose layers there are, and counts of one.

What a format cannot hold is known by trying: the dataset is written to where nobody looks, and
thrown away. Of a very large one only what is known without trying is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.datasets.layers import choose
from factcheck.datasets.preparing import Prepared, check_wishes, prepared
from factcheck.datasets.wishes import ExportWishes
from factcheck.formats import Written, writer
from factcheck.formats.bundle import Split
from factcheck.ids import GOLD, Id
from factcheck.models import statement
from factcheck.paths import usable
from factcheck.records import Annotator, Progress

if TYPE_CHECKING:
    from factcheck.project import Project

#: Articles and statements together up to which an export is tried.
MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class Outlook:
    """Counts of an export: statements by label, what is left out by reason, and the split.

    `written` is what the format holds by kind of record, None where it was too much to try; then
    `lost` counts only what no format holds.
    """

    articles: int
    labels: Mapping[Id, int]
    links: int
    lost: Mapping[str, int]
    written: Mapping[str, int] | None = None
    split: Split | None = None


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
    s = statement.c
    with prepared(project, wishes, progress) as dataset:
        layers = [one.id for one in choose(project, wishes.layer).layers]
        counts = select(s.label, func.count()).where(
            s.annotator.in_(layers), project.database.shown(statement)
        )
        rows = project.database.rows(counts.group_by(s.label))
        labels: dict[Id, int] = {row[0]: row[1] for row in rows}
        written = None
        if dataset.articles + sum(labels.values()) <= MOST_TRIED:
            written = _tried(dataset, wishes.format_name, out, progress)
        return Outlook(
            articles=dataset.articles,
            labels=labels,
            links=len(dataset.bundle.links),
            lost=dataset.lost(written or Written({})),
            written=written.written if written else None,
            split=dataset.bundle.split,
        )


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

    with TemporaryDirectory(prefix="factcheck-") as above:
        target = Path(above) / f"dataset{out.suffix if out else ''}"
        with usable(target):
            return writer(format_name, target).write(dataset.bundle, target, tick=tick)
