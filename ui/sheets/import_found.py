"""What an import found: a list with problems, and the chosen article's guesses, to be set right.

It holds the person's corrections until the import takes them; it reads nothing itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from factcheck.errors import FactcheckError
from factcheck.intake.previewing import Found, Preview
from factcheck.prose import edtf
from factcheck.readers.table import Columns as TableColumns
from factcheck.records import Date, NewArticle
from ui import theme
from ui.kit.completing import Suggestion
from ui.kit.scroll import Scroller
from ui.kit.text import QuoteLabel
from ui.sheets.base import Columns, Notices, heading, quiet
from ui.sheets.editors import Value
from ui.sheets.form import Form
from ui.sheets.picking import Pick, Picks
from ui.sheets.records import Entry, RecordList
from ui.texts import tr, tr_n

_FIELDS: Final = ("title", "publisher", "author", "published", "language")
_COLUMNS: Final = ("text", *_FIELDS, "uri")
_LIKE: Final = 3  # names of those that are nearly the same
_BEGINNING: Final = 500  # characters of a text, to see whether its letters are right


class FoundPart(Columns):
    """The texts of a preview beside the form of one of them."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._notices = notices
        self._found: dict[int, Found] = {}
        self._amended: dict[tuple[str, str], NewArticle] = {}
        self._shown: NewArticle | None = None
        self._is_all = True
        self.list = RecordList(name=tr("import.sheet.found"), title_lines=2)
        self.list.picked.connect(lambda _row: self._show())
        self._more = quiet()
        self.left.addWidget(self.list, 1)
        self.left.addWidget(self._more)
        self.columns = Picks()
        self._columns_title = heading(tr("import.sheet.columns"))
        self.form = Form("import", self._keep)
        self._standing, self._encoding = quiet(), quiet()
        self._words = QuoteLabel("", font="quote_card")
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, 0, 0)
        parts = (self._standing, self.form, heading(tr("import.sheet.beginning")))
        for widget in (*parts, self._encoding, self._words):
            self._column.addWidget(widget)
        self.scroller = Scroller(name=tr("import.sheet.found"))
        self._message = quiet(tr("import.sheet.nothing_yet"))
        above: tuple[QWidget, ...] = (self._columns_title, self.columns, self._message)
        for part in above:
            self.scroller.column.addWidget(part)
        self.scroller.column.addWidget(self._page)
        self.scroller.column.addStretch(1)
        self.right.addWidget(self.scroller)
        self._page.hide()
        self._show_columns(None)
        theme.controller().changed.connect(self._space)
        self._space()

    def show_preview(self, preview: Preview) -> None:
        """List what was found, problems first; corrections of the same texts stay."""
        told = sorted(preview.found, key=lambda one: not one.problem)
        self._found = dict(enumerate(told))
        self.list.set_entries([_entry(row, one) for row, one in self._found.items()])
        self._is_all = not preview.more
        self._more.show()
        self._more.set_words(_sum(preview))
        self._show_columns(preview.columns)
        self.list.set_current(0)
        self._show()

    def _show_columns(self, columns: TableColumns | None) -> None:
        self._columns_title.setVisible(columns is not None)
        self.columns.setVisible(columns is not None)
        if columns is None:
            return
        choices = [
            Suggestion(name, name, ", ".join(some)) for name, some in columns.examples.items()
        ]
        self.columns.show_rows(
            [
                Pick(
                    field,
                    tr(f"import.sheet.column.{field}"),
                    columns.taken.get(field, ""),
                    choices,
                    tr("import.sheet.no_column"),
                )
                for field in _COLUMNS
            ]
        )

    def say(self, sentence: str) -> None:
        """Show a sentence in place of any article."""
        self._found, self._shown, self._is_all = {}, None, True
        self._show_columns(None)
        self.list.set_entries([])
        self._more.hide()
        self._page.hide()
        self._message.set_words(sentence)
        self._message.show()

    @property
    def message(self) -> str:
        """Give the sentence that stands in place of an article, empty where one is shown."""
        return "" if self._message.isHidden() else self._message.text()

    @property
    def has_amended(self) -> bool:
        """Whether something that is listed was set right, and waits to be imported."""
        keys = {(a.source_name, a.text) for one in self._found.values() if (a := one.article)}
        return bool(keys & self._amended.keys())

    @property
    def may_be_bad(self) -> bool:
        """Whether something could not be read, or was not looked at yet."""
        return not self._is_all or any(one.problem for one in self._found.values())

    def amend(self, article: NewArticle) -> NewArticle:
        """Give an article as the person set it right; may be called from a job's thread."""
        return self._amended.get((article.source_name, article.text), article)

    def _show(self) -> None:
        row = self.list.current
        one = self._found.get(row) if isinstance(row, int) else None
        self._message.setVisible(one is None or bool(one.problem))
        self._page.setVisible(one is not None and not one.problem)
        self._shown = None
        if one is None:
            return
        if one.article is None:
            self._message.set_words(one.problem)
            return
        self._shown = article = self.amend(one.article)
        # What is not added again cannot be set right here either.
        self.form.setVisible(one.standing != "known")
        self.form.load({name: cast(Value, getattr(article, name)) for name in _FIELDS})
        self.form.guesses(article.guessed)
        self._standing.set_words(f"{_standing(one)} · {one.name}")
        notes = [tr("import.sheet.replaced")] if "characters_replaced" in one.notes else []
        encoding = tr("import.sheet.encoding_is", encoding=one.encoding)
        self._encoding.set_words(", ".join([encoding, *notes]))
        self._words.set_words(article.text[:_BEGINNING].strip())

    def _keep(self, name: str, value: Value, _answer: str) -> bool:
        article = self._shown
        if article is None:
            return True
        if isinstance(value, Date) and value.edtf:
            try:
                edtf.check(value.edtf)
            except FactcheckError as error:
                self._notices.say(str(error), "warning")
                return False
        if name == "title" and not value:
            return False
        self._notices.clear()
        changes = {name: value or None, "guessed": article.guessed - {name}}
        amended = replace(article, **changes)  # type: ignore[arg-type]  # fields by name
        self._amended[article.source_name, article.text] = self._shown = amended
        self.form.guesses(amended.guessed)
        return True

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self.scroller.column.setContentsMargins(pad, look.px("l"), pad, pad)
        self._column.setSpacing(look.px("m"))


def _sum(preview: Preview) -> str:
    """Count what was found: what is new, here already, and cannot be read; and what is more."""
    bad = sum(1 for one in preview.found if one.problem)
    known = sum(1 for one in preview.found if one.standing == "known")
    new = len(preview.found) - bad - known
    parts = [tr("import.sheet.sum_new", n=new)] if new else []
    parts += [tr("import.sheet.sum_known", n=known)] if known else []
    parts += [tr("import.sheet.sum_bad", n=bad)] if bad else []
    lines = [", ".join(parts), tr_n("import.sheet.more", preview.more) if preview.more else ""]
    return "\n".join(line for line in lines if line)


def _standing(one: Found) -> str:
    return tr(f"import.sheet.standing.{one.standing}", names=", ".join(one.like[:_LIKE]))


def _entry(row: int, one: Found) -> Entry:
    if one.article is None:
        return Entry(row, one.name, tr("import.sheet.problem"), "warning", "contradiction")
    detail = f"{_standing(one)} · {one.name}"
    glyph, role = ("check", "mute") if one.standing == "known" else ("plus", "accent")
    if one.standing in ("same_text", "same_name", "near"):
        glyph, role = "info", "accent"
    return Entry(row, one.article.title, detail, glyph, role, dim=one.standing == "known")
