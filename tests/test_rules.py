"""Each rule of the architecture fails on what it forbids and passes what looks like it."""

import pytest

from tests.rules import layers, places, style, texts, words
from tests.rules.source import Rule, Source, findings

HOME = "/" + "root/notes.txt"
LONG = "def f() -> None:\n" + "    print()\n" * 41
WIDE = "class A:\n" + "".join(f"    def m{i}(self) -> None: ...\n" for i in range(21))

core = layers.imports_none_of(*layers.QT)
shown = layers.asks_what_may_be_shown
window = layers.imports_none_of(*layers.STORAGE)

FORBIDDEN: list[tuple[Rule, str, str]] = [
    (core, "factcheck/a.py", "from PySide6.QtCore import QObject"),
    (core, "factcheck/a.py", "def f():\n    import ui.theme"),
    (core, "factcheck/a.py", "from importlib import import_module\nimport_module('PySide6')"),
    (window, "ui/a.py", "from factcheck import journal"),
    (window, "ui/a.py", "from factcheck.models import span"),
    (window, "ui/a.py", "import sqlite3"),
    (layers.writes_nothing, "factcheck/a.py", "from sqlalchemy import insert"),
    (layers.writes_nothing, "factcheck/a.py", "from sqlalchemy.dialects.sqlite import insert"),
    (layers.writes_nothing, "factcheck/a.py", "import sqlalchemy as sa\nsa.update(t)"),
    (layers.writes_nothing, "factcheck/a.py", "run(models.span.delete())"),
    (layers.writes_nothing, "factcheck/a.py", "run('insert or ignore into span values (1)')"),
    (layers.writes_nothing, "factcheck/a.py", "run(f'UPDATE {name} SET a = 1')"),
    (layers.writes_nothing, "factcheck/a.py", "run('DELETE FROM span')"),
    (shown, "factcheck/a.py", "with database.whole(): ..."),
    (shown, "factcheck/a.py", "from factcheck.store.database import Row, visible"),
    (layers.never_processes_events, "ui/a.py", "QApplication.processEvents()"),
    (style.is_of_bounded_size, "ui/a.py", "\n" * 401),
    (style.is_of_bounded_size, "ui/a.py", LONG),
    (style.is_of_bounded_size, "ui/a.py", WIDE),
    (style.has_docstrings, "ui/a.py", "x = 1"),
    (style.has_docstrings, "factcheck/a.py", '"""Why."""\ndef f(): ...'),
    (style.has_docstrings, "factcheck/a.py", '"""Why."""\nclass _A:\n    x = 1\nclass B: ...'),
    (style.has_docstrings, "factcheck/a.py", f'"""Why."""\ndef f():\n    """{"x" * 89}"""'),
    (style.has_no_any_in_public, "factcheck/a.py", "def f(a: list[Any]) -> None: ..."),
    (style.has_no_any_in_public, "factcheck/a.py", "def f(**a: typing.Any) -> None: ..."),
    (style.suppresses_with_a_reason, "ui/a.py", "x = 1  # type: " + "ignore[assignment]"),
    (style.suppresses_with_a_reason, "ui/a.py", "import x  # no" + "qa: F401"),
    (style.colors_by_role, "ui/a.py", "QColor('red')"),
    (style.colors_by_role, "ui/a.py", "QColor(255, 0, 0)"),
    (style.colors_by_role, "ui/a.py", "pen(Qt.GlobalColor.red)"),
    (style.colors_by_role, "ui/a.py", "w.setStyleSheet('color: #fff;')"),
    (style.colors_by_role, "ui/a.py", "w.setStyleSheet(f'{x}: rgba(1, 2, 3, 4)')"),
    (style.catches_by_name, "ui/a.py", "try: f()\nexcept Exception: pass"),
    (style.catches_by_name, "ui/a.py", "try: f()\nexcept (OSError, BaseException): pass"),
    (style.catches_by_name, "ui/a.py", "try: f()\nexcept: pass"),
    (words.speaks_our_words, "factcheck/corpus.py", ""),
    (words.speaks_our_words, "factcheck/a.py", "class DocumentTag: ..."),
    (words.speaks_our_words, "factcheck/a.py", "def add_mentions() -> None: ..."),
    (words.speaks_our_words, "factcheck/a.py", "def f(*, topic: str) -> None: ..."),
    (words.speaks_our_words, "factcheck/a.py", "class A:\n    entity: str"),
    (words.speaks_our_words, "factcheck/a.py", "Table('relations', Column('x'))"),
    (words.speaks_our_words, "factcheck/a.py", "Column('category_id')"),
    (words.speaks_our_words, "ui/a.py", "self.setObjectName('entityField')"),
    (words.texts_speak_our_words, "resources/texts/en/a.toml", "x = 'Add a new topic'"),
    (words.texts_speak_our_words, "resources/texts/en/a.toml", "[add]\nentity = 'Speaker'"),
    (texts.declares_the_keys_it_builds, "ui/a.py", "tr(f'surely.new.{x}')"),
    (texts.declares_the_keys_it_builds, "ui/a.py", "tr_n(f'{x}.y', 2)"),
    (texts.shows_only_translations, "ui/a.py", "QLabel('Save')"),
    (texts.shows_only_translations, "ui/a.py", "self.name.setText(f'{n} left')"),
    (texts.shows_only_translations, "ui/a.py", "b.setToolTip('a' if x else tr('a.b'))"),
    (texts.shows_only_translations, "ui/a.py", "message = 'Nothing was changed'"),
    (places.names_no_machine, "docs/a.md", f"see {HOME}"),
    (places.pins_by_hash_alone, "c.txt", "a==1 \\\n    --hash=sha256:0\nb==2"),
    (places.pins_by_hash_alone, "c.txt", "--index-url https" + "://pins.example/simple"),
    (places.pins_by_hash_alone, "c.txt", "a>=1"),
]

FINE: list[tuple[Rule, str, str]] = [
    (core, "factcheck/a.py", "from factcheck.uid import PySide6ish"),
    (window, "ui/a.py", "from factcheck.records import Span"),
    (window, "ui/a.py", "from factcheck import project"),
    (layers.writes_nothing, "factcheck/journal.py", "from sqlalchemy import insert"),
    (layers.writes_nothing, "factcheck/a.py", "'update it at once'\nd.update(a=1)\nd.insert(0, x)"),
    (style.is_of_bounded_size, "ui/a.py", WIDE.replace("def m", "def mouseMove")),
    (style.has_docstrings, "factcheck/a.py", '"""Why."""\ndef _f(): ...'),
    (style.has_docstrings, "tests/a.py", '"""Why."""\ndef test_f(): ...'),
    (style.suppresses_with_a_reason, "ui/a.py", "x = 1  # type: ignore[x]  # stubs lack it"),
    (style.colors_by_role, "ui/a.py", "QColor(theme.color('ink'))\nf('#top')"),
    (style.colors_by_role, "ui/a.py", "image.fill(Qt.GlobalColor.transparent)"),
    (texts.declares_the_keys_it_builds, "ui/a.py", "tr(f'keys.action.{x}')"),
    (style.catches_by_name, "ui/a.py", "try: f()\nexcept (OSError, ValueError): pass"),
    (words.speaks_our_words, "factcheck/a.py", "def mark_all(label: str) -> None: topic = 1"),
    (words.speaks_our_words, "factcheck/factcheck_factory.py", "def code() -> int: ..."),
    (words.texts_speak_our_words, "resources/texts/en/a.toml", "x = '{document} has a claim'"),
    (texts.shows_only_translations, "ui/a.py", "QLabel(tr('a.b'))\nx.setText('▲ 1')"),
    (texts.shows_only_translations, "ui/a.py", "raise ValueError('Never say so')"),
    (places.names_no_machine, "docs/a.md", "in ~/notes and /usr/lib/x and a/root/b"),
    (places.pins_by_hash_alone, "c.txt", "a==1 ; os == 'x' \\\n    --hash=sha256:0"),
]


@pytest.mark.parametrize(("rule", "path", "code"), FORBIDDEN)
def test_a_rule_finds_what_it_forbids(rule: Rule, path: str, code: str) -> None:
    found = findings(rule, [Source(path, code)])
    assert found
    assert all(finding.startswith(f"{path}:") for finding in found)


@pytest.mark.parametrize(("rule", "path", "code"), FINE)
def test_a_rule_lets_pass_what_only_looks_alike(rule: Rule, path: str, code: str) -> None:
    assert not findings(rule, [Source(path, code)])


def test_keys_are_missed_and_found_unused() -> None:
    errors = texts.error_classes([Source("factcheck/e.py", "class Gone(FactcheckError): ...")])
    held = Source(
        "resources/texts/en/errors.toml",
        "[span]\noutside = 'x'\nold = 'y'\n[span.count]\none = '1'\nother = '{n}'",
    )
    code = Source("ui/a.py", "raise Gone('span.outside')\ntr('errors.span.none')\ntr(key)")
    missing = list(texts.asks_for_texts_that_exist([code], [held], errors))
    assert missing == ["ui/a.py:2: no text 'errors.span.none' in resources/texts/en"]
    unused = list(texts.holds_only_texts_in_use([code], [], [held]))
    assert [u.partition(": ")[0] for u in unused] == [f"{held.path}:3", f"{held.path}:5"]
