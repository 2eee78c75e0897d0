"""What was found in a page, and where: so that a person can judge it.

The sources are words of HTML and of its vocabularies, the same in every language.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A value, the place that states it, and whether it is only a guess."""

    value: str
    source: str
    guessed: bool = False
