"""Packages that only some formats need and that need not be installed: loaded when one is used.

They are large and slow to load, so nobody may import them at the top of a module.
"""

from importlib import import_module
from types import ModuleType

from factcheck.errors import BadInput


def needed(module: str, *, extra: str) -> ModuleType:
    """Load a module of an extra; raise BadInput, which names the extra, where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        raise BadInput("extra.missing", package=module.partition(".")[0], extra=extra) from error
