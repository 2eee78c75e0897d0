"""Small PNGs: a picture reduced to a palette of its own colors, the same bytes for the same pixels.

It knows pictures, not what they show.
"""

from __future__ import annotations

from array import array
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageWriter

MOST = 256  # colors of a palette
KEPT = 64  # the grounds and inks, however near to one another
_AS_GIVEN = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither


def write(image: QImage, path: Path) -> None:
    """Write a picture as a palette PNG; raise OSError where that cannot be done."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    small = plain.convertToFormat(QImage.Format.Format_Indexed8, palette(plain), _AS_GIVEN)
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(small):
        raise OSError(writer.errorString())


def palette(image: QImage) -> list[int]:
    """Give the colors that stand for all of a 32-bit picture, the most frequent first.

    By popularity: the grounds stay as they are; of the others, mostly edges of letters, a color
    stands for those near it, and what counts as near grows until the palette is not too large.
    """
    counted = Counter(array("I", bytes(image.constBits())))
    ordered = sorted(counted, key=lambda color: (-counted[color], color))
    near = 0
    chosen = ordered
    while len(chosen) > MOST:
        near += 6
        chosen = _apart(ordered, near)
    return chosen


def _apart(ordered: list[int], near: int) -> list[int]:
    """Give the colors that differ from all before them by more than `near`, channels summed."""
    chosen: list[tuple[int, int, int, int]] = []
    for color in ordered:
        red, green, blue = color >> 16 & 255, color >> 8 & 255, color & 255
        differs = (abs(red - r) + abs(green - g) + abs(blue - b) > near for r, g, b, _ in chosen)
        if len(chosen) < KEPT or all(differs):
            chosen.append((red, green, blue, color))
            if len(chosen) > MOST:
                break
    return [color for *_, color in chosen]
