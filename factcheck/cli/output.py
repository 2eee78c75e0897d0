"""How the command line speaks: results on stdout, complaints and progress on stderr.

With `--json` stdout holds one JSON document and nothing else.
"""

import io
import json
import signal
import sys
import threading
from collections.abc import Iterable

from factcheck.records import Megabytes
from factcheck.texts import text

_WIDTH = 79
# What would move a terminal's cursor or turn what is read around: names may hold such.
_COMMANDS = (*range(0x20), *range(0x7F, 0xA0), 0x202D, 0x202E)
_HARMLESS = {n: chr(n).encode("unicode_escape").decode() for n in _COMMANDS if chr(n) != "\t"}


def speak_utf8() -> None:
    """Let names that are no UTF-8 be told too, wherever the output goes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show_json(value: object) -> None:
    """Print the one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def show(lines: Iterable[str]) -> None:
    """Print lines for a person, each as one line whatever it holds."""
    for line in lines:
        print(" ".join(line.splitlines()).translate(_HARMLESS))


def complain(sentence: str) -> None:
    """Say on stderr, in one line, what is wrong."""
    print(f"factcheck: {_one_line(sentence)}", file=sys.stderr)


def note(sentence: str) -> None:
    """Say on stderr, in one line, what a person should know."""
    print(_one_line(sentence), file=sys.stderr)


def table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Give rows as lines with columns of equal width, the last one as it comes."""
    kept = [tuple(_one_line(cell) for cell in row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in kept
    ]


class Progress:
    """Tells how far long work is, on a terminal's stderr, and stops it between two steps.

    Ctrl+C in the middle of a transaction would leave a driver in no state to clean up; a second
    one stops at once.
    """

    def __init__(self, key: str) -> None:
        self._key = key
        self._shown = False
        self._stopped = False
        self._watched = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self._stopped:
            raise KeyboardInterrupt
        if self._watched and (done or total):
            words = _far(self._key, done, total)
            sys.stderr.write(f"\r{words[:_WIDTH]:<{_WIDTH}}")
            sys.stderr.flush()
            self._shown = True

    def __enter__(self) -> "Progress":
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if self._shown:
            sys.stderr.write(f"\r{'':<{_WIDTH}}\r")
            sys.stderr.flush()

    def _stop(self, *_: object) -> None:
        self._stopped = True
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _far(key: str, done: int, total: int) -> str:
    if isinstance(total, Megabytes):
        return text("cli.progress.megabytes", done=done, total=total)
    return text(key, done=done, total=total) if total else text("cli.progress.so_far", done=done)


def _one_line(words: str) -> str:
    return " ".join(words.split()).translate(_HARMLESS)
