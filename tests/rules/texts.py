"""What people read comes from `resources/texts/`: no sentence in the window's code, no lost key."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator

from tests.rules.source import Source, allowed, may, name_of
from tests.rules.words import line_of, sentences

_SHOWS = {
    *("setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle"),
    *("setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setLabelText"),
    *("setInformativeText", "setDetailedText", "setPrefix", "setSuffix", "setHeaderLabels"),
    *("setHorizontalHeaderLabels", "setVerticalHeaderLabels", "setHtml", "setPlainText"),
    *("setIconText", "setCancelButtonText", "setApplicationDisplayName", "showMessage"),
    *(
        "addAction",
        "addMenu",
        "addItem",
        "addItems",
        "addTab",
        "addRow",
        "insertItem",
        "setTabText",
    ),
    *("insertPlainText", "appendPlainText", "showText", "setSpecialValueText", "drawText"),
    *("QLabel", "QPushButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu"),
    *("QDockWidget", "QMessageBox", "QCommandLinkButton", "QLineEdit", "QProgressDialog"),
    *("information", "warning", "question", "critical", "getText", "getItem"),
    *("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"),
}
_LOGS = {"debug", "info", "warning", "error", "exception", "critical", "log", "fail"}
# Where a key stands as the first argument, and where as the second.
_TAKES_KEY = {"tr": 0, "tr_n": 0, "text": 0, "plural": 0, "text_in": 1, "plural_in": 1}
# These hand a key on, and so cannot know how it begins.
_FORWARD = ("factcheck/texts.py", "ui/texts.py")
_SENTENCE = re.compile(r"^[A-Z“‘][\w’'-]* +[\w’'“‘({-]")
_KEY = re.compile(r"^[a-z][\w-]*(\.[\w-]+)+$")
_SOME_KEY = re.compile(r"[\w-]+(?:\.[\w-]+)*")


def shows_only_translations(source: Source) -> Iterator[str]:
    """Finds words in the window's code that a person would see, and no translator."""
    silent = _unseen(source)
    for node in source.nodes:
        if isinstance(node, ast.Call) and name_of(node.func) in _SHOWS and id(node) not in silent:
            for arg in [*node.args, *(k.value for k in node.keywords if k.arg == "text")]:
                for part in _literals(arg):
                    if any(c.isalpha() for c in str(part.value)):
                        yield source.at(part, f"shows {part.value!r}; take tr(key)")
    for string in source.strings():
        value = str(string.value)
        shown = id(string) not in silent and _SENTENCE.match(value)
        if shown and not may("sentences", source.path, value):
            yield source.at(string, f"a sentence in code: {value!r}; take tr(key)")


def _literals(node: ast.expr) -> Iterator[ast.Constant]:
    """The literal texts that an argument shows, not those that it hands to another call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.JoinedStr | ast.List | ast.Tuple):
        for part in node.values if isinstance(node, ast.JoinedStr) else node.elts:
            yield from _literals(part)
    elif isinstance(node, ast.BinOp):
        yield from _literals(node.left)
        yield from _literals(node.right)
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _unseen(source: Source) -> set[int]:
    """Nodes whose words only a developer reads: of the log, of bugs raised, of assertions."""
    found: set[int] = set()
    for node in source.nodes:
        logs = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        logs = logs and node.func.attr in _LOGS  # type: ignore[attr-defined]  # logs saw to it
        if logs:
            assert isinstance(node, ast.Call)
            assert isinstance(node.func, ast.Attribute)
            logs = name_of(node.func.value).lower() in ("log", "_log", "logger", "logging")
        if logs or isinstance(node, ast.Raise | ast.Assert):
            found.update(id(inner) for inner in ast.walk(node))
    return found


def keys_of(text_files: Iterable[Source]) -> dict[str, str]:
    """Every key that has a text, with the place where it stands; a plural is one key."""
    keys: dict[str, str] = {}
    for source in text_files:
        stem = source.path.rpartition("/")[2].removesuffix(".toml")
        for key, _ in sentences(tomllib.loads(source.text)):
            place = f"{source.path}:{line_of(source, key)}"
            whole = f"{stem}.{key}"
            if key.endswith((".one", ".other")):
                whole, place = whole.rpartition(".")[0], f"{source.path}:{line_of(source, key)}"
            keys.setdefault(whole, place)
    return keys


def asked_keys(source: Source, errors: frozenset[str]) -> Iterator[tuple[ast.AST, str]]:
    """The keys that the code surely asks for: those it writes out where a key is due."""
    for node in source.nodes:
        if not isinstance(node, ast.Call):
            continue
        called = name_of(node.func)
        at = 0 if called in errors else _TAKES_KEY.get(called, -1)
        if 0 <= at < len(node.args):
            for part in _literals(node.args[at]) if not _is_f_string(node.args[at]) else ():
                key = ("errors." if called in errors else "") + str(part.value)
                if called in errors or _KEY.match(key):
                    yield node, key


def error_classes(sources: Iterable[Source]) -> frozenset[str]:
    """The classes that carry the code of a sentence: `FactcheckError` and its children."""
    found = {"FactcheckError"}
    classes = [n for s in sources for n in s.nodes if isinstance(n, ast.ClassDef)]
    for _ in range(3):
        found |= {c.name for c in classes if any(name_of(b) in found for b in c.bases)}
    return frozenset(found)


def asks_for_texts_that_exist(
    code: Iterable[Source], text_files: Iterable[Source], errors: frozenset[str]
) -> Iterator[str]:
    """Finds keys that the code asks for and no file of texts holds."""
    known = keys_of(text_files)
    for source in code:
        for node, key in asked_keys(source, errors):
            if key not in known:
                yield source.at(node, f"no text {key!r} in resources/texts/en")


def holds_only_texts_in_use(
    code: Iterable[Source], data: Iterable[Source], text_files: Iterable[Source]
) -> Iterator[str]:
    """Finds texts that neither code nor data names, nor a declared prefix covers."""
    said = {str(s.value) for source in code for s in source.strings()}
    for source in data:
        said.update(_SOME_KEY.findall(source.text))
    entries = allowed().get("text-keys", [])
    built = tuple(str(e["prefix"]) for e in entries if not e.get("rest_is_said"))
    rests = frozenset(said)
    for entry in entries:
        if entry.get("rest_is_said"):
            said |= {f"{entry['prefix']}{value}" for value in rests}
    for key, place in keys_of(text_files).items():
        if key not in said and not key.startswith(built):
            yield f"{place}: nothing asks for the text {key!r}"


def declares_the_keys_it_builds(source: Source) -> Iterator[str]:
    """Finds keys put together while running whose beginning the list of prefixes lacks."""
    declared = {str(entry["prefix"]) for entry in allowed().get("text-keys", [])}
    for node in source.nodes:
        at = _TAKES_KEY.get(name_of(node.func), -1) if isinstance(node, ast.Call) else -1
        if isinstance(node, ast.Call) and 0 <= at < len(node.args):
            key = node.args[at]
            first = key.values[0] if isinstance(key, ast.JoinedStr) else None
            prefix = str(first.value) if isinstance(first, ast.Constant) else ""
            if first is not None and prefix not in declared and source.path not in _FORWARD:
                yield source.at(node, f"builds a key from {prefix!r}, a prefix not yet declared")


def _is_f_string(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr)
