"""Makes a checkout ready: .venv, the pinned dependencies, the system's libraries that Qt needs.

Knows only the standard library and runs on any `python3`, so that one that is too old is told so.
A stamp of what was installed lets a second run end at once.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ready.sha256"
OLDEST, NEWEST = (3, 11), (3, 13)

# Libraries without which Qt does not start at all, not even `offscreen`, and their packages.
ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What it needs besides to open a window.
WITH_DISPLAY = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def in_ci() -> bool:
    """Whether nothing may be left out, because no person reads along."""
    return os.environ.get("CI", "").lower() in ("true", "1")


def loads(library: str) -> bool:
    """Whether the dynamic linker finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_postgresql() -> bool:
    """Whether a server can be started, from the PATH or from where Debian keeps it."""
    here = Path("/usr/lib/postgresql")
    return shutil.which("initdb") is not None or any(here.glob("*/bin/initdb"))


def missing_packages() -> tuple[list[str], list[str]]:
    """Packages without which nothing runs, and those without which only something does not."""
    needed, wanted = [], []
    if sys.platform == "linux":
        needed = [package for library, package in ALWAYS.items() if not loads(library)]
        wanted = [package for library, package in WITH_DISPLAY.items() if not loads(library)]
    try:
        import ensurepip  # noqa: F401  Debian ships it apart
    except ImportError:
        needed.append("python3-venv")
    if in_ci() and not has_postgresql():
        needed.append("postgresql")
    return needed, wanted


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root, or None where that would ask a person."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    ):
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def see_to_packages() -> None:
    """Installs what is missing where that is allowed, else prints the one command to type."""
    needed, wanted = missing_packages()
    if not needed and not wanted:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *needed, *wanted]
    prefix = root_prefix() if shutil.which("apt-get") else None
    if prefix is not None:
        print("Installing the system's libraries:", *needed, *wanted, flush=True)
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        subprocess.run([*prefix, "apt-get", "update", "-q"], stdout=subprocess.DEVNULL)
        subprocess.run([*prefix, *install], stdout=subprocess.DEVNULL)
        needed, wanted = missing_packages()
    if needed or wanted:
        print("The system lacks:", *needed, *wanted)
        print("On Debian or Ubuntu, type:  sudo apt-get update && sudo " + " ".join(install))
        print("(elsewhere, the packages that hold the same libraries)", flush=True)
    if needed:
        sys.exit("Without these nothing runs; then type the make command again.")


def fingerprint() -> str:
    """What an installation depends on: pins, metadata, this program, the place."""
    digest = hashlib.sha256(str(VENV).encode())
    for name in ("constraints.txt", "pyproject.toml", "tools/setup.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv(*, named: bool) -> None:
    """Makes .venv where it is missing, cannot run, or was made for another place.

    Where somebody named a Python, another one already in .venv is not passed off as it.
    """
    config = VENV / "pyvenv.cfg"
    python = VENV / "bin" / "python"
    if python.exists() and config.exists() and str(VENV) in config.read_text(encoding="utf-8"):
        version = ".".join(map(str, sys.version_info[:2]))
        if named and not list(VENV.glob(f"lib/python{version}")):
            sys.exit(f".venv is not of Python {version}; remove it to have it made anew.")
        return
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(
            f"Python {sys.version.split()[0]} will not do: 3.11, 3.12 or 3.13 is needed."
            " Name one, for example:  make setup PYTHON=python3.12"
        )
    print(f"Making .venv with Python {sys.version.split()[0]}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def install() -> None:
    """The pinned dependencies by their hashes, then the project itself, which cannot have one."""
    print("Installing the pinned dependencies (hundreds of MB to fetch the first time)", flush=True)
    pip = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
    ]
    for what in (
        ["--require-hashes", "-r", "constraints.txt"],
        ["--no-deps", "--no-build-isolation", "-e", "."],
    ):
        if subprocess.run([*pip, *what], cwd=ROOT).returncode:
            sys.exit("Set-up stopped: pip could not install what constraints.txt pins; see above.")


def main() -> None:
    """Brings the checkout up to date with its pins."""
    see_to_packages()
    make_venv(named="--named" in sys.argv[1:])
    expected = fingerprint()
    if not STAMP.exists() or STAMP.read_text(encoding="ascii") != expected:
        install()
        STAMP.write_text(expected, encoding="ascii")


if __name__ == "__main__":
    main()
