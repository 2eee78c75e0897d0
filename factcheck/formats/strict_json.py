"""JSON from outside, read without surprises: no half characters, no bottomless nesting.

An object that has one key twice is refused, for nobody can say which value was meant. NaN and
Infinity are no JSON, or say that nothing is known, as whoever reads wants it. Sizes are bounded by
whoever reads the bytes.
"""

import json
import re
from collections.abc import Sequence
from typing import NoReturn, cast

from factcheck.errors import BadInput
from factcheck.formats.rows import Json
from factcheck.prose.decode import clean
from factcheck.texts import text

# A string, with the colon that shows it to be a key, or where an object begins or ends.
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*+")\s*+(:?)|[{}]')
_SHOWN = 100  # characters of a key in a sentence


def parse(data: bytes, *, name: str, line: int = 1) -> Json:
    """Read one JSON value; raise BadInput with the name and line where it is none."""
    return _parsed(data, name, line, _DECODER)


def parse_with_nan(data: bytes, *, name: str, line: int = 1) -> Json:
    """Read one JSON value in which NaN and Infinity say that nothing is known: null."""
    return _parsed(data, name, line, _WITH_NAN)


def _parsed(data: bytes, name: str, line: int, decoder: json.JSONDecoder) -> Json:
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad(name, line, "not_utf8") from error
    try:
        value = decoder.decode(words)
    except RecursionError as error:
        raise _bad(name, line, "too_deep") from error
    except _KeyTwice as error:
        raise _key_twice(name, line, words) from error
    except ValueError as error:
        raise _bad(name, line, "not_json") from error
    # In bytes it is found soonest that most texts escape nothing.
    if b"\\u" in data and ("\\ud" in words or "\\uD" in words):
        _refuse_half_characters(value, name, line)
    return cast(Json, value)


def _refuse_half_characters(value: Json, name: str, line: int) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _bad(name, line, "half_character") from error


class _KeyTwice(ValueError):
    """An object has one key twice."""


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _KeyTwice
    return made


def _key_twice(name: str, line: int, words: str) -> BadInput:
    key, place = _again(words)
    before = words[:place]
    at = place - before.rfind("\n")
    shown = " ".join(clean(key)[0].split())[:_SHOWN]
    why = text("errors.dataset.why.key_twice", key=shown, at=at)
    return BadInput("dataset.line", name=name, line=line + before.count("\n"), why=why)


def _again(words: str) -> tuple[str, int]:
    """Give the first key that stands again in its object, and where; all before that is JSON."""
    above: list[set[str]] = []
    for token in _TOKEN.finditer(words):
        if token[0] == "{":
            above.append(set())
        elif token[0] == "}":
            above.pop()
        elif token[2]:
            key: str = json.loads(token[1])
            if key in above[-1]:
                return key, token.start()
            above[-1].add(key)
    raise AssertionError("unreachable")


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _null(_: str) -> None:
    return None


def _bad(name: str, line: int, why: str) -> BadInput:
    return BadInput("dataset.line", name=name, line=line, why=text(f"errors.dataset.why.{why}"))


_WITH_NAN = json.JSONDecoder(parse_constant=_null, object_pairs_hook=_object)
_DECODER = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_object)
