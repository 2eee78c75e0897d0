"""Names as formats take them that know letters and digits only, and back, whatever is in them.

A character that a format does not take is written `_xHEX_`; other people's names stay as they are.
"""

import re

_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-F])")
_ESCAPED = re.compile(r"_x([0-9A-F]{2,6})_")


def name_escaped(name: str, odd: re.Pattern[str]) -> str:
    """Give a name with each character that `odd` finds, one at a time, written as a number."""
    kept = _LIKE_ESCAPED.sub("_x5F_", name)
    return odd.sub(lambda m: f"_x{ord(m[0]):02X}_", kept)


def name_unescaped(name: str) -> str:
    """Give back what `name_escaped` was given; other names are as they are."""
    return _ESCAPED.sub(_character, name)


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    storable = 0 < number < 0xD800 or 0xDFFF < number < 0x110000
    return chr(number) if storable else match[0]
