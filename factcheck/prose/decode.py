"""Bytes into characters: how a text file is decoded, and what had to be replaced.

A byte order mark decides, then strict UTF-8, then charset-normalizer, and it says which; apart
from NUL and lone surrogates nothing of the text is altered. It knows no file and no article.
"""

import codecs
import re
from dataclasses import dataclass

from factcheck.errors import BadInput

# A book has 1 MB; an "article" of 64 MB is a log or a database, and would block every pane.
LARGEST = 64 * 1024 * 1024
# What charset-normalizer looks at: enough to tell an encoding, and it never takes seconds.
_SAMPLE = 256 * 1024
# The longer mark first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Anything but ASCII and what Windows adds to a text in English: quotation marks, dashes, €, £, §,
# ©, ®, ™, °, a space that does not break. Of so few charset-normalizer makes Czech or Chinese.
_FOREIGN = re.compile(rb"[^\x00-\x80\x82\x84\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb]")
# Languages whose letters Windows has in its western encoding, how sure it must be that a text is in
# one of them, and how many of its letters may be none of ASCII. Of these, too, charset-normalizer
# makes Czech or Korean: "não" becomes "năo".
_WESTERN = frozenset(
    [
        *("af", "ca", "da", "de", "en", "es", "eu", "fi", "fo", "fr", "ga", "gl", "is", "it"),
        *("lb", "nb", "nl", "nn", "no", "oc", "pt", "sv"),
    ]
)
_SURE, _ACCENTED = 0.9, 0.25
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as stored, and how it was read.

    `how`: "given", "mark", "utf-8" or "guessed", and where a text says in what it is written
    "declared", or "misstated" if that is not so; `replaced` counts the characters that became
    U+FFFD; `marked` says that a byte order mark was taken away.
    """

    text: str
    encoding: str
    how: str
    replaced: int = 0
    marked: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """Codes of what a report must say: `encoding_guessed`, `characters_replaced` and so on."""
        how = f"encoding_{self.how}"
        said = (how,) if how in ("encoding_guessed", "encoding_misstated") else ()
        return (*said, *(("characters_replaced",) if self.replaced else ()))


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """Decode a text; raise BadInput where it is empty, too large, no text, or not so encoded."""
    if len(data) > LARGEST:
        raise BadInput("text.too_large", largest=LARGEST // 2**20)
    if encoding is not None:
        return _stored(strictly(data, encoding), encoding_name(encoding), "given")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _stored(_strict(data, name, errors="surrogatepass"), name, "mark")
    wide = _wide(data)
    if wide is not None:
        return _stored(_strict(data, wide, errors="surrogatepass"), wide, "guessed")
    try:
        return _stored(data.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def encoding_name(encoding: str) -> str:
    """Give the one name of an encoding that has several; raise BadInput where there is none."""
    try:
        # Also codecs that are no encodings of text, such as "zip", show at a character.
        " ".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise BadInput("text.unknown_encoding", encoding=encoding) from None


def strictly(data: bytes, encoding: str) -> str:
    """Decode all, a byte order mark too; raise BadInput with the position that does not fit."""
    return _strict(data, encoding_name(encoding), errors="strict")


def clean(text: str) -> tuple[str, int]:
    """Give the text as it may be stored, and how many characters became U+FFFD.

    NUL and lone surrogates cannot be stored; offsets stay as they are.
    """
    # Nearly every text is fine, and to ask so is ten times faster than to look for what is not.
    if "\0" not in text and _encodes(text):
        return text, 0
    return _UNSTORABLE.subn(REPLACEMENT, text)


def _encodes(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _stored(text: str, encoding: str, how: str) -> Decoded:
    marked = text.startswith("\ufeff")
    text, replaced = clean(text[1:] if marked else text)
    if not text.strip():
        raise BadInput("text.empty")
    # A text with some NULs exists; what is mostly NULs is a program, a picture or an archive.
    if replaced * 2 > len(text):
        raise BadInput("text.binary")
    return Decoded(text, encoding, how, replaced, marked)


def _strict(data: bytes, encoding: str, *, errors: str) -> str:
    try:
        return data.decode(encoding, errors)
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise BadInput("text.not_in_encoding", encoding=encoding, position=at) from None


def _guessed(data: bytes) -> Decoded:
    if b"\0" in data:
        raise BadInput("text.binary")
    if _FOREIGN.search(data) is None or _is_western(data):
        return _stored(data.decode("cp1252"), "cp1252", "guessed")
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data)).best()
    if best is None:
        raise BadInput("text.binary")
    try:
        return _stored(data.decode(best.encoding), best.encoding, "guessed")
    except UnicodeDecodeError:
        # The sample was not typical of the rest; every byte is a character of this one.
        return _stored(data.decode("latin-1"), "iso8859-1", "guessed")


def _is_western(data: bytes) -> bool:
    """Say whether it is plainly prose of a western language, if it is read as in cp1252."""
    from factcheck.prose.languages import told

    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = "".join(filter(str.isalpha, text[:_SAMPLE]))
    # Cyrillic, Greek and Chinese would be words of nothing but accents.
    if sum(one > "\x7f" for one in letters) > len(letters) * _ACCENTED:
        return False
    language, sure = told(text) or ("", 0.0)
    return language in _WESTERN and sure >= _SURE


def _sample(data: bytes) -> bytes:
    """Give whole lines, lest a character be cut in two."""
    if len(data) <= _SAMPLE:
        return data
    return data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: every other byte of its spaces and Latin letters is NUL."""
    if len(data) % 2 or len(data) < 8 or b"\0" not in data:
        return None
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd * 10 > half * 6 and even * 20 <= half:
        return "utf-16-le"
    if even * 10 > half * 6 and odd * 20 <= half:
        return "utf-16-be"
    return None
