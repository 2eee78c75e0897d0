"""Nothing in the project may point to one machine: no path of its maker, no address in a lock."""

import re
from collections.abc import Iterator

from tests.rules.source import ROOT, Source, tracked

_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/[\w.-]+")
_BINARY = (".png", ".ttf", ".otf", ".woff2", ".ico", ".zip", ".gz", ".factcheck", ".jpg")
_REQUIREMENT = re.compile(r"^[\w.-]+(\[[\w,-]+\])?==")


def texts_of_project() -> Iterator[Source]:
    """Every file that is text; the seeds are what others wrote."""
    for path in tracked():
        if not path.startswith("seeds/") and not path.endswith(_BINARY):
            try:
                yield Source(path, (ROOT / path).read_text(encoding="utf-8"))
            except UnicodeDecodeError:
                continue


def names_no_machine(source: Source) -> Iterator[str]:
    """Finds absolute paths below somebody's home."""
    for number, line in enumerate(source.text.splitlines(), 1):
        for match in _MACHINE.finditer(line):
            yield source.at(number, f"names a path of a machine: {match.group()}")


def pins_by_hash_alone(source: Source) -> Iterator[str]:
    """Finds addresses and options in a file of pins, and pins without version or hash."""
    pinned_at = 0
    for number, line in enumerate([*source.text.splitlines(), "end==0"], 1):
        if "://" in line or line.startswith("-"):
            yield source.at(number, "an address or an option in a file of pins")
        elif _REQUIREMENT.match(line):
            if pinned_at and pinned_at == number - 1:
                yield source.at(pinned_at, "a pin without a hash")
            pinned_at = number
        elif line.strip() and not line.strip().startswith(("--hash=sha256:", "#")):
            yield source.at(number, "neither a pin nor a hash")
