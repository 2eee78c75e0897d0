"""A part of an RTF text that flows by itself, with its tables: the body, a note, a box.

RTF says of a paragraph that it stands in a table only where it ends, so it is kept until then. It
knows no words of RTF.
"""

from factcheck.readers.flow import Flow


class Part:
    """Paragraphs and rows as they are ended; `line` is the paragraph that is not yet."""

    def __init__(self, flow: Flow) -> None:
        self.line = Flow()
        self.boxes = Flow()
        self.is_item = False  # of a list
        self._flow = flow
        self._cell = Flow()
        self._cells: list[Flow] = []
        self._nested: list[Flow] = []

    def end(self, *, in_table: bool) -> None:
        """End a paragraph, in a cell or outside of tables; boxes that hang on it follow."""
        if not in_table:
            self._flush()
        self.line.end(is_close=self.is_item)
        target = self._cell if in_table else self._flow
        target.take(self.line)
        target.take(self.boxes)
        self.line, self.boxes, self.is_item = Flow(), Flow(), False

    def end_cell(self) -> None:
        """End a cell with its last paragraph."""
        self.end(in_table=True)
        self._cells.append(self._cell)
        self._cell = Flow()

    def end_row(self) -> None:
        """End a row; what was said after its last cell is one more."""
        self.end(in_table=True)
        self._flush()

    def end_inner_cell(self) -> None:
        """End a cell of a table that stands in a cell."""
        self._nested.append(self.line)
        self.line = Flow()

    def end_inner_row(self) -> None:
        """End a row of a table that stands in a cell."""
        self._cell.row(self._nested)
        self._nested = []

    def close(self) -> None:
        """End what was left open."""
        if self._nested:
            self.end_inner_row()
        self.end(in_table=bool(self._cells))
        self._flush()

    def _flush(self) -> None:
        self._cell.end()
        if self._cell.has_some:
            self._cells.append(self._cell)
            self._cell = Flow()
        if self._cells:
            self._flow.row(self._cells)
            self._cells = []
