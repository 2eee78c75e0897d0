"""Elements of XML as text, with what no XML may hold replaced.

For formats that are written piece by piece; reading is in `xml_tree`.
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

# XML 1.0, production 2: what is no Char.
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A parser makes a line feed of it otherwise.
_RETURN = {"\r": "&#13;"}


def kept(words: str) -> str:
    """Give words with � for each character that XML cannot hold."""
    return _NO_CHARACTER.sub("\ufffd", words)


def blanked(words: str) -> str:
    """Give words of the same length with a blank for each character that XML cannot hold."""
    return _NO_CHARACTER.sub(" ", words)


def element(name: str, attributes: Mapping[str, object], *inner: str, words: str = "") -> str:
    """Give an element with attributes, what is inside it, and a text of its own."""
    body = "".join(inner) + escape(kept(words), _RETURN)
    if not body:
        return f"{opening(name, attributes)[:-1]}/>"
    return f"{opening(name, attributes)}{body}</{name}>"


def opening(name: str, attributes: Mapping[str, object]) -> str:
    """Give the tag with which an element begins."""
    head = "".join(f" {key}={quoted(str(value))}" for key, value in attributes.items())
    return f"<{name}{head}>"


def quoted(words: str) -> str:
    """Give words as the value of an attribute."""
    return quoteattr(kept(words))
