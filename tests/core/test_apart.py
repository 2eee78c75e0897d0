"""The process apart: what it finds comes back as it was, what it must not do fails; it may die."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.apart.frames import BadFrame, Frame, Frames, written
from factcheck.apart.guessing import guesses
from factcheck.apart.process import Apart, checked
from factcheck.apart.readings import packed, unpacked
from factcheck.errors import BadInput, Cancelled
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.foreign import Done, Manner, read_files
from factcheck.intake.walk import Bad, Readable
from factcheck.project import Project
from factcheck.readers import Aside, Reading, Unread
from factcheck.records import Date, NewArticle, Original
from tests.texts_strategy import texts


@given(text=texts(), title=texts(), cut=st.integers(1, 7))
def test_a_reading_crosses_as_it_is(text: str, title: str, cut: int) -> None:
    article = NewArticle(
        text=text,
        source_name="a/b.eml",
        title=title,
        author="A. Uthor",
        published=Date("2022-02-20~", "Sunday night", "inferred"),
        original=Original(bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb924" * 2)),
        guessed=frozenset({"title", "author"}),
        furniture=((0, 1),) if text else (),
        attributes={"Message-ID": "<1@x>"},
    )
    reading = Reading(article, "utf-8", ("encoding_guessed",))
    others = (Unread("a/2", "text.empty"), Aside("left_aside", {".jpg": 2}))
    data = written([packed(one) for one in (reading, *others)])
    frames = Frames()
    back = [
        unpacked(frame)
        for at in range(0, len(data), cut)
        for frame in frames.add(data[at : at + cut])
    ]
    assert back == [reading, *others]


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists))
def test_what_is_no_reading_is_refused(value: object) -> None:
    for kind in ("reading", "unread", "aside", "else"):
        (frame,) = Frames().add(written([Frame({kind: value})]))
        with pytest.raises(BadFrame):
            unpacked(frame)


_ROW = packed(Reading(NewArticle("It denies it.", "a", "T", reader="txt"))).head["reading"]
GOOD = cast(dict[str, object], _ROW)


@pytest.mark.parametrize(
    "head",
    [
        {"reading": {**GOOD, "title": "half \ud800"}},
        {"reading": {**GOOD, "text": "none \0"}},
        {"reading": {**GOOD, "notes": ["of no text"]}},
        {"unread": {"name": "a", "code": "of.no_text", "params": {}}},
        {"unread": {"name": "a", "code": "apart.slow", "params": {"x": "y"}}},
        {"unread": {"name": "a", "code": "text.empty", "params": {"code": "x"}}},
        {"aside": {"code": "of_no_text", "counts": {"a": 1}}},
    ],
)
def test_what_has_no_sentence_or_cannot_be_kept_is_refused(head: dict[str, object]) -> None:
    with pytest.raises(BadFrame):
        unpacked(Frame(head))


@pytest.mark.parametrize("code", ["of.no_text", "apart.slow", "import"])
def test_a_failure_without_a_sentence_has_one(code: str) -> None:
    with pytest.raises(BadInput, match="broke down"):
        checked(Frame({"failed": code, "params": {"x": "y"}}))


NO_FRAMES = (
    b"{}",
    b"{",
    b"[[]]",
    b"[[{}, 2]]",
    b"[[{}, -1]]",
    b"[[{}, 0]]",
    b"[",
    b"\xff",
    b"[[1, 0]]",
)


@pytest.mark.parametrize("head", [*NO_FRAMES, b"[" * 100_000])
def test_what_is_no_frame_is_refused(head: bytes) -> None:
    lengths = len(head).to_bytes(8, "big") + (1).to_bytes(8, "big")
    with pytest.raises(BadFrame):
        list(Frames().add(lengths + head + b"x"))
    with pytest.raises(BadFrame):
        list(Frames().add(b"\xff" * 16))


DENIED = (
    "open('x', 'w')",
    "os.open('x', os.O_CREAT | os.O_WRONLY)",
    "os.remove('x')",
    "socket.create_connection(('127.0.0.1', 9))",
    "socket.socket().connect(('127.0.0.1', 9))",
    "subprocess.run(['true'])",
    "os.system('true')",
    "os.execv('/bin/true', ['true'])",
    "os.truncate('x', 0)",
    "os.utime(os.getcwd())",
    "os.kill(os.getppid(), 0)",
    "os.rename(os.path.join(own, 'y'), 'z')",
    "os.symlink(os.path.join(own, 'y'), 'z')",
    "sqlite3.connect('x.db')",
)


def test_behind_the_fence_there_is_only_reading(tmp_path: Path) -> None:
    code = f"""
import json, os, socket, sqlite3, subprocess, tempfile
from factcheck.apart.limits import fence
own = {str(tmp_path)!r}
open(os.path.join(own, "y"), "w").close()
fence(own)
passed = []
for one in {DENIED!r}:
    try:
        exec(one)
        passed.append(one)
    except PermissionError:
        pass
os.rename(os.path.join(own, "y"), os.path.join(own, "x"))
with tempfile.TemporaryFile(dir={str(tmp_path)!r}) as nameless:
    nameless.write(b"x")
print(json.dumps(passed))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(done.stdout) == []
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(os.name == "nt", reason="a limit of POSIX")
def test_who_writes_nothing_cannot_even_below_python(tmp_path: Path) -> None:
    code = """
import os, sys
from factcheck.apart.limits import bound
bound(2048, writes=False)
try:
    os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), b"x")
except OSError:
    print("none")
"""
    run = [sys.executable, "-c", code, str(tmp_path / "x")]
    done = subprocess.run(run, capture_output=True, check=True)
    assert done.stdout.strip() == b"none"


def asked(apart: Apart, path: Path, waiting: Callable[[], None]) -> Frame:
    """Ask for a plain text, and give the first answer."""
    asked: dict[str, object] = {
        "name": path.name,
        "encoding": None,
        "columns": {},
        "uri": None,
        "retrieved_on": None,
    }
    head = {"n": 0, "path": str(path), "kind": "txt", "settled": False, "asked": asked}
    apart.ask([Frame(head)])
    return next(apart.answers(waiting))


def nothing() -> None:
    """Wait without cancelling."""


def test_one_that_is_not_begun_is_told(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    (tmp_path / "a.txt").write_text("He denies it.")
    monkeypatch.setattr(subprocess, "Popen", refused)
    with pytest.raises(BadInput, match="temporarily unavailable"):
        bring_in(project, [tmp_path / "a.txt"])
    assert project.log() == []


def test_one_that_is_silent_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with Apart(silence=0.1) as apart, pytest.raises(BadInput, match="longer than"):
        asked(apart, tmp_path / "pipe.txt", nothing)


def test_one_that_dies_is_noticed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with Apart() as apart, pytest.raises(BadInput, match="signal 9"):
        asked(apart, tmp_path / "pipe.txt", lambda: os.kill(apart.pid, signal.SIGKILL))


def test_cancelling_ends_it_whatever_it_is_at(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    def cancel() -> None:
        raise Cancelled

    with Apart() as apart:
        with pytest.raises(Cancelled):
            asked(apart, tmp_path / "pipe.txt", cancel)
        pid = apart.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_cancelling_waits_for_no_pause_in_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [written([Frame({"n": n})]) for n in range(5)]

    def at_once(apart: Apart) -> None:
        for piece in said:
            apart._pieces.put(piece)

    monkeypatch.setattr(Apart, "_listen", at_once)
    monkeypatch.setattr("factcheck.apart.process._POLL", 0)
    heard: list[Frame] = []

    def cancel() -> None:
        if heard:
            raise Cancelled

    with Apart() as apart:
        answers = apart.answers(cancel)
        heard.append(next(answers))
        with pytest.raises(Cancelled):
            next(answers)


def test_cancelling_waits_for_nothing_that_is_still_to_be_asked(tmp_path: Path) -> None:
    """A process that reads a file may not even hear what else is asked."""

    def cancel() -> None:
        raise Cancelled

    many = Frame({"n": 0}, b"x" * (1 << 20))
    with Apart() as apart:
        os.kill(apart.pid, signal.SIGSTOP)
        apart.ask([many] * 4)
        with pytest.raises(Cancelled):
            next(apart.answers(cancel))


class _Dying:
    """Stands for a process apart that gives some articles of a file, and dies."""

    def __init__(self) -> None:
        self.asked = 0

    def __enter__(self) -> "_Dying":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ask(self, requests: Iterable[Frame]) -> None:
        self.asked = len(list(requests))

    def answers(self, waiting: Callable[[], None]) -> Iterator[Frame]:
        for n in range(5):
            yield packed(Reading(NewArticle("It denies it. " * 10, f"{n}", "T", reader="mbox")))
        raise BadInput("apart.broke", why="signal 11")


@pytest.mark.parametrize("in_memory", [0, 32_000_000])
def test_a_file_comes_wholly_or_not_at_all_however_large(
    monkeypatch: pytest.MonkeyPatch, in_memory: int
) -> None:
    monkeypatch.setattr("factcheck.intake.foreign.Apart", _Dying)
    monkeypatch.setattr("factcheck.formats.shelf.IN_MEMORY", in_memory)
    found = list(read_files([Readable("x.mbox", "x.mbox", "mbox")], Manner(), nothing))
    assert [type(one) for one in found] == [Bad, Done]
    looked = list(read_files([Readable("x", "x", "mbox")], Manner(), nothing, enough=2))
    assert [type(one) for one in looked] == [*[Reading] * 5, Bad, Done]


def test_what_waits_in_a_file_is_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"text": f"They deny it, {n} times. \U0001f600", "author": "A"} for n in range(5)]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"text": ""}]))
    asked = [Readable(str(path), path.name, "table")]
    held = list(read_files(asked, Manner(), nothing))
    monkeypatch.setattr("factcheck.formats.shelf.IN_MEMORY", 1)
    found = list(read_files(asked, Manner(), nothing))
    assert [type(one) for one in found] == [*[Reading] * 5, Bad, Done]
    assert found[:5] == held[:5]


def test_memory_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"a lie. " * 8_000_000)
    with Apart(megabytes=200) as apart, pytest.raises(BadInput, match="memory"):
        checked(asked(apart, tmp_path / "large.txt", nothing))


def test_another_process_reads_the_rest(tmp_path: Path) -> None:
    found = []
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"{name} says no.")
        found.append(Readable(str(tmp_path / name), name))
    found[1] = Readable(str(tmp_path / "b.txt"), "b.txt", kind="kinds")  # no reader: it breaks down
    read = list(read_files(found, Manner(), nothing))
    assert [type(one) for one in read] == [Reading, Done, Bad, Done, Reading, Done]


def test_only_the_file_is_given_up_that_it_died_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Apart] = []

    class Noted(Apart):
        def __init__(self) -> None:
            super().__init__()
            begun.append(self)

    def kill_it_at_the_pipe() -> None:
        with suppress(OSError):  # until it opens the pipe nobody can write into it
            pipe = os.open(tmp_path / "b.html", os.O_WRONLY | os.O_NONBLOCK)
            os.kill(begun[0].pid, signal.SIGKILL)
            os.close(pipe)

    monkeypatch.setattr("factcheck.intake.foreign.Apart", Noted)
    os.mkfifo(tmp_path / "b.html")
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text("He says no.")
    names = {"a.txt": "txt", "b.html": "html", "c.txt": "txt"}
    found = [Readable(str(tmp_path / name), name, kind) for name, kind in names.items()]
    read = list(read_files(found, Manner(), kill_it_at_the_pipe))
    assert [type(one) for one in read] == [Reading, Done, Bad, Done, Reading, Done]


def test_a_file_that_cannot_be_opened_is_told(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("odd")
    gone = Readable(str(tmp_path / "gone.txt"), "gone.txt")
    (bad, _) = read_files([gone], Manner(), nothing)
    assert isinstance(bad, Bad)
    assert "No such file" in str(bad.error)
    with pytest.raises(BadInput, match=r"a\.txt.*utf-16"):
        bring_in(project, [path], Wishes(manner=Manner("utf-16")))


def test_each_of_several_folders_gets_the_answer_that_is_about_it(tmp_path: Path) -> None:
    listened = Event()
    looks = 0

    class Late(type(Path())):  # type: ignore[misc]  # the class that the system's paths have
        def absolute(self) -> Path:
            listened.wait(20)  # who asks is slower than who listens
            return Path(self)

    def listen() -> None:
        nonlocal looks
        listened.set()
        looks += 1
        if looks > 400:  # of 50 ms, for an answer that does not come
            raise Cancelled

    for name in ("brat/a.txt", "brat/a.ann", "texts/a.txt", "more/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("T1\tClaim 0 2\tHe" if name.endswith("ann") else "He lies")
    wanted = {Late(tmp_path / "brat"): "brat"}
    wanted |= dict.fromkeys((Late(tmp_path / name) for name in ("texts", "more")), "articles")
    assert guesses(list(wanted), listen) == wanted
