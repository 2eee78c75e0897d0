"""A text on its way out of a word processor: paragraphs, rows of tables, notes with their marks.

An empty line is between paragraphs; items of a list and rows of a table are lines. Paragraphs
without words, which make room on a page, are left out, and so is all that makes a look. A note's
mark is furniture, the note itself stands at the end. It knows no format. Offsets are code points,
half-open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Bullets and signs of fonts of symbols, which are letters of no script.
SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0A8: "◻",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
    0xF0FE: "☑",
}
_EMPTY_LINE, _NEW_LINE = "\n\n", "\n"
_Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with where its furniture is; `is_close` says that it is a line of several."""

    words: str
    marks: _Marks
    is_close: bool


class Flow:
    """Paragraphs as they come, the last of which is open."""

    def __init__(self) -> None:
        self._done: list[_Paragraph] = []
        self._open: list[str] = []
        self._marks: list[tuple[int, int]] = []
        self._at = 0

    @property
    def words(self) -> str:
        """The words of the open paragraph so far."""
        return "".join(self._open)

    @property
    def has_some(self) -> bool:
        """Whether a paragraph is ended."""
        return bool(self._done)

    def add(self, words: str) -> None:
        """Go on with the open paragraph."""
        self._open.append(words)
        self._at += len(words)

    def mark(self, words: str) -> None:
        """Go on with the open paragraph by what is furniture."""
        self._marks.append((self._at, self._at + len(words)))
        self.add(words)

    def end(self, *, is_close: bool = False) -> None:
        """End the open paragraph."""
        if self.words.strip():
            self._done.append(_Paragraph(self.words, tuple(self._marks), is_close))
        self._open, self._marks, self._at = [], [], 0

    def take(self, other: "Flow") -> None:
        """Add the paragraphs of another flow after those that are ended."""
        other.end()
        self._done += other._done

    def row(self, cells: Sequence["Flow"]) -> None:
        """Add a row of a table: a line if its cells are, else what is in them one by one."""
        for cell in cells:
            cell.end()
        if any(len(cell._done) > 1 for cell in cells):
            for cell in cells:
                self.take(cell)
            return
        for n, cell in enumerate(cells):
            if n:
                self.add("\t")
            for one in cell._done:
                self._add_whole(one)
        self.end(is_close=True)

    def join(self, other: "Flow") -> None:
        """Go on with the first paragraph of another flow, and add its others."""
        other.end()
        for one in other._done[:1]:
            self._add_whole(one)
        self.end()
        self._done += other._done[1:]

    def _add_whole(self, one: _Paragraph) -> None:
        white = len(one.words) - len(one.words.lstrip())
        self._marks += _shifted(one.marks, self._at - white)
        self.add(one.words.lstrip())

    def result(self) -> tuple[str, _Marks]:
        """Give the text with its furniture, as far as paragraphs are ended."""
        pieces: list[str] = []
        marks: list[tuple[int, int]] = []
        at, before = 0, None
        for one in self._done:
            if before is not None:
                gap = _NEW_LINE if before.is_close and one.is_close else _EMPTY_LINE
                pieces.append(gap)
                at += len(gap)
            pieces.append(one.words)
            marks += _shifted(one.marks, at)
            at += len(one.words)
            before = one
        return "".join(pieces), tuple(marks)


class Notes:
    """The notes of a text by number, as they are referred to."""

    def __init__(self) -> None:
        self._notes: list[Flow] = []

    def refer(self, flow: Flow) -> Flow:
        """Set the mark of a new note in a text, and give what is to be filled with the note."""
        self._notes.append(Flow())
        flow.mark(f"[{len(self._notes)}]")
        return self._notes[-1]

    def append_to(self, flow: Flow) -> None:
        """Add the notes after the end of a text."""
        flow.end()
        for n, note in enumerate(self._notes, 1):
            flow.mark(f"[{n}]")
            flow.add(" ")
            flow.join(note)


def _shifted(marks: _Marks, by: int) -> Iterable[tuple[int, int]]:
    return ((start + by, end + by) for start, end in marks)
