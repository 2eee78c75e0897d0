"""Which option of the command line mends what an error tells: its sentence is the window's too."""

from collections.abc import Iterator

from factcheck.errors import FactcheckError
from factcheck.texts import has_text, text


def hinted(error: FactcheckError) -> str:
    """Give an error's sentence, and after it what on the command line helps against it."""
    return " ".join([str(error), *_hints(error)])


def _hints(error: BaseException | None) -> Iterator[str]:
    while isinstance(error, FactcheckError):
        if has_text(f"cli.hint.{error.code}"):
            yield text(f"cli.hint.{error.code}", **error.params)
        error = error.__cause__
