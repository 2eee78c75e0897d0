"""What the versions pane shows of the chosen item: its title, notes, versions and what can be done.

It puts words together from the item, the choice and the registry; it alters nothing.
"""

from __future__ import annotations

from factcheck.review.answers import Item, LinkItem, StatementItem
from ui.claim_pane.views import quoted
from ui.review import link_views, statement_views
from ui.review.content import Content
from ui.review.deciding import Deciding
from ui.review.pane import PaneView
from ui.review.people import listed
from ui.review.since import changes
from ui.review.versions import VersionsView
from ui.review.words import middle_elided, outcome, title
from ui.texts import tr, tr_n
from ui.workspace import Workspace


def pane_view(
    item: Item | None, deciding: Deciding, content: Content, workspace: Workspace
) -> PaneView:
    """Give what the pane shows."""
    if item is None:
        return PaneView()
    at, of = content.place(item.key)
    return PaneView(
        title=title(item, content.people),
        place=tr("review.place", at=at, of=of) if at else "",
        versions=_versions(item, deciding, content, workspace),
        notes=tuple(_notes(item, content, workspace)),
        along=_along(item, content),
        result=_result(item, deciding, content, workspace),
        count=len(item.versions),
        can_alter=deciding.may_decide,
        is_ready=deciding.is_ready,
        decide=_decide_words(item),
        offers=tuple(_offers(item, deciding)),
    )


def _versions(
    item: Item, deciding: Deciding, content: Content, workspace: Workspace
) -> VersionsView:
    people, vocabulary = content.people, workspace.vocabulary
    if isinstance(item, StatementItem):
        return statement_views.versions_view(item, deciding.choice, people, vocabulary)
    told = content.ends_of(item)
    ends = [content.item(x) for x in item.ends]
    sets = [
        {x.id for x in (*end.versions, *end.gold)} if isinstance(end, StatementItem) else set()
        for end in ends
    ]
    statements = link_views.end_statements(item, told, sets)
    places = [
        (statement, content.title_of(article))
        for statement, article in zip(statements, item.articles, strict=True)
    ]
    return link_views.versions_view(item, deciding.link, places, people, vocabulary)


def _result(item: Item, deciding: Deciding, content: Content, workspace: Workspace) -> str:
    if isinstance(item, LinkItem):
        return link_views.described(deciding.link, item, content.people, workspace.vocabulary)
    return statement_views.described(deciding.choice, item, content.people, workspace.vocabulary)


def _notes(item: Item, content: Content, workspace: Workspace) -> list[str]:
    """Say what was decided, by whom and why, and whether it still holds."""
    decision = item.decision
    notes = []
    if item.state == "outdated":
        notes.append(tr("review.outdated_why"))
        settled = next(iter(workspace.project.review.decisions(item.key)), None)
        notes += changes(settled, item, content.people, workspace.vocabulary)
    if decision is not None:
        who = content.names.get(decision.annotator, "")
        notes.append(
            tr("review.decided_by", what=outcome(item), who=who, when=decision.made_at[:10])
        )
        if decision.reason:
            notes.append(tr("review.because", reason=decision.reason))
    elif item.gold:
        notes.append(tr("review.gold_before"))
    return notes


def _along(item: Item, content: Content) -> str:
    """Say which ends have no gold yet, and so would be taken along with a link."""
    if not isinstance(item, LinkItem):
        return ""
    ends = [content.item(x) for x in item.ends]
    bare = [x for x in ends if isinstance(x, StatementItem) and not x.gold]
    words = [quoted(middle_elided(x.versions[0].words)) for x in bare if x.versions]
    return tr_n("review.along", len(words), words=listed(words)) if words else ""


def _decide_words(item: Item) -> str:
    one = len(item.versions) == 1 and not item.silent
    return tr("review.accept") if one and item.state == "open" else tr("review.decide")


def _offers(item: Item, deciding: Deciding) -> list[str]:
    """Give what else can be done with an item."""
    if not deciding.may_decide:
        return []
    offers = []
    if item.state == "outdated":
        offers.append("confirm")
    if item.state == "open" and item.versions:
        offers.append("send_back")
    if isinstance(item, StatementItem) and item.same_claims and item.state == "open":
        offers.append("merge_claims")
    return offers
