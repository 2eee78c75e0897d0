"""The process apart as its owner sees it: asked for files, heard with patience, killed at will.

It knows frames and time; what is in the frames is the business of who asks.
"""

import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from factcheck.apart.frames import BadFrame, Frame, Frames, packets
from factcheck.errors import BadInput
from factcheck.records import Progress

#: For how long a file may say nothing: seconds.
SILENCE = 60.0
#: How much memory reading may take.
MEGABYTES = 2048
_POLL = 0.05  # seconds between two looks at whether the person has cancelled
_PIECE = 1 << 18
_PIECES = 64  # in memory at once
_log = logging.getLogger(__name__)


class Apart:
    """A process apart; use it in a `with`, which ends it whatever it is at."""

    def __init__(
        self,
        *,
        megabytes: int = MEGABYTES,
        silence: float = SILENCE,
        writable: Path | None = None,
        inherits: Sequence[int] = (),
    ) -> None:
        """Start it; only below the folder `writable` it may write. It `inherits` open files.

        Raises BadInput where the system starts no more.
        """
        self._silence = silence
        root = str(Path(__file__).resolve().parents[2])
        # -P: what lies in the folder that one happens to be in is nobody's module.
        command = [sys.executable, "-P", "-s", "-m", "factcheck.apart.worker", str(megabytes)]
        command += [str(writable)] if writable else []
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(root, writable),
                # Whoever presses Ctrl+C means the program, which ends this one.
                process_group=0 if os.name == "posix" else None,
                pass_fds=inherits,
            )
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise BadInput("apart.not_begun", why=why) from error
        self._pieces: queue.Queue[bytes] = queue.Queue(_PIECES)
        self._gone = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._asking: list[threading.Thread] = []
        self._told = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._gone.set()
        self._process.kill()
        self._process.wait()
        for thread in (self._listener, *self._asking):
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            with suppress(BrokenPipeError):  # what was still to be asked
                pipe.close()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def ask(self, requests: Iterable[Frame]) -> None:
        """Ask; the answers come in the order of what was asked.

        It does not wait until all is heard: what is read meanwhile may keep the process from that.
        """
        self._asking.append(threading.Thread(target=self._ask, args=(requests,), daemon=True))
        self._asking[-1].start()

    def _ask(self, requests: Iterable[Frame]) -> None:
        assert self._process.stdin
        # A process that is gone is noticed where its answers are missed.
        with suppress(BrokenPipeError):
            for packet in packets(requests):
                self._process.stdin.write(packet)
            self._process.stdin.flush()

    def answers(self, waiting: Callable[[], None]) -> Iterator[Frame]:
        """Give what it says until it ends; `waiting` is called often and may raise Cancelled.

        Raises BadInput where it breaks down, or says nothing for too long.
        """
        frames = Frames()
        while True:
            piece = self._next(waiting)
            try:
                yield from frames.add(piece)
            except BadFrame as error:
                raise BadInput("apart.broke", why=str(error)) from error

    def _next(self, waiting: Callable[[], None]) -> bytes:
        now = time.monotonic()
        end = now + self._silence
        if now >= self._told + _POLL:
            # Who says one thing after the other leaves no pause in which to ask.
            self._told = now
            waiting()
        while True:
            try:
                piece = self._pieces.get(timeout=_POLL)
            except queue.Empty:
                waiting()
                if time.monotonic() > end:
                    raise BadInput("apart.slow", seconds=round(self._silence)) from None
                continue
            if not piece:
                raise BadInput("apart.broke", why=_how(self._process.wait()))
            return piece

    def _listen(self) -> None:
        assert self._process.stdout
        descriptor = self._process.stdout.fileno()
        while True:
            piece = os.read(descriptor, _PIECE)
            while not self._gone.is_set():
                with suppress(queue.Full):
                    self._pieces.put(piece, timeout=_POLL)
                    break
            if not piece or self._gone.is_set():
                return


def waiting_of(progress: Progress | None) -> Callable[[], None]:
    """Give what is called often while nothing can be counted, and may raise Cancelled."""
    return lambda: progress(0, 0) if progress else None


class Telling:
    """Says again and again how far something is, while another process is at it."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._last = 0, 0

    def tell(self, done: int, total: int) -> None:
        """Say how far it is now; may raise Cancelled."""
        self._last = done, total
        self.again()

    def again(self) -> None:
        """Say once more how far it was; may raise Cancelled."""
        if self._progress:
            self._progress(*self._last)


def checked(frame: Frame) -> Frame:
    """Give a frame that is an answer; raise what went wrong with the file it is about."""
    if "failed" in frame.head:
        params = frame.head.get("params")
        known = {str(k): str(v) for k, v in params.items()} if isinstance(params, dict) else {}
        raise _failure(str(frame.head["failed"]), known)
    if "broke" in frame.head:
        _log.info("a reader broke down\n%s", frame.head.get("trace"))
        raise BadInput("apart.broke", why=str(frame.head["broke"])[:200])
    return frame


def _failure(code: str, params: dict[str, str]) -> BadInput:
    try:
        error = BadInput(code, **params)
        str(error)
    except (KeyError, TypeError, FileNotFoundError):
        return BadInput("apart.broke", why="no sentence")
    return error


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit {code}"


def _environment(root: str, writable: Path | None) -> dict[str, str]:
    kept = ("SYSTEMROOT", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "PATH")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    # One thread each: no reader needs more, and each would take its share of the memory.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    there = {"TMPDIR": str(writable)} if writable else {}
    return found | threads | there | {"PYTHONPATH": root, "PYTHONUTF8": "1"}
