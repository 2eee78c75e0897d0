"""brat's `annotation.conf`: which labels, links and attributes may be set, so that brat shows ours.

Written from a dataset's labels; of other people's only which links have no direction is read.
"""

from collections.abc import Iterable
from pathlib import Path

from factcheck.formats import brat_names as names
from factcheck.formats.brat_told import CERTAINTIES, CERTAINTY, FLAGGED
from factcheck.formats.bundle import Bundle
from factcheck.formats.parts import opened

NAME = "annotation.conf"
_LARGEST = 4_000_000  # bytes
_KIND = "<REL-TYPE>:"


def configuration(bundle: Bundle) -> str:
    """Give the configuration by which brat shows a dataset."""
    labels = sorted(names.name_in_brat(one.name) for one in bundle.labels)
    links = sorted(
        (names.name_in_brat(one.name), "" if one.directed else ", <REL-TYPE>:symmetric")
        for one in bundle.link_types
    )
    own_links = sorted(names.ROLE_LINKS.items())
    sections = {
        "entities": [*labels, *names.ROLE_LABELS],
        "relations": [
            *(f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>{more}" for name, more in links),
            *(f"{name}\tArg1:<ENTITY>, Arg2:{role.capitalize()}" for role, name in own_links),
        ],
        "events": [],
        "attributes": [
            f"{CERTAINTY}\tArg:<ENTITY>, Value:{'|'.join(CERTAINTIES)}",
            f"{FLAGGED}\tArg:<ENTITY>",
        ],
    }
    return "\n".join(_section(name, lines) for name, lines in sections.items())


def symmetric(root: Path, folders: Iterable[str]) -> dict[str, frozenset[str]]:
    """Give for each folder which links have no direction, by the nearest configuration."""
    found: dict[str, frozenset[str]] = {}
    for folder in folders:
        above = [folder, *_above(folder)]
        near = (one for one in above if (root / one / NAME).is_file())
        at = next(near, None)
        found[folder] = frozenset() if at is None else _read(root / at / NAME)
    return found


def _section(name: str, lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in (f"[{name}]", *lines))


def _above(folder: str) -> list[str]:
    parts = folder.split("/")
    return ["/".join(parts[:n]) for n in range(len(parts) - 1, -1, -1)]


def _read(path: Path) -> frozenset[str]:
    with opened(path) as stream:
        words = stream.read(_LARGEST).decode("utf-8", "replace")
    return frozenset(filter(None, map(_symmetric, words.split("\n"))))


def _symmetric(line: str) -> str:
    """Give the link type of which a line says that it has no direction, "" where it says none."""
    name, *rest = line.split(None, 1)[:2] or [""]
    kinds = rest[0].split(_KIND)[1:] if rest else []
    return name if any("symmetric" in one.partition(",")[0] for one in kinds) else ""
