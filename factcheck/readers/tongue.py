"""The language of an article that nothing states: a guess from its prose, where that is enough.

What a file notes of its language is often its program's, so where the words are plainly of another
one these count. Of many plain texts, and of those in archives, it is not told: ten thousand are
read in less time than it takes to tell theirs.
"""

from dataclasses import replace

from factcheck.prose.languages import alike, told
from factcheck.readers.txt import NAME as TEXT
from factcheck.records import NewArticle

#: How many files at once are few enough for plain texts among them to have theirs told.
FEW = 100
#: How sure the words must be (0 to 1), and how many characters of prose are looked at.
_SURE, _MOST = 0.8, 600
#: How sure they must be, and how many, to weigh more than what a file notes.
_PLAINLY, _MANY = 0.99, 400
_NONE = ("zxx", "und", "mul")


def is_worth_telling(article: NewArticle, kind: str, files: int) -> bool:
    """Say whether to guess the language of an article in a file of a kind, one of so many."""
    return article.reader != TEXT or (kind == TEXT and files <= FEW)


def with_language(article: NewArticle) -> NewArticle:
    """Give an article with its language guessed, unless it is stated or can only be a toss."""
    noted = article.language
    if noted and "language" not in article.guessed:
        return article
    prose = _prose(article)
    language, sure = told(prose) or ("", 0.0)
    if sure < _SURE or language in _NONE:
        return article
    if noted and (alike(language, noted) or sure < _PLAINLY or len(prose) < _MANY):
        return article
    return replace(article, language=language, guessed=article.guessed | {"language"})


def _prose(article: NewArticle) -> str:
    """Give the beginning of an article without its furniture."""
    prose, at = "", 0
    for start, end in (*article.furniture, (len(article.text), 0)):
        prose += article.text[at : min(start, at + _MOST)]
        at = end
        if len(prose) >= _MOST:
            break
    return prose[:_MOST]
