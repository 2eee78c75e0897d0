"""The shape of the program, in sentences: who may know whom, who writes, how things are named.

The rules themselves are in `tests/rules/`, what they let pass in `tests/rules/allowed.toml`; that
each of them can fail is shown in `tests/test_rules.py`.
"""

import re
import subprocess
import sys
from collections.abc import Iterable

import pytest

from tests.rules import layers, places, style, texts, words
from tests.rules.source import ROOT, allowed, findings, python_in, read, tracked, unused

CORE = python_in("factcheck")
WINDOW = python_in("ui")
PROGRAM = CORE + WINDOW
EVERYTHING = PROGRAM + python_in("tests", "benchmarks", "tools")
TEXTS = [read(p) for p in tracked() if re.fullmatch(r"resources/texts/en/.*\.toml", p)]
DATA = [
    read(p)
    for p in tracked()
    if p.startswith("resources/") and p.endswith(".toml") and "/texts/" not in p
]


def nothing(found: Iterable[str]) -> None:
    listed = list(found)
    assert not listed, "\n" + "\n".join(listed)


def fresh(code: str) -> list[str]:
    """What a new process prints that runs the code."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_rules_see_the_program() -> None:
    assert len(CORE) > 2
    assert WINDOW


def test_the_core_knows_neither_qt_nor_the_window() -> None:
    nothing(findings(layers.imports_none_of(*layers.QT), CORE))


def test_the_window_knows_neither_storage_nor_the_journal() -> None:
    nothing(findings(layers.imports_none_of(*layers.STORAGE), WINDOW))


def test_only_the_journal_writes() -> None:
    nothing(findings(layers.writes_nothing, CORE))


def test_queries_for_people_ask_what_they_may_see() -> None:
    nothing(findings(layers.asks_what_may_be_shown, CORE))


def test_long_work_is_a_job_and_never_pumps_events() -> None:
    nothing(findings(layers.never_processes_events, WINDOW))


def test_the_window_names_colors_by_role() -> None:
    nothing(findings(style.colors_by_role, WINDOW))


def test_files_functions_and_classes_stay_small() -> None:
    nothing(findings(style.is_of_bounded_size, EVERYTHING))


def test_modules_and_the_core_say_why_they_exist() -> None:
    nothing(findings(style.has_docstrings, EVERYTHING))


def test_public_signatures_of_the_core_never_say_any() -> None:
    nothing(findings(style.has_no_any_in_public, CORE))


def test_suppressed_checks_have_a_reason() -> None:
    nothing(findings(style.suppresses_with_a_reason, EVERYTHING))


def test_bugs_are_never_swallowed() -> None:
    nothing(findings(style.catches_by_name, EVERYTHING))


def test_names_are_the_words_of_the_glossary() -> None:
    nothing(findings(words.speaks_our_words, PROGRAM))


def test_texts_are_in_the_words_of_the_glossary() -> None:
    nothing(findings(words.texts_speak_our_words, TEXTS))


def test_everything_that_the_window_says_can_be_translated() -> None:
    nothing(findings(texts.shows_only_translations, WINDOW))


def test_every_text_that_is_asked_for_exists() -> None:
    nothing(texts.asks_for_texts_that_exist(PROGRAM, TEXTS, texts.error_classes(PROGRAM)))


def test_every_text_is_asked_for() -> None:
    nothing(texts.holds_only_texts_in_use(PROGRAM, DATA, TEXTS))


def test_keys_that_are_built_begin_as_declared() -> None:
    nothing(findings(texts.declares_the_keys_it_builds, PROGRAM))


def test_importing_the_core_loads_nothing_else() -> None:
    heavy = ("sqlalchemy", "alembic", "psycopg", "charset_normalizer", "PySide6", "ui")
    loaded = fresh("import sys, factcheck; print(*sys.modules)")
    assert not [m for m in loaded if m.partition(".")[0] in heavy]
    assert not [m for m in loaded if m.startswith("factcheck.")]


def test_no_module_of_the_core_loads_qt() -> None:
    loaded = fresh(
        "import importlib, pkgutil, sys, factcheck\n"
        "for m in pkgutil.walk_packages(factcheck.__path__, 'factcheck.'):\n"
        "    if '.migrations.' not in m.name:\n"
        "        importlib.import_module(m.name)\n"
        "print(*sys.modules)"
    )
    assert "factcheck.records" in loaded
    assert not [m for m in loaded if m.partition(".")[0] in layers.QT]


def test_a_command_without_a_window_loads_no_qt() -> None:
    loaded = fresh("import sys, ui.__main__; print(*sys.modules)")
    assert "ui.__main__" in loaded
    assert not [m for m in loaded if m.partition(".")[0] in ("PySide6", "sqlalchemy")]


def test_the_window_is_there_before_any_database() -> None:
    loaded = fresh("import sys, ui.window_parts; print(*sys.modules)")
    assert "ui.work_page" in loaded
    assert not [m for m in loaded if m.partition(".")[0] in ("sqlalchemy", "lxml", "numpy")]


@pytest.mark.parametrize("path", [p for p in tracked() if p.endswith((".lock", "constraints.txt"))])
def test_pins_have_hashes_and_no_addresses(path: str) -> None:
    nothing(places.pins_by_hash_alone(read(path)))


def test_nothing_names_a_path_of_a_machine() -> None:
    nothing(findings(places.names_no_machine, places.texts_of_project()))


def test_the_list_of_what_may_pass_gives_its_reasons() -> None:
    missing = [rule for rule, entries in allowed().items() for e in entries if not e.get("reason")]
    assert not missing


def test_the_list_lets_no_word_pass_that_nobody_says() -> None:
    findings(words.speaks_our_words, PROGRAM)
    findings(words.texts_speak_our_words, TEXTS)
    nothing(found for rule in allowed() if rule.startswith("word-") for found in unused(rule))
