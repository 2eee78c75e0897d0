"""Where an import is from: paths, addresses and what is pasted, in which format, what is there.

Whether it is new, and what becomes of it, is not known here.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from factcheck import formats
from factcheck.errors import BadInput, FactcheckError, NotFound
from factcheck.intake.fetching import Address, fetched
from factcheck.intake.foreign import Manner
from factcheck.intake.walk import Bad, Finds, Readable, readables
from factcheck.paths import usable
from factcheck.prose.decode import clean
from factcheck.readers import Aside
from factcheck.records import Progress

# What is said of a place in a list of those left out, in which the rest came in.
_BRIEFLY = {
    "import.missing": "import.nothing_there",
    "import.special": "import.neither",
    "import.unguessed": "import.no_kind",
}

#: What somebody pasted, or was got before, is at hand already.
Place = Path | Address | Readable


def place(word: str) -> Place:
    """Give what a word names: an address where it begins as one, else a path."""
    return Address(word) if word.lower().startswith(("http://", "https://")) else Path(word)


def formats_of(places: Sequence[Place], given: str | None, manner: Manner) -> dict[Place, str]:
    """Give the format of each place, told from it where none is given.

    Raises NotFound where nothing is, BadInput where it cannot be told, or be had from there.
    """
    # Whoever says what columns hold says that these are tables of articles.
    given = given or (formats.ARTICLES if manner.columns else None)
    return {one: _format(one, given) for one in places}


def formats_of_good(
    places: Sequence[Place], given: str | None, manner: Manner
) -> tuple[dict[Place, str], list[Bad]]:
    """Give the format of each place, and those that have none, with the reason."""
    wanted: dict[Place, str] = {}
    bad: list[Bad] = []
    for one in places:
        try:
            wanted |= formats_of([one], given, manner)
        except FactcheckError as error:
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

    def waiting() -> None:
        if progress:
            progress(0, 0)

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


def _format(one: Place, given: str | None) -> str:
    if isinstance(one, Readable):
        if given is not None and not formats.is_of_articles(given):
            raise BadInput("import.only_articles", format=given)
        return formats.ARTICLES
    if isinstance(one, Address):
        if given is not None and not formats.is_of_articles(given):
            raise BadInput("fetch.only_articles", address=one.url)
        return formats.ARTICLES
    return given or _guessed(one)


def _guessed(path: Path) -> str:
    with usable(path):
        if not path.exists():
            raise NotFound("import.missing", name=path)
        if not path.is_file() and not path.is_dir():
            # Whoever looked into a pipe would wait for what may never come.
            raise BadInput("import.special", name=path)
        found = formats.guess(path)
    if found is None:
        raise BadInput("import.unguessed", name=path, formats=", ".join(formats.READERS))
    return found
