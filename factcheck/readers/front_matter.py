"""What stands above a text between two lines of marks: YAML or TOML that says what it is.

Words alone are taken from it: names with a text or a list of texts. Nothing in it becomes an
object, and what is no such table is text like the rest.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

#: Characters of what may stand above a text.
LARGEST = 64_000
_LONGEST = 1000
_MOST = 200
_END = r"[ \t]*(?:\r\n|\n|\Z)"
_YAML = re.compile(rf"---{_END}(.*?)(?<=\n)(?:---|\.\.\.){_END}", re.DOTALL)
_TOML = re.compile(rf"\+\+\+{_END}(.*?)(?<=\n)\+\+\+{_END}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Its names with their values, and where the text goes on: in code points."""

    values: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    """Read what stands above a text; there is none where it is not as it should be."""
    head = text[:LARGEST]
    for sign, parse in ((_YAML, _yaml), (_TOML, _toml)):
        if match := sign.match(head):
            values = parse(match[1])
            return FrontMatter(_words(values), match.end()) if values is not None else FrontMatter()
    return FrontMatter()


def _yaml(source: str) -> Mapping[object, object] | None:
    import yaml

    try:
        # Every value stays the words that it was written as.
        found = yaml.load(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _toml(source: str) -> Mapping[object, object] | None:
    try:
        return tomllib.loads(source)  # type: ignore[return-value]  # its names are words
    except (ValueError, RecursionError):  # a number of thousands of digits is no TOML error
        return None


def _words(values: Mapping[object, object]) -> dict[str, str]:
    found = {}
    for name, value in list(values.items())[:_MOST]:
        words = ", ".join(map(_word, value[:_MOST])) if isinstance(value, list) else _word(value)
        if isinstance(name, str) and words.strip(", ") and len(words) <= _LONGEST:
            found[name[:_LONGEST]] = words
    return found


def _word(value: object) -> str:
    if isinstance(value, dict):  # an author with a name and an address
        value = value.get("name")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else ""
