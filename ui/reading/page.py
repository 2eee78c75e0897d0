"""One article's text as a Qt document, and the way between its offsets and Qt's positions.

This is the only place of the window where code points become UTF-16 units and back. The document
is built before any widget has it, which is what keeps a text of 1 MB within a frame; it is never
read back, for Qt hands out other characters than it was given.
"""

from bisect import bisect_right

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from factcheck.prose.utf16 import Utf16Map, display_text, soft_breaks
from ui.reading.values import Stretch, Stretches
from ui.theme import Theme

MARGIN = 8
_PARAGRAPH_SEPARATOR = "\u2029"
_BLANK = " \t\u200b\u00a0"
_BLOCK_SEPARATORS = "\r\u2029\ufdd0\ufdd1"
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


class Page:
    """The laid-out text of one article; stretches given are code points, half-open."""

    def __init__(self, text: str, furniture: Stretches, *, theme: Theme, top: int) -> None:
        self.text = text
        self._map = Utf16Map(text)
        self._is_plain = self._map.units == len(text)
        self._shown = display_text(text)
        self._furniture: Stretches = ()
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDefaultFont(theme.font("article"))
        self.document.setDocumentMargin(MARGIN)
        cursor = QTextCursor(self.document)
        cursor.setBlockFormat(_paragraph(theme))
        cursor.insertText(self._shown)
        self._leave_room(top)
        self._flatten_blank_lines()
        self._join_split_lines()
        self.set_furniture(furniture, theme=theme)

    def to_page(self, offset: int) -> int:
        """Give Qt's position of a code point offset; outside ones are held at the ends."""
        return self._map.to_utf16(min(max(offset, 0), len(self.text)))

    def to_text(self, position: int) -> int:
        """Give the code point offset of Qt's position; inside a pair, that of its start."""
        return self._map.from_utf16(self._map.snap(position))

    def on_page(self, stretches: Stretches) -> Stretches:
        """Give stretches of code points as Qt's positions."""
        if self._is_plain:
            return stretches
        return tuple((self.to_page(start), self.to_page(end)) for start, end in stretches)

    def cursor(self, start: int, end: int) -> QTextCursor:
        """Give a cursor that selects a stretch of code points."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(self.to_page(start))
        cursor.setPosition(self.to_page(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def stretch_of(self, cursor: QTextCursor) -> Stretch:
        """Give what a cursor selects, in code points."""
        return self.to_text(cursor.selectionStart()), self.to_text(cursor.selectionEnd())

    def is_furniture(self, start: int, end: int) -> bool:
        """Say whether a stretch of code points lies wholly in furniture."""
        index = bisect_right(self._furniture, (start, len(self.text) + 1)) - 1
        return index >= 0 and end <= self._furniture[index][1]

    def without_furniture(self, start: int, end: int) -> Stretch:
        """Give a stretch of code points without the furniture at its ends, or all if it is that."""
        first, last = start, end
        for begin, stop in self._furniture:
            first += _blank(self.text[first:last])
            if begin <= first < stop:
                first = stop
        for begin, stop in reversed(self._furniture):
            last -= _blank(self.text[first:last][::-1])
            if begin < last <= stop:
                last = begin
        return (first, last) if first < last else (start, end)

    def is_blank_line(self, cursor: QTextCursor) -> bool:
        """Say whether a cursor is on a line that has no height of its own."""
        return cursor.blockFormat().lineHeight() == 1

    def set_furniture(self, furniture: Stretches, *, theme: Theme) -> None:
        """Dim these stretches and no others; costs what changed, not the whole text."""
        plain, dim = QTextCharFormat(), QTextCharFormat()
        dim.setForeground(theme.color("mute"))
        edit = QTextCursor(self.document)
        edit.beginEditBlock()
        gone = set(self._furniture) - set(furniture)
        for start, end in gone:
            self.cursor(start, end).setCharFormat(plain)
        # What is gone may have lain over what stays.
        for start, end in furniture if gone else set(furniture) - set(self._furniture):
            self.cursor(start, end).setCharFormat(dim)
        edit.endEditBlock()
        self._furniture = tuple(sorted(furniture))

    def _leave_room(self, top: int) -> None:
        frame = self.document.rootFrame()
        form = frame.frameFormat()
        form.setTopMargin(top)
        frame.setFrameFormat(form)

    def _flatten_blank_lines(self) -> None:
        # Paragraphs have a gap of their own; an empty line between them would treble it. Hidden
        # blocks would be simpler, but Qt then takes a click into a gap for one at the far end.
        flat = QTextBlockFormat()
        flat.setLineHeight(1, _FIXED)
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        block = self.document.begin()
        for line in _lines(self._shown):
            if not line.strip(_BLANK):
                QTextCursor(block).setBlockFormat(flat)
            block = block.next()
        cursor.endEditBlock()

    def _join_split_lines(self) -> None:
        if _PARAGRAPH_SEPARATOR not in self._shown:
            return
        close = QTextBlockFormat()
        close.setBottomMargin(0)
        for at in soft_breaks(self.text):
            QTextCursor(self.document.findBlock(self.to_page(at))).mergeBlockFormat(close)


def _blank(words: str) -> int:
    """Count the white space at the beginning."""
    return len(words) - len(words.lstrip())


def _lines(shown: str) -> list[str]:
    for separator in _BLOCK_SEPARATORS:
        shown = shown.replace(separator, "\n")
    return shown.split("\n")


def _paragraph(theme: Theme) -> QTextBlockFormat:
    form = QTextBlockFormat()
    # Proportional height would multiply the font's own, 1.36 em in Noto Serif.
    form.setLineHeight(theme.line_height("article"), _FIXED)
    form.setBottomMargin(theme.size("paragraph_gap"))
    return form
