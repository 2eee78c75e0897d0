"""What a merge will do, shown before anything is done: counts, both versions, and what is asked.

It holds what the person chooses until the merge takes it; it asks no project.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.merging.report import Both, MergeReport, SameName
from ui import theme
from ui.dates import moment_shown
from ui.kit.fields import CheckBox
from ui.kit.scroll import Scroller
from ui.kit.text import Run, TextLabel
from ui.sheets.base import heading, quiet
from ui.sheets.versions import Version, Versions
from ui.texts import tr, tr_n

SHOWN: Final = 60  # of what both sides changed; the rest is listed afterwards
_LISTED: Final = 12


class MergeFound(Scroller):
    """A merge's report; `asked_again` when somebody was said to be one person, or not."""

    asked_again = Signal()

    def __init__(self) -> None:
        super().__init__(name=tr("merge.found"))
        self.chosen: set[Id] = set()
        #: Ids of theirs, as text, with ours who are one person.
        self.same: dict[str, str] = {}
        self._asked: dict[tuple[str, str], SameName] = {}
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self.column.addWidget(self._page)
        self.column.addStretch(1)
        theme.controller().changed.connect(self._space)
        self._space()
        self.say(tr("merge.nothing_yet"))

    def forget(self) -> None:
        """Forget what was chosen: another project is looked at."""
        self.chosen.clear()
        self.same.clear()
        self._asked.clear()

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a report."""
        self._clear()
        self._column.addWidget(quiet(sentence))

    def show_report(self, report: MergeReport) -> None:
        """Show a report; what was chosen before stays so where it is still asked."""
        self._clear()
        self.chosen &= {one.id for one in report.both}
        self._add(TextLabel(_summary(report), font="pane_title"))
        self._show_counts(report)
        self._show_people(report)
        self._show_both(report)
        self._show_alike(report)

    def _show_counts(self, report: MergeReport) -> None:
        counted: tuple[tuple[str, Mapping[str, int]], ...] = (
            (tr("merge.count.new"), report.new),
            (tr("merge.count.changed_there"), report.changed_there),
            (tr("merge.count.changed_here"), report.changed_here),
            (tr("merge.count.only_here"), report.only_here),
            (tr("merge.count.deleted_there"), report.deleted_there),
            (tr("merge.count.deleted_here"), report.deleted_here),
        )
        for words, counts in counted:
            if counts:
                self._add(TextLabel([Run(f"{words}  ", "strong"), Run(_counts(counts))]))
        for note in report.notes:
            self._add(quiet(note))

    def _show_people(self, report: MergeReport) -> None:
        for one in report.same_names:
            self._asked[str(one.theirs), str(one.ours)] = one
        if not self._asked:
            return
        self._head(tr("merge.people"))
        for (theirs, ours), one in self._asked.items():
            self._add(TextLabel(tr("merge.same_name", name=one.name)))
            box = CheckBox(tr("merge.one_person", name=one.name))
            box.setChecked(self.same.get(theirs) == ours)
            box.toggled.connect(lambda on, t=theirs, o=ours: self._answer(t, o, on=on))
            self._add(box)

    def _show_both(self, report: MergeReport) -> None:
        if not report.both:
            return
        self._head(tr("merge.both"))
        self._add(quiet(tr("merge.both_more")))
        for one in report.both[:SHOWN]:
            field = tr("merge.field_of", field=one.field.capitalize(), what=one.what)
            self._add(TextLabel(field, font="medium"))
            ours, theirs = (_version(one, ours=side) for side in (True, False))
            kept = 0 if one.ours_kept else 1
            current = (1 - kept if one.id in self.chosen else kept) if one.can_choose else None
            versions = Versions(ours, theirs, current=current)
            versions.chosen.connect(lambda place, b=one: self._choose(b, place))
            self._add(versions)
        rest = len(report.both) - SHOWN
        if rest > 0:
            self._add(quiet(tr_n("merge.both_rest", rest)))

    def _show_alike(self, report: MergeReport) -> None:
        if report.joined:
            self._head(tr("merge.joined"))
            self._add(quiet(tr("merge.joined_more")))
            self._list(f"“{name}”" for _, name in report.joined)
        if report.near:
            self._head(tr("merge.near"))
            self._add(quiet(tr("merge.near_more")))
            self._list(tr("merge.near_pair", ours=o, theirs=t) for _, o, t in report.near)

    def _list(self, lines: Iterable[str]) -> None:
        every = list(lines)
        for line in every[:_LISTED]:
            self._add(TextLabel(line))
        if len(every) > _LISTED:
            self._add(quiet(tr_n("merge.more", len(every) - _LISTED)))

    def _choose(self, both: Both, place: int) -> None:
        if both.ours_kept == (place == 0):
            self.chosen.discard(both.id)
        else:
            self.chosen.add(both.id)

    def _answer(self, theirs: str, ours: str, *, on: bool) -> None:
        if on:
            self.same[theirs] = ours
        else:
            self.same.pop(theirs, None)
        self.asked_again.emit()

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _head(self, words: str) -> None:
        self._column.addSpacing(theme.current().px("m"))
        self._column.addWidget(heading(words))

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self.column.setContentsMargins(pad, look.px("l"), pad, pad)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px("s"))


def _summary(report: MergeReport) -> str:
    if report.nothing:
        return tr("merge.brings_nothing", title=report.title)
    return tr("merge.brings", title=report.title)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(_words(counts))


def _words(counts: Mapping[str, int]) -> Iterator[str]:
    yield from (tr_n(f"merging.counted.{kind}", n) for kind, n in counts.items())


def _version(one: Both, *, ours: bool) -> Version:
    who, when = (one.ours_by, one.ours_at) if ours else (one.theirs_by, one.theirs_at)
    detail = " · ".join(part for part in (who, moment_shown(when)) if part)
    if one.ours_kept == ours:
        detail = " · ".join(part for part in (detail, tr("merge.later")) if part)
    head = tr("merge.here") if ours else tr("merge.there")
    return Version(head, one.ours if ours else one.theirs, detail)
