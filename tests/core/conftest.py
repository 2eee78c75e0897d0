"""Projects on real databases: a fresh path for SQLite, a fresh schema for PostgreSQL.

The server is started once per run, in a folder of its own, by a user who may: PostgreSQL refuses
root. Without `initdb` on the machine its tests are skipped, but never where CI says it is there.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Layering, Person
from tests.core.annotating import desk
from tests.core.blind import Scene
from tests.core.datasets import ANA, BEN

Location = Callable[[], str]
Open = Callable[..., Project]


def _tool(name: str) -> str | None:
    found = [*sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)]
    return shutil.which(name) or (str(found[0]) if found else None)


def _as_somebody() -> tuple[str | None, list[str]]:
    """Who may start a server, and the beginning of a command that becomes them."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None, []
    known = {entry.pw_name for entry in pwd.getpwall()}
    who = next(name for name in ("postgres", "nobody") if name in known)
    entry = pwd.getpwnam(who)
    return who, [
        *("setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups", "--")
    ]


def _roomy(folder: Path) -> bool:
    """Say whether a server fits into a folder: in a container /dev/shm may hold 64 MB."""
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 1_000_000_000


def _run(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server for this run, without a schema."""
    initdb, control = _tool("initdb"), _tool("pg_ctl")
    if initdb is None or control is None:
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail("PostgreSQL's initdb is not on this machine, and CI needs it")
        pytest.skip("PostgreSQL is not installed here: no initdb found")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Not below pytest's folder: its owner keeps everybody else out.
    memory = "/dev/shm" if _roomy(Path("/dev/shm")) else None
    folder = Path(tempfile.mkdtemp(prefix="factcheck-pg-", dir=memory))
    who, become = _as_somebody()
    if who is not None:
        shutil.chown(folder, who)
    data, log = folder / "data", folder / "log"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
    quick = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
    options += " -c max_connections=50" + "".join(f" -c {name}=off" for name in quick)
    start = [*become, control, "-D", str(data), "-l", str(log), "-o", options, "-w", "start"]
    try:
        _run([*become, initdb, "-D", str(data), "-U", "factcheck", "-A", "trust", "-N"], folder)
        _run(start, folder)
        yield f"postgresql://factcheck@127.0.0.1:{port}/postgres"
    finally:
        stop = [*become, control, "-D", str(data), "-m", "immediate", "-w", "stop"]
        subprocess.run(stop, cwd=folder, capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn."""
    name: str = request.param
    return name


@pytest.fixture
def new_location(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Location:
    """Gives places where no project is, in the database in turn."""

    def location() -> str:
        name = f"p{Id.new().hex()}"
        if engine == "sqlite":
            return str(tmp_path / f"{name}.factcheck")
        return f"{request.getfixturevalue('server')}?schema={name}"

    return location


@pytest.fixture
def ana() -> Person:
    """Who makes the test's project."""
    return Person(Id.new(), "Ana")


@pytest.fixture
def ben() -> Person:
    """A colleague."""
    return Person(Id.new(), "Ben")


@pytest.fixture
def opened() -> Iterator[list[Project]]:
    """Projects to be closed at the end."""
    projects: list[Project] = []
    yield projects
    for project in projects:
        project.close()


@pytest.fixture
def make(new_location: Location, ana: Person, opened: list[Project]) -> Open:
    """Makes a project in the database in turn; closed at the end."""

    def make(layering: Layering = "each") -> Project:
        project = Project.create(new_location(), title="Test", layering=layering, actor=ana)
        opened.append(project)
        return project

    return make


@pytest.fixture
def project(make: Open) -> Project:
    """An empty project of Ana's, on each of the two databases in turn."""
    return make()


@pytest.fixture
def sqlite_project(tmp_path: Path, ana: Person, opened: list[Project]) -> Project:
    """An empty project of Ana's in a file, for what does not concern the database."""
    location = tmp_path / "project" / "p.factcheck"
    location.parent.mkdir()
    opened.append(Project.create(location, title="Test", actor=ana))
    return opened[-1]


@pytest.fixture
def again(opened: list[Project]) -> Callable[[Project, Person], Project]:
    """Opens a project once more, as somebody."""

    def again(project: Project, person: Person) -> Project:
        other = Project._of(project.database.clone(), person)
        opened.append(other)
        return other

    return again


@pytest.fixture
def scene(project: Project, ben: Person, again: Callable[[Project, Person], Project]) -> Scene:
    """A blind project in which Ben has begun, and nobody else yet."""
    d = desk(project)
    cleo, rita = Person(Id.new(), "Cleo"), Person(Id.new(), "Rita")
    as_ben, as_cleo, as_rita = (again(project, who) for who in (ben, cleo, rita))
    for other in (as_ben, as_cleo, as_rita):
        other.assignments.join()
    project.pull()
    project.people.set_reviewer(rita.id, True)
    made = Scene(project, as_ben, as_cleo, as_rita, d.letter, d.tasnim)
    made.pull()
    made.begin()
    return made


@pytest.fixture(scope="session")
def sample_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a sample project of Ana's, made once, to be copied and not opened."""
    from factcheck.sample import make

    path = tmp_path_factory.mktemp("sample") / "sample.factcheck"
    make(path, ANA).close()
    return path


@pytest.fixture
def sample(sample_once: Path, tmp_path: Path, opened: list[Project]) -> Project:
    """A sample project of Ana's, of this test's own."""
    path = shutil.copy(sample_once, tmp_path / "sample.factcheck")
    opened.append(Project.open(path, actor=ANA))
    return opened[-1]


@pytest.fixture
def empty(tmp_path: Path, opened: list[Project]) -> Project:
    """A project of Ben's without articles, into which datasets are brought."""
    opened.append(Project.create(tmp_path / "empty.factcheck", title="Empty", actor=BEN))
    return opened[-1]


def sha_of(text: str) -> bytes:
    """The hash by which a text is kept."""
    return sha256(text.encode()).digest()
