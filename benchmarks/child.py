"""Runs one measurement in a process of its own and reads its figures."""

import json
import os
import subprocess
import sys

Figures = dict[str, float]


def child(module: str, *arguments: object) -> Figures:
    """Run `python -m benchmarks.MODULE` and give the JSON of its last line."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    # What is installed is compiled once, whatever this machine wants of programs in the making.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=kept)
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return figures
