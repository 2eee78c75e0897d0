"""Puts a dataset in its place: complete under its name, or not at all.

It is written beside, and what is at the target is replaced only if it is an export of ours. It
knows no format and no project.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from factcheck.errors import BadInput, NotFound
from factcheck.formats import Written
from factcheck.ids import Id

_AT_ONCE = 16  # files that are flushed to the disk together


#: Says whether what is at a path is an export of ours and nothing else; may raise Cancelled.
IsOurs = Callable[[Path], bool]


def check_target(target: Path, is_ours: IsOurs) -> None:
    """Raise BadInput where something else is at a target, NotFound where its folder is not."""
    with _disk_reported(target):
        _check(target, is_ours)


def write_beside(target: Path, is_ours: IsOurs, write: Callable[[Path], Written]) -> Written:
    """Write under another name in the same folder, and give it the target's when complete.

    Raises what `check_target` raises, BadInput where the disk fails, and what `write` raises.
    """
    mark = Id.new().hex()[-8:]
    # The ending stays: formats with several shapes tell by it which one is wanted.
    new = target.with_name(f".new-{mark}-{target.name}")
    with _disk_reported(target):
        try:
            written = write(new)
            _flush(new)
            _check(target, is_ours)
            _put_in_place(new, target, target.with_name(f".old-{mark}-{target.name}"))
        finally:
            _remove(new)
    return written


def _check(target: Path, is_ours: IsOurs) -> None:
    if not target.parent.is_dir():
        raise NotFound("export.no_folder", location=target.parent)
    if not target.exists() and not target.is_symlink():
        return
    empty = target.is_dir() and not target.is_symlink() and not any(target.iterdir())
    if target.is_symlink() or not (empty or is_ours(target)):
        raise BadInput("export.exists", location=target)


def _put_in_place(new: Path, target: Path, old: Path) -> None:
    if not target.is_dir():
        new.replace(target)
        return
    # A folder cannot be replaced in one step: the old one is kept until the new one is there.
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    _remove(old)


def _flush(new: Path) -> None:
    """See that what gets its name is on the disk, or a power cut could leave it empty."""
    files = [path for path in (new, *(new.rglob("*") if new.is_dir() else ())) if path.is_file()]
    # Thousands that are waited for together cost the disk what a few do one after the other. Each
    # thread takes its share at once: to hand over one by one takes longer than to flush.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_flush_all, (files[n::_AT_ONCE] for n in range(_AT_ONCE))):
            pass


def _flush_all(paths: Iterable[Path]) -> None:
    for path in paths:
        with path.open("rb") as stream:
            os.fsync(stream.fileno())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _disk_reported(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadInput("export.disk", location=target, why=why) from error
