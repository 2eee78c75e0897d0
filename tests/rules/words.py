"""The project's vocabulary: synonyms that design and glossary avoid must name nothing.

Looks at what is named: modules, classes, functions, arguments, fields, tables, columns, object
names and visible texts. What a word may still mean is in `allowed.toml`, each with its reason.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch

from tests.rules.source import Source, allowed, may, name_of

INSTEAD = {
    "project": ("corpus", "corpora", "workspace"),
    "article": ("document", "file"),
    "furniture": ("boilerplate", "noise"),
    "annotator": ("user", "coder"),
    "statement": ("quote", "mention", "code"),
    "span": ("range", "highlight"),
    "label": ("tag", "category", "categories", "class", "classes"),
    "speaker": ("author", "entity", "entities"),
    "claim": ("topic", "fact"),
    "link": ("relation", "edge"),
    "decision": ("curation", "resolution"),
    "edit": ("command", "operation", "patch", "patches"),
}
_PREFERRED = {bad: good for good, bads in INSTEAD.items() for bad in bads}
_PREFERRED |= {f"{bad}s": good for bad, good in _PREFERRED.items() if not bad.endswith("s")}
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_NAMED_BY_STRING = {"Table", "Column", "setObjectName", "mapped_column"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def words_of(name: str) -> list[str]:
    """The words of an identifier or a sentence: `textFile_v2` is text, file, v, 2."""
    return [part.lower() for part in _PART.findall(name)]


def names(source: Source) -> Iterator[tuple[ast.AST | int, str]]:
    """Everything that a Python file gives a name which others read."""
    yield 1, source.path.rpartition("/")[2].removesuffix(".py")
    for node in source.nodes:
        if isinstance(node, Function | ast.ClassDef):
            yield node, node.name
        if isinstance(node, ast.arg):
            yield node, node.arg
        elif isinstance(node, ast.ClassDef):
            yield from ((n, n.target.id) for n in node.body if _is_field(n))  # type: ignore[attr-defined]  # _is_field saw to it
        elif isinstance(node, ast.Call) and name_of(node.func) in _NAMED_BY_STRING:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node, first.value


def speaks_our_words(source: Source) -> Iterator[str]:
    """Finds names that hold a word for which the project has another."""
    for node, name in names(source):
        yield from (source.at(node, problem) for problem in problems(name, source.path, name))


def texts_speak_our_words(source: Source) -> Iterator[str]:
    """Finds keys and sentences of `resources/texts/` with a word that the project avoids."""
    for key, sentence in sentences(tomllib.loads(source.text)):
        visible = _without_phrases(_PLACEHOLDER.sub(" ", sentence), source.path)
        for where, said in (("key", key), ("text", visible)):
            for problem in problems(said, source.path, key):
                yield source.at(line_of(source, key), f"{where} of {key}: {problem}")


def problems(said: str, path: str, name: str) -> Iterator[str]:
    """Each avoided word in what is said, unless the list lets this name at this place hold it."""
    for word in dict.fromkeys(words_of(said)):
        if word in _PREFERRED and not may(f"word-{_singular(word)}", path, name):
            yield f"{said.strip()!r} says {word!r}; our word is {_PREFERRED[word]!r}"


def sentences(table: dict[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file of texts, with the path of its tables."""
    for key, value in table.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            yield from sentences(value, path)
        elif isinstance(value, list):
            yield from ((path, str(item)) for item in value)
        else:
            yield path, str(value)


def line_of(source: Source, key: str) -> int:
    """The line where a text stands, or the first where it cannot be told."""
    last = re.compile(rf"^\s*\"?{re.escape(key.rpartition('.')[2])}\"?\s*=")
    table, _, _ = key.rpartition(".")
    inside = not table
    for number, line in enumerate(source.text.splitlines(), 1):
        if line.startswith("["):
            inside = line.strip().startswith(f"[{table}]")
        elif inside and last.match(line):
            return number
    return line_of(source, table) if table else 1


def _singular(word: str) -> str:
    for bads in INSTEAD.values():
        for bad in bads:
            if word in (f"{bad}s", f"{bad}es"):
                return bad
    return word


def _without_phrases(text: str, path: str) -> str:
    for entry in allowed().get("phrases", []):
        places, phrases = entry.get("places", ["*"]), entry["phrases"]
        assert isinstance(places, list)
        assert isinstance(phrases, list)
        if any(fnmatch(path, place) for place in places):
            for phrase in phrases:
                text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _is_field(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
