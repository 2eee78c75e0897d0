"""Who acts on the command line, and how their project is opened."""

from argparse import Namespace
from typing import TYPE_CHECKING

from factcheck.records import Person
from factcheck.settings import Settings

if TYPE_CHECKING:
    from factcheck.project import Project


def actor(asked: Namespace) -> Person:
    """Give who acts: `--as`, else the environment, the settings, the login name."""
    return Settings().person(asked.actor)


def opened(asked: Namespace) -> "Project":
    """Open the project that was asked for; raise what `Project.open` raises."""
    from factcheck.project import Project

    return Project.open(asked.project, actor(asked))
