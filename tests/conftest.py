"""What every test stands on: own settings, no display, and nothing that goes wrong unnoticed.

A warning of Python (pyproject.toml), a message of Qt (pytest-qt) or an unexpected log record fails
the test in which it appears. Databases, projects and gestures belong to the folders below.
"""

import gc
import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is not a defect, so no profile has a deadline.
_slow = [HealthCheck.too_slow]
settings.register_profile("quick", max_examples=30, deadline=None, suppress_health_check=_slow)
settings.register_profile("ci", settings.get_profile("quick"), max_examples=100, print_blob=True)
settings.register_profile("trust", settings.get_profile("ci"), max_examples=1000)
in_ci = os.environ.get("CI", "").lower() in ("true", "1")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if in_ci else "quick"))


_EXPECTED = pytest.StashKey[list[str]]()


class _Collector(logging.Handler):
    """Keeps the records that somebody should have looked at."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One cache for the whole run, for fontconfig fills it slowly."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for the test: no settings, no data and no name of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.delenv("FACTCHECK_ANNOTATOR", raising=False)
    return home


@pytest.fixture
def expect_log(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Call it with a pattern to say that such a warning or error belongs to the test."""
    patterns: list[str] = request.node.stash.setdefault(_EXPECTED, [])
    return patterns.append


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    expected: list[str] = request.node.stash.get(_EXPECTED, [])
    messages = [f"{r.name}: {r.levelname}: {r.getMessage()}" for r in collector.records]
    unexpected = [m for m in messages if not any(re.search(p, m) for p in expected)]
    assert not unexpected, "unexpected in the log:\n" + "\n".join(unexpected)


@pytest.fixture(autouse=True)
def _no_widget_is_collected_elsewhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect no cycles in a test with windows: a thread of its own would delete widgets."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.enable()
