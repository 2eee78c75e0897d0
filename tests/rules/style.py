"""What keeps the source readable: sizes, docstrings, colors by role, no error swallowed."""

import ast
import re
from collections.abc import Iterator

from tests.rules.source import Source, dotted, may, name_of

FILE_LINES, FUNCTION_LINES, PUBLIC_METHODS, DOCSTRING_WIDTH = 400, 40, 20, 88
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})(?![\w-])")
_QT_COLORS = ("GlobalColor", "QColorConstants")
_RGB = re.compile(r"\b(?:rgb|hsl|hsv)a?\(", re.IGNORECASE)
_BARE_IGNORE = re.compile(r"#\s*(?:type:\s*ignore|noqa)\b(?::?\s*[A-Z]+\d+,?)*(?:\[[^\]]*\])?\s*$")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_of_bounded_size(source: Source) -> Iterator[str]:
    """Finds files, functions and classes that hold more than one subject can need."""
    lines = source.text.count("\n")
    if lines > FILE_LINES and not may("sizes", source.path):
        yield source.at(1, f"{lines} lines, at most {FILE_LINES}: split it by subject")
    for node in source.nodes:
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES and not may("sizes", source.path, node.name):
                yield source.at(node, f"{node.name} has {length} lines, at most {FUNCTION_LINES}")
        elif isinstance(node, ast.ClassDef):
            public = _public_methods(node, in_ui=source.path.startswith("ui/"))
            if len(public) > PUBLIC_METHODS and not may("sizes", source.path, node.name):
                count = f"{len(public)} public methods, at most {PUBLIC_METHODS}"
                yield source.at(node, f"{node.name} has {count}")


def _public_methods(node: ast.ClassDef, *, in_ui: bool) -> set[str]:
    """Names of its own methods; in the window, camelCase is an override of Qt's."""
    names = {n.name for n in node.body if isinstance(n, Function) and not n.name.startswith("_")}
    return {n for n in names if n.islower() or not in_ui}


def has_docstrings(source: Source) -> Iterator[str]:
    """Finds modules, and in the core public names, that do not say why they are there."""
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield source.at(1, "the module has no docstring that says why it exists")
    if source.path.startswith("factcheck/"):
        for node in _public_definitions(source.tree):
            docstring = ast.get_docstring(node)
            if not docstring:
                yield source.at(node, f"{node.name} is public and has no docstring")
            elif len(docstring.splitlines()[0]) > DOCSTRING_WIDTH:
                yield source.at(node, f"first line of its docstring over {DOCSTRING_WIDTH}")


def _public_definitions(scope: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    for node in scope.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            decorators = {dotted(d) for d in node.decorator_list}
            if not any(d.endswith(("overload", ".setter")) for d in decorators):
                yield node
            if isinstance(node, ast.ClassDef):
                yield from _public_definitions(node)


def has_no_any_in_public(source: Source) -> Iterator[str]:
    """Finds public functions of the core whose signature says `Any`."""
    for node in _public_definitions(source.tree):
        if isinstance(node, Function) and not may("any", source.path, node.name):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            arguments += [a for a in (node.args.vararg, node.args.kwarg) if a]
            annotations = [a.annotation for a in arguments] + [node.returns]
            inside = (n for a in annotations if a is not None for n in ast.walk(a))
            if any(isinstance(n, ast.expr) and name_of(n) == "Any" for n in inside):
                yield source.at(node, f"{node.name} says Any in its signature")


def suppresses_with_a_reason(source: Source) -> Iterator[str]:
    """Finds `type: ignore` and `noqa` after which no reason follows."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if _BARE_IGNORE.search(line):
            yield source.at(number, "suppresses a check and gives no reason behind it")


def colors_by_role(source: Source) -> Iterator[str]:
    """Finds colors by value; a theme can only change those that are named by role."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and name_of(node.func) in ("QColor", "fromRgb", "qRgb"):
            if any(isinstance(arg, ast.Constant) for arg in node.args):
                yield source.at(node, "a color by value; take theme.color(role)")
        if isinstance(node, ast.Attribute) and name_of(node.value) in _QT_COLORS:
            if node.attr.lower() == "transparent":
                continue
            yield source.at(node, "a color of Qt's; take theme.color(role)")
    for string in source.strings():
        if _HEX.search(str(string.value)) or _RGB.search(str(string.value)):
            yield source.at(string, "a color in a string; take theme.color(role)")


def catches_by_name(source: Source) -> Iterator[str]:
    """Finds handlers that would take a bug for something else."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler) and not may("catches", source.path):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(c is None or name_of(c) in ("Exception", "BaseException") for c in caught):
                yield source.at(node, "catches every exception; name those a person can mend")
