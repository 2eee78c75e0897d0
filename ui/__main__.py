"""The program `factcheck`: a project or nothing opens the window, a command goes to the core.

It decides which of the two, and imports neither before it knows: a command needs no Qt, and the
window is to be painted before anything else is loaded.
"""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with its arguments and give the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] == "tour":
        from ui.tour import main as tour

        return tour(given[1:])
    wanted = _window_arguments(given)
    if wanted is None:
        from factcheck.cli import main as command

        return command(given)
    from ui.app import run

    return run(*wanted)


def _window_arguments(given: list[str]) -> tuple[str | None, str | None] | None:
    """Give location and name for the window, or None where the arguments are a command's."""
    location, name, rest = None, None, list(given)
    while rest:
        argument = rest.pop(0)
        if argument == "--as" and rest:
            name = rest.pop(0)
        elif argument.startswith("--as="):
            name = argument[len("--as=") :]
        elif location is None and is_location(argument):
            location = argument
        else:
            return None
    return location, name


def is_location(argument: str) -> bool:
    """Say whether an argument names a project and not a command."""
    return argument.endswith(".factcheck") or argument.startswith(("postgresql://", "postgres://"))


if __name__ == "__main__":
    sys.exit(main())
