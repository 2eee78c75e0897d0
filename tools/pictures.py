"""`make pictures`: the pictures of the guide, anew from the real window on the sample project.

It decides which scenes there are and what is cut out of them. Everything in them is done by
presses and keys, on a sample of its own and with settings of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.pictures_scenes import Studio

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"


def main(wanted: Sequence[str]) -> int:
    """Take all pictures, or those of the scenes named, and say how large they are."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "qt.qpa.*=false"
    sys.path.insert(0, str(ROOT))
    from tools.pictures_scenes import SCENES, Studio

    OUT.mkdir(parents=True, exist_ok=True)
    for name, scene in SCENES.items():
        if not wanted or name in wanted:
            with tempfile.TemporaryDirectory(prefix="factcheck-pictures-") as folder:
                _take(Studio(Path(folder), OUT), scene)
    return 0


def _take(studio: Studio, scene: Callable[[Studio], None]) -> None:
    try:
        scene(studio)
    finally:
        studio.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
