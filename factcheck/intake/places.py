"""Where an import is from: paths, addresses and what is pasted, in which format, what is there.

Whether it is new, and what becomes of it, is not known here.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from factcheck import formats
from factcheck.apart.guessing import guesses
from factcheck.apart.process import waiting_of
from factcheck.errors import BadInput, FactcheckError, NotFound
from factcheck.intake.fetching import Address, fetched
from factcheck.intake.foreign import Manner
from factcheck.intake.walk import Bad, Finds, Readable, readables
from factcheck.paths import usable
from factcheck.prose.decode import clean
from factcheck.readers import Aside
from factcheck.records import Progress
from factcheck.store.sqlite import ENDING

# What is said of a place in a list of those left out, in which the rest came in.
_BRIEFLY = {
    "import.missing": "import.nothing_there",
    "import.special": "import.neither",
    "import.unguessed": "import.no_kind",
    "import.project": "import.a_project",
}

_ADDRESS = re.compile("[a-z][a-z0-9+.-]+://", re.IGNORECASE)

#: What somebody pasted, or was got before, is at hand already.
Place = Path | Address | Readable


def place(word: str) -> Place:
    """Give what a word names: an address where it begins as one of any kind, else a path.

    Raises NotFound where it is empty: as a path that would be whatever folder one happens to be in.
    """
    if not word:
        raise NotFound("import.missing", name="“”")
    return Address(word) if _ADDRESS.match(word) else Path(word)


def formats_of(
    places: Sequence[Place], given: str | None, manner: Manner, progress: Progress | None = None
) -> dict[Place, str]:
    """Give the format of each place, told from it where none is given.

    Raises NotFound where nothing is, BadInput where it cannot be told, or be had from there.
    """
    wanted, errors = _formats(places, given, manner, progress)
    for error in errors.values():
        raise error
    return wanted


def formats_of_good(
    places: Sequence[Place], given: str | None, manner: Manner, progress: Progress | None = None
) -> tuple[dict[Place, str], list[Bad]]:
    """Give the format of each place, and those that have none, with the reason."""
    wanted, errors = _formats(places, given, manner, progress)
    bad = []
    for one, error in errors.items():
        name = one.name if isinstance(one, Readable) else clean(str(one))[0]
        why = error.params.get("why", error)
        bad.append(Bad(name, BadInput(_BRIEFLY.get(error.code, "import.closed"), why=why)))
    return wanted, bad


def files_of(
    places: Sequence[Place], wanted: Mapping[Place, str], progress: Progress | None = None
) -> Finds:
    """Give the files of articles at places that have a format; raise as `walk.readables`."""
    files: list[Readable] = []
    asides: list[Aside] = []
    bad: list[Bad] = []

    waiting = waiting_of(progress)
    for one in (one for one in places if one in wanted):
        if isinstance(one, Readable):
            files.append(one)
            continue
        if isinstance(one, Address):
            try:
                files.append(fetched(one, waiting))
            except BadInput as error:
                bad.append(Bad(one.url, error))
            continue
        found = readables(one, kind=formats.TEXTS if wanted[one] == formats.TEXTS else None)
        files += found.files
        asides += found.asides
        bad += found.bad
    return Finds(tuple(files), tuple(asides), tuple(bad))


def _formats(
    places: Sequence[Place], given: str | None, manner: Manner, progress: Progress | None
) -> tuple[dict[Place, str], dict[Place, FactcheckError]]:
    """Give the format of each place, and what is wrong with those that have none."""
    # Whoever says what columns hold says that these are tables of articles.
    given = given or (formats.ARTICLES if manner.columns else None)
    wanted: dict[Place, str] = {}
    errors: dict[Place, FactcheckError] = {}
    unknown = []
    for one in places:
        try:
            found = _format(one, given)
        except FactcheckError as error:
            errors[one] = error
            continue
        # What does not show yet keeps its place in the order.
        wanted[one] = found or ""
        if found is None and isinstance(one, Path):
            unknown.append(one)
    for path, told in guesses(unknown, waiting_of(progress)).items():
        if isinstance(told, str):
            wanted[path] = told
            continue
        del wanted[path]
        errors[path] = told or _unguessed(path)
    return wanted, {one: errors[one] for one in places if one in errors}


def _format(one: Place, given: str | None) -> str | None:
    """Give the format of a place, None for a path that does not show it by its name."""
    if isinstance(one, Readable):
        if given is not None and not formats.is_of_articles(given):
            raise BadInput("import.only_articles", format=given)
        return formats.ARTICLES
    if isinstance(one, Address):
        if given is not None and not formats.is_of_articles(given):
            raise BadInput("fetch.only_articles", address=one.url)
        return formats.ARTICLES
    return given or _shown(one)


def _shown(path: Path) -> str | None:
    with usable(path):
        if path.is_file() or path.is_dir():
            return formats.shown(path)
        if not path.exists():
            raise NotFound("import.missing", name=path)
    # Whoever looked into a pipe would wait for what may never come.
    raise BadInput("import.special", name=path)


def _unguessed(path: Path) -> BadInput:
    if path.suffix == ENDING:
        return BadInput("import.project", name=path)
    return BadInput("import.unguessed", name=path, formats=", ".join(formats.READERS))
