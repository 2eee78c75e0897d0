"""The window's sentences: the person's language is chosen here once, and nowhere else.

`pseudo` is no language but a test: what stays plain on the screen was never translated, and what
is cut off there would be cut off in German.
"""

from typing import Final

from factcheck import texts

PSEUDO: Final = "pseudo"
_PSEUDO_GROWTH: Final = 0.4

_language: str = texts.LANGUAGE


def language() -> str:
    """Name the language that the window speaks."""
    return _language


def set_language(name: str) -> None:
    """Choose the language of every text asked for from now on; `pseudo` is for tests."""
    global _language
    _language = name


def tr(key: str, **params: object) -> str:
    """Give the sentence of a key in the window's language; raise KeyError if there is none."""
    if _language == PSEUDO:
        return _pseudo(texts.text(key, **params))
    return texts.text_in(_language, key, **params)


def tr_n(key: str, n: int, **params: object) -> str:
    """Give the sentence of a counted key in the form for `n`; raise KeyError if there is none."""
    if _language == PSEUDO:
        return _pseudo(texts.plural(key, n, **params))
    return texts.plural_in(_language, key, n, **params)


def _pseudo(text: str) -> str:
    padding = "~" * max(1, round(len(text) * _PSEUDO_GROWTH) - 6)
    return f"[!!! {text} {padding} !!!]"
