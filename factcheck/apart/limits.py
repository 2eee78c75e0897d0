"""What the process apart denies itself before it looks at anything foreign.

Memory where the system can bound it, and in Python's own doors whatever reaches beyond reading:
networks, other programs, writing. It is a second fence: no reader asks for any of these.
"""

import os
import sys

_DENIED = (
    *("socket.", "http.client", "urllib.", "ftplib.", "smtplib.", "webbrowser."),
    *("subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork"),
    *("os.startfile", "os.kill", "pty.", "os.truncate", "os.utime", "os.chown", "os.chflags"),
    *("os.setxattr", "os.removexattr", "sqlite3.connect"),
)
_ALTERING = ("os.remove", "os.rmdir", "os.mkdir", "os.chmod")
_FROM_TO = ("os.rename", "os.link", "os.symlink")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def bound(megabytes: int, *, writes: bool) -> None:
    """Let memory end at a limit, where the system can; then Python raises MemoryError.

    Who writes nothing cannot, whatever is tried: of no file may there be more than nothing.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit; there only time is bounded.
        return
    size = megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not writes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def fence(writable: str | None = None) -> None:
    """Refuse from now on, by PermissionError, what no reader needs.

    Only below the folder `writable` may something be written.
    """
    root = os.path.realpath(writable) if writable else None
    below = f"{root}{os.sep}" if root else None

    def inside(path: object) -> bool:
        if below is None or not isinstance(path, str):
            return False
        # The folder itself is opened for what has no name in it.
        return f"{os.path.realpath(path)}{os.sep}".startswith(below)

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = args
            if isinstance(flags, int) and flags & _WRITING and not inside(path):
                raise PermissionError(f"opening {path!r} for writing")
        elif event.startswith(_ALTERING):
            # What is named below an open folder was let through when that was opened.
            if not (inside(args[0]) or (below and args[-1] != -1)):
                raise PermissionError(event)
        elif event.startswith(_FROM_TO):
            if not (inside(args[0]) and inside(args[1])):
                raise PermissionError(event)
        elif event.startswith(_DENIED) and event != "socket.__new__":
            raise PermissionError(event)

    sys.addaudithook(hook)
