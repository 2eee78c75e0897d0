"""Mailboxes in one file (.mbox): their messages one after the other, however many there are.

A message begins at a line with "From " that a header follows, since not every program marks such
lines within messages; those that are marked lose their mark. No more than one message is in memory.
Some programs save a mailbox as a text in UTF-16, as they do messages.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.mail.messages import LARGEST_MESSAGE, WIDE, articles_of, below
from factcheck.readers import Asked, Reading, Unread
from factcheck.readers.decoded import characters, told

NAME = "mbox"
_LONGEST_LINE = 1 << 20  # bytes; longer lines come in pieces
_HEADER = re.compile(rb"[!-9;-~]{1,100}:|>From ")
# What is a line above a message even where no empty one is before it.
_SURE = re.compile(rb"From (?:.{0,200}\b\d{1,2}:\d\d(?::\d\d)?\b.{0,20}\b\d{4}\b|-\s*$)")
_MARKED = re.compile(rb">+From ")


#: Gives the next line, or so many bytes or characters of a longer one.
_Readline = Callable[[int], bytes]


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading | Unread]:
    """Read a mailbox; raise BadInput where it is none."""
    is_wide = stream.read(len(WIDE[0])) in WIDE
    stream.seek(0)
    if not is_wide:
        yield from _articles(stream.readline, asked, "")
        return
    with characters(stream, told(stream, None)) as lines:
        yield from _articles(lambda most: lines.readline(most).encode(), asked, "utf-8")


def _articles(readline: _Readline, asked: Asked, charset: str) -> Iterator[Reading | Unread]:
    for number, data in enumerate(_messages(readline), 1):
        try:
            found = articles_of(data, asked, reader=NAME, number=number, charset=charset)
            yield from list(found)
        except Exception as error:  # noqa: BLE001 - a library's, of any kind; the others go on
            yield Unread.of(below(asked.name, str(number)), error)


def _messages(readline: _Readline) -> Iterator[bytes]:
    """Give the bytes of each message; of one that is too large only so many that it shows."""
    held: list[bytes] | None = None
    size = 0
    for line, is_first in _lines(readline):
        if is_first:
            if held is not None:
                yield b"".join(held)
            held, size = [], 0
        elif held is None:
            if line.strip():
                raise BadInput("mail.no_mailbox")
        elif size <= LARGEST_MESSAGE:
            held.append(line[1:] if _MARKED.match(line) else line)
            size += len(line)
    if held is None:
        raise BadInput("mail.no_mailbox")
    yield b"".join(held)


def _lines(readline: _Readline) -> Iterator[tuple[bytes, bool]]:
    """Give lines, or pieces of long ones, and whether each is the one above a message."""
    begins, after_blank = True, True
    line = readline(_LONGEST_LINE).removeprefix(BOM_UTF8)
    while line:
        following = readline(_LONGEST_LINE)
        may_be = begins and line.startswith(b"From ") and (after_blank or _SURE.match(line))
        yield line, bool(may_be and _HEADER.match(following))
        after_blank = begins and not line.strip()
        begins = line.endswith(b"\n")
        line = following
