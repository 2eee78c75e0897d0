"""What else can be done with an item: confirming, sending work back, merging two wordings.

Each asks what it has to know first, in a small frame beside its button.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from factcheck.ids import Id
from factcheck.review.answers import Item, StatementItem
from ui.kit.buttons import Button
from ui.kit.popover import Popover
from ui.kit.text import TextLabel
from ui.review.content import Content, articles_of
from ui.review.pane import VersionPane
from ui.session import Session
from ui.texts import tr
from ui.workspace import Workspace

_WIDTH = 380


class Offers(QObject):
    """The small buttons below the reason."""

    worked_on = Signal()
    answered = Signal()
    reason_used = Signal()  # what was typed as the reason has been recorded

    def __init__(
        self, workspace: Workspace, session: Session, content: Content, pane: VersionPane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._session = session
        self._content = content
        self._pane = pane
        self.back: SendBack | None = None

    def take(self, name: str, item: Item | None, key: Id | None) -> None:
        """Do what a button of an item says; `key` is the record whose fate is shown."""
        if name == "work_on":
            self.worked_on.emit()
        elif name == "answer":
            self.answered.emit()
        elif name == "take_over" and key is not None:
            review = self._workspace.project.review
            self._workspace.do(lambda: review.take_decision_over(key))
            self._pane.left.emit()
        elif item is not None:
            self._take(name, item)

    def _take(self, name: str, item: Item) -> None:
        if name == "confirm":
            self._confirm(item)
        elif name == "send_back":
            self._offer_annotators(item)
        elif name == "merge_claims" and isinstance(item, StatementItem):
            self._offer_claims(item)

    def _confirm(self, item: Item) -> None:
        reason = self._pane.reason.text().strip()
        review = self._workspace.project.review

        def confirm() -> bool:
            review.confirm(item.key, reason, seen=item)
            return True

        if self._workspace.do(confirm):
            self.reason_used.emit()
            # The button has gone, and with it the focus.
            self._pane.left.emit()

    def _offer_annotators(self, item: Item) -> None:
        """Ask whose work is to go back, where there is more than one."""
        people = self._content.people
        who = sorted({x.annotator for x in item.versions}, key=people.place)
        there = articles_of(item)
        article = next((x for x in there if x == self._session.article), there[0])
        if len(who) == 1:
            self._ask_words(article, who[0])
            return
        menu = self._menu()
        for annotator in who:
            name = people.of(annotator).name.replace("&", "&&")
            action = menu.addAction(tr("review.back.of", name=name))
            action.triggered.connect(lambda _=False, a=annotator: self._ask_words(article, a))
        self._popup(menu)

    def _ask_words(self, article: Id, annotator: Id) -> None:
        person = self._content.people.of(annotator)
        title = self._content.title_of(article)
        typed = self._pane.reason.text()
        self.back = SendBack(self._pane.window(), person.name, title, typed)
        self.back.sent.connect(lambda words: self._send(article, annotator, words))
        button = self._pane.more
        place = QRect(button.mapTo(button.window(), QPoint(0, 0)), button.size())
        self.back.show_near(place, anchor=button, take_focus=True)
        self.back.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self, article: Id, annotator: Id, words: str) -> None:
        review = self._workspace.project.review

        def send() -> bool:
            review.send_back(article, annotator, words)
            return True

        if self._workspace.do(send) and self.back is not None:
            self.back.close_now()
            self.reason_used.emit()
            self._pane.left.emit()

    def _offer_claims(self, item: StatementItem) -> None:
        """Ask which wording is to stay."""
        menu, vocabulary = self._menu(), self._workspace.vocabulary
        for one, other in item.same_claims:
            for claim, into in ((one, other), (other, one)):
                kept = vocabulary.claim(into)
                words = (kept.proposition if kept else "").replace("&", "&&")
                action = menu.addAction(tr("review.offer.keep_claim", words=words))
                action.triggered.connect(
                    lambda _=False, claim=claim, into=into: self._merge(claim, into)
                )
        self._popup(menu)

    def _merge(self, claim: Id, into: Id) -> None:
        review = self._workspace.project.review
        self._workspace.do(lambda: review.merge_claims(claim, into))
        self._pane.left.emit()

    def _menu(self) -> QMenu:
        menu = QMenu(self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _popup(self, menu: QMenu) -> None:
        below = self._pane.more
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))


class SendBack(Popover):
    """The words that go back with an article to its annotator."""

    sent = Signal(str)

    def __init__(self, window: QWidget, name: str, title: str, typed: str) -> None:
        super().__init__(window)
        self.setObjectName("sendBack")
        self.setFixedWidth(_WIDTH)
        heading = tr("review.back.title", name=name, title=title)
        self.setAccessibleName(heading)
        self.field = QLineEdit(typed)
        self.field.setPlaceholderText(tr("review.back.words"))
        self.field.setAccessibleName(tr("review.back.words"))
        self.send = Button(tr("review.back.send"), kind="primary", small=True)
        self.send.setObjectName("sendBackButton")
        cancel = Button(tr("review.bulk.cancel"), small=True)
        self.column.setSpacing(8)
        self.column.addWidget(TextLabel(heading, font="strong"))
        self.column.addWidget(TextLabel(tr("review.back.what"), font="meta", color="mute"))
        self.column.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.send)
        self.column.addLayout(row)
        self.field.returnPressed.connect(self._send)
        self.send.clicked.connect(self._send)
        cancel.clicked.connect(self.close_now)
        self.closed.connect(self.deleteLater)

    def _send(self) -> None:
        self.sent.emit(self.field.text().strip())
