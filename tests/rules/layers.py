"""Who may import whom, and who may write: the shape of the program, read from its source."""

import ast
import re
from collections.abc import Iterator

from tests.rules.source import Rule, Source, dotted, may, name_of

QT = ("PySide6", "shiboken6", "ui")
STORAGE = (
    "sqlalchemy",
    "sqlite3",
    "psycopg",
    "alembic",
    "factcheck.models",
    "factcheck.journal",
    "factcheck.migrations",
)
_WRITES = {"insert", "update", "delete"}
_SQL = re.compile(
    r"^\s*(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|TRUNCATE)\b"
    r"|^\s*(?-i:UPDATE)\s*$",
    re.IGNORECASE,
)


def imports(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every module or name that the source imports, by full name, wherever the import stands."""
    package = source.path.removesuffix(".py").split("/")[:-1]
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node, f"{start}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and name_of(node.func) in ("import_module", "__import__"):
            for arg in node.args[:1]:
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                    yield node, arg.value


def imports_none_of(*modules: str) -> Rule:
    """A rule that finds imports of the modules and of what is in them."""

    def rule(source: Source) -> Iterator[str]:
        for node, name in imports(source):
            for module in modules:
                if f"{name}.".startswith(f"{module}."):
                    yield source.at(node, f"imports {name}; {source.path.split('/')[0]}/ must not")

    return rule


def writes_nothing(source: Source) -> Iterator[str]:
    """Finds what builds an INSERT, UPDATE or DELETE outside the one door for writes."""
    if may("writes", source.path):
        return
    for node, name in imports(source):
        if name.startswith("sqlalchemy.") and name.rpartition(".")[2] in _WRITES:
            yield source.at(node, f"imports {name}; only factcheck/journal.py writes")
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            module = dotted(node.func.value).partition(".")[0] in ("sa", "sqlalchemy")
            of_table = not node.args and not node.keywords
            if node.func.attr in _WRITES and (module or of_table):
                yield source.at(
                    node, f"calls .{node.func.attr}(); only factcheck/journal.py writes"
                )
    for string in source.strings():
        if _SQL.match(str(string.value)):
            yield source.at(string, "holds SQL that writes; only factcheck/journal.py writes")


def asks_what_may_be_shown(source: Source) -> Iterator[str]:
    """Finds what reads past what a person may see, where rows are handed to one."""
    if not may("visible", source.path):
        for node, name in imports(source):
            if name == "factcheck.store.database.visible":
                yield source.at(node, "imports visible(); ask database.shown()")
    if not may("whole", source.path):
        for node in source.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "whole" and not node.args:
                    yield source.at(node, "calls .whole(), which hides nothing")


def never_processes_events(source: Source) -> Iterator[str]:
    """Finds `processEvents()`, which lets a gesture run in the middle of another."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and name_of(node.func) == "processEvents":
            yield source.at(node, "processEvents(); long work is a job (ui/jobs.py)")
