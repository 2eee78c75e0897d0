"""Files as old Office programs wrote them (.doc, .msg): no words are read, but what helps is said.

Reading them would need a library that nobody keeps; each program that made them can save them in a
form that is read here. What is called .doc and is none is read as the text that it is.
"""

from collections.abc import Iterator
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.readers import Asked, Reading, txt
from factcheck.readers.described import bytes_of

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of what is inside, which stand there in UTF-16, with the code of what they tell.
_INSIDE = (
    ("EncryptedPackage", "reading.locked"),
    ("WordDocument", "reading.old_word"),
    ("__substg1.0_", "reading.old_outlook"),
)


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read a text that is only called so; raise BadInput that says what it is instead."""
    data = bytes_of(stream)
    if not data.startswith(MAGIC):
        yield txt.text_of(data, asked)
        return
    for name, code in _INSIDE:
        if name.encode("utf-16-le") in data:
            raise BadInput(code)
    raise BadInput("reading.old_office")
