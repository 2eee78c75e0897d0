"""In which encoding the bytes of an RTF text are: by its own words, and by the font they are in.

Fonts name character sets by numbers of Windows; Python knows most of these as encodings, others
have one that is close. It knows no text.
"""

import codecs

SYMBOL = "symbol"
#: Bytes of fonts of symbols are counted from here.
SYMBOL_BASE = 0xF000
# By the number of a character set; 1 means that of the text.
_SETS = {
    0: "cp1252",
    2: SYMBOL,
    77: "mac_roman",
    78: "cp932",
    79: "cp950",
    80: "cp949",
    81: "mac_arabic",
    82: "cp1255",
    83: "mac_greek",
    84: "mac_cyrillic",
    85: "cp936",
    86: "mac_romanian",
    87: "mac_cyrillic",
    88: "cp874",
    89: "mac_latin2",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES = {
    0: "cp1252",
    42: SYMBOL,
    708: "iso8859-6",
    10000: "mac_roman",
    10001: "cp932",
    10002: "cp950",
    10003: "cp949",
    10004: "mac_arabic",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10008: "cp936",
    10010: "mac_romanian",
    10029: "mac_latin2",
    10079: "mac_iceland",
    10081: "mac_turkish",
    65001: "utf-8",
}
#: What the words at the beginning of an RTF text say.
BASES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


def of_set(number: int) -> str | None:
    """Give the encoding of a character set, None for that of the text."""
    return _SETS.get(number)


def of_page(number: int) -> str | None:
    """Give the encoding of a code page, None where it is not known."""
    name = _PAGES.get(number) or f"cp{number}"
    if name == SYMBOL:
        return name
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
