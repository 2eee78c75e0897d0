"""Every sentence the program says, by key: code names a text, `resources/texts/` holds it.

A key is the file's stem and the path of tables in it: `errors.span.outside`. Records keep codes
with parameters, never sentences, so that what was stored yesterday can be read in any language.
"""

import tomllib
from functools import lru_cache

from factcheck import resources

LANGUAGE = "en"


@lru_cache(maxsize=64)
def _table(language: str, stem: str) -> dict[str, object]:
    with resources.path("texts", language, f"{stem}.toml").open("rb") as file:
        return tomllib.load(file)


def _entry(key: str, language: str) -> object:
    stem, _, rest = key.partition(".")
    entry: object = _table(language, stem)
    for part in rest.split("."):
        if not isinstance(entry, dict) or part not in entry:
            raise KeyError(f"no text {key!r} for {language!r}")
        entry = entry[part]
    return entry


def text_in(language: str, key: str, /, **params: object) -> str:
    """Give the text of a key in a language, filled in; raise KeyError if there is none."""
    entry = _entry(key, language)
    if not isinstance(entry, str):
        raise KeyError(f"{key!r} is a table of texts, not a text")
    return entry.format(**params) if params else entry


def text(key: str, /, **params: object) -> str:
    """Give the text of a key in the program's own language; raise KeyError if there is none."""
    return text_in(LANGUAGE, key, **params)


def plural_in(language: str, key: str, n: int, /, **params: object) -> str:
    """Give the text of a counted key in the form for `n`; raise KeyError if there is none."""
    form = "one" if n == 1 else "other"
    return text_in(language, f"{key}.{form}", **{**params, "n": n})


def plural(key: str, n: int, /, **params: object) -> str:
    """Give the counted text in the program's own language; raise KeyError if there is none."""
    return plural_in(LANGUAGE, key, n, **params)


def has_text(key: str, *, language: str = LANGUAGE) -> bool:
    """Say whether a key has a text, for codes that may come from a newer program."""
    try:
        return isinstance(_entry(key, language), str)
    except (KeyError, FileNotFoundError):
        return False
