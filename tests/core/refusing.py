"""How foreign data that is broken must end: one sentence with its place, the project as before."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.project import Project
from tests.core.datasets import bring


def refused(project: Project, path: Path, format_name: str, says: str) -> None:
    """See that importing a path is refused with a sentence that names it and says so."""
    with pytest.raises(BadInput) as caught:
        bring(project, path, format_name=format_name)
    sentence = str(caught.value)
    assert says in sentence
    assert "\n" not in sentence
    assert len(sentence) < 1_000
    assert project.stats()["revision"] == 0
    assert project.stats()["articles"] == 0
