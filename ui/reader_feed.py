"""What the reader is given to show: the shown article in its terms, names instead of ids.

It turns records into the reader's plain values and decides no gesture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject

from factcheck.ids import Id
from factcheck.records import Article, Changed, Label, LinkType, Role, Statement
from ui.dates import date_shown
from ui.reader import Reader
from ui.reading.values import ArticleView, Choice, Detail, EditionLink, StatementMark, Stretch
from ui.session import Place, Session
from ui.shown import Shown
from ui.texts import tr
from ui.vocabulary import Vocabulary
from ui.workspace import Workspace

LATER_SHOWN: Final = 3


class ReaderFeed(QObject):
    """Keeps a reader showing what `Shown` holds."""

    def __init__(
        self, workspace: Workspace, session: Session, shown: Shown, reader: Reader
    ) -> None:
        super().__init__(reader)
        self._workspace = workspace
        self._session = session
        self._shown = shown
        self._reader = reader
        self._marks: dict[Id, StatementMark] = {}
        shown.article_changed.connect(self._show_article)
        shown.header_changed.connect(self._show_header)
        shown.statements_changed.connect(self._show_statements)
        shown.links_changed.connect(lambda: self._show_statements(frozenset()))
        session.active_changed.connect(self._show_active)
        session.reveal.connect(self._reveal)
        workspace.changed.connect(self._take_vocabulary)
        workspace.opened.connect(self._show_choices)

    def _show_choices(self) -> None:
        vocabulary = self._workspace.vocabulary
        self._reader.set_labels(label_choice(x) for x in vocabulary.labels.values())
        self._reader.set_link_kinds(type_choice(x) for x in vocabulary.link_types.values())

    def _take_vocabulary(self, changed: Changed) -> None:
        if changed.touches("label", "link_type"):
            self._show_choices()

    def _show_article(self) -> None:
        self._marks.clear()
        if self._shown.article is None:
            return
        self._reader.show_article(self._view())
        self._show_statements(None)
        self._show_place()
        # At once: the other panels are slower, and one has come to read.
        self._reader.viewport().repaint()

    def _show_place(self) -> None:
        """Stand where the person goes, else where the article was left."""
        going = self._session.going
        if going is not None and (going.statement is not None or going.offset is not None):
            self._reveal(going)
        elif self._session.article is not None:
            self._reader.restore_place(self._session.reading_place(self._session.article))

    def _show_header(self) -> None:
        self._reader.update_header(self._view())

    def _show_statements(self, ids: frozenset[Id] | None) -> None:
        if self._shown.article is None:
            return
        linked = self._shown.contradicted()
        if ids is None:
            self._marks.clear()
        for gone in self._marks.keys() - self._shown.statements.keys() if ids is None else ids:
            self._marks.pop(gone, None)
        for key, statement in self._shown.statements.items():
            mark = self._marks.get(key)
            if mark is None or mark.linked != (key in linked):
                self._marks[key] = self._mark(statement, is_linked=key in linked)
        self._reader.set_statements(self._marks[key] for key in self._shown.statements)
        self._show_active(self._session.active)

    def _show_active(self, active: Id | None) -> None:
        self._reader.set_active(active)
        ends = set()
        if active is not None:
            for link in self._shown.links_of(active):
                ends |= {link.source, link.target} - {active}
        self._reader.set_linked(ends)

    def _reveal(self, place: Place) -> None:
        statement = self._shown.statements.get(place.statement) if place.statement else None
        if statement is not None:
            self._reader.scroll_to(statement.content[0].start, statement.content[0].end)
        elif place.offset is not None:
            self._reader.scroll_to(place.offset, place.offset + 1)

    def _view(self) -> ArticleView:
        article = self._shown.article
        assert article is not None
        return ArticleView(
            id=article.id,
            text=self._shown.text,
            title=article.title or tr("feed.untitled"),
            details=details(article),
            brief=brief(article),
            status=self._shown.status,
            furniture=article.furniture,
            handed=self._handed(),
            editions=self._editions(),
            empty=not any(self._shown.is_own(x) for x in self._shown.statements.values()),
        )

    def _editions(self) -> tuple[EditionLink, ...]:
        """Give the edition before this one, and those right after it."""
        family = self._shown.family
        wanted = [(one, tr("edition.of_earlier")) for one in family.earlier[:1]]
        wanted += [(one, tr("edition.of_later")) for one in family.later[:LATER_SHOWN]]
        if not wanted:
            return ()
        found = self._workspace.project.articles.get_many([one for one, _ in wanted])
        titles = {one.id: one.title or tr("feed.untitled") for one in found}
        return tuple(EditionLink(i, words, titles[i]) for i, words in wanted if i in titles)

    def _handed(self) -> str:
        """Say whose work the article was before it was handed over to who reads."""
        before = self._shown.handed_from
        if before is None:
            return ""
        who = self._workspace.vocabulary.annotators.get(before)
        return tr("feed.handed", name=who.name if who else "")

    def _mark(self, statement: Statement, *, is_linked: bool) -> StatementMark:
        mark = statement_mark(statement, self._workspace.vocabulary, self.describe)
        return replace(mark, linked=is_linked, reference=not self._shown.is_own(statement))

    def describe(self, key: Id) -> str:
        """Say a statement in words: its label, speaker and content."""
        return described(self._shown.statements[key], self._workspace.vocabulary)


def described(statement: Statement, vocabulary: Vocabulary) -> str:
    """Say a statement in words: its label, speaker and content."""
    label = vocabulary.labels.get(statement.label)
    speaker = vocabulary.speaker(statement.speaker)
    name = speaker.name if speaker else tr("feed.no_speaker")
    words = statement.words
    return tr("feed.statement", label=label.name if label else "", speaker=name, words=words)


def statement_mark(
    statement: Statement, vocabulary: Vocabulary, describe: Callable[[Id], str]
) -> StatementMark:
    """Give a statement as the reader shows it: its places, and the looks of its label."""
    label = vocabulary.labels.get(statement.label)
    places: dict[Role, list[Stretch]] = {"content": [], "source": [], "cue": []}
    for span in statement.spans:
        places[span.role].append((span.start, span.end))
    return StatementMark(
        id=statement.id,
        content=tuple(places["content"]),
        source=tuple(places["source"]),
        cue=tuple(places["cue"]),
        shape=label.shape if label else "circle",
        color=label.color if label else "mute",
        underline=label.underline if label else "solid",
        flagged=statement.flagged,
        describe=describe,
    )


def label_choice(label: Label) -> Choice:
    """Give a label as the reader offers it."""
    return Choice(
        id=label.id,
        name=shown_name(label.name),
        key=label.key or "",
        shape=label.shape,
        color=label.color,
        definition=label.definition,
        example=label.example,
        counter_example=label.counter_example,
    )


def type_choice(kind: LinkType) -> Choice:
    """Give a link type as the reader offers it."""
    return Choice(
        id=kind.id,
        name=kind.name,
        key=kind.key or "",
        shape=kind.shape,
        color=kind.color,
        definition=kind.definition,
        example=kind.example,
        counter_example=kind.counter_example,
    )


def shown_name(name: str) -> str:
    """Give a label's name as a heading has it, its first letter large."""
    return name[:1].upper() + name[1:]


def details(article: Article) -> tuple[Detail, ...]:
    """Give the line below the title: who published it, when, and what of it was guessed."""

    def guess(field: str) -> str:
        return tr(f"feed.guess.{field}") if field in article.guessed else ""

    parts = [
        Detail(article.publisher or tr("feed.no_publisher"), strong=True, guess=guess("publisher")),
        Detail(date_shown(article.published) or tr("feed.no_date"), guess=guess("published")),
    ]
    if article.author:
        parts.append(Detail(article.author, guess=guess("author")))
    if "title" in article.guessed:
        parts.append(Detail(tr("feed.title_guessed"), guess=guess("title")))
    return tuple(parts)


def brief(article: Article) -> str:
    """Give publisher and date in one short line."""
    return " · ".join(
        (article.publisher or tr("articles.no_publisher"), date_shown(article.published) or "–")
    )
