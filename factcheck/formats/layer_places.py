"""Where the articles of several annotators lie in folders, as INCEpTION has them and as we do.

`annotation/ARTICLE/ANNOTATOR` in its exports, where a folder is an article; so are several files
with one text in a folder. With ours `factcheck.json` says whose layer is called how.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

_EXPORTED = ("annotation", "curation")
# How an article was before anybody annotated it; all annotators began with what is in it.
_INITIAL = "INITIAL_CAS"


def of_ours(ways: Iterable[str], layers: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Give of what article each way of an export of ours is, and whose."""
    only = layers.get("")
    return {
        way: (_bare(way), only)
        if only is not None
        else (_folder(way), layers.get(PurePosixPath(way).stem, ""))
        for way in ways
    }


def of_folders(
    ways: Iterable[str], are_one_text: Callable[[Sequence[str]], bool]
) -> dict[str, tuple[str, str]]:
    """Give of what article each way is, and whose; those of one folder may be of one text.

    Left out is how INCEpTION had an article at first where others have annotated it.
    """
    folders: dict[str, list[str]] = {}
    for way in ways:
        folders.setdefault(_folder(way), []).append(way)
    return {
        way: place
        for folder, some in folders.items()
        for way, place in _placed(folder, some, are_one_text)
    }


def _placed(
    folder: str, ways: Sequence[str], are_one_text: Callable[[Sequence[str]], bool]
) -> Iterator[tuple[str, tuple[str, str]]]:
    parts = PurePosixPath(folder).parts
    is_exported = any(one in _EXPORTED for one in parts[:-1])
    is_one = is_exported or (bool(folder) and len(ways) > 1 and are_one_text(ways))
    place = "/".join(one for one in parts if one not in _EXPORTED)
    for way in ways:
        name = PurePosixPath(way).stem
        if not is_one:
            yield way, (_bare(way), "")
        elif name != _INITIAL:
            yield way, (place, name)
        elif len(ways) == 1:
            yield way, (place, "")


def _folder(way: str) -> str:
    return way.rpartition("/")[0]


def _bare(way: str) -> str:
    """Give a way without its ending."""
    folder, stem = _folder(way), PurePosixPath(way).stem
    return f"{folder}/{stem}" if folder else stem
