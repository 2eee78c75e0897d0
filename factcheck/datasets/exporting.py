"""Writes a project as a dataset: whose layers, streamed, complete under its name or not at all.

What is at the target is replaced only if it is an export of ours. It knows no format: writers get
a bundle and a path beside the target.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.datasets.layers import choose
from factcheck.datasets.reading import bundle_of, count_articles
from factcheck.datasets.splitting import SplitWish, plan_split
from factcheck.errors import BadInput, NotFound
from factcheck.formats import Writer, Written, writer
from factcheck.formats.bundle import Split
from factcheck.ids import Id
from factcheck.records import Progress

if TYPE_CHECKING:
    from factcheck.project import Project

#: Formats whose rows say in which part of a split they are.
SPLIT_FORMATS = ("jsonl", "csv")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, by kind of record; what the format could not hold; layer and split."""

    written: dict[str, int]
    lost: dict[str, int] = field(default_factory=dict)
    layer: str | None = None
    split: Split | None = None


def export(
    project: "Project",
    out: str | Path,
    *,
    format_name: str,
    layer: str | None = None,
    split: SplitWish | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write a dataset to `out`, of the layer of a name or id, of `gold` or `all`.

    Without a layer: gold if it has statements, else the only annotator's. Raises BadInput where
    that is not clear, something else is at `out`, or the format carries no split; NotFound,
    Cancelled from `progress`.
    """
    if split and format_name not in SPLIT_FORMATS:
        raise BadInput("split.format", formats=", ".join(SPLIT_FORMATS))
    target = Path(out)
    module = writer(format_name, target)
    with _disk_reported(target):
        _check_target(target, module)
    with project.database.reading():
        chosen = choose(project, layer)
        total = count_articles(project.database)

        def tick(done: int) -> None:
            if progress:
                progress(done, total)

        bundle = bundle_of(project, chosen)
        if split:
            layers = [one.id for one in chosen.layers]
            dealt = plan_split(project.database, layers, bundle.links, split, progress=progress)
            bundle = replace(bundle, split=dealt)
        written = _write_beside(target, module, lambda new: module.write(bundle, new, tick=tick))
    lost = {name: n for name, n in {**bundle.lost, **written.lost}.items() if n}
    return Exported(dict(written.written), lost, chosen.name, bundle.split)


def _check_target(target: Path, module: Writer) -> None:
    if not target.parent.is_dir():
        raise NotFound("export.no_folder", location=target.parent)
    if not target.exists() and not target.is_symlink():
        return
    empty = target.is_dir() and not target.is_symlink() and not any(target.iterdir())
    if target.is_symlink() or not (empty or module.is_replaceable(target)):
        raise BadInput("export.exists", location=target)


def _write_beside(target: Path, module: Writer, write: Callable[[Path], Written]) -> Written:
    """Write under another name in the same folder, and give it the target's when complete."""
    mark = Id.new().hex()[-8:]
    # The ending stays: formats with several shapes tell by it which one is wanted.
    new = target.with_name(f".new-{mark}-{target.name}")
    with _disk_reported(target):
        try:
            written = write(new)
            _flush(new)
            _check_target(target, module)
            _put_in_place(new, target, target.with_name(f".old-{mark}-{target.name}"))
        finally:
            _remove(new)
    return written


def _put_in_place(new: Path, target: Path, old: Path) -> None:
    if not target.is_dir():
        new.replace(target)
        return
    # A folder cannot be replaced in one step: the old one is kept until the new one is there.
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    _remove(old)


def _flush(new: Path) -> None:
    """See that what gets its name is on the disk, or a power cut could leave it empty."""
    for path in (new, *(new.rglob("*") if new.is_dir() else ())):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _disk_reported(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadInput("export.disk", location=target, why=why) from error
