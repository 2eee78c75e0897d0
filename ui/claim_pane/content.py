"""What the claim pane shows, read from the core: the article's groups, and one claim's sayings.

After a change it asks for just what may differ. It knows no widget and alters nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.ids import Id
from factcheck.records import Changed, Link, Statement
from ui.claim_pane.groups import (
    Group,
    Sayings,
    groups_of,
    sayings_in,
    tellings,
)
from ui.claim_pane.rows import ClaimLine
from ui.claim_pane.views import CardView, Views
from ui.kit.paint import Count
from ui.session import Session
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace


class Content:
    """The groups of the shown article, and all tellings of the claim that is unfolded."""

    def __init__(self, workspace: Workspace, session: Session, shown: Shown) -> None:
        self._workspace = workspace
        self._session = session
        self._shown = shown
        self.views = Views(workspace, shown)
        self.groups: list[Group] = []
        self.claim: Id | None = None
        self.sayings = Sayings()
        self.aimed: Id | None = None  # the statement that the armed link would end on
        self._elsewhere: list[Statement] = []
        self._elsewhere_links: list[Link] = []
        self._links: dict[Id, list[Link]] = {}

    @property
    def place(self) -> int:
        """The place of the unfolded claim among the article's groups, from 0; -1 if none."""
        return next((n for n, x in enumerate(self.groups) if x.claim == self.claim), -1)

    @property
    def numbered(self) -> tuple[int, int]:
        """Which of the article's claims is unfolded, from 1 (0 if none), and how many there are."""
        claims = [x.claim for x in self.groups if x.claim is not None]
        return (claims.index(self.claim) + 1 if self.claim in claims else 0), len(claims)

    @property
    def has_others(self) -> bool:
        """Say whether the article has statements elsewhere than under the unfolded claim."""
        return any(x.claim != self.claim for x in self.groups)

    def regroup(self) -> None:
        """Group the article's statements anew."""
        self.groups = groups_of(self._shown.statements.values())

    def choose(self, wanted: Id | None, *, elsewhere: bool = True) -> None:
        """Unfold a claim, that of the text's first statement where none is wanted.

        Other articles are asked what they tell of it, unless that is to be done later.
        """
        claim = self._workspace.vocabulary.claim(wanted)
        self.claim = claim.id if claim is not None else None
        if self.claim is None and self.place < 0 and self.groups:
            self.claim = self.groups[0].claim
        if elsewhere:
            self.read_elsewhere()
        else:
            self._elsewhere, self._elsewhere_links = [], []

    def read_elsewhere(self) -> None:
        """Ask for the tellings of the unfolded claim in other articles, and for their links."""
        self._elsewhere, self._elsewhere_links = [], []
        if self.claim is None:
            return
        project, layers = self._workspace.project, self._workspace.layers
        here = self._shown.article.id if self._shown.article is not None else None
        found = project.statements.of_claim(self.claim, layers)
        own = project.layer.id
        replaced = {i for x in found if x.annotator == own for i in x.derived_from}
        # What was carried over into a later edition is told in the earlier one still.
        kept = (x for x in found if x.annotator == own or x.id not in replaced)
        self._elsewhere = [x for x in kept if x.article != here]
        links = project.links.of_statements([x.id for x in self._elsewhere])
        self._elsewhere_links = [x for x in links if x.annotator in layers]
        self.views.learn(self._elsewhere)

    def touches_elsewhere(self, changed: Changed) -> bool:
        """Say whether a change may alter what other articles tell about the claim."""
        if changed.touches("link", "claim", "speaker", "article", "label", "link_type"):
            return True
        if "statement" not in changed.ids:
            return False
        ids = changed.ids["statement"]
        return ids is None or bool(ids - self._shown.statements.keys())

    def tell(self) -> Sequence[Id]:
        """Work out the sayings of the unfolded claim; give the key of each card, in order."""
        place = self.place
        here = self._shown.statements
        group = self.groups[place].statements if place >= 0 else ()
        statements = [*(here[x] for x in group), *self._elsewhere]
        links = {x.id: x for x in (*self._shown.links.values(), *self._elsewhere_links)}
        armed = self._session.armed.statement if self._session.armed else None
        article = self._shown.article.id if self._shown.article is not None else None
        self.sayings = tellings(
            statements,
            links.values(),
            own=self._workspace.project.layer.id,
            article=article,
            front=(self._session.active, armed),
        )
        if self.claim is not None:
            places = {key: n for n, key in enumerate(self._workspace.vocabulary.labels)}
            self.sayings.sort(places, article)
        self.sayings.put_first(armed)
        self._links = {}
        for link in links.values():
            self._links.setdefault(link.source, []).append(link)
            self._links.setdefault(link.target, []).append(link)
        return self.sayings.keys

    def view(self, key: Id) -> CardView:
        """Give what the card of a saying shows."""
        told = self.sayings.told(key)
        links = {x.id: x for i in told.ids for x in self._links.get(i, ())}
        return self.views.card(told, links.values())

    def lines(self) -> Sequence[ClaimLine]:
        """Give the folded claims of the article, with their sayings by label."""
        others = [x for x in self.groups if x.claim != self.claim]
        own = self._workspace.project.layer.id
        links = self._shown.links.values()
        counts = sayings_in(others, self._shown.statements, links, own)
        return [self._line(x, by_label) for x, by_label in zip(others, counts, strict=True)]

    def _line(self, group: Group, counts: Mapping[Id, int]) -> ClaimLine:
        vocabulary = self._workspace.vocabulary
        claim = vocabulary.claim(group.claim)
        shown = tuple(
            Count(label.shape, label.color, counts[label.id], label.name)
            for label in vocabulary.labels.values()
            if label.id in counts
        )
        words = claim.proposition if claim is not None else tr("claims.no_claim")
        return ClaimLine(group.claim, words, shown)
