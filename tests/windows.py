"""Fixtures for tests of the whole window: an application in the person's look, projects, analysts.

`tests/ui` and `tests/journeys` take them from here.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.sample import make
from factcheck.settings import Settings
from tests.gestures import Analyst
from tests.seeding import seed_articles
from ui import fonts, theme
from ui.app import make_application
from ui.theme import Mode

__all__ = ["analyst", "desk", "dressed", "empty", "sample", "sample_once"]

NewAnalyst = Callable[..., Analyst]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The application, as the program makes it."""
    application = make_application(Settings(tmp_path_factory.mktemp("look") / "settings.json"))
    fonts.load_rest()
    return application


@pytest.fixture(scope="session")
def sample_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, made once; nobody may work in it."""
    location = tmp_path_factory.mktemp("sample") / "sample.factcheck"
    make(location, Person(Id.fixed("maker"), "Maker")).close()
    return location


@pytest.fixture
def sample(sample_once: Path, tmp_path: Path) -> Path:
    """A sample project of this test's own."""
    return Path(shutil.copy(sample_once, tmp_path / "sample.factcheck"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project without articles."""
    location = tmp_path / "empty.factcheck"
    Project.create(location, title="Empty", actor=Person(Id.fixed("maker"), "Maker")).close()
    return location


@pytest.fixture
def analyst(dressed: QApplication, tmp_path: Path) -> Iterator[NewAnalyst]:
    """Call it for a person at a window of their own, with a project open if one is named."""
    there: list[Analyst] = []

    def sit_down(location: Path | None = None, *, name: str = "Ada Lind") -> Analyst:
        settings = Settings(tmp_path / f"{name}.json")
        settings.put("person", name)
        theme.controller().set_mode(Mode.LIGHT)
        theme.controller().set_zoom(100)
        person = Analyst(settings)
        there.append(person)
        if location is not None:
            person.open(location)
        return person

    yield sit_down
    for person in there:
        person.close()
    theme.controller().set_mode(Mode.LIGHT)
    theme.controller().set_zoom(100)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A project in which a desk shares one layer over the five seeds, as they are imported."""
    location = tmp_path / "desk.factcheck"
    with Project.create(
        location, title="Desk", layering="shared", actor=Person(Id.fixed("lead"), "Lead")
    ) as project:
        project.add_articles(seed_articles())
    return location
