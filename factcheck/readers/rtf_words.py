"""RTF as a row of words: groups, control words with numbers, and stretches of bytes.

It knows how RTF is written, not what it means; bytes stay bytes until somebody knows their
encoding.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])"
    rb"|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: a control word or sign by its name, or bytes where the name is "".

    `OPEN` and `CLOSE` are the edges of a group; signs are words too, among them "{" and "}".
    """

    name: str
    number: int | None = None
    data: bytes = b""


OPEN, CLOSE = Word("{"), Word("}")


def words_of(data: bytes) -> Iterator[Word]:
    """Give the words of an RTF text; what follows `\\bin` is passed over."""
    at = 0
    while match := _WORD.match(data, at):
        at = match.end()
        name, number, code, sign, brace, plain = match.groups()
        if plain is not None:
            yield Word("", data=plain)
        elif name is not None:
            count = None if number is None else int(number)
            if name == b"bin":
                at += max(0, count or 0)
            else:
                yield Word(name.decode(), count)
        elif code is not None:
            yield Word("", data=bytes.fromhex(code.decode()))
        elif brace is not None:
            yield OPEN if brace == b"{" else CLOSE
        elif sign is not None:
            yield Word(sign.decode("latin-1"))


def is_rtf(data: bytes) -> bool:
    """Say whether bytes begin as RTF does."""
    return data.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"{\\rtf")
