"""What is meant by the name of a character set: pages and mails often say a smaller one than used.

Programs name encodings in their own ways, and what they call by an old name holds characters of
what grew out of it. Source: the labels of the WHATWG Encoding Standard, as far as Python has them.
"""

import codecs

# By Python's names: those that say the first use the second.
_MEANT = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_UNKNOWN_TO_PYTHON = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-cyrillic": "mac-cyrillic",
    "utf8mb4": "utf-8",
}


def codec_of(name: str) -> str | None:
    """Give Python's name of the encoding that a name means; None where there is none."""
    low = name.strip().lower()
    try:
        found = codecs.lookup(low).name
    except (LookupError, ValueError):
        return _UNKNOWN_TO_PYTHON.get(low)
    return _MEANT.get(found, found)
