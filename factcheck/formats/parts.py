"""Opens the parts of a dataset: plain files and nothing else, for a dataset may come from anybody.

A pipe would never end, a device have no end; what cannot be read is said with its name.
"""

import stat
from pathlib import Path
from typing import BinaryIO

from factcheck.errors import BadInput


def opened(path: Path) -> BinaryIO:
    """Open a part for reading; raise FileNotFoundError, or BadInput where it cannot be read."""
    try:
        if not path.is_dir() and not stat.S_ISREG(path.stat().st_mode):
            raise BadInput("dataset.special", name=path.name)
        return path.open("rb")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadInput("dataset.unreadable", name=path.name, why=error.strerror) from error
