"""The language of an article that nothing states: a guess from its prose, where that is enough.

Plain texts go without: ten thousand of them are read in less time than it takes to tell theirs.
"""

from dataclasses import replace

from factcheck.prose.languages import told
from factcheck.readers.txt import NAME as TEXT
from factcheck.records import NewArticle

#: How sure the words must be (0 to 1), and how many characters of prose are looked at.
_SURE, _MOST = 0.8, 600
_NONE = ("zxx", "und", "mul")


def with_language(article: NewArticle) -> NewArticle:
    """Give an article with its language guessed, unless it is stated or can only be a toss."""
    if article.language or article.reader == TEXT:
        return article
    found = told(_prose(article))
    if found is None or found[1] < _SURE or found[0] in _NONE:
        return article
    return replace(article, language=found[0], guessed=article.guessed | {"language"})


def _prose(article: NewArticle) -> str:
    """Give the beginning of an article without its furniture."""
    prose, at = "", 0
    for start, end in (*article.furniture, (len(article.text), 0)):
        prose += article.text[at : min(start, at + _MOST)]
        at = end
        if len(prose) >= _MOST:
            break
    return prose[:_MOST]
