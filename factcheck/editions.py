"""Editions: an article that is a later or corrected version of another, and what differs.

The older one stays, with all that was marked in it: that a text was changed is evidence. One's own
statements are carried over into the newer one by their words and what stands around them, in one
revision; where they are is worked out in `carrying`.
"""

from collections.abc import Iterable, Mapping, Sequence

from factcheck import models
from factcheck.access import Access
from factcheck.carrying.drafting import draft
from factcheck.carrying.report import CarryReport
from factcheck.errors import BadInput, Conflict
from factcheck.ids import Id
from factcheck.layers import check_may_alter_layer
from factcheck.prose.alignment import Alignment, Differing
from factcheck.queries.answers import Family, Trace
from factcheck.queries.editions import candidates, family, traces
from factcheck.queries.rows import altered, one
from factcheck.records import Progress, What
from factcheck.verbs.places import Place, place_of, shortened, text_of
from factcheck.verbs.progress import begin


class Editions:
    """Questions about editions, and the verb that carries statements over."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def family(self, article: Id) -> Family:
        """Give the editions before an article, and those right after it."""
        return family(self._database, article)

    def candidates(self, articles: Iterable[Id]) -> list[tuple[Id, Id]]:
        """Give what articles just added may be later editions of: pairs, the older one first."""
        return candidates(self._database, articles)

    def differing(self, old: Id, new: Id) -> Sequence[Differing]:
        """Give where two texts differ, in order: code points of each, half-open."""
        places = place_of(self._database, old), place_of(self._database, new)
        texts = (text_of(self._database, place.sha256) for place in places)
        return Alignment(*texts).differing

    def traces(self, article: Id, layers: Sequence[Id]) -> Mapping[Id, Trace]:
        """Give the statements of some layers that a later edition has not, or altered words of."""
        return traces(self._database, article, layers)

    def outlook(
        self, old: Id, new: Id, *, layer: Id | None = None, progress: Progress | None = None
    ) -> CarryReport:
        """Say what `carry_over` would do; nothing is written. Raises what it raises."""
        layer = self._access.layer.id if layer is None else layer
        places = self._checked(old, new, layer)
        return draft(self._database, *places, layer, progress).report(old, new, layer, None)

    def carry_over(
        self, old: Id, new: Id, *, layer: Id | None = None, progress: Progress | None = None
    ) -> CarryReport:
        """Make an article the later edition of another, and carry a layer's statements over.

        One's own layer unless said, in one revision; what was carried over before is not doubled.
        Raises BadInput for articles that cannot be editions, NotAllowed for another's layer.
        """
        layer = self._access.layer.id if layer is None else layer
        places = self._checked(old, new, layer)
        made = draft(self._database, *places, layer, progress)
        row = one(self._database, models.article, new)
        named = altered("article", row, {"edition_of": row["edition_of"] or old})
        revision = None
        if named or made.edits:
            n = sum(one.kind in ("same", "moved", "uncertain") for one in made.carried)
            if n and layer == self._access.layer.id:
                begin(self._access, places[1])
            params: dict[str, str | int] = {"n": n, "title": places[1].short}
            what = What("edition.carry_over" if n else "edition.name", params)
            revision = self._access.record(what, [*named, *made.edits])
        return made.report(old, new, layer, revision)

    def _checked(self, old: Id, new: Id, layer: Id) -> tuple[Place, Place]:
        check_may_alter_layer(self._access, layer)
        places = place_of(self._database, old), place_of(self._database, new)
        if old == new:
            raise BadInput("edition.itself")
        earlier = self.family(new).earlier
        if earlier and old not in earlier:
            other = place_of(self._database, earlier[0])
            raise BadInput(
                "edition.of_another", title=places[1].short, other=shortened(other.title)
            )
        if new in self.family(old).earlier:
            raise Conflict("article.circle")
        return places
