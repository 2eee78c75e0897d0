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

# As we write it; in others the members are looked through one by one.
_CAS = b'xmlns:cas="http:///uima/cas.ecore"'
_VIEW = re.compile(rb'<cas:View sofa="[0-9]{1,18}" members="')


@dataclass(frozen=True, slots=True)
class Cut:
    """An XMI without its plain sentences and tokens, and their ids as they were written."""

    data: bytes
    ids: frozenset[bytes]


def cut(data: bytes) -> Cut | None:
    """Cut an XMI; None where what looks like a token might be something else, or ids recur."""
    space = _SPACE.search(data)
    if space is None:
        return None
    parts = re.split(_ONE % space[1], data)
    kept, ids = b"".join(parts[::2]), parts[1::2]
    # In a comment or the like, or under a name that is given twice, it would be no token.
    if len(_SPACE.findall(kept)) != 1 or b"<!" in kept or not _is_once(space[1], kept):
        return None
    apart = frozenset(ids)
    return Cut(_without_members(kept, b" ".join(ids)), apart) if len(apart) == len(ids) else None


def _without_members(data: bytes, ids: bytes) -> bytes:
    """Give an XMI whose view does not begin with all these ids: they are read by nobody."""
    found = _VIEW.search(data) if _CAS in data and _is_once(b"cas", data) else None
    if not ids or found is None or not data.startswith(ids + b" ", found.end()):
        return data
    return data[: found.end()] + data[found.end() + len(ids) :]


def _is_once(space: bytes, data: bytes) -> bool:
    return data.count(b"xmlns:%s=" % space) == 1
