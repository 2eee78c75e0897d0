"""The texts of the articles that a journal judges spans against, by article."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from factcheck.ids import Id
from factcheck.journal.writer import Writer
from factcheck.models import article, text
from factcheck.store.known_texts import keep, known


class Texts:
    """Which text each article has that was touched: it stays so, for as long as there is one."""

    def __init__(self) -> None:
        self._shas: dict[Id, bytes] = {}

    def of(self, writer: Writer, articles: Iterable[Id]) -> Mapping[Id, str]:
        """Give the texts of at most some hundred articles; those not there are left out."""
        wanted = set(articles)
        lacking = wanted - self._shas.keys()
        if lacking:
            rows = writer.read(
                select(article.c.id, article.c.text).where(article.c.id.in_(lacking))
            )
            self._shas.update((row[0], row[1]) for row in rows)
        shas = {self._shas[i] for i in wanted & self._shas.keys()}
        texts = {sha: found for sha in shas if (found := known(sha)) is not None}
        if unread := shas - texts.keys():
            query = select(text.c.sha256, text.c.characters).where(text.c.sha256.in_(unread))
            for sha, characters in writer.read(query):
                texts[sha] = characters
                keep(sha, characters)
        return {i: texts[self._shas[i]] for i in wanted & self._shas.keys()}
