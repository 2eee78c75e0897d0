"""Folders for what is needed but for a moment: closed to others, and gone when it is over.

A program that is killed cannot take its own away, so the next one does, once they are old. What
is in them is nothing of its business.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkdtemp
from typing import Final

_PREFIX: Final = "factcheck-"
#: Seconds after which nobody can still be using one: a week.
OLD: Final = 7 * 24 * 3600


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a new folder that only this person can read, for as long as the context lasts."""
    _sweep_once()
    with TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


def lasting() -> Path:
    """Give a new folder that only this person can read; who asks takes it away."""
    _sweep_once()
    return Path(mkdtemp(prefix=_PREFIX))


def sweep(above: Path, now: float) -> None:
    """Take away one's own folders that a killed program left; `now` is in seconds since 1970."""
    for folder in above.glob(f"{_PREFIX}*"):
        try:
            found = folder.lstat()
        except OSError:
            continue  # gone meanwhile
        if found.st_mtime < now - OLD and _is_own(found) and not folder.is_symlink():
            # What another one is taking away just now, or the system holds, is left to it.
            shutil.rmtree(folder, ignore_errors=True)


@cache
def _sweep_once() -> None:
    sweep(Path(gettempdir()), time.time())


def _is_own(found: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or found.st_uid == os.getuid()
