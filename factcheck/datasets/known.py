"""The articles of a project that a dataset may refer to without bringing them: by address or id."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from factcheck import models
from factcheck.datasets.rows import read_articles
from factcheck.ids import Id
from factcheck.records import NewArticle
from factcheck.store.database import Database

_URN = "urn:uuid:"


def articles_called(database: Database, name: str) -> Sequence[NewArticle]:
    """Give the articles that whoever acts may see under an address or an id, sorted by id."""
    a = models.article.c
    wanted = or_(a.uri == name, a.archive_uri == name, a.source_name == name)
    found = [row.id for row in database.rows(_shown(database).where(wanted))]
    if not found and (record := _id(name.removeprefix(_URN))):
        found = [row.id for row in database.rows(_shown(database).where(a.id == record))]
    return read_articles(database, found)


def _shown(database: Database) -> Select[tuple[Id]]:
    return select(models.article.c.id).where(database.shown(models.article))


def _id(name: str) -> Id | None:
    try:
        return Id.parse(name)
    except ValueError:
        return None
