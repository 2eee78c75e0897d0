"""CoNLL columns: a token and its tag in each line, an empty line between sentences.

Read are IOB1, IOB2, BIOES and BILOU in two or more columns, also tags inside of tags in several
columns (see `conll_shape` for which). Written is IOB2: a folder with a file
for each article, several layers in a sub-folder each, or all articles of one layer in one file
that ends in `.conll`.

What it cannot hold: the text itself (blanks between tokens are a guess), overlaps (of statements
that overlap the longest is kept), gaps, parts of tokens, and links. In a folder, texts, links and
what is known of the statements that were kept lie beside (see `beside`), and come back.
"""

from collections.abc import Sequence
from pathlib import Path

from factcheck.errors import BadInput
from factcheck.formats import Tick, Written, beside
from factcheck.formats.beside import Beside
from factcheck.formats.building import Building, Origin
from factcheck.formats.bundle import Bundle
from factcheck.formats.conll_in import Reading
from factcheck.formats.conll_lines import OURS, columns
from factcheck.formats.conll_out import write_folder, write_one
from factcheck.formats.decoding import decoded
from factcheck.formats.given import NOTHING, Given
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import opened
from factcheck.formats.places import below
from factcheck.prose.decode import LARGEST
from factcheck.streams import up_to
from factcheck.texts import text

NAME = "conll"
ENDING = ".conll"
_PLAIN = (".txt", ".tsv", ".tags")
ENDINGS = (ENDING, ".bio", ".iob", ".iob2", ".conll2002", ".conll2003")


def is_ours(path: Path) -> bool:
    """Say whether a path ends as such files do, or is a folder with some."""
    if not path.is_dir():
        return path.suffix.lower() in ENDINGS
    try:
        return beside.has_marker(path, NAME) or bool(below(path, ENDINGS))
    except BadInput:
        return False


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has altered anything."""
    if path.is_dir():
        return beside.is_replaceable(path, NAME)
    try:
        with opened(path) as stream:
            return stream.read(len(OURS) + 1) == f"{OURS}\n".encode()
    except (OSError, BadInput):
        return False


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a dataset into a new folder, or into one file where the name ends in .conll."""
    if out.suffix.lower() == ENDING:
        return write_one(bundle, out, tick)
    return write_folder(bundle, out, tick, format_name=NAME, ending=ENDING)


def read(path: Path, given: Given = NOTHING) -> Bundle:
    """Read a file or a folder of them; raise BadInput naming the line at fault."""
    returning = Returning(Building(NAME))
    if path.is_dir():
        root, side = path, beside.find(path, NAME)
        # Where it is said to be such a folder, its files may have any ending of a text.
        ways: Sequence[str] = below(path, ENDINGS) or below(path, _PLAIN)
    else:
        root, side, ways = path.parent, Beside(), [path.name]
    side.begin(returning)
    reading = Reading(returning, side, reader=NAME)
    for way in ways:
        reading.read(way, columns(decoded(_bytes(root, way), way, given.encoding), way))
    side.end(returning)
    building = returning.building
    if reading.guessed:
        building.notes.append(text("import.dataset.rebuilt"))
    return returning.bundle()


def _bytes(root: Path, way: str) -> bytes:
    try:
        with opened(root / way) as stream:
            data = up_to(stream, LARGEST + 1)
    except FileNotFoundError as error:
        raise BadInput("dataset.incomplete", location=root, name=way) from error
    if len(data) > LARGEST:
        raise Origin(way).bad("too_long")
    return data
