"""What an export is to write: a project's dataset as somebody wishes it, before any format.

The same for what is written and for what is only looked at. It reads a project and writes nothing.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.datasets.layers import ALL, choose
from factcheck.datasets.publishing import Publishing
from factcheck.datasets.reading import bundle_of, count_articles
from factcheck.datasets.splitting import plan_split
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import FORMATS, Written
from factcheck.formats.bundle import Bundle
from factcheck.records import Progress

if TYPE_CHECKING:
    from factcheck.project import Project


@dataclass(frozen=True, slots=True)
class Prepared:
    """A dataset ready to be written, `layer` as the project calls it."""

    bundle: Bundle
    layer: str | None
    articles: int
    _publishing: Publishing

    def lost(self, written: Written) -> dict[str, int]:
        """Give what was left out by reason: on wish, and for want of room in the format."""
        lost = Counter(self.bundle.lost) + Counter(written.lost) + Counter(self._publishing.lost)
        return {reason: n for reason, n in lost.items() if n}


def check_wishes(wishes: ExportWishes, target: Path | None = None) -> None:
    """Raise BadInput where a format cannot do what is wished, or not at such a target."""
    wanted = FORMATS[wishes.format_name]
    if wishes.texts not in wanted.texts:
        others = (one.name for one in FORMATS.values() if wishes.texts in one.texts)
        names = {"name": wanted.name, "formats": ", ".join(others)}
        raise BadInput("export.texts", **names)
    if wishes.split is None:
        return
    if wanted.splits == "none":
        raise BadInput("split.format", name=wanted.name)
    ending = target.suffix.lower() if target else ""
    # A zip holds folders.
    if wanted.splits == "folders" and ending in wanted.ends and ending != ".zip":
        raise BadInput("split.folder", ending=ending, name=wanted.name)


@contextmanager
def prepared(
    project: "Project", wishes: ExportWishes, progress: Progress | None = None
) -> Iterator[Prepared]:
    """Give a project's dataset, to be gone through as long as the project is read.

    Raises BadInput where it is not clear whose layer or the earlier split is none, NotFound,
    Cancelled from `progress`.
    """
    with project.database.reading():
        chosen = choose(project, wishes.layer)
        bundle = bundle_of(project, chosen, without=wishes.without)
        layers = [one.id for one in chosen.layers]
        if wishes.split:
            split = plan_split(
                *(project.database, layers, bundle.links, wishes.split),
                seed=wishes.seed,
                progress=progress,
            )
            bundle = replace(bundle, split=split)
        bundle = replace(bundle, seed=wishes.seed)
        everybody = project.annotators()
        only = layers[0] if len(layers) == 1 and chosen.name != ALL else None
        publishing = Publishing(bundle, wishes, everybody=everybody, layer=only)
        total = count_articles(project.database)
        yield Prepared(publishing.bundle, chosen.name, total, publishing)
