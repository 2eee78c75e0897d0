"""What `make run` does: the window on the sample project, or a walk where none can open.

Decides only where things are kept; the sample and the walk are the program's own commands.
"""

import os
import subprocess
import sys
from pathlib import Path

from factcheck.settings import data_folder

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = str(Path(sys.executable).with_name("factcheck"))


def has_display() -> bool:
    """Whether a window could be seen."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_sample() -> int:
    """The window on the sample project, which is made once so that edits are kept."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    project = folder / "sample.factcheck"
    if not project.exists():
        made = subprocess.run([PROGRAM, "sample", str(project)])
        if made.returncode:
            return made.returncode
    return subprocess.run([PROGRAM, str(project)]).returncode


def walk() -> int:
    """Pictures of the main job and the dataset that it exports, in build/tour."""
    out = ROOT / "build" / "tour"
    print("There is no display, so Factcheck walks through its main job by itself.", flush=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    toured = subprocess.run([PROGRAM, "tour", str(out)])
    if toured.returncode == 0:
        print(f"Pictures and the exported dataset: {out}")
        for path in sorted(out.rglob("*")):
            if path.is_file():
                print(f"  {path.relative_to(out)}")
    return toured.returncode


if __name__ == "__main__":
    sys.exit(open_sample() if has_display() else walk())
