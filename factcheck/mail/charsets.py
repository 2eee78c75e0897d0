"""Bytes of messages into characters: as they say, else as they look.

Programs name encodings in their own ways and often say a smaller one than they use; what they say
is tried first, what they most likely mean next. It never fails.
"""

import codecs
from typing import NamedTuple

from factcheck.errors import BadInput
from factcheck.prose.charsets import codec_of
from factcheck.prose.decode import decode

# What Python calls encodings of text, and nobody writes texts in; two take ages over long ones.
_NONE = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})


class Decoded(NamedTuple):
    """Characters, in which encoding they were, and whether that is a guess."""

    text: str
    encoding: str
    is_guess: bool


def in_charset(data: bytes, charset: str) -> Decoded:
    """Decode bytes that are said to be in a character set, "" where nothing is said."""
    said = charset.strip().lower() or "utf-8"
    for name in filter(None, (codec_of(said), said)):
        try:
            found = codecs.lookup(name).name
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
