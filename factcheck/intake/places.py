"""Where an import is from: paths, addresses and what is pasted, in which format, what is there.

Whether it is new, and what becomes of it, is not known here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from factcheck import formats
from factcheck.errors import BadInput, NotFound
from factcheck.intake.fetching import Address, fetched
from factcheck.intake.foreign import Manner
from factcheck.intake.walk import Bad, Finds, Readable, readables
from factcheck.paths import usable
from factcheck.records import Progress

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


def files_of(
    places: Sequence[Place], wanted: Mapping[Place, str], progress: Progress | None = None
) -> Finds:
    """Give the files of articles at places, by their formats; raise as `walk.readables`."""
    files: list[Readable] = []
    aside: Counter[str] = Counter()
    bad: list[Bad] = []

    def waiting() -> None:
        if progress:
            progress(0, 0)

    for one in places:
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
        aside.update(found.aside)
    return Finds(tuple(files), aside, tuple(bad))


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
        found = formats.guess(path)
    if found is None:
        raise BadInput("import.unguessed", name=path, formats=", ".join(formats.READERS))
    return found
