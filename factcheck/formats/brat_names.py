"""How our names stand in brat, which takes letters, digits, `_` and `-` only, and back.

A character that brat does not take is written `_xHEX_`, and so is the first one of a name that
means something else there, so that any name comes back and other people's names stay as they are.
"""

import re

#: What we call the spans of who says it and of the verb, and how they hang on a statement.
ROLE_LABELS = {"Source": "source", "Cue": "cue"}
ROLE_LINKS = {"source": "has-source", "cue": "has-cue"}
#: The type of a note that holds as JSON what brat has no other room for.
NOTE = "Factcheck"
PLAIN_NOTE = "AnnotatorNotes"
EQUIV = "Equiv"
#: Attributes of ours that say how a link or statement stood in brat.
EVENT = "brat.event"
FORM = "brat.form"
ARGUMENT = "argument"
GROUP = "equiv"
ROLES = "brat.roles"

_RESERVED = frozenset({*ROLE_LABELS, *ROLE_LINKS.values(), EQUIV})
_ODD = re.compile(r"[^A-Za-z0-9_-]")
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-F])")
_ESCAPED = re.compile(r"_x([0-9A-F]{2,6})_")


def name_in_brat(name: str) -> str:
    """Give a label or link type as brat takes it."""
    kept = _LIKE_ESCAPED.sub("_x5F_", name)
    if kept in _RESERVED:
        kept = f"_x{ord(kept[0]):02X}_{kept[1:]}"
    return _ODD.sub(lambda m: f"_x{ord(m.group()):02X}_", kept)


def name_of_ours(name: str) -> str:
    """Give back what `name_in_brat` was given; other names are as they are."""
    return _ESCAPED.sub(_character, name)


def _character(match: re.Match[str]) -> str:
    number = int(match.group(1), 16)
    storable = 0 < number < 0xD800 or 0xDFFF < number < 0x110000
    return chr(number) if storable else match.group()
