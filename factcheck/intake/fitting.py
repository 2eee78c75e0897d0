"""An article as a reader found it, made fit to be kept: no line is longer than lines may be.

Whoever wrote a file may have put anything where a name or an address should stand. What was kept
of it could not be set right in the window, nor come back from a dataset of ours. It knows no
project.
"""

from dataclasses import replace
from typing import Any

from factcheck.formats.building import is_attribute
from factcheck.readers import Reading
from factcheck.records import NewArticle
from factcheck.verbs.checks import LONGEST_LINE

#: The code of the note on what could not be kept beside an article.
LEFT = "attributes_left"
_NAMES = ("author", "publisher")
# Half an address leads nowhere.
_WHOLE = ("uri", "archive_uri", "language", "retrieved_on")
_BEGINNING = "…"


def fitted(found: Reading) -> Reading:
    """Give what a reader found as it may be kept; where something had to go, with a note."""
    article = _dated(found.article)
    changes = _changes(article)
    if changes:
        notes = found.notes if LEFT in found.notes else (*found.notes, LEFT)
        return replace(found, article=replace(article, **changes), notes=notes)
    return found if article is found.article else replace(found, article=article)


def _dated(article: NewArticle) -> NewArticle:
    """Give an article with the words of its date on one line, as whoever types one has them."""
    date = article.published
    if date is None or date.words is None:
        return article
    words = " ".join(date.words.split())[:LONGEST_LINE].rstrip() or None
    return (
        article if words == date.words else replace(article, published=replace(date, words=words))
    )


def _changes(article: NewArticle) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name in _NAMES:
        if len(value := getattr(article, name) or "") > LONGEST_LINE:
            changes[name] = value[:LONGEST_LINE]
    for name in _WHOLE:
        if len(getattr(article, name) or "") > LONGEST_LINE:
            changes[name] = None
    if len(article.source_name) > LONGEST_LINE:
        # Names of files below one folder differ at their ends.
        changes["source_name"] = _BEGINNING + article.source_name[1 - LONGEST_LINE :]
    if not all(is_attribute(*one) for one in article.attributes.items()):
        kept = {
            name: words for name, words in article.attributes.items() if is_attribute(name, words)
        }
        changes["attributes"] = kept
    return changes
