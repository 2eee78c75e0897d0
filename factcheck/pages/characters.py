"""In which characters a page is written: what it declares, unless its bytes know better.

A byte order mark decides, then the signs of Japanese in seven bits, then UTF-8 that is valid, for
no other encoding looks like it by chance; then what the page declares, where its bytes fit; then
UTF-8 with a few broken bytes, which is what many pages are. What is left is guessed as for plain
texts (`prose.decode`).
"""

import codecs
import re
from dataclasses import replace

from factcheck.errors import BadInput
from factcheck.prose.charsets import codec_of
from factcheck.prose.decode import LARGEST, REPLACEMENT, Decoded, clean, decode

_HEAD = 8192
_DECLARED = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w:.+-]{2,40})"""
    rb"""|\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.+-]{2,40})""",
    re.IGNORECASE,
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
# What pages may be written in, by Python's names. A codec that is not here may be none of texts,
# or one that takes hours.
_USED = {
    *("utf-8", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"),
    *("koi8-r", "koi8-u", "cp866", "mac-roman", "mac-cyrillic", "cp874"),
    *(f"cp125{n}" for n in range(9)),
    *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
}
# Of a page, whose declaration could be read: it is not written in pairs of bytes.
_OF_PAGES = {"ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
# With which Japanese begins that is written in seven bits: to UTF-8 all of it is ASCII.
_SEVEN_BITS = re.compile(rb"\x1b\$[@B]")
#: Of so many characters beyond ASCII one may be broken in a page that is what it says it is.
_ONE_IN = 20


def characters(data: bytes, *, given: str | None, declared: str | None = None) -> Decoded:
    """Decode a page; `given` is a person's word, `declared` what came along with the page.

    Raises BadInput where it is empty, too large, no text, or not in the encoding that was given.
    """
    plain = given is not None or len(data) > LARGEST or data.startswith(_MARKS)
    # Of pairs of bytes every other one is NUL; a few are but slips.
    if plain or data.count(b"\0", 0, _HEAD) * 10 > min(len(data), _HEAD):
        return decode(data, encoding=given)
    if _SEVEN_BITS.search(data) and (japanese := _mostly(data, "iso2022_jp")):
        return japanese
    said = _codec(declared) or _codec(_declaration(data))
    other = said not in (None, "utf-8")
    if _is_utf8(data):
        found = decode(data)
        return replace(found, how="misstated") if other and _NOT_ASCII.search(data) else found
    fitting = _mostly(data, said) if said is not None and other else None
    return fitting or _mostly(data, "utf-8") or decode(data)


def _declaration(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii") if match else None


def _codec(name: str | None) -> str | None:
    """Give the codec that a page means by a name; None where there is none."""
    found = codec_of(name) if name else None
    found = _OF_PAGES.get(found, found) if found else None
    return found if found in _USED else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _mostly(data: bytes, codec: str) -> Decoded | None:
    """Decode in an encoding in which at most a few bytes are broken."""
    text = data.decode(codec, "replace")
    if codec == "utf-8":
        broken = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    else:
        broken = text.count(REPLACEMENT)
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if broken * _ONE_IN > foreign:
        return None
    text, nul = clean(text)
    if not text.strip():
        raise BadInput("text.empty")
    return Decoded(text, codec, "declared", broken + nul)
