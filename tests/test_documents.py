"""The documents say what is so: their links lead somewhere, their commands and keys are known.

What they tell in sentences is tried by people; what can be looked up is looked up here.
"""

from __future__ import annotations

import ast
import re
import shlex
import struct
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from factcheck.cli.parser import parse
from factcheck.formats import WRITERS
from factcheck.readers.kinds import ENDS
from ui.__main__ import is_location

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.png"))
LARGEST = 150_000
PALETTE = 3  # the kind of color of a PNG with a palette

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"^\s*\$ (factcheck .+)$", re.MULTILINE)
_MAKE = re.compile(r"\bmake ([a-z]+)\b")
_TEST = re.compile(r"\btest_[a-z0-9_]+\b(?!\.py)")
_PLACE = re.compile(r"(?:factcheck|ui|tests|tools|resources|seeds|docs)/[\w./*]*")
_MODIFIER = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+.+|F\d\d?|Del|Esc")
_NAMES = {"PgDn": "PgDown", "Enter": "Return"}
# Keys of a field, of Qt or of the terminal, not of the map.
_ELSEWHERE = {"Ctrl+A", "Ctrl+C"}


def page_name(page: Path) -> str:
    """Name a page by its place in the project."""
    return str(page.relative_to(ROOT))


every_page = pytest.mark.parametrize("page", PAGES, ids=page_name)


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text("utf-8")):
        assert "://" not in target, f"{target} leads out of the project"
        path, _, anchor = unquote(target).partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.is_relative_to(ROOT), target
        assert place.exists(), target
        if anchor:
            assert anchor in _anchors(place), target


@every_page
def test_commands_can_be_typed(page: Path) -> None:
    for line in _COMMAND.findall(page.read_text("utf-8")):
        words = shlex.split(line)[1:]
        parse(words)


@every_page
def test_targets_of_make_exist(page: Path) -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for code in _code_of(page) for name in _MAKE.findall(code)}
    assert named <= known


@every_page
def test_places_in_the_project_that_are_named_exist(page: Path) -> None:
    for code in _CODE.findall(page.read_text("utf-8")):
        if _PLACE.fullmatch(code):
            assert list(ROOT.glob(code.partition(":")[0].rstrip("/"))), code


@every_page
def test_tests_that_are_named_exist(page: Path) -> None:
    assert set(_TEST.findall(page.read_text("utf-8"))) <= _tests()


@every_page
def test_the_keys_that_are_named_are_in_the_key_map(page: Path) -> None:
    known = _keys()
    for code in _CODE.findall(page.read_text("utf-8")):
        if _MODIFIER.fullmatch(code):
            assert _as_in_the_map(code) in known, code


def test_the_readme_s_table_of_keys_is_that_of_the_key_map() -> None:
    map_of = tomllib.loads((ROOT / "resources" / "keys.toml").read_text("utf-8"))
    rows = re.findall(r"^\| (`.+`) \| .+ \| (`.+`) \| .+ \|$", _text("README.md"), re.MULTILINE)
    named = {key for row in rows for cell in row for key in _CODE.findall(cell)}
    assert len(named) >= 15
    bound = {key for entry in map_of.values() for key in entry["keys"]}
    assert {_as_in_the_map(key) for key in named} <= bound


def test_every_word_of_the_command_line_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    told = _text("docs/guide/10-command-line.md")
    with pytest.raises(SystemExit):
        parse(["--help"])
    words = re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE)
    assert len(words) >= 10
    for word in (*words, "tour"):
        assert f"factcheck {word} " in told, word


def test_projects_of_the_command_line_page_are_locations() -> None:
    page = _text("docs/guide/10-command-line.md")
    for line in _COMMAND.findall(page):
        _, word, place, *_ = shlex.split(line)
        # What is published is no project.
        assert word == "hydrate" or is_location(place), line


def test_every_format_is_named() -> None:
    told = _text("docs/guide/09-exporting.md") + _text("docs/guide/10-command-line.md")
    for name in WRITERS:
        assert f"--format {name}" in told, name
    read = _text("docs/guide/08-importing.md")
    for ends in ENDS.values():
        assert any(f"`{end}`" in read for end in ends), ends


def test_python_that_is_shown_is_python() -> None:
    shown = [
        code
        for page in PAGES
        for code in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    ]
    assert shown
    for code in shown:
        ast.parse(code)


def test_every_decision_is_listed_short_and_held_by_a_test() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = _LINK.findall((folder / "README.md").read_text("utf-8"))
    decisions = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert listed == decisions
    for name in decisions:
        told = (folder / name).read_text("utf-8")
        assert len(told.splitlines()) <= 40, name
        assert "**Decided" in told, name
        assert "**Rejected" in told, name
        assert _TEST.findall(told.partition("**Held by**")[2]), name


def test_every_page_is_reached_from_the_readme() -> None:
    seen, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        ahead += [
            (page.parent / unquote(target).partition("#")[0]).resolve()
            for target in _LINK.findall(page.read_text("utf-8"))
        ]
    assert set(PAGES) <= seen


def test_pictures_are_all_shown_small_and_with_words() -> None:
    shown = {
        ((page.parent / target).resolve(), words)
        for page in PAGES
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text("utf-8"))
    }
    assert {path for path, _ in shown} == set(PICTURES)
    assert all(words.strip() for _, words in shown)
    for picture in PICTURES:
        data = picture.read_bytes()
        assert len(data) < LARGEST, picture.name
        assert struct.unpack(">B", data[25:26])[0] == PALETTE, picture.name


def _text(place: str) -> str:
    return (ROOT / place).read_text("utf-8")


def _code_of(page: Path) -> list[str]:
    told = page.read_text("utf-8")
    return [*_CODE.findall(told), *re.findall(r"^ {4}.*$", told, re.MULTILINE)]


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h).strip().lower().replace(" ", "-") for h in headings}


def _tests() -> set[str]:
    return {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in (path.stem, *re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M))
    }


def _keys() -> set[str]:
    entries = tomllib.loads(_text("resources/keys.toml")).values()
    return {key for entry in entries for key in entry["keys"]} | _ELSEWHERE


def _as_in_the_map(key: str) -> str:
    *held, last = key.split("+") if not key.endswith("++") else [*key[:-2].split("+"), "+"]
    return "+".join([*held, _NAMES.get(last, last)])
