"""Articles: their metadata, texts, furniture and one's own status, and the list of them.

Adding articles is long work and elsewhere (`intake`). A text never changes; what is said about
it may, and a guess that a person confirms or alters is one no longer.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import or_, select

from factcheck import models
from factcheck.access import Access
from factcheck.errors import Damaged, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.prose.decode import LARGEST
from factcheck.prose.stretches import Stretch, cut_out, united
from factcheck.queries.article_rows import Order, article_rows, load_articles
from factcheck.queries.rows import altered, hanging_on, number, one, removed
from factcheck.records import Article, ArticleRow, Date, Status, What
from factcheck.spans import check
from factcheck.verbs.checks import line, optional_line
from factcheck.verbs.dated import date_fields
from factcheck.verbs.places import place_of, shortened, text_of
from factcheck.verbs.progress import own_status, set_status

if TYPE_CHECKING:
    from factcheck.originals import Kept

_a = models.article.c


class ArticleFields(TypedDict, total=False):
    """What may be altered of an article; what is left out stays."""

    title: str
    language: str | None
    publisher: str | None
    author: str | None
    published: Date | None
    uri: str | None
    edition_of: Id | None
    retrieved_on: str | None
    archive_uri: str | None


class Articles:
    """Questions about articles, and their verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def get(self, article: Id) -> Article:
        """Give an article; raise NotFound if it is not there."""
        found = self.get_many([article])
        if not found:
            raise NotFound("article.gone")
        return found[0]

    def get_many(self, ids: Iterable[Id]) -> list[Article]:
        """Give articles in the order of their ids; those that are not there are left out."""
        return load_articles(self._database, ids)

    def rows(
        self,
        layers: Sequence[Id],
        *,
        order: Order = "date",
        only: Collection[Id] | None = None,
    ) -> list[ArticleRow]:
        """Give the list of all articles, with one's own status and what some layers hold.

        `only` gives the lines of these articles alone, after a change of just them.
        """
        actor = self._access.actor.id
        return article_rows(self._database, layers, actor, order=order, only=only)

    def text(self, article: Id) -> str:
        """Give the characters of an article."""
        return text_of(self._database, place_of(self._database, article).sha256)

    def same_text(self, article: Id) -> list[Id]:
        """Give the other articles that publish the same text."""
        same = _a.text == place_of(self._database, article).sha256, _a.id != article
        query = select(_a.id).where(*same, self._database.shown(models.article))
        return [row[0] for row in self._database.rows(query.order_by(_a.id))]

    def called(self, words: str) -> list[Id]:
        """Give the articles that have these words as id, title or source name."""
        named = [_a.title == words, _a.source_name == words]
        with suppress(ValueError):
            named.append(_a.id == Id.parse(words))
        query = select(_a.id).where(or_(*named), self._database.shown(models.article))
        return [row[0] for row in self._database.rows(query.order_by(_a.id))]

    def kept_original(self, article: Id) -> Kept:
        """Give the original of an article with a name to open it by; raise NotFound, Damaged."""
        from factcheck.originals import kept

        return kept(self.get(article), self.original(article))

    def keeps_original(self, article: Id) -> bool:
        """Say whether the bytes that an article was read from are there to be opened."""
        row = one(self._database, models.article, article)
        sha256 = row["original_sha256"]
        o = models.original.c
        return sha256 in (None, row["text"]) or bool(
            self._database.one(select(o.length).where(o.sha256 == sha256))
        )

    def original(self, article: Id) -> bytes | None:
        """Give the bytes that an article was read from, None where they were not kept."""
        row = one(self._database, models.article, article)
        sha256 = row["original_sha256"]
        if sha256 is None or sha256 == row["text"]:
            return self.text(article).encode()
        o = models.original.c
        kept = self._database.one(select(o.content, o.length).where(o.sha256 == sha256))
        if kept is None:
            return None
        unpacker = zlib.decompressobj()
        try:
            # A stranger's project may promise gigabytes in a few bytes.
            content: bytes = unpacker.decompress(kept.content, min(kept.length, LARGEST) + 1)
        except (zlib.error, ValueError) as error:
            raise Damaged("article.original") from error
        if len(content) != kept.length:
            raise Damaged("article.original")
        return content

    def edit(self, article: Id, **fields: Unpack[ArticleFields]) -> None:
        """Alter what is known about an article; a guess that is given again is confirmed."""
        row = one(self._database, models.article, article)
        values = _checked(fields)
        guessed = set(str(row["guessed"]).split()) - fields.keys()
        values["guessed"] = " ".join(sorted(guessed))
        params = {"title": shortened(str(row["title"])), "fields": ", ".join(sorted(fields))}
        self._record("article.edit", params, altered("article", row, values))

    def status(self, article: Id) -> Status:
        """Give one's own status in an article."""
        return own_status(self._access, article)

    def set_status(self, article: Id, status: Status) -> None:
        """Set one's own status in an article."""
        set_status(self._access, place_of(self._database, article), status)

    def mark_furniture(self, article: Id, start: int, end: int) -> None:
        """Say that a stretch of an article is not its prose: code points, half-open."""
        self._set_furniture("article.furniture", article, (start, end), united)

    def unmark_furniture(self, article: Id, start: int, end: int) -> None:
        """Say that a stretch of an article is its prose after all."""
        self._set_furniture("article.prose", article, (start, end), cut_out)

    def _set_furniture(
        self,
        code: str,
        article: Id,
        stretch: Stretch,
        change: Callable[[Iterable[Stretch], int, int], list[Stretch]],
    ) -> None:
        place = place_of(self._database, article)
        check(text_of(self._database, place.sha256), *stretch)
        rows = {
            (number(row["start"]), number(row["end"])): row
            for row in hanging_on(self._database, models.furniture, "article", [article])
        }
        wanted = change(rows, *stretch)
        new = [(a, b) for a, b in wanted if (a, b) not in rows]
        edits = removed("furniture", (row for was, row in rows.items() if was not in wanted))
        of: dict[str, Value] = {"article": article}
        edits += [inserted("furniture", Id.new(), {**of, "start": a, "end": b}) for a, b in new]
        self._record(code, {"title": place.short}, edits)

    def _record(self, code: str, params: Mapping[str, str | int], edits: Sequence[Edit]) -> None:
        if edits:
            self._access.record(What(code, params), edits)


def _checked(fields: ArticleFields) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in fields.items():
        if name == "published":
            found |= date_fields("published", fields["published"])
        elif name == "edition_of":
            found["edition_of"] = fields["edition_of"]
        else:
            text = None if value is None else str(value)
            found[name] = line(name, text or "") if name == "title" else optional_line(name, text)
    return found
