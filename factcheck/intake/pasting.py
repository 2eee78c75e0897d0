"""What was pasted, or came in by a pipe, as something to read: it lies nowhere and has no name.

Of a selection on a page all is kept, for a person chose it; the source of a whole page is read as
that page. It touches no clipboard.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.intake.walk import TEXT, Readable
from factcheck.prose.decode import LARGEST
from factcheck.readers.fragments import is_page
from factcheck.texts import text

FRAGMENT, PAGE, TABLE = "fragment", "html", "table"
_PACKED = ((b"PK\x03\x04", "zip"), (b"\x1f\x8b", TABLE))


def pasted(words: str, html: str = "") -> Readable:
    """Give what was pasted, its words or as they stood on a page; raise BadInput for nothing."""
    if not words.strip() and not html.strip():
        raise BadInput("import.nothing_pasted")
    kind, content = (FRAGMENT, html) if html.strip() else (TEXT, words)
    if kind == TEXT and is_page(words):
        kind = PAGE
    now = _now()
    return Readable(
        path=None,
        name=text("import.pasted", moment=now.replace("T", " ").rstrip("Z")),
        kind=kind,
        settled=True,
        data=content.encode("utf-8", "replace"),
        retrieved_on=now,
    )


def piped(stream: BinaryIO | None, *, kind: str = TEXT) -> Readable:
    """Give what comes in by a pipe, of a kind if it shows none; raise BadInput for nothing.

    It is known again by what it is: a program may bring the same every day.
    """
    data = stream.read(LARGEST + 1) if stream else b""
    if not data.strip():
        raise BadInput("import.nothing_piped")
    name = text("import.piped", digest=sha256(data).hexdigest()[:12])
    # Other kinds are zips too, and show it later; of packed ones only tables are read.
    kind = next((packed for sign, packed in _PACKED if data.startswith(sign)), kind)
    return Readable(path=None, name=name, kind=kind, data=data, retrieved_on=_now())


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
