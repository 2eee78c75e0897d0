"""Options of the command line that help are named after what is wrong, and there alone."""

from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.errors import BadInput
from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project
from factcheck.settings import Settings


@pytest.mark.parametrize(
    ("name", "data", "hint"),
    [
        ("strange.xyz", bytes(range(256)), "With --format it can be: articles, "),
        ("bad.txt", bytes(range(256)) * 8, "With --skip-bad"),
        ("table.tsv", b"number\tplace\n1\tMinsk\n", "With --column"),
    ],
)
def test_an_option_that_helps_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, hint: str
) -> None:
    path, given = tmp_path / "desk.factcheck", tmp_path / name
    given.write_bytes(data)
    with (
        Project.create(path, title="Desk", actor=Settings().person("Ana")) as project,
        pytest.raises(BadInput) as refused,
    ):
        bring_in(project, [given])
    assert "--" not in str(refused.value), "the window shows this sentence too"
    assert main(["import", str(path), str(given)]) == 1
    told = capsys.readouterr().err
    assert name in told
    assert hint in told
