"""Keeps Python's collector of cycles away while thousands of objects are made that hold none.

Beyond some thousands it costs a quarter of the time of reading or writing them, and finds nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 2_000


@contextmanager
def collected_later(records: int) -> Iterator[None]:
    """Keep the collector from walking thousands of new records.

    It is off meanwhile; afterwards all there is counts as old, for else the very next collection
    would walk them (60 ms at 30,000). What an embedder has frozen stays so, and for fewer than
    `MANY` records it does nothing, for what is old is seldom collected.
    """
    if records < MANY:
        yield
        return
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()
