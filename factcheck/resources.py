"""Where the program's data lies: one loader that knows the checkout and the installed wheel.

Nothing else may work out a path to `resources/` or `seeds/`.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_data", _PACKAGE.parent)


def _find(folder: str, parts: tuple[str, ...]) -> Path:
    for root in _ROOTS:
        if (root / folder).is_dir():
            return root.joinpath(folder, *parts)
    raise FileNotFoundError(f"the program's own folder {folder!r} is missing: install it again")


def path(*parts: str) -> Path:
    """Give the path of a file below `resources/`; raise FileNotFoundError if none is shipped."""
    return _find("resources", parts)


def seeds(*parts: str) -> Path:
    """Give the path of a file below `seeds/`, the articles of the sample project."""
    return _find("seeds", parts)
