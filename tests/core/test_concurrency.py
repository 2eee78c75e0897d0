"""Several programs on one project: no gap, no lost update, nothing acknowledged that is lost."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from factcheck.errors import Busy
from factcheck.ids import Id
from factcheck.journal.journal import take_number
from factcheck.project import Project
from factcheck.records import Person

from .conftest import Location

Start = Callable[[str, str, Id], "subprocess.Popen[str]"]
Again = Callable[[Project, Person], Project]
ROOT = Path(__file__).parents[2]
TIMES = 25

_BEGIN = """
import sys
from factcheck.errors import Conflict
from factcheck.ids import Id
from factcheck.journal import updated
from factcheck.project import Project
from factcheck.records import Person, What

location, counter, times = sys.argv[1], Id.parse(sys.argv[2]), int(sys.argv[3])
project = Project.open(location, actor=Person(Id.new(), "Process"))
print("ready", flush=True)
sys.stdin.readline()
"""
_COUNT = (
    _BEGIN
    + """
conflicts = 0
for n in range(times):
    project.claims.create("A claim")
    while True:
        seen = project.claims.get(counter).note
        edit = updated("claim", counter, {"note": seen}, {"note": str(int(seen) + 1)})
        try:
            project.access.record(What("claim.note", {"claim": "counter"}), [edit])
            break
        except Conflict:
            conflicts += 1
            assert conflicts < 100 * times
            project.pull()
print(conflicts, flush=True)
project.close()
"""
)
_WRITE = (
    _BEGIN
    + """
while True:
    print(project.claims.create("A claim"), flush=True)
"""
)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts programs, ended and cleared away after the test whatever happens."""
    with ExitStack() as stack:

        def begin(script: str, location: str, counter: Id) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-c", script, location, str(counter), str(TIMES)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield begin


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_two_processes_lose_nothing_of_each_other(
    new_location: Location, ana: Person, start: Start
) -> None:
    location = new_location()
    with Project.create(location, title="T", actor=ana) as project:
        counter = project.claims.create("counter")
        project.claims.set_note(counter, "0")
        project.pull()
        processes = [start(_COUNT, location, counter) for _ in range(2)]
        for process in processes:
            assert _line(process) == "ready"
        for process in processes:
            _go(process)
        for process in processes:
            assert _line(process).isdigit()
            assert process.wait(timeout=60) == 0
        assert project.claims.get(counter).note == str(2 * TIMES)
        assert len(project.claims.all()) == 1 + 2 * TIMES
        numbers = [r.number for r in project.log(1000)]
        assert numbers == list(range(len(numbers), 0, -1))
        told = project.pull()
        assert told is not None
        assert len(told.by) == 2
        assert len(told.revisions) == 4 * TIMES
        assert project.check() == {"ok": True, "problems": []}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_program_loses_nothing_that_it_acknowledged(
    new_location: Location, ana: Person, start: Start
) -> None:
    location = new_location()
    with Project.create(location, title="T", actor=ana) as project:
        counter = project.claims.create("counter")
    process = start(_WRITE, location, counter)
    assert _line(process) == "ready"
    _go(process)
    acknowledged = [Id.parse(_line(process)) for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    assert process.wait(timeout=60) == -signal.SIGKILL
    assert process.stdout is not None
    rest = process.stdout.read().split("\n")[:-1]
    acknowledged += [Id.parse(line) for line in rest]
    with Project.open(location, actor=ana) as project:
        there = {claim.id for claim in project.claims.all()}
        assert there >= set(acknowledged)
        assert project.check() == {"ok": True, "problems": []}


def test_whoever_waits_too_long_is_told(
    project: Project, again: Again, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.store.sqlite.PATIENCE", 0.02)
    monkeypatch.setattr("factcheck.store.postgres.PATIENCE", 20)
    other = again(project, ben)
    with suppress(_Enough), project.access.journal.transaction() as writer:
        take_number(writer)
        with pytest.raises(Busy, match="Nothing was written"):
            other.claims.create("It rains")
        # Whoever reads never waits.
        assert other.claims.all() == []
        raise _Enough
    other.claims.create("It rains")
    assert [r.number for r in project.log()] == [1]


class _Enough(Exception):
    """Ends a transaction without a trace."""
