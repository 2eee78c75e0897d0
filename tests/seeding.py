"""The five seeds as articles, for tests that are not about how files are read."""

from factcheck.readers import Asked, txt
from factcheck.records import NewArticle
from factcheck.resources import seeds


def seed_articles() -> list[NewArticle]:
    """The seeds as an import of them finds them, by name."""
    paths = sorted(seeds().glob("*.txt"))
    return [txt.text_of(path.read_bytes(), Asked(path.name)).article for path in paths]
