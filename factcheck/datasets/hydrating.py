"""Texts for a dataset that was published without them: found, put back, written in its place.

Texts are found by their sha256 in whatever a person has: a folder of texts, a dataset, a project.
How they fit in is in `filling`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from sys import getsizeof

from sqlalchemy import select

from factcheck import models
from factcheck.apart.datasets import dataset as dataset_at
from factcheck.apart.guessing import guessed, is_ours
from factcheck.apart.process import waiting_of
from factcheck.datasets.filling import filled, lacking
from factcheck.datasets.placing import check_target, write_beside
from factcheck.errors import BadInput, NotFound
from factcheck.formats import FORMATS, is_of_articles, writer
from factcheck.formats.bundle import Bundle
from factcheck.formats.given import NOTHING
from factcheck.formats.shelf import Shelf
from factcheck.ids import Id
from factcheck.intake.foreign import Done, Manner, read_files
from factcheck.intake.walk import readables
from factcheck.paths import usable
from factcheck.readers import Reading
from factcheck.records import Person, Progress
from factcheck.store.database import Database
from factcheck.store.stores import is_address

_ENDING = ".factcheck"
_SHOWN, _AND = 5, ", …"  # titles in an error


@dataclass(frozen=True, slots=True)
class Hydrated:
    """How many texts were put back, and which are missing: id, title and sha256 of each."""

    found: int
    missing: tuple[tuple[str, str, str], ...] = ()
    written: Mapping[str, int] = field(default_factory=dict)


def hydrate(
    dataset: Path,
    texts: str,
    *,
    actor: Person,
    out: Path | None = None,
    skip_missing: bool = False,
    progress: Progress | None = None,
) -> Hydrated:
    """Put texts back into a dataset, in its own place or as another one at `out`.

    `texts` is a path or the address of a project. Raises NotFound, and BadInput where texts are
    missing, unless these are to be skipped, or what is there is no such dataset; then nothing is
    written.
    """
    name = _format(dataset, waiting_of(progress))
    target = dataset if out is None else out
    module = writer(name, target)
    may_replace = partial(is_ours, name, waiting=waiting_of(progress))
    check_target(target, may_replace)
    with dataset_at(name, dataset, NOTHING, progress) as bundle:
        wanted = lacking(bundle)
        found = _found(texts, {one.sha for one in wanted}, actor, progress)
        missing = [
            (str(one.article), one.title, one.sha.hex()) for one in wanted if one.sha not in found
        ]
        if missing and not skip_missing:
            n = len(missing)
            titles = ", ".join(f"“{title}”" for _, title, _ in missing[:_SHOWN]) + _AND * (
                n > _SHOWN
            )
            raise BadInput("hydrate.missing", n=n, titles=titles, texts=texts)
        whole = filled(bundle, wanted, found)
        written = write_beside(
            target, may_replace, lambda new: module.write(whole, new, tick=_no_tick)
        )
    return Hydrated(len(wanted) - len(missing), tuple(sorted(missing)), written.written)


def with_texts(database: Database, bundle: Bundle) -> Bundle:
    """Give a dataset with the texts that it goes without, as a project has them.

    Raises BadInput where it has not all of them.
    """
    wanted = lacking(bundle)
    if not wanted:
        return bundle
    there = _OfProject(database)
    if n := sum(one.sha not in there for one in wanted):
        raise BadInput("dataset.without_texts", n=n)
    return filled(bundle, wanted, there)


def _format(dataset: Path, waiting: Callable[[], None]) -> str:
    with usable(dataset):
        if not dataset.exists():
            raise NotFound("hydrate.no_dataset", location=dataset)
    name = guessed(dataset, waiting)
    if name is None or "none" not in FORMATS[name].texts:
        raise BadInput("hydrate.not_ours", location=dataset)
    return name


def _found(
    texts: str, wanted: Collection[Id], actor: Person, progress: Progress | None
) -> Shelf[Id, str]:
    """Give those of the wanted texts that are somewhere."""
    found = Shelf[Id, str](getsizeof)
    if is_address(texts) or texts.endswith(_ENDING):
        from factcheck.project import Project

        with Project.open(texts, actor) as project:
            there = _OfProject(project.database)
            for sha in wanted:
                if sha in there:
                    found.put(sha, there[sha])
        return found
    path = Path(texts)
    with usable(path):
        if not path.exists():
            raise NotFound("hydrate.no_texts", location=path)
    name = guessed(path, waiting_of(progress))
    left = set(wanted)
    for text in chain(_of_folder(path, name, progress), _of_dataset(path, name, progress)):
        sha = Id(sha256(text.encode()).digest())
        if sha in left:
            left.remove(sha)
            found.put(sha, text)
        if not left:
            break
    return found


class _OfProject:
    """The texts of the articles of a project that may be seen, read one by one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        a = models.article.c
        rows = database.rows(select(a.text).where(database.shown(models.article)).distinct())
        self._there = {Id(row[0]) for row in rows}

    def __contains__(self, sha: object) -> bool:
        return sha in self._there

    def __getitem__(self, sha: Id) -> str:
        t = models.text.c
        query = select(t.characters).where(t.sha256 == bytes(sha))
        return str(self._database.scalar(query))


def _of_dataset(path: Path, name: str | None, progress: Progress | None) -> Iterator[str]:
    if name is None or is_of_articles(name):
        return
    with dataset_at(name, path, NOTHING, progress) as bundle:
        yield from (part.article.text for part in bundle.parts)


def _of_folder(path: Path, name: str | None, progress: Progress | None) -> Iterator[str]:
    """Give the texts of files, also with the line ends that another system gives them."""
    holds_articles = path.is_dir() or (name is not None and is_of_articles(name))
    files = readables(path).files if holds_articles else ()
    done = 0

    def waiting() -> None:
        if progress:
            progress(done, len(files))

    for one in read_files(files, Manner(), waiting):
        done += isinstance(one, Done)
        # What cannot be read is not the text that is looked for.
        if isinstance(one, Reading):
            unix = one.article.text.replace("\r\n", "\n")
            yield from dict.fromkeys((one.article.text, unix, unix.replace("\n", "\r\n")))


def _no_tick(_: int) -> None:
    pass
