"""Writes a project as a dataset: what is wished, streamed, in a format and at a place.

It knows no format: writers get a bundle and a path beside the target.
"""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.apart.guessing import is_ours
from factcheck.apart.process import waiting_of
from factcheck.datasets.placing import check_target, write_beside
from factcheck.datasets.preparing import check_wishes, prepared
from factcheck.datasets.wishes import ExportWishes
from factcheck.formats import writer
from factcheck.formats.bundle import Split
from factcheck.records import Progress

if TYPE_CHECKING:
    from factcheck.project import Project


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, by kind of record; what was left out, by reason; layer and split."""

    written: dict[str, int]
    lost: dict[str, int] = field(default_factory=dict)
    layer: str | None = None
    split: Split | None = None


def export(
    project: "Project", out: str | Path, wishes: ExportWishes, *, progress: Progress | None = None
) -> Exported:
    """Write a dataset to `out` and say what is in it and what is not.

    Raises BadInput where it is not clear whose layer, where something else is at `out`, or where
    the format cannot do what is wished; NotFound, Cancelled from `progress`.
    """
    target = Path(out)
    check_wishes(wishes, target)
    module = writer(wishes.format_name, target)
    may_replace = partial(is_ours, wishes.format_name, waiting=waiting_of(progress))
    check_target(target, may_replace)
    with prepared(project, wishes, progress) as dataset:

        def tick(done: int) -> None:
            if progress:
                progress(done, dataset.articles)

        bundle = dataset.bundle
        written = write_beside(
            target, may_replace, lambda new: module.write(bundle, new, tick=tick)
        )
        return Exported(
            dict(written.written), dataset.lost(written), dataset.layer, dataset.bundle.split
        )
