"""The program killed between two gestures: all that it had acknowledged is there afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.project import Project
from factcheck.resources import path
from factcheck.settings import Settings
from tests.gestures import own_statements
from tests.journeys.killed import WORDS
from tests.windows import NewAnalyst

ROOT = path().parent


@pytest.mark.parametrize("gestures", [1, len(WORDS)])
def test_killed_between_two_gestures(
    analyst: NewAnalyst, desk: Path, tmp_path: Path, gestures: int
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.put("person", "Kim")
    command = [
        sys.executable,
        "-m",
        "tests.journeys.killed",
        str(desk),
        str(tmp_path / "settings.json"),
    ]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(gestures)]
        process.kill()
    assert acknowledged == list(WORDS[:gestures])
    with Project.open(desk, settings.person()) as project:
        found = {x.words for x in own_statements(project)}
        assert project.check()["ok"]
    assert found >= set(acknowledged)
    after = analyst(desk, name="Kim")
    after.go_to("In a letter")
    shown = after.window.work.shown.statements.values()
    assert {x.words for x in shown} == found
