"""Bytes of a dataset's parts as characters: UTF-8 and nothing else, unless a person says what.

Strictly, for offsets hang on every character; nothing is guessed, replaced or taken away.
"""

from factcheck.errors import BadInput
from factcheck.formats.building import Origin
from factcheck.prose.decode import encoding_name, strictly


def named(encoding: str) -> str:
    """Give the one name of an encoding that has several; raise BadInput where there is none."""
    try:
        return encoding_name(encoding)
    except BadInput as error:
        raise BadInput("import.encoding", why=error) from error


def decoded(data: bytes, name: str, encoding: str | None = None) -> str:
    """Decode a part; raise BadInput naming the line at fault, or an encoding that is none."""
    wanted = named(encoding or "utf-8")
    try:
        return strictly(data, wanted)
    except BadInput as error:
        at = int(str(error.params["position"]))
        line = Origin(name, data.count(b"\n", 0, at) + 1)
        raise (line.bad("refused", said=error) if encoding else line.bad("not_utf8")) from error
