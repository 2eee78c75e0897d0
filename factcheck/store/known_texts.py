"""The texts read last, by their sha256, whatever project they are of: a text never changes.

Without it each gesture in an article of a megabyte would read that megabyte. It reads nothing
itself.
"""

import threading
from collections import OrderedDict

_KEPT = 8_000_000  # code points
_lock = threading.Lock()
_texts: OrderedDict[bytes, str] = OrderedDict()
_size = 0


def known(sha256: bytes) -> str | None:
    """Give a text that was kept, None where it must be read."""
    with _lock:
        found = _texts.get(sha256)
        if found is not None:
            _texts.move_to_end(sha256)
        return found


def keep(sha256: bytes, characters: str) -> None:
    """Keep a text, and let those go that were not asked for longest."""
    global _size
    with _lock:
        if sha256 in _texts:
            return
        _texts[sha256] = characters
        _size += len(characters)
        while _size > _KEPT and len(_texts) > 1:
            _size -= len(_texts.popitem(last=False)[1])
