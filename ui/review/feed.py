"""What the reader of the review page is given: the shown article, its items' marks, the lanes.

It turns records into the reader's plain values and decides no gesture.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.ids import Id
from factcheck.records import Statement
from factcheck.review.answers import Item, LinkItem, StatementItem
from ui.reader_feed import brief, details
from ui.reading.comparing import ComparingReader
from ui.reading.values import ArticleView, Detail, Stretches
from ui.review import words
from ui.review.choice import Choice, Draft
from ui.review.content import Content
from ui.review.marks import DRAFT, Marks, content_of
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace


class ReviewFeed:
    """Keeps the reader showing one article with the versions of its annotators."""

    def __init__(
        self, workspace: Workspace, shown: Shown, content: Content, reader: ComparingReader
    ) -> None:
        self._workspace = workspace
        self._shown = shown
        self._content = content
        self._reader = reader
        self._article: Id | None = None
        self._statements: dict[Id, Statement] = {}
        self._draft: tuple[Id, Draft] | None = None
        self.items: dict[Id, StatementItem] = {}
        self.hidden: frozenset[Id] = frozenset()
        self.marks = Marks(workspace.vocabulary, self._describe)

    def forget(self) -> None:
        """Show nothing of what was: another project is open, or labels have changed."""
        self._article = None
        self.items = {}
        self.marks.forget()

    def show(self) -> None:
        """Show the article that the window is at, and its items as they are now."""
        article = self._shown.article
        if article is None:
            return
        if article.id != self._article:
            self._article = article.id
            self._reader.show_article(self._view())
        self.items = {x.key: x for x in self._content.of_article(article.id)}
        self._statements = {
            x.id: x for item in self.items.values() for x in (*item.versions, *item.gold)
        }
        self.marks.take(self.items.values(), self.hidden)
        self._show_marks()

    def show_draft(self, key: Id | None, draft: Draft | None) -> None:
        """Show a draft in place of its item's marks, or no longer."""
        self._draft = (key, draft) if key is not None and draft is not None else None
        self._show_marks()

    def box(self, item: Item | None, choice: Choice | None) -> None:
        """Box what is about to be decided on: the chosen version's words, else all of it."""
        if self._draft is not None or item is None or self._article is None:
            self._reader.set_boxed(())
        elif isinstance(item, LinkItem):
            ends = [self.items[x] for x in item.ends if x in self.items]
            self._reader.set_boxed(tuple(x for end in ends for x in _words_of(end, None)))
        elif item.article == self._article:
            self._reader.set_boxed(_words_of(item, choice))
        else:
            self._reader.set_boxed(())

    def reveal(self, item: Item) -> None:
        """Bring an item's words into view; of a link the end that is in this article."""
        there = [item] if isinstance(item, StatementItem) else []
        if isinstance(item, LinkItem):
            there = [self.items[x] for x in item.ends if x in self.items]
        if there and there[0].article == self._article:
            self._reader.scroll_to(there[0].start, there[0].end)

    def _show_marks(self) -> None:
        if self._article is None:
            return
        key, draft = self._draft or (None, None)
        marks = self.marks.in_text(without=key)
        if draft is not None:
            marks.append(self.marks.draft(draft))
        self._reader.set_statements(marks)
        self._reader.set_active(DRAFT if draft is not None else None)
        self._reader.set_lanes(self.marks.lanes(self._content.people))

    def _view(self) -> ArticleView:
        article = self._shown.article
        assert article is not None
        return ArticleView(
            id=article.id,
            text=self._shown.text,
            title=article.title or tr("feed.untitled"),
            details=(*details(article), Detail(tr("review.shows_gold"))),
            brief=brief(article),
            furniture=article.furniture,
        )

    def _describe(self, key: Id) -> str:
        statement = self._statements.get(key)
        if statement is None:
            return ""
        vocabulary = self._workspace.vocabulary
        label = vocabulary.labels.get(statement.label)
        person = self._content.people.of(statement.annotator)
        return tr(
            "review.mark",
            who=person.name or tr("review.gold"),
            label=label.name if label else "",
            speaker=words.speaker(statement, vocabulary)[0],
            words=statement.words,
        )


def _words_of(item: StatementItem, choice: Choice | None) -> Stretches:
    chosen: Sequence[Statement] = ()
    if choice is not None and not choice.is_none:
        spans = choice.parts.get("spans")
        wanted = choice.several if choice.is_several else {spans}
        chosen = [x for x in item.versions if x.id in wanted]
    return content_of(chosen or item.gold[:1] or item.versions[:1])
