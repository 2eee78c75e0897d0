"""JSON from outside, read without surprises: no half characters, no bottomless nesting.

NaN and Infinity are no JSON, or say that nothing is known, as whoever reads wants it.
Sizes are bounded by whoever reads the bytes.
"""

import json
from typing import NoReturn, cast

from factcheck.errors import BadInput
from factcheck.formats.rows import Json
from factcheck.texts import text


def parse(data: bytes, *, name: str, line: int = 1) -> Json:
    """Read one JSON value; raise BadInput with the name and line where it is none."""
    return _parsed(data, name, line, _DECODER)


def parse_with_nan(data: bytes, *, name: str, line: int = 1) -> Json:
    """Read one JSON value in which NaN and Infinity say that nothing is known: null."""
    return _parsed(data, name, line, _WITH_NAN)


def _parsed(data: bytes, name: str, line: int, decoder: json.JSONDecoder) -> Json:
    try:
        words = data.decode("utf-8")
        value = decoder.decode(words)
    except UnicodeDecodeError as error:
        raise _bad(name, line, "not_utf8") from error
    except RecursionError as error:
        raise _bad(name, line, "too_deep") from error
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


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _null(_: str) -> None:
    return None


def _bad(name: str, line: int, why: str) -> BadInput:
    return BadInput("dataset.line", name=name, line=line, why=text(f"errors.dataset.why.{why}"))


_WITH_NAN = json.JSONDecoder(parse_constant=_null)
_DECODER = json.JSONDecoder(parse_constant=_no_constant)
