"""How well annotators agree, asked of a project: who is compared by default, and over what.

It decides whom the figures are about; the figures are in `agreement/`, the reading in
`queries/compared.py`. Nothing is written, and nothing is kept between two questions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from factcheck.access import Access
from factcheck.agreement.measuring import measure
from factcheck.agreement.result import Agreement, Behind, Disagreement
from factcheck.annotators import annotators as everybody
from factcheck.annotators import of_name
from factcheck.collecting import MANY, collected_later
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.labels import Labels
from factcheck.models import link as link_table
from factcheck.queries.article_rows import load_articles
from factcheck.queries.compared import annotated, material
from factcheck.queries.link_rows import load_links
from factcheck.queries.statement_rows import load_many
from factcheck.records import Annotator, Link, Progress
from factcheck.store.lots import lots

T = TypeVar("T")

DRAWS = 10_000  # of articles, at most
_BY_DEFAULT = ("person", "program")


class Measuring:
    """Questions about how well annotators agree."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def measure(
        self,
        annotators: Sequence[Id] | None = None,
        articles: Collection[Id] | None = None,
        *,
        labels: Collection[Id] | None = None,
        bootstrap: int = 0,
        progress: Progress | None = None,
    ) -> Agreement:
        """Give how well annotators agree, by all figures; what is left out is as by default.

        By default persons and programs that annotated an article, all articles, all labels, and
        no intervals; `bootstrap` is from how many draws of the articles they are. Raises NotFound
        for an annotator who is not there, BadInput for more draws than `DRAWS`, and what
        `progress` raises.
        """
        if not 0 <= bootstrap <= DRAWS:
            raise BadInput("agreement.draws", most=DRAWS)
        chosen = self.compared() if annotators is None else self._of_ids(annotators)
        known = Labels(self._access).labels()
        wanted = [one for one in known if labels is None or one.id in labels]
        # As many records as there are statements, none of which hold one another.
        with collected_later(MANY):
            found = material(self._database, chosen, wanted, articles)
            return measure(found, bootstrap, progress)

    def compared(self) -> list[Annotator]:
        """Give who is compared by default: persons and programs who annotated an article."""
        with self._database.reading():
            held = annotated(self._database)
            return [
                one
                for one in everybody(self._database)
                if one.kind in _BY_DEFAULT and held.get(one.id)
            ]

    def comparable(self) -> list[Annotator]:
        """Give who can be compared: whoever annotated an article, gold and shared layers too."""
        with self._database.reading():
            held = annotated(self._database)
            return [one for one in everybody(self._database) if held.get(one.id)]

    def named(self, names: Iterable[str]) -> list[Id]:
        """Give the annotators of some names, or ids as text, in that order.

        Raises NotFound where nobody has the name, BadInput where several have.
        """
        known = everybody(self._database)
        by_id = {str(one.id): one for one in known}
        found: dict[Id, None] = {}
        for name in names:
            those = of_name(known, name) or [by_id[i] for i in (name,) if i in by_id]
            if not those:
                raise NotFound("agreement.nobody", name=name)
            if len(those) > 1:
                ids = ", ".join(str(one.id) for one in those)
                raise BadInput("agreement.several", name=name, ids=ids)
            found[those[0].id] = None
        return list(found)

    def behind(self, found: Iterable[Disagreement]) -> list[Behind]:
        """Give disagreements with the statements and links that they are about, in that order."""
        wanted = list(found)
        with self._database.reading():
            links = self._links(i for d in wanted if _is_of_links(d) for i in (d.a, d.b))
            ends = {d: _ends(d, links) for d in wanted}
            ids = {i for pair in ends.values() for i in pair if i is not None}
            statements = {s.id: s for s in load_many(self._database, ids)}
            articles = load_articles(self._database, {d.article for d in wanted})
        titles = {article.id: article.title for article in articles}
        return [
            Behind(
                d,
                titles.get(d.article, ""),
                (_of(statements, ends[d][0]), _of(statements, ends[d][1])),
                (_of(links, d.a), _of(links, d.b)),
            )
            for d in wanted
        ]

    def _links(self, ids: Iterable[Id | None]) -> Mapping[Id, Link]:
        known = dict.fromkeys(i for i in ids if i is not None)
        return {
            link.id: link
            for lot in lots(known)
            for link in load_links(self._database, link_table.c.id.in_(lot))
        }

    def _of_ids(self, ids: Sequence[Id]) -> list[Annotator]:
        known = {one.id: one for one in everybody(self._database)}
        if missing := [i for i in ids if i not in known]:
            raise NotFound("agreement.nobody", name=str(missing[0]))
        return [known[i] for i in dict.fromkeys(ids)]


def _is_of_links(one: Disagreement) -> bool:
    return one.kind.startswith("link")


def _ends(one: Disagreement, links: Mapping[Id, Link]) -> tuple[Id | None, Id | None]:
    if not _is_of_links(one):
        return one.a, one.b
    link = _of(links, one.a) or _of(links, one.b)
    return (None, None) if link is None else (link.source, link.target)


def _of(known: Mapping[Id, T], record: Id | None) -> T | None:
    return None if record is None else known.get(record)
