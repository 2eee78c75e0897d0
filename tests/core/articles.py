"""Articles for the tests of search, batches and imports."""

from collections.abc import Iterator, Sequence

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle


def new_articles(texts: Sequence[str], prefix: str = "a") -> Iterator[NewArticle]:
    """Articles of these texts, named by their place."""
    for n, text in enumerate(texts):
        yield NewArticle(text, f"{prefix}{n}.txt", f"Title {prefix}{n}")


def add(project: Project, *texts: str, prefix: str = "a") -> list[Id]:
    """Add articles of these texts and give their ids."""
    return list(project.add_articles(new_articles(texts, prefix)).ids)
