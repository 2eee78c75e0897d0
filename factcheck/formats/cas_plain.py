"""Cuts sentences and tokens out of an XMI before it is read: hundreds of them for each statement.

They only divide the text and are made anew at each export; what points to one of them is read
with them. Lines stay where they are, for errors.
"""

import re
from dataclasses import dataclass

from factcheck.formats import cas_names as names

_SPACE = re.compile(
    rb'xmlns:([A-Za-z][A-Za-z0-9]{0,30})="http:///%s\.ecore"'
    % names.TOKEN.rpartition(".")[0].replace(".", "/").encode()
)
_NUMBER = rb'"[0-9]{1,18}"'
_ONE = (
    rb'<%s:(?:Token|Sentence) xmi:id="([1-9][0-9]{0,17})" sofa=N begin=N end=N(?: order=N)?/>'
).replace(b"N", _NUMBER)


@dataclass(frozen=True, slots=True)
class Cut:
    """An XMI without its plain sentences and tokens, and their ids as they were written."""

    data: bytes
    ids: frozenset[str]


def cut(data: bytes) -> Cut | None:
    """Cut an XMI; None where what looks like a token might be something else, or ids recur."""
    spaces = _SPACE.findall(data)
    # In a comment or the like, or under a name that is given twice, it would be no token.
    if len(spaces) != 1 or b"<!" in data or data.count(b"xmlns:%s=" % spaces[0]) != 1:
        return None
    parts = re.split(_ONE % spaces[0], data)
    ids = b" ".join(parts[1::2]).decode("ascii").split()
    apart = frozenset(ids)
    return Cut(b"".join(parts[::2]), apart) if len(apart) == len(ids) else None
