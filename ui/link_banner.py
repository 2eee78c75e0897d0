"""The banner over the reader while a link is drawn: from what, which keys, and the way back.

It shows what `Linking` holds and passes presses on to it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.records import Statement
from ui import theme
from ui.claim_pane.views import quoted
from ui.keymap import binding
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.marks import Glyph, LabelMark
from ui.kit.notice import announce
from ui.kit.scroll import FlowLayout
from ui.kit.text import QuoteLabel, Run, TextLabel
from ui.linking import Linking
from ui.reader_feed import brief
from ui.session import Armed, Place, Session
from ui.texts import tr
from ui.workspace import Workspace


class LinkBanner(QWidget):
    """Says that a link is being drawn, until it is taken or let go."""

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        linking: Linking,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._session = session
        self._linking = linking
        self.setObjectName("linkBanner")
        self.setAccessibleName(tr("linking.name"))
        self.setAccessibleIdentifier("linkBanner")
        self._head = TextLabel("")
        self._keys = FlowLayout(gap=14)
        self._pinned = Card()
        self._back = Button(tr("linking.go_back"), kind="quiet", small=True)
        self._build()
        self._back.clicked.connect(self._go_back)
        self._pinned.activated.connect(self._go_back)
        session.armed_changed.connect(self._on_armed)
        session.article_changed.connect(lambda _: self._show_pinned())
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._column_holder = QWidget()
        self._row.addWidget(self._column_holder)
        self._row.addStretch(1)
        column = QVBoxLayout(self._column_holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Glyph("not_equal", "contradiction", size="icon_button"), 0)
        head.addWidget(self._head, 1)
        column.addLayout(head)
        keys = QWidget()
        keys.setLayout(self._keys)
        column.addWidget(keys)
        column.addWidget(self._pinned)

    def _on_armed(self, armed: Armed | None) -> None:
        self.setVisible(armed is not None)
        source = self._linking.source
        if armed is None or source is None:
            return
        speaker = self._workspace.vocabulary.speaker(source.speaker)
        name = speaker.name if speaker else tr("linking.no_speaker")
        words = tr("linking.banner", words=quoted(_short(source.words)), speaker=name)
        more = tr("linking.banner_more")
        self._head.set_words((Run(words, font="strong"), Run(more)))
        self._show_keys()
        self._show_pinned()
        announce(self, words + more)

    def _show_keys(self) -> None:
        while (item := self._keys.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for kind in self._workspace.vocabulary.link_types.values():
            button = Button(
                kind.name, kind="quiet", small=True, icon=kind.shape, key=kind.key or ""
            )
            button.setToolTip(kind.definition)
            button.clicked.connect(lambda _=False, key=kind.id: self._linking.take(key))
            self._keys.addWidget(button)
        let_go = Button(tr("linking.let_go"), kind="quiet", small=True, key=binding("let_go").cap)
        let_go.clicked.connect(self._linking.let_go)
        self._keys.addWidget(let_go)

    def _show_pinned(self) -> None:
        armed, source = self._session.armed, self._linking.source
        elsewhere = (
            armed is not None and source is not None and armed.article != self._session.article
        )
        self._pinned.setVisible(elsewhere)
        if elsewhere and source is not None:
            self._fill_pinned(source)

    def _fill_pinned(self, source: Statement) -> None:
        while (item := self._pinned.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
        vocabulary = self._workspace.vocabulary
        label = vocabulary.labels[source.label]
        speaker = vocabulary.speaker(source.speaker)
        article = self._workspace.project.articles.get(source.article)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(
            LabelMark(label.shape, label.color, name=label.name), 0, Qt.AlignmentFlag.AlignTop
        )
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(QuoteLabel(source.words, lines=2))
        name = speaker.name if speaker else tr("linking.no_speaker")
        origin = " · ".join((name, article.title, brief(article)))
        words.addWidget(TextLabel(origin, font="meta", color="mute", lines=1))
        row.addLayout(words, 1)
        row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        self._back.show()
        self._pinned.column.addWidget(line)
        self._pinned.setAccessibleName(f"{source.words}. {origin}")
        self._pinned.set_state("source")

    def _go_back(self) -> None:
        armed = self._session.armed
        if armed is not None:
            self._session.go(Place(armed.article, armed.statement))

    def _restyle(self) -> None:
        look = theme.current()
        self._row.setContentsMargins(look.px("xl"), look.px("m"), look.px("xl"), look.px("m"))
        self._column_holder.setMaximumWidth(look.px("measure") + 24)
        self._column_holder.setMinimumWidth(min(look.px("measure"), 360))
        self._row.setStretch(1, 20)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.bar(self, ground="contradiction_tint", line="contradiction")


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rstrip() + " …"
