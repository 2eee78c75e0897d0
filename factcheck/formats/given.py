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
#: Gives what was read ahead of a file, by its way in the dataset; None where nothing was.
Ahead = Callable[[str], object | None]


@dataclass(frozen=True, slots=True)
class Given:
    """How offsets count where the data does not tell, in which encoding its texts are, how to
    find the articles that it only refers to, and what of it was read already.
    """

    offsets: Offsets | None = None
    encoding: str | None = None
    articles: Articles | None = None
    ahead: Ahead | None = None


NOTHING = Given()
