"""The texts of articles, kept in memory while one works on them: they never change.

Without it each gesture in an article of a megabyte would read that megabyte.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from factcheck.ids import Id
from factcheck.journal.writer import Writer
from factcheck.models import article, text

_KEPT = 8_000_000  # code points


class Texts:
    """The texts of the articles touched last."""

    def __init__(self) -> None:
        self._texts: OrderedDict[Id, str] = OrderedDict()
        self._size = 0

    def of(self, writer: Writer, articles: Iterable[Id]) -> Mapping[Id, str]:
        """Give the texts of at most some hundred articles; those not there are left out."""
        wanted = set(articles)
        found = {a: self._texts[a] for a in wanted & self._texts.keys()}
        for known in found:
            self._texts.move_to_end(known)
        lacking = wanted - found.keys()
        if lacking:
            rows = writer.read(
                select(article.c.id, text.c.characters)
                .join_from(article, text)
                .where(article.c.id.in_(lacking))
            )
            for record, characters in rows:
                found[record] = characters
                self._keep(record, characters)
        return found

    def _keep(self, record: Id, characters: str) -> None:
        self._texts[record] = characters
        self._size += len(characters)
        while self._size > _KEPT and len(self._texts) > 1:
            self._size -= len(self._texts.popitem(last=False)[1])
