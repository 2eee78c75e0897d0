"""Where a verb acts, in words for its revision: the article's title, short, and the label's name.

Also the article's text, which is read once.
"""

from dataclasses import dataclass

from sqlalchemy import Select, bindparam, select

from factcheck import models
from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.store.database import Database
from factcheck.store.known_texts import keep, known

SHORT = 25  # characters of a title in the name of a revision

_a = models.article.c
_TEXT = select(models.text.c.characters).where(models.text.c.sha256 == bindparam("sha256"))


@dataclass(frozen=True, slots=True)
class Place:
    """An article that a verb acts in."""

    article: Id
    title: str
    sha256: bytes
    published: str | None

    @property
    def short(self) -> str:
        """Give the title as the name of a revision has it."""
        return shortened(self.title)


def place_of(database: Database, article: Id) -> Place:
    """Read where a verb acts; raise NotFound if the article is not there."""
    row = database.one(database.prepared(_article), {"article": article})
    if row is None:
        raise NotFound("article.gone")
    return Place(article, row[0], row[1], row[2])


def text_of(database: Database, sha256: bytes) -> str:
    """Give the characters of a text."""
    found = known(sha256)
    if found is not None:
        return found
    read = database.scalar(_TEXT, {"sha256": sha256})
    if not isinstance(read, str):
        raise NotFound("article.gone")
    keep(sha256, read)
    return read


def label_name(database: Database, label: Id) -> str:
    """Give the name of a label; raise NotFound if it is not there."""
    name = database.scalar(database.prepared(_label), {"label": label})
    if not isinstance(name, str):
        raise NotFound("label.gone")
    return name


def _article(database: Database) -> Select[str, bytes, str | None]:
    wanted = _a.id == bindparam("article", type_=_a.id.type)
    query = select(_a.title, _a.text, _a.published_edtf)
    return query.where(wanted, database.shown(models.article))


def _label(database: Database) -> Select[str]:
    wanted = models.label.c.id == bindparam("label", type_=_a.id.type)
    return select(models.label.c.name).where(wanted, database.shown(models.label))


def shortened(words: str, longest: int = SHORT) -> str:
    """Give the beginning of a title or proposition, cut between words, with an ellipsis."""
    if len(words) <= longest:
        return words
    cut = words[:longest].rpartition(" ")[0] or words[: longest - 1]
    return f"{cut.rstrip()}…"
