"""An import as a person asks for it: any paths, whose layer, which labels, and what to do if bad.

Decides by which format each path is read, files of articles by `intake.articles`, datasets by
`datasets.importing`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import formats
from factcheck.annotators import of_name
from factcheck.apart.datasets import dataset
from factcheck.datasets.importing import import_bundle
from factcheck.datasets.known import articles_called
from factcheck.errors import BadInput, FactcheckError
from factcheck.formats.bundle import Bundle
from factcheck.formats.given import Given, Offsets
from factcheck.formats.joining import joined
from factcheck.intake.articles import Amend, import_files
from factcheck.intake.foreign import Manner
from factcheck.intake.likeness import with_copies_of_dataset
from factcheck.intake.places import Place, files_of, formats_of, formats_of_good
from factcheck.intake.their_names import TheirNames, their_names
from factcheck.intake.walk import Bad
from factcheck.records import Annotator, ImportReport, Progress
from factcheck.settings import Settings
from factcheck.texts import text

if TYPE_CHECKING:
    from factcheck.project import Project


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import is to go; `names` are the data's labels and link types with ours.

    `manner` and `offsets` are what the data does not say of itself; `amend` sets articles right
    that are read from texts, before they are kept.
    """

    format_name: str | None = None
    annotator: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = field(default_factory=Manner)
    offsets: Offsets | None = None
    skip_bad: bool = False
    dry_run: bool = False
    amend: Amend | None = None


def bring_in(
    project: "Project",
    places: Sequence[Place],
    wishes: Wishes = Wishes(),
    *,
    progress: Progress | None = None,
) -> ImportReport:
    """Import what is at some places as one revision and report it.

    Raises BadInput, NotFound or Conflict and leaves the project as it was; with `skip_bad` what
    cannot be read is reported instead.
    """
    wanted, bad = _formats(places, wishes, progress)
    if not all(map(formats.is_of_articles, wanted.values())):
        with _datasets(project, wanted, wishes, progress) as (bundle, skipped):
            skipped = [*((one.name, str(one.error)) for one in bad), *skipped]
            return _taken(project, bundle, skipped, wishes, progress)
    if wishes.names and wanted:
        raise BadInput("import.map_without_labels")
    for name in wanted.values():
        formats.check_given(name, _given(project, wishes))
    finds = files_of(places, wanted, progress)
    return import_files(
        project,
        replace(finds, bad=(*bad, *finds.bad)),
        wishes.manner,
        skip_bad=wishes.skip_bad,
        dry_run=wishes.dry_run,
        amend=wishes.amend,
        progress=progress,
    )


def look_into(
    project: "Project",
    wanted: Mapping[Place, str],
    wishes: Wishes,
    *,
    progress: Progress | None = None,
) -> tuple[ImportReport, TheirNames]:
    """Say what an import of datasets would bring, and how they call it. Raises as `bring_in`."""
    with _datasets(project, wanted, wishes, progress) as (bundle, skipped):
        dry = replace(wishes, dry_run=True)
        return _taken(project, bundle, skipped, dry, progress), their_names(bundle)


def _formats(
    places: Sequence[Place], wishes: Wishes, progress: Progress | None
) -> tuple[dict[Place, str], list[Bad]]:
    """Give the format of each place; where it is the wish, bad ones apart."""
    if wishes.skip_bad:
        return formats_of_good(places, wishes.format_name, wishes.manner, progress)
    return formats_of(places, wishes.format_name, wishes.manner, progress), []


def _given(project: "Project", wishes: Wishes) -> Given:
    encoding = wishes.manner.encoding
    return Given(wishes.offsets, encoding, partial(articles_called, project.database))


@contextmanager
def _datasets(
    project: "Project", wanted: Mapping[Place, str], wishes: Wishes, progress: Progress | None
) -> Iterator[tuple[Bundle, list[tuple[str, str]]]]:
    """Give what datasets hold together, and those that cannot be read, while it lasts."""
    given = _given(project, wishes)
    for name in wanted.values():
        formats.check_given(name, given)
    if any(map(formats.is_of_articles, wanted.values())):
        raise BadInput("import.mixed")
    paths = {place: name for place, name in wanted.items() if isinstance(place, Path)}
    with ExitStack() as held:
        yield _read(paths, given, held, progress, skip_bad=wishes.skip_bad)


def _taken(
    project: "Project",
    bundle: Bundle,
    skipped: Sequence[tuple[str, str]],
    wishes: Wishes,
    progress: Progress | None,
) -> ImportReport:
    told = _told_of_names(project, bundle, wishes.names)
    report = import_bundle(
        project.access,
        bundle,
        layer=_layer(project, wishes.annotator),
        names=wishes.names,
        dry_run=wishes.dry_run,
        progress=progress,
    )
    report = with_copies_of_dataset(project, report, bundle.parts, progress)
    return replace(report, skipped=tuple(skipped), notes=(*report.notes, *told))


def _read(
    wanted: Mapping[Path, str],
    given: Given,
    held: ExitStack,
    progress: Progress | None,
    *,
    skip_bad: bool,
) -> tuple[Bundle, list[tuple[str, str]]]:
    bundles, skipped = [], []
    for path, name in wanted.items():
        try:
            bundles.append(held.enter_context(dataset(name, path, given, progress)))
        except FactcheckError as error:
            if not skip_bad:
                raise
            skipped.append((str(path), str(error)))
    return joined(bundles), skipped


def _layer(project: "Project", name: str | None) -> Annotator | None:
    """Give the annotator of a name, or as they would join; BadInput for two of it."""
    if name is None:
        return None
    found = of_name(project.annotators(), name)
    if len(found) > 1:
        raise BadInput("import.same_name", name=name)
    if found:
        return found[0]
    person = Settings().person(name)
    return Annotator(person.id, person.name)


def _told_of_names(project: "Project", bundle: Bundle, names: Mapping[str, str]) -> list[str]:
    """Say which names that a person gave are not there, on the one side or on the other."""
    own = project.labels
    theirs = {one.name for one in bundle.labels} | {one.name for one in bundle.link_types}
    ours = {one.name for one in own.labels()} | {one.name for one in own.link_types()}
    new = {name for given, name in names.items() if given in theirs} - ours
    told = []
    if unused := names.keys() - theirs:
        told.append(text("import.dataset.map_unused", names=", ".join(sorted(unused))))
    if new:
        told.append(text("import.dataset.map_new", names=", ".join(sorted(new))))
    return told
