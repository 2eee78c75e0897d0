"""How our names stand in brat, which takes letters, digits, `_` and `-` only, and back.

A character that brat does not take is written `_xHEX_`, and so is the first one of a name that
means something else there, so that any name comes back and other people's names stay as they are.
"""

import re

from factcheck.formats.escapes import name_escaped, name_unescaped

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


def name_in_brat(name: str) -> str:
    """Give a label or link type as brat takes it."""
    if name in _RESERVED:
        return f"_x{ord(name[0]):02X}_{name[1:]}"
    return name_escaped(name, _ODD)


def name_of_ours(name: str) -> str:
    """Give back what `name_in_brat` was given; other names are as they are."""
    return name_unescaped(name)
