"""What became of somebody's work, in a line: kept, moved, changed to what, dropped, and why.

Pure: a fate, the record and the registry in, words out.
"""

from __future__ import annotations

from typing import Final

from factcheck.records import Link, Statement
from factcheck.review.answers import Fate, Fated, Item
from factcheck.review.fates import nearest_gold
from ui.review import words
from ui.texts import tr
from ui.vocabulary import Vocabulary

#: In this order fates are listed and filtered.
FATES: Final[tuple[Fate, ...]] = (
    *("sent_back", "dropped", "label", "edges", "speaker", "claim", "details", "missed", "kept"),
)
_KEYS: Final = {"edges": "boundary"}  # in the texts, which say nothing of edges


def fate_name(fate: Fate) -> str:
    """Name a fate, for a filter."""
    return tr(f"review.fate.{_KEYS.get(fate, fate)}")


def what(fated: Fated, mine: Statement | Link | None, vocabulary: Vocabulary) -> str:
    """Say what became of a record."""
    said = [_changed(x, fated, mine, vocabulary) for x in FATES if x in fated.fates]
    return ", ".join([*said[:1], *(x[:1].lower() + x[1:] for x in said[1:])])


def line(fated: Fated, mine: Statement | Link | None, vocabulary: Vocabulary) -> str:
    """Say what became of a record, with the reason where one was given."""
    became = what(fated, mine, vocabulary)
    reason = fated.decision.reason
    return tr("review.fate.because", what=became, reason=reason) if reason else became


def record_of(fated: Fated, item: Item | None) -> Statement | Link | None:
    """Give the statement or link that a fate is about; None of what was sent back or missed."""
    if item is None:
        return None
    return next((x for x in item.versions if x.id == fated.record), None)


def gold_of(fated: Fated, mine: Statement | Link | None) -> Statement | None:
    """Give the gold statement that became of one's own, or that one missed."""
    if isinstance(mine, Statement):
        return nearest_gold(mine, fated.gold)
    return fated.gold[0] if fated.gold else None


def _changed(
    fate: Fate, fated: Fated, mine: Statement | Link | None, vocabulary: Vocabulary
) -> str:
    gold = gold_of(fated, mine)
    if fate == "label" and fated.gold_link is not None:
        return tr("review.fate.to_type", type=words.link_verb(fated.gold_link, vocabulary))
    if gold is not None and fate == "label":
        label = vocabulary.labels.get(gold.label)
        return tr("review.fate.to_label", label=label.name if label else "")
    if gold is not None and fate == "speaker":
        return tr("review.fate.to_speaker", speaker=words.speaker(gold, vocabulary)[0])
    if gold is not None and fate == "claim":
        return tr("review.fate.to_claim", claim=words.claim(gold, vocabulary))
    return fate_name(fate)
