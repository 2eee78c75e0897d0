"""What a card says, worked out from records once, so that a card is redrawn only if it differs.

It turns ids into names and decides the words of a card; it alters nothing and knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.errors import NotFound
from factcheck.ids import GOLD, Id
from factcheck.records import Article, Link, LinkType, Statement
from ui.claim_pane.groups import Told
from ui.dates import date_shown
from ui.shown import Shown
from ui.texts import tr, tr_n
from ui.workspace import Workspace

_MARKS = frozenset('“”„«»"')


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as one of its ends shows it: in words from that end, and who is at the other."""

    link: Link
    verb: str
    shape: str
    color: str
    words: str
    speaker: str
    other: Id
    other_article: Id
    can_alter: bool
    layer: str  # whose it is where it is not one's own

    @property
    def is_reference(self) -> bool:
        """Say whether it was decided in the gold layer."""
        return self.link.annotator == GOLD

    @property
    def described(self) -> str:
        """The link in one line, for assistive technology."""
        whose = tr("claims.layer_of", name=self.layer) if self.layer else ""
        parts = (f"{self.verb} {self.words}".strip(), self.speaker, self.link.rationale, whose)
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class FoldView:
    """One retelling that is folded under a card."""

    statement: Id
    article: Id
    words: str
    where: str
    is_reference: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """All that a card shows of one saying; its statement is the telling in front."""

    statement: Statement
    label: str
    shape: str
    color: str
    speaker: str
    position: str
    origin: str
    is_own: bool
    is_reference: bool
    folded: tuple[FoldView, ...]
    fold_line: str
    links: tuple[LinkView, ...]

    @property
    def described(self) -> str:
        """The card in one line, for assistive technology."""
        speaker = f"{self.speaker}, {self.position}" if self.position else self.speaker
        parts = [f"{self.label}: {self.statement.words}", speaker, self.origin]
        if self.is_reference:
            parts.append(tr("claims.reference"))
        if self.statement.flagged:
            parts.append(tr("claims.flagged"))
        return ". ".join(part for part in parts if part)


class Views:
    """Makes the views of cards; keeps the articles and statements elsewhere that it had to ask."""

    def __init__(self, workspace: Workspace, shown: Shown) -> None:
        self._workspace = workspace
        self._shown = shown
        self._articles: dict[Id, Article] = {}
        self._elsewhere: dict[Id, Statement] = {}

    def forget(self) -> None:
        """Ask anew for what lies outside the shown article."""
        self._articles.clear()
        self._elsewhere.clear()

    def learn(self, statements: Iterable[Statement]) -> None:
        """Take statements of other articles that were asked for already."""
        self._elsewhere |= {x.id: x for x in statements}

    def statement(self, key: Id | None) -> Statement | None:
        """Give a statement of this article or another; None if there is none."""
        if key is None:
            return None
        found = self._shown.statements.get(key) or self._elsewhere.get(key)
        if found is None:
            try:
                found = self._workspace.project.statements.get(key)
            except NotFound:
                return None
            self._elsewhere[key] = found
        return found

    def title(self, article: Id) -> str:
        """Give an article's title."""
        if self._shown.article is not None and self._shown.article.id == article:
            return self._shown.article.title
        if article not in self._articles:
            found = self._workspace.project.articles.get_many([article])
            self._articles |= {x.id: x for x in found}
        known = self._articles.get(article)
        return known.title if known is not None else ""

    def card(self, told: Told, links: Iterable[Link]) -> CardView:
        """Give what the card of a saying shows; `links` are those of all its tellings."""
        statement = told.head
        vocabulary = self._workspace.vocabulary
        label = vocabulary.labels.get(statement.label)
        speaker = vocabulary.speaker(statement.speaker)
        folded = tuple(self._folded(x) for x in told.others)
        return CardView(
            statement=statement,
            label=label.name if label else "",
            shape=label.shape if label else "circle",
            color=label.color if label else "mute",
            speaker=self.speaker(statement),
            position=(speaker.position or "") if speaker else "",
            origin=self._origin(statement),
            is_own=self._shown.is_own(statement),
            is_reference=statement.annotator == GOLD,
            folded=folded,
            fold_line=self._fold_line(statement, folded),
            links=tuple(self._links(told, links)),
        )

    def speaker(self, statement: Statement) -> str:
        """Name who made a statement; "no speaker yet" differs from "the text names none"."""
        found = self._workspace.vocabulary.speaker(statement.speaker)
        if found is not None:
            return found.name
        key = "claims.names_none" if statement.speaker_basis == "none" else "claims.no_speaker"
        return tr(key)

    def _origin(self, statement: Statement) -> str:
        """Say where it stands, in whose words, through whom, to whom and when."""
        here = self._is_here(statement.article)
        parts = [tr("claims.this_article") if here else self.title(statement.article)]
        vocabulary = self._workspace.vocabulary
        speaker = vocabulary.speaker(statement.speaker)
        sources = [x.exact.strip() for x in statement.of_role("source")]
        if speaker is not None and sources and not _same(sources[0], speaker.name):
            parts.append(tr("claims.said_as", words=sources[0]))
        chain = [x.name for i in statement.reported_by if (x := vocabulary.speaker(i))]
        if chain:
            parts.append(tr("claims.via", names=" < ".join(chain)))
        to = vocabulary.speaker(statement.said_to)
        if to is not None:
            parts.append(tr("claims.to", name=to.name))
        if statement.said is not None:
            parts.append(date_shown(statement.said))
        if not self._shown.is_own(statement) and statement.annotator != GOLD:
            layer = vocabulary.annotators.get(statement.annotator)
            parts.append(tr("claims.layer_of", name=layer.name if layer else ""))
        return " · ".join(part for part in parts if part)

    def _folded(self, statement: Statement) -> FoldView:
        here = self._is_here(statement.article)
        return FoldView(
            statement=statement.id,
            article=statement.article,
            words=statement.words,
            where=tr("claims.this_article") if here else self.title(statement.article),
            is_reference=statement.annotator == GOLD,
        )

    def _fold_line(self, head: Statement, folded: tuple[FoldView, ...]) -> str:
        """Say in one line what is folded: words of the same article, titles of the others."""
        if not folded:
            return ""
        same = [x for x in folded if x.article == head.article]
        if len(same) == len(folded) and not self._is_here(head.article):
            return tr_n("claims.told_there", len(folded))
        parts = [quoted(_short(x.words, 30)) for x in same[:2]]
        titles: dict[Id, int] = {}
        for x in folded:
            if x.article != head.article:
                titles[x.article] = titles.get(x.article, 0) + 1
        for article, n in titles.items():
            here = self._is_here(article)
            title = tr("claims.this_article") if here else _short(self.title(article), 24)
            parts.append(f"{title} ({n})" if n > 1 else title)
        lead = "" if same else tr("claims.in") + " "
        return tr("claims.also", places=lead + " · ".join(parts))

    def _links(self, told: Told, links: Iterable[Link]) -> Iterable[LinkView]:
        types = self._workspace.vocabulary.link_types
        tellings = told.ids
        own = self._workspace.project.layer.id
        seen: set[tuple[Id, str, str]] = set()
        for link in sorted(links, key=lambda x: (x.annotator != own, x.id)):
            kind = types.get(link.type)
            if kind is None or (link.source in tellings) == (link.target in tellings):
                continue
            view = self._link(link, kind, from_source=link.source in tellings)
            # What another layer has as one's own is not shown twice.
            if view is not None and (same := (link.type, view.verb, view.words)) not in seen:
                seen.add(same)
                yield view

    def _link(self, link: Link, kind: LinkType, *, from_source: bool) -> LinkView | None:
        other = self.statement(link.target if from_source else link.source)
        if other is None:
            return None
        forward = from_source or not kind.directed
        is_own = link.annotator == self._workspace.project.layer.id
        layer = None if is_own else self._workspace.vocabulary.annotators.get(link.annotator)
        return LinkView(
            link=link,
            verb=kind.name if forward else kind.passive or kind.name,
            shape=kind.shape,
            color=kind.color,
            words=_short(other.words, 90),
            speaker=self.speaker(other),
            other=other.id,
            other_article=other.article,
            can_alter=is_own,
            layer=layer.name if layer else "",
        )

    def _is_here(self, article: Id) -> bool:
        return self._shown.article is not None and self._shown.article.id == article


def quoted(words: str) -> str:
    """Set words in quotation marks, unless they hold the text's own."""
    return words if _MARKS & set(words) else tr("claims.quoted", words=words)


def _same(words: str, name: str) -> bool:
    """Say whether a source names its speaker by name, with or without an article before it."""
    plain = words.casefold().removeprefix("the ").strip()
    return plain == name.casefold().removeprefix("the ").strip()


def _short(words: str, most: int) -> str:
    """Cut words at a space, with an ellipsis."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    whole = cut.rsplit(" ", 1)[0]
    return (whole if len(whole) > most // 2 else cut).rstrip(" ,;:.") + " …"
