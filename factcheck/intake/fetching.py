"""Gets what lies at an address, on a person's word: once, within bounds, and nothing besides.

No cookies, no scripts, nothing that a page names. What comes is bytes of anybody: what they hold
is told in the process apart. It decides neither what an article is nor where it goes.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from factcheck.errors import BadInput
from factcheck.intake.transfer import Answer, Transfer
from factcheck.intake.walk import Readable
from factcheck.readers import kinds

#: How long all of it may take: seconds.
LONGEST = 120.0
_POLL = 0.05  # seconds between two looks at whether the person has cancelled


@dataclass(frozen=True, slots=True)
class Address:
    """Where an article is published, as a person named it."""

    url: str

    def __str__(self) -> str:
        return self.url


def fetched(address: Address, waiting: Callable[[], None], *, longest: float = LONGEST) -> Readable:
    """Get what lies at an address; `waiting` is called often and may raise Cancelled.

    Raises BadInput where there is nothing to be had, or nothing that may hold articles.
    """
    transfer = Transfer(address.url)
    thread = threading.Thread(target=transfer.run, daemon=True)
    thread.start()
    end = time.monotonic() + longest
    try:
        while thread.is_alive():
            thread.join(_POLL)
            waiting()
            if time.monotonic() > end:
                raise BadInput("fetch.slow", seconds=round(longest))
    finally:
        # It notices in a moment; nobody waits for it.
        transfer.stop()
    return _readable(address, transfer.answer())


def _readable(address: Address, answer: Answer) -> Readable:
    kind = _kind(answer)
    if kind is None:
        raise BadInput("fetch.kind", kind=answer.kind or "?")
    return Readable(
        path=None,
        name=address.url,
        kind=kind,
        data=answer.data,
        uri=answer.url,
        retrieved_on=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        declared=answer.encoding,
    )


def _kind(answer: Answer) -> str | None:
    """Tell the kind: by what the server says, where that says little by name and first bytes."""
    by_type = kinds.by_type(answer.kind)
    by_name = kinds.by_name(urlsplit(answer.url).path)
    shown = (by_name or by_type) if kinds.says_little(answer.kind) else (by_type or by_name)
    return kinds.settled(shown or "", answer.data[: kinds.HEAD]) or None
