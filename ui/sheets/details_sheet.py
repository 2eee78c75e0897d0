"""What is known about one article, to be set right; what was guessed waits to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from factcheck.queries.completion import folded_key
from factcheck.records import Article
from ui import theme
from ui.dates import date_shown
from ui.editions.offers import offers_for
from ui.keymap import binding
from ui.kit.buttons import Button
from ui.kit.completing import Suggestion
from ui.kit.scroll import FlowLayout, Scroller
from ui.known_copies import KnownCopies
from ui.sheets.base import WorkSheet, attempt, follow, quiet
from ui.sheets.editors import Source, Value
from ui.sheets.form import Form
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.articles import ArticleFields
    from factcheck.records import Changed
    from ui.session import Session
    from ui.workspace import Workspace

_FIELDS = (
    "title", "publisher", "author", "published", "language",
    "uri", "retrieved_on", "archive_uri", "edition_of",
)  # fmt: skip
_NAMED = 20


class DetailsSheet(WorkSheet):
    """One article, that where the person is unless another is named."""

    offer_taken = Signal(str, object)  # an action of the key map, Id

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        session: Session,
        *,
        article: Id | None = None,
    ) -> None:
        super().__init__(
            window, tr("details.name"), name="detailsSheet", width="sheet_narrow", height=720
        )
        shown = article or session.article
        assert shown is not None
        self._workspace, self._article = workspace, shown
        others = Source(self._suggest, self._title_of)
        self.form = Form("details", self._keep, sources={"edition_of": others})
        self._came, self._twins, self._near, self._why = quiet(), quiet(), quiet(), quiet()
        self._copies = KnownCopies.of(workspace)
        self._copies.changed.connect(self._on_copies)
        self.offers: dict[str, Button] = {}
        self._flow = QWidget()
        FlowLayout(self._flow)
        scroller = Scroller(name=tr("details.name"))
        self._column = scroller.column
        told = (self._twins, self._near)
        for widget in (self._came, self._flow, self._why, self.form, *told):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.body.addWidget(scroller, 1)
        self.end_with_close()
        theme.controller().changed.connect(self._space)
        self._space()
        follow(self, workspace, self._on_changed)

    def open(self) -> None:
        article = self._read()
        self.form.load(self._values(article))
        self._show(article)
        self.open_sheet(self.form.editor("title").focusProxy())

    def unsaved(self) -> bool:
        return self.form.is_draft()

    def save(self) -> bool:
        saved = self.form.save()
        if not saved and not self.notices.sentence:
            self.notices.say(self.form.problem() or tr("sheets.unsaved"), "warning")
        return saved

    def _read(self) -> Article:
        return self._workspace.project.articles.get(self._article)

    def _values(self, article: Article) -> Mapping[str, Value]:
        return {name: cast(Value, getattr(article, name)) for name in _FIELDS}

    def _show(self, article: Article) -> None:
        self.set_subtitle(article.title)
        self.form.guesses(article.guessed)
        length, name = f"{article.length:,}", article.source_name
        self._came.set_words(tr("details.came", name=name, reader=article.reader, length=length))
        self._show_copies()
        self._show_offers()

    def _show_copies(self) -> None:
        """Name the articles with the same text, and those with nearly the same."""
        articles = self._workspace.project.articles
        twins = articles.same_text(self._article)
        near = [one for one in self._copies.others(self._article) if one not in twins]
        self._twins.set_words(tr_n("details.twins", len(twins), names=self._named(twins)))
        self._twins.setVisible(bool(twins))
        self._near.set_words(tr_n("details.near", len(near), names=self._named(near)))
        self._near.setVisible(bool(near))

    def _named(self, articles: Sequence[Id]) -> str:
        found = self._workspace.project.articles.get_many(articles[:_NAMED])
        return ", ".join(f"“{one.title}”" for one in found) + ", …" * (len(articles) > _NAMED)

    def _on_copies(self) -> None:
        if not self.isHidden():
            self._show_copies()

    def _show_offers(self) -> None:
        """Offer what else can be done with the article, and say what hinders the rest."""
        offers = offers_for(self._workspace.project, self._article)
        for offer in offers:
            if offer.name not in self.offers:
                bound = binding(offer.name)
                button = Button(bound.title, icon=bound.icon, small=True)
                button.clicked.connect(lambda _=False, name=offer.name: self._take(name))
                self.offers[offer.name] = button
                layout = self._flow.layout()
                assert layout is not None
                layout.addWidget(button)
            self.offers[offer.name].setEnabled(offer.can)
            self.offers[offer.name].setToolTip(offer.why)
        why = " ".join(dict.fromkeys(x.why for x in offers if x.why))
        self._why.set_words(why)
        self._why.setVisible(bool(why))

    def _take(self, name: str) -> None:
        self.close_sheet()
        if self.isHidden():
            self.offer_taken.emit(name, self._article)

    def _on_changed(self, changed: Changed) -> None:
        if not changed.touches("article"):
            return
        found = self._workspace.project.articles.get_many([self._article])
        if not found:
            self.discard()
            return
        self.form.refresh(self._values(found[0]))
        self._show(found[0])

    def _keep(self, name: str, value: Value, _answer: str) -> bool:
        kept = value if value != "" or name == "title" else None
        fields = cast("ArticleFields", {name: kept})
        articles = self._workspace.project.articles
        return attempt(
            self._workspace, lambda: articles.edit(self._article, **fields), self.notices
        )

    def _suggest(self, typed: str) -> Sequence[Suggestion]:
        wanted = folded_key(typed)
        rows = self._workspace.project.articles.rows([])
        return [
            Suggestion(row.id, row.title, date_shown(row.published))
            for row in rows
            if row.id != self._article and wanted in folded_key(row.title)
        ]

    def _title_of(self, article: Id) -> str:
        found = self._workspace.project.articles.get_many([article])
        return found[0].title if found else ""

    def _space(self) -> None:
        pad = theme.current().px("xl")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.current().px("l"))
