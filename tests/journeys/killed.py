"""A window that works until it is killed: run by `test_killed`, in a process of its own.

After each gesture it prints a line; what it has printed must be found afterwards.
"""

from __future__ import annotations

import sys
from pathlib import Path

from factcheck.settings import Settings
from ui.app import make_application
from ui.hands import Hands
from ui.window import FIRST_SIZE, MainWindow

WORDS = ("absolute lie", "Washington Post", "warns of “catastrophe”", "opponents of the Russian")


def main(location: str, settings_path: str) -> None:
    """Mark words one after the other, say so, and wait to be killed."""
    settings = Settings(Path(settings_path))
    make_application(settings)
    window = MainWindow(settings)
    window.resize(*FIRST_SIZE)
    window.show()
    assert window.open_project(location)
    hands = Hands(window)
    hands.open_article("In a letter")
    for words in WORDS:
        hands.select(words)
        hands.keys("2")
        hands.until(lambda: window.session.active is not None, "nothing was marked")
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()
        hands.keys("Esc")
    hands.until(lambda: False, "nobody killed me")


if __name__ == "__main__":
    main(*sys.argv[1:])
