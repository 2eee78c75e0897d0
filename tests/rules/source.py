"""What a rule looks at: the project's own files, parsed once, and the list of what may pass."""

import ast
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# Which names of the list have let something pass.
used: set[tuple[str, int, str]] = set()

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module


@dataclass(frozen=True)
class Source:
    """A file below the project's root, or a sample that stands for one."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, outer ones first."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def docstrings(self) -> frozenset[int]:
        """The identities of the nodes that are docstrings, which no rule takes for data."""
        found = set()
        for node in self.nodes:
            if isinstance(node, Scope) and node.body:
                first = node.body[0]
                if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                    found.add(id(first.value))
        return frozenset(found)

    def strings(self) -> Iterator[ast.Constant]:
        """Every string literal, and literal part of an f-string, that is no docstring."""
        for node in self.nodes:
            literal = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if literal and id(node) not in self.docstrings:
                assert isinstance(node, ast.Constant)
                yield node

    def at(self, node: ast.AST | int, message: str) -> str:
        """The finding, with the place that an editor can jump to."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return f"{self.path}:{line}: {message}"


Rule = Callable[[Source], Iterable[str]]


@cache
def tracked() -> tuple[str, ...]:
    """The project's files, those not yet committed too; without git, whatever lies there."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        out = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        names = out.splitlines()
    except (OSError, subprocess.CalledProcessError):
        names = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*")]
        names = [n for n in names if not n.startswith((".venv/", ".git/", "build/", "."))]
    return tuple(sorted(n for n in set(names) if (ROOT / n).is_file()))


@cache
def read(path: str) -> Source:
    """A file of the project."""
    return Source(path, (ROOT / path).read_text(encoding="utf-8"))


def python_in(*folders: str) -> list[Source]:
    """The Python files below the named folders."""
    starts = tuple(f"{folder}/" for folder in folders)
    return [read(p) for p in tracked() if p.startswith(starts) and p.endswith(".py")]


@cache
def allowed() -> dict[str, list[dict[str, object]]]:
    """What may pass, by rule."""
    path = Path(__file__).with_name("allowed.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def may(rule: str, path: str, name: str = "") -> bool:
    """Whether the list lets a place, or a name at a place, pass a rule."""
    for number, entry in enumerate(allowed().get(rule, [])):
        if any(fnmatch(path, place) for place in _texts(entry, "places", "*")):
            for wanted in _texts(entry, "names", "*"):
                if fnmatch(name, wanted):
                    used.add((rule, number, wanted))
                    return True
    return False


def unused(rule: str) -> list[str]:
    """Names on the list that let nothing pass since the rule's last run over everything."""
    return [
        f"allowed.toml: [[{rule}]] {wanted!r} lets nothing pass any more"
        for number, entry in enumerate(allowed().get(rule, []))
        for wanted in _texts(entry, "names", "*")
        if (rule, number, wanted) not in used
    ]


def _texts(entry: dict[str, object], key: str, default: str) -> list[str]:
    value = entry.get(key, [default])
    assert isinstance(value, list)
    return [str(v) for v in value]


def findings(rule: Rule, sources: Iterable[Source]) -> list[str]:
    """What a rule finds in the sources."""
    return [finding for source in sources for finding in rule(source)]


def name_of(node: ast.expr) -> str:
    """The last part of the name that is called or referred to: `setText` for `self.a.setText`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    """The whole dotted name, as far as it is one."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
