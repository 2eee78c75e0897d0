"""An article's page in a scrolling view: layout, painting, scrolling, what lies where.

It shows and measures; what a click or a key means is the reader's. All offsets that it takes or
gives are code points of the article's text, half-open.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from factcheck.ids import Id
from ui import theme
from ui.reading import page as pages
from ui.reading.gutter import Gutter, GutterLine
from ui.reading.header import ArticleHeader, BriefHeader
from ui.reading.layers import Layers, inner_first
from ui.reading.lines import ShownLine, line_of, shown_lines
from ui.reading.page import Page
from ui.reading.paint import Shown, highlight_rects, paint_below
from ui.reading.values import ArticleView, StatementMark, Stretches

_SCROLL_ROOM = 80


class PageView(QTextEdit):
    """Shows one article's text with its statements; read-only, and never read back."""

    status_wanted = Signal(str)
    metadata_wanted = Signal()
    handed_wanted = Signal()
    edition_wanted = Signal(object)  # Id: to read
    beside_wanted = Signal(object)  # Id: to be shown beside this one
    statement_hovered = Signal(object)  # Id | None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ArticleView | None = None
        self._page = Page("", (), theme=theme.current(), top=0)
        self._shown = Shown()
        self._above = 0
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.setAcceptDrops(False)
        self.gutter = self._make_gutter()
        self.gutter.scrolled.connect(self._scroll_by_wheel)
        self.header = ArticleHeader(self.viewport())
        self.brief = BriefHeader(self)
        self.brief.title_pressed.connect(self.scroll_to_top)
        for head in (self.header, self.brief):
            head.status_wanted.connect(self.status_wanted)
        self.header.metadata_wanted.connect(self.metadata_wanted)
        self.header.handed_wanted.connect(self.handed_wanted)
        self.header.editions.wanted.connect(self.edition_wanted)
        self.header.editions.beside_wanted.connect(self.beside_wanted)
        self.verticalScrollBar().valueChanged.connect(self._follow_scroll)
        theme.controller().changed.connect(self._take_theme)
        self._take_palette()
        self._lay_out()

    @property
    def text(self) -> str:
        """The characters of the article that is shown."""
        return self._page.text

    def show_article(self, view: ArticleView) -> None:
        """Show an article from its beginning, without statements."""
        self._view = view
        self._shown = Shown()
        self._build()
        self.setAccessibleName(view.title)
        self.verticalScrollBar().setValue(0)
        self._follow_scroll()

    def update_header(self, view: ArticleView) -> None:
        """Show changed metadata or status of the same text, where the reader is."""
        assert self._view is not None
        assert view.text == self._view.text
        if view.furniture != self._view.furniture:
            self._page.set_furniture(view.furniture, theme=theme.current())
        same_height = self.header.height()
        self._view = view
        self.header.show_view(view)
        self.brief.show_view(view)
        self.setAccessibleName(view.title)
        if self.header.height() != same_height:
            self._rebuild()

    def set_statements(self, marks: Iterable[StatementMark]) -> None:
        """Show these statements and no others."""
        self._shown.layers = Layers((mark, self._page.on_page(mark.content)) for mark in marks)
        self._place_active()
        self.viewport().update()
        self.gutter.update()

    def set_boxed(self, stretches: Stretches) -> None:
        """Put these stretches, and no others, into a box."""
        self._shown.boxed = self._page.on_page(stretches)
        self.viewport().update()

    def scroll_to(self, start: int, end: int) -> None:
        """Bring a stretch into view, a little below the top, unless it is there already."""
        line = line_of(self, self._page.to_page(start))
        if line is not None and not self._in_view(line):
            room = min(_SCROLL_ROOM + self.brief.height(), self.viewport().height() // 3)
            self._scroll_line_to(line, room)

    def scroll_to_top(self) -> None:
        """Go back to the title."""
        self.verticalScrollBar().setValue(0)

    def place(self) -> int:
        """Give the offset of the first character in view, to come back to."""
        if self.verticalScrollBar().value() == 0:
            return 0
        for line in shown_lines(self, self.viewport().rect()):
            if line.top >= self.covered():
                return self._page.to_text(line.start)
        return 0

    def restore_place(self, offset: int) -> None:
        """Scroll so that this offset is the first in view; 0 is the title."""
        if offset <= 0:
            self.scroll_to_top()
            return
        line = line_of(self, self._page.to_page(offset))
        if line is not None:
            self._scroll_line_to(line, self.brief.height() + theme.current().px("s"))

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Give where a stretch lies, line by line, in the viewport; only what can be seen."""
        first, last = self._page.to_page(start), self._page.to_page(end)
        lines = shown_lines(self, self.viewport().rect())
        return [box for line in lines for box in highlight_rects(line, first, last)]

    def offset_at(self, point: QPoint) -> int:
        """Give the offset of the caret place nearest to a point of the viewport."""
        return self._page.to_text(self.cursorForPosition(point).position())

    def statements_at(self, point: QPointF) -> list[StatementMark]:
        """Give the statements whose words are under a point of the viewport, inner ones first."""
        around = QRect(int(point.x()) - 1, int(point.y()) - 1, 3, 3)
        for line in shown_lines(self, around):
            pieces = self._shown.layers.overlapping(line.start, line.end)
            pieces.sort(key=inner_first)
            under = [
                piece.mark
                for piece in pieces
                if any(box.contains(point) for box in highlight_rects(line, piece.start, piece.end))
            ]
            if under:
                return list({mark.id: mark for mark in under}.values())
        return []

    def gutter_lines(self, top: int, bottom: int) -> Sequence[GutterLine]:
        """Give the lines with marks between two heights (see `GutterSource`)."""
        found: list[GutterLine] = []
        for line in shown_lines(self, QRect(0, top, 1, max(bottom - top, 1))):
            marks = self._shown.layers.starting(line.start, line.end)
            if marks:
                found.append(GutterLine(line.middle, tuple(marks)))
        return found

    def active_statement(self) -> Id | None:
        """Give the active statement."""
        return self._shown.active

    def covered(self) -> int:
        """Give how much of the top the short header hides, in px."""
        return self.brief.height() if self.verticalScrollBar().value() else 0

    def make_room_above(self, height: int) -> None:
        """Push the whole text down by so many px, for what stands above it; 0 takes it back."""
        if height != self._above:
            self._above = height
            self._lay_out()

    def parts(self) -> tuple[Page, Shown]:
        """Give the page and what is shown on it, for the reader's own parts."""
        return self._page, self._shown

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = list(shown_lines(self, event.rect()))
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        painter.fillRect(event.rect(), theme.current().color("paper"))
        paint_below(painter, lines, self._shown, theme.current())
        # Ended, for Qt paints the letters with a painter of its own.
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        # Qt would give the page the program's font, and lay it all out for that.
        if event.type() not in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            super().changeEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        start, end = self._page.stretch_of(self.textCursor())
        data = QMimeData()
        data.setText(self._page.text[start:end])
        return data

    def _make_gutter(self) -> Gutter:
        return Gutter(self, self)

    def _gutter_width(self) -> int:
        return theme.current().px("gutter")

    def _build(self) -> None:
        assert self._view is not None
        look = theme.current()
        self.header.setFixedWidth(self._column_width())
        self.header.show_view(self._view)
        self.brief.show_view(self._view)
        old = self._page
        top = self.header.height()
        self._page = Page(self._view.text, self._view.furniture, theme=look, top=top)
        self.setLineWrapColumnOrWidth(self._column_width() + 2 * pages.MARGIN)
        self.setDocument(self._page.document)
        old.document.deleteLater()

    def _rebuild(self) -> None:
        # The look of every line has changed: lay out anew, and come back to the same place.
        if self._view is None:
            return
        place, cursor = self.place(), self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        marks = list(self._shown.layers.marks.values())
        self._build()
        self.set_statements(marks)
        kept = self.textCursor()
        kept.setPosition(anchor)
        kept.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(kept)
        self.restore_place(place)

    def _take_theme(self) -> None:
        self._take_palette()
        # Again, for the new style sheet gives widgets back the palette they had under the old.
        QTimer.singleShot(0, self, self._take_palette)
        self._rebuild()
        self._lay_out()

    def _take_palette(self) -> None:
        look = theme.current()
        palette = QApplication.palette()
        palette.setColor(QPalette.ColorRole.Base, look.color("paper"))
        palette.setColor(QPalette.ColorRole.Window, look.color("paper"))
        palette.setColor(QPalette.ColorRole.Text, look.color("ink"))
        palette.setColor(QPalette.ColorRole.Highlight, look.color("selection"))
        palette.setColor(QPalette.ColorRole.HighlightedText, look.color("ink"))
        self.setPalette(palette)

    def _column_width(self) -> int:
        room = self.width() - self._gutter_width() - 2 * pages.MARGIN - _bar_width(self)
        return max(min(theme.current().px("measure"), room), theme.current().px("measure") // 3)

    def _text_left(self) -> int:
        free = self.width() - self._column_width() - _bar_width(self)
        wanted = (free + 12) // 2 + 14
        gutter = self._gutter_width()
        least = gutter + theme.current().px("reader_pad")
        return max(min(max(wanted, least), free - pages.MARGIN), gutter)

    def _lay_out(self) -> None:
        left, width = self._text_left(), self._column_width()
        right = max(self.width() - left - width - pages.MARGIN - _bar_width(self), 0)
        self.setViewportMargins(left - pages.MARGIN, self._above, right, 0)
        if self.lineWrapColumnOrWidth() != width + 2 * pages.MARGIN:
            self._rebuild()
        self.gutter.setGeometry(0, self._above, left, self.height() - self._above)
        self.brief.place(self.width() - _bar_width(self), left=left, right=24)
        self.brief.move(0, self._above)
        self._follow_scroll()

    def _follow_scroll(self) -> None:
        value = self.verticalScrollBar().value()
        self.header.move(pages.MARGIN, -value)
        self.gutter.spread_at(None)
        has_gone = self._view is not None and value > self.header.title_bottom()
        self.brief.setVisible(has_gone)
        self.brief.raise_()
        # Tab goes to the button that can be seen, not to the one beneath the short header.
        policy = Qt.FocusPolicy.NoFocus if has_gone else Qt.FocusPolicy.StrongFocus
        self.header.status.button.setFocusPolicy(policy)

    def _in_view(self, line: ShownLine) -> bool:
        bottom = self.viewport().height() - theme.current().line_height("article")
        return self.covered() <= line.top <= bottom

    def _scroll_line_to(self, line: ShownLine, y: int) -> None:
        bar = self.verticalScrollBar()
        wanted = bar.value() + round(line.top) - y
        # What was laid out only just now is not in the range yet; Qt corrects it when idle.
        bar.setMaximum(max(bar.maximum(), min(wanted, self._laid_out() - self.viewport().height())))
        bar.setValue(wanted)

    def _laid_out(self) -> int:
        return round(self.document().documentLayout().documentSize().height())

    def _place_active(self) -> None:
        active = self._shown.active
        self._shown.active_content = () if active is None else self._shown.layers.stretches(active)

    def _scroll_by_wheel(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self.verticalScrollBar(), event)


def _bar_width(view: QTextEdit) -> int:
    bar = view.verticalScrollBar()
    return bar.sizeHint().width() if bar.isVisibleTo(view) else 0
