"""Which articles publish the same text, or nearly: an agency's report in five papers is one text.

Nothing is merged for it: each copy is a publication of its own. Whoever counts or splits asks here
what belongs together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sqlalchemy import func, select

from factcheck import models
from factcheck.apart.process import waiting_of
from factcheck.apart.sketching import MANY, Made, Sketching
from factcheck.formats.shelf import Shelf
from factcheck.ids import Id
from factcheck.prose.near import Sketch, near_pairs, sketch
from factcheck.queries.sayings import Joined
from factcheck.records import Progress
from factcheck.sketches import Sketches
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.dated import by_time, date_of

_a, _t = models.article.c, models.text.c
_LOT = 200  # texts in memory at once


@dataclass(frozen=True, slots=True)
class Arriving:
    """An article on its way in: what it is called, its text, and the sketch of that."""

    called: str
    text: str
    sketch: Sketch


class Copies:
    """Questions about articles that say the same, or nearly."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def _kept(self) -> Sketches:
        project = self._database.scalar(select(models.project.c.id))
        assert isinstance(project, Id)
        return Sketches(project)

    def groups(
        self, *, among: Iterable[Id] | None = None, progress: Progress | None = None
    ) -> list[tuple[Id, ...]]:
        """Give articles that publish the same text or nearly the same, the earliest first.

        Only groups with one `among` those given, where some are. Takes its time at the first look.
        """
        with self._database.reading():
            joined = Joined(self.ties(progress=progress))
            days = _days(self._database)
        found = joined.together(sorted(days, key=lambda one: (days[one], one)))
        wanted = None if among is None else set(among)
        return [
            tuple(group)
            for group in found.values()
            if len(group) > 1 and (wanted is None or wanted.intersection(group))
        ]

    def ties(self, *, progress: Progress | None = None) -> list[tuple[Id, Id]]:
        """Give pairs that join the copies of each text, nearly alike ones too."""
        publishing = self._publishing()
        same = [pair for articles in publishing.values() for pair in pairwise(articles)]
        sketches = self._sketches(list(publishing), progress)
        joined = Joined()

        def read(sha: bytes) -> str:
            if progress:
                progress(0, 0)
            return self._text(sha)

        def is_known(one: bytes, other: bytes) -> bool:
            return joined.of(publishing[one][0]) == joined.of(publishing[other][0])

        alike = []
        # What is joined already by others need not be compared: of fifty copies few pairs are.
        for one, other in near_pairs(sketches, read, skip=is_known):
            alike.append((publishing[one][0], publishing[other][0]))
            joined.join(*alike[-1])
        return same + alike

    def texts(self) -> int:
        """Count the texts that there are to be compared."""
        query = select(func.count(_a.text.distinct())).where(self._database.shown(models.article))
        return int(str(self._database.scalar(query)))

    def of_arriving(
        self,
        new: Mapping[str, Arriving] | Shelf[str, Arriving],
        *,
        progress: Progress | None = None,
    ) -> dict[str, list[str]]:
        """Give for each article on its way in, by its key, what those nearly like it are called.

        Of what has the very same text nothing is said.
        """
        with self._database.reading():
            publishing = self._publishing()
            known = self._sketches(list(publishing), progress)
            sketches: dict[str | bytes, Sketch] = dict(known.items())
            sketches.update((name, new[name].sketch) for name in new)

            def read(key: str | bytes) -> str:
                return new[key].text if isinstance(key, str) else self._text(key)

            def is_known(one: str | bytes, other: str | bytes) -> bool:
                return isinstance(one, bytes) and isinstance(other, bytes)

            titles = self._titles(publishing)
            found: dict[str, list[str]] = defaultdict(list)
            for one, other in near_pairs(sketches, read, skip=is_known):
                if read(one) == read(other):
                    continue
                for this, that in ((one, other), (other, one)):
                    if isinstance(this, str):
                        found[this].append(
                            new[that].called if isinstance(that, str) else titles[that]
                        )
        return {name: sorted(like) for name, like in found.items()}

    def _publishing(self) -> dict[bytes, list[Id]]:
        shown = self._database.shown(models.article)
        publishing: dict[bytes, list[Id]] = defaultdict(list)
        for article, sha in sorted(self._database.rows(select(_a.id, _a.text).where(shown))):
            publishing[sha].append(article)
        return publishing

    def _titles(self, publishing: Mapping[bytes, Sequence[Id]]) -> dict[bytes, str]:
        shown = self._database.shown(models.article)
        rows = self._database.rows(select(_a.id, _a.title).where(shown))
        titles: dict[Id, str] = {row[0]: row[1] for row in rows}
        return {sha: titles[articles[0]] for sha, articles in publishing.items()}

    def _sketches(self, shas: Sequence[bytes], progress: Progress | None) -> dict[bytes, Sketch]:
        kept = self._kept.read()
        lacking = [sha for sha in shas if sha not in kept]
        new = self._made_apart(lacking, progress) if len(lacking) >= MANY else {}
        lacking = [sha for sha in lacking if sha not in new]
        for lot in _texts(self._database, lacking, progress):
            new.update((sha, sketch(characters)) for sha, characters in lot)
        if new:
            self._kept.add(new)
        return {sha: kept[sha] if sha in kept else new[sha] for sha in shas}

    def _made_apart(self, shas: Sequence[bytes], progress: Progress | None) -> Made:
        """Make many sketches, as far as they go, where they keep no window from painting."""
        with Sketching() as apart:
            for lot in _texts(self._database, shas, progress):
                apart.add(lot)
            return apart.made(waiting_of(progress))

    def _text(self, sha: bytes) -> str:
        return str(self._database.scalar(select(_t.characters).where(_t.sha256 == sha)))


def _days(database: Database) -> dict[Id, tuple[bool, str]]:
    columns = (_a.id, _a.published_edtf, _a.published_words, _a.published_basis)
    found = {}
    for row in database.rows(select(*columns).where(database.shown(models.article))):
        lacks, day, _ = by_time(date_of(*row[1:]))
        found[row[0]] = (lacks, day.isoformat())
    return found


def _texts(
    database: Database, shas: Sequence[bytes], progress: Progress | None
) -> Iterator[list[tuple[bytes, str]]]:
    done = 0
    for some in lots(shas, _LOT):
        query = select(_t.sha256, _t.characters).where(_t.sha256.in_(some))
        yield [(row[0], row[1]) for row in sorted(database.rows(query))]
        done += len(some)
        if progress:
            progress(done, len(shas))
