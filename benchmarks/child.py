"""Runs one measurement in a process of its own and reads its figures."""

import json
import subprocess
import sys

Figures = dict[str, float]


def child(module: str, *arguments: object) -> Figures:
    """Run `python -m benchmarks.MODULE` and give the JSON of its last line."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return figures
