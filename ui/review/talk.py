"""Which comments belong to an item: those on every version of it, and on what became gold.

A new one hangs on one's own version where there is one, so that it is found where one works.
"""

from __future__ import annotations

from factcheck.commenting.answers import CommentKind
from factcheck.ids import Id
from factcheck.review.answers import Item, LinkItem
from ui.commenting.panel import CommentsPanel
from ui.review.own_work import OwnWork


def show_comments(panel: CommentsPanel, item: Item | None, key: Id | None, own: OwnWork) -> None:
    """Show what is said about an item; of work that was sent back, about its assignment."""
    if item is None:
        fated = own.fated.get(key) if key is not None else None
        panel.setVisible(fated is not None)
        if fated is not None:
            panel.show_record("assignment", fated.record)
        else:
            panel.clear()
        return
    panel.setVisible(True)
    records = [x.id for x in (*item.versions, *item.gold)]
    mine = own.layer
    first = next((x.id for x in item.versions if x.annotator == mine), records[0])
    kind: CommentKind = "link" if isinstance(item, LinkItem) else "statement"
    panel.show_record(kind, first, also=records)
