"""What a reader is given beside the data: what a person says of it that it does not say itself,
and what the project has.

A format's entry in `FORMATS` lists what its reader takes. What a person says to a format that
fixes it is refused, not passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from factcheck.records import NewArticle

#: In which units positions in texts are counted.
Offsets = Literal["code-points", "utf-16"]
OFFSETS: tuple[Offsets, ...] = get_args(Offsets)
#: Gives the articles that the project has under an address or an id, each with its own id.
Articles = Callable[[str], Sequence[NewArticle]]


@dataclass(frozen=True, slots=True)
class Given:
    """How offsets count where the data does not tell, in which encoding its texts are, and how
    to find the articles that it only refers to.
    """

    offsets: Offsets | None = None
    encoding: str | None = None
    articles: Articles | None = None


NOTHING = Given()
