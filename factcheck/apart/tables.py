"""The columns of a table as a frame and back: what a look at it found, in the process apart.

Coming back everything is checked again; a frame that is not as it should be is a BadFrame.
"""

from factcheck.apart.frames import BadFrame, Frame
from factcheck.readers.table import Columns


def packed(found: Columns) -> Frame:
    """Give the columns of a table as a frame."""
    examples = {name: list(cells) for name, cells in found.examples.items()}
    return Frame({"examples": examples, "taken": dict(found.taken)})


def unpacked(frame: Frame) -> Columns:
    """Give the columns of a table; raise BadFrame where the frame is not as `packed` gives it."""
    examples, taken = frame.head.get("examples"), frame.head.get("taken")
    if not isinstance(examples, dict) or not isinstance(taken, dict):
        raise BadFrame("no columns")
    lists = [some for some in examples.values() if isinstance(some, list)]
    cells = [cell for some in lists for cell in some]
    words = all(isinstance(word, str) for word in (*cells, *taken.values()))
    if len(lists) < len(examples) or not words:
        raise BadFrame("no columns")
    return Columns({name: tuple(some) for name, some in examples.items()}, taken)
