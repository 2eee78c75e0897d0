"""Bytes of messages into characters: as they say, else as they look.

Programs name encodings in their own ways and often say a smaller one than they use; what they say
is tried first, what they most likely mean next. It never fails.
"""

import codecs
from typing import NamedTuple

from factcheck.errors import BadInput
from factcheck.prose.decode import decode

# What is said, and what is used by those who say so.
_MEANT = {
    "us-ascii": "ascii",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-11": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
}
# What Python calls encodings of text, and nobody writes texts in; two take ages over long ones.
_NONE = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})


class Decoded(NamedTuple):
    """Characters, in which encoding they were, and whether that is a guess."""

    text: str
    encoding: str
    is_guess: bool


def in_charset(data: bytes, charset: str) -> Decoded:
    """Decode bytes that are said to be in a character set, "" where nothing is said."""
    low = charset.strip().lower()
    for name in dict.fromkeys((_MEANT.get(low, low), low)):
        try:
            found = codecs.lookup(name).name if name else "utf-8"
            if found not in _NONE:
                return Decoded(data.decode(found), found, is_guess=False)
        except (LookupError, ValueError):
            continue
    return _guessed(data)


def _guessed(data: bytes) -> Decoded:
    try:
        found = decode(data)
    except BadInput:
        # Nothing but spaces, or what is no text: every byte has a character here.
        return Decoded(data.decode("latin-1"), "latin-1", is_guess=True)
    return Decoded(found.text, found.encoding, is_guess=found.how == "guessed")
