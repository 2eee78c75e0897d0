"""Which formats there are: by name, what each can do, and how a path shows its format.

A format's module is imported when it is used. All are pure: they know bundles and paths, not
projects. `articles` and `txt` bring articles only, files of any kind or plain texts, and are read
by `factcheck.readers`.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

from factcheck.errors import BadInput
from factcheck.formats.given import NOTHING, Given
from factcheck.ids import Id

if TYPE_CHECKING:
    from factcheck.formats.bundle import Bundle, Texts

#: Called with how many articles are done; may raise Cancelled.
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer wrote, by kind of record, and what its format could not hold, by reason.

    `left_out` are the statements that are not in it.
    """

    written: Mapping[str, int]
    lost: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[Id] = frozenset()


class Reader(Protocol):
    """The module of a format that can be read."""

    def read(self, path: Path, *given: Given) -> "Bundle":
        """Read a dataset; raise BadInput naming the line and id at fault."""

    def is_ours(self, path: Path) -> bool:
        """Say whether what is at the path shows that it is of this format."""


class ReadsAhead(Protocol):
    """The module of a format of which one process may read some files ahead of another."""

    def ahead(self, path: Path) -> Iterator[tuple[str, object]]:
        """Read those files, each with its way in the dataset; raise BadInput as `read` does."""


class Writer(Protocol):
    """The module of a format that can be written."""

    def write(self, bundle: "Bundle", out: Path, *, tick: Tick) -> Written:
        """Write a dataset to a path where nothing is."""

    def is_replaceable(self, path: Path) -> bool:
        """Say whether what is at the path is an export of this program and nothing else."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a format is called and can do; `ends` are the endings of paths that show it.

    `takes` names what its reader takes of what is given beside the data (see `Given`), `texts` how
    much of the articles' words it can go without, `splits` how it says in which part of a split an
    article is: in its rows, by a folder for each part, or not at all.
    """

    name: str
    reads: bool = True
    writes: bool = True
    ends: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    texts: tuple["Texts", ...] = ("full",)
    splits: Literal["rows", "folders", "none"] = "folders"


_ANY: tuple["Texts", ...] = ("full", "quotes", "none")
FORMATS = {
    one.name: one
    for one in (
        Format("articles", writes=False, takes=("encoding",), splits="none"),
        Format("txt", writes=False, takes=("encoding",), splits="none"),
        Format("jsonl", texts=_ANY, splits="rows"),
        Format("csv", ends=(".csv", ".tsv"), takes=("encoding",), texts=_ANY, splits="rows"),
        Format("parquet", ends=(".parquet",), texts=_ANY, splits="rows"),
        Format("html", reads=False, splits="none"),
        Format("pairs", reads=False, texts=("full", "quotes"), splits="rows"),
        Format("brat", ends=(".ann", ".a1", ".a2"), takes=("encoding",)),
        Format("label-studio", ends=(".json",), takes=("offsets",)),
        Format("webanno-tsv", ends=(".tsv",)),
        Format("cas-xmi", ends=(".xmi", ".zip"), takes=("ahead",)),
        Format("cas-json", ends=(".json",)),
        Format("doccano", ends=(".jsonl",), takes=("offsets",)),
        Format("prodigy", ends=(".jsonl",)),
        Format("spacy", ends=(".spacy",)),
        Format("web-annotation", ends=(".jsonld", ".json"), takes=("offsets", "encoding")),
        Format(
            "conll",
            ends=(".conll", ".bio", ".iob", ".iob2", ".conll2002", ".conll2003"),
            takes=("encoding",),
        ),
        Format("refi-qda", ends=(".qdpx", ".qdc", ".qde"), takes=("offsets",)),
    )
}
#: What brings articles without annotations, which `factcheck.readers` read.
ARTICLES, TEXTS = "articles", "txt"
# The endings of the parts of a folder by which any format knows it.
_TELLING = frozenset({".json", *(end for one in FORMATS.values() for end in one.ends)})
# Kinds of articles that are no part of a dataset, and the formats whose datasets may have them.
_PAGES = ("html", "mhtml", "feed", "pdf", "docx", "odt", "rtf", "eml", "mbox")
_WITH_PAGES = ("web-annotation", "refi-qda")
_WITH_TEXTS = ("brat", "conll")
READERS = tuple(name for name, one in FORMATS.items() if one.reads)
WRITERS = tuple(name for name, one in FORMATS.items() if one.writes)


def check_given(name: str, given: Given) -> None:
    """Raise BadInput where something is given that the format fixes itself."""
    takes = FORMATS[name].takes
    if given.offsets is not None and "offsets" not in takes:
        raise BadInput("import.fixed_offsets", format=name)
    if given.encoding is not None and "encoding" not in takes:
        raise BadInput("import.fixed_encoding", format=name)


def read(name: str, path: Path, given: Given = NOTHING) -> "Bundle":
    """Read a dataset with what is given beside it; raise BadInput as its reader does.

    So it does for a folder or zip in which nothing is of the format that it is said to be of.
    """
    module = reader(name, path)
    bundle = module.read(path, given) if FORMATS[name].takes else module.read(path)
    is_folder = path.is_dir() or is_packed(path)
    if is_folder and not is_own(name) and not (any(True for _ in bundle.parts) or bundle.lost):
        # Where we wrote no articles, there may be nothing that shows the format.
        if not (module.is_ours(path) or writer(name, path).is_replaceable(path)):
            raise BadInput("import.none_of", name=path.name, format=name)
    return bundle


def ahead(name: str, path: Path) -> Iterator[tuple[str, object]]:
    """Read some files of a dataset ahead of who reads all of it, each with its way there."""
    return cast(ReadsAhead, _module(name)).ahead(path)


def reader(name: str, path: Path) -> Reader:
    """Give what reads a format into bundles at a path; a zip is read as the folder in it."""
    return cast(Reader, _of(name, path))


def writer(name: str, path: Path) -> Writer:
    """Give what writes bundles in a format to a path; a name that ends in .zip is a zip."""
    return cast(Writer, _of(name, path))


def shown(path: Path) -> str | None:
    """Say by which format a path would be read as far as names alone show it."""
    if path.is_dir():
        return ARTICLES if _TELLING.isdisjoint(_endings(path)) else None
    fitting, articles = _fitting(path), _named_as_articles(path)
    if is_packed(path) or (fitting and articles):
        return None
    return articles or (fitting[0] if len(fitting) == 1 else None)


def guess(path: Path) -> str | None:
    """Say by which format a path would be read, None where it does not show.

    It looks into what is foreign, so who runs the program asks for it in the process apart
    (`factcheck.apart.guessing`).
    """
    if path.is_dir():
        return _of_folder(path) or ARTICLES
    if is_packed(path):
        from factcheck.formats.zipped import endings, inside

        if _TELLING.isdisjoint(endings(path)):
            return _of_articles(path)
        return inside(path, _of_folder) or _of_articles(path)
    if name := shown(path):
        return name
    fitting = _fitting(path)
    if not fitting:
        return _of_articles(path)
    ours = (name for name in fitting if reader(name, path).is_ours(path))
    return next(ours, _named_as_articles(path))


def _fitting(path: Path) -> list[str]:
    return [one.name for one in FORMATS.values() if path.suffix.lower() in one.ends]


def _named_as_articles(path: Path) -> str | None:
    from factcheck.readers.kinds import by_name

    return ARTICLES if by_name(path.name) else None


def _of_articles(path: Path) -> str | None:
    """Say whether a file shows by its name, or else by how it begins, that it holds articles."""
    from factcheck.readers.kinds import HEAD, settled

    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return _named_as_articles(path) or (ARTICLES if settled("", head) else None)


def _of_folder(path: Path) -> str | None:
    from factcheck.formats import beside, in_parts

    named = in_parts.marked(path) or beside.marked(path)
    if named in READERS:
        # What lies beside our own exports may look like other formats.
        return named
    there = _endings(path)
    for name in READERS:
        ends = FORMATS[name].ends
        # To ask each format would walk a large folder again for each.
        if is_of_articles(name) or (ends and there.isdisjoint(ends)):
            continue
        if reader(name, path).is_ours(path):
            return name
    for name in WRITERS:
        # Its card would be read as an article.
        if name not in READERS and writer(name, path).is_replaceable(path):
            raise BadInput("import.only_out", name=path.name, format=name)
    return None


def _endings(folder: Path) -> set[str]:
    names = (name for _, _, names in os.walk(folder) for name in names)
    return {f".{name.rpartition('.')[2].lower()}" for name in names}


def articles_beside(name: str, path: Path) -> set[str]:
    """Give the endings of files in a dataset that only readers of articles read.

    Of a zip only its list is read, which may be anybody's (see `guess`).
    """
    from factcheck.formats.zipped import endings
    from factcheck.readers.kinds import ENDS

    if name in _WITH_PAGES:
        return set()
    kinds = _PAGES if name in _WITH_TEXTS else ("txt", *_PAGES)
    there = endings(path) if is_packed(path) else _endings(path)
    return {end for kind in kinds for end in ENDS[kind] if end in there}


def is_of_articles(name: str) -> bool:
    """Say whether a format brings articles alone, which `factcheck.readers` read."""
    return name in (ARTICLES, TEXTS)


def is_own(name: str) -> bool:
    """Say whether a format holds our own records as they are, and nothing else."""
    return FORMATS[name].splits == "rows"


def _module(name: str) -> object:
    return import_module(f"factcheck.formats.{name.replace('-', '_')}")


def _of(name: str, path: Path) -> object:
    module = _module(name)
    from factcheck.formats.in_parts import InParts
    from factcheck.formats.zipped import Folders, Zipped

    inner = cast(Folders, module)
    folders = InParts(name, inner) if FORMATS[name].splits == "folders" else inner
    return Zipped(folders) if is_packed(path) else folders


def is_packed(path: Path) -> bool:
    """Say whether what is at a path is read as the folder in a zip."""
    return path.suffix.lower() == ".zip" and not path.is_dir()
