"""The claim pane where gold is shown beside one's own marks: whose is what, and counted once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect

from tests.gestures import LETTER, Analyst
from tests.windows import NewAnalyst
from ui.claim_pane.card import StatementCard

LIE = "it is an “absolute lie”"


def own_card(ada: Analyst) -> StatementCard:
    """The card of the active statement."""
    ada.sees(lambda: ada.window.work.claims.cards.editor is not None, "no fields are open")
    card = ada.window.work.claims.cards.card_of(ada.window.session.active)
    assert card is not None
    return card


def test_gold_s_links_on_one_s_own_card_are_told_as_gold_s(
    analyst: NewAnalyst, sample: Path
) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    here = ada.window.work.status.here.text()
    ada.mark(LIE, "2")
    ada.choose_claim("making lists of Ukrainians")
    assert len(ada.statements()) == 1
    assert ada.window.work.status.here.text() == here
    card = own_card(ada)
    assert card.view.is_own
    assert card.links
    for link in card.links:
        assert link.accessibleName().endswith("by gold")
        assert link.view.is_reference
        link.setFocus()
        ada.press("Del")
        assert "another layer" in ada.told()
    assert ada.window.work.status.here.text() == here
    assert len(ada.statements()) == 1


def test_more_fields_come_into_sight(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.window.resize(1440, 640)
    ada.go_to("In a letter")
    for n in range(5):
        ada.mark("Ukraine", "2", nth=n)
    editor = own_card(ada).editor
    assert editor is not None
    pane = ada.window.work.claims
    ada.hands.click(ada.hands.button(editor, "More"))
    assert pane.cards.editor is not None
    details = pane.cards.editor.details
    assert details is not None
    view = pane.cards.column.viewport()

    def seen() -> bool:
        place = QRect(details.mapTo(view, QPoint(0, 0)), details.size())
        if place.height() < view.height():
            return bool(view.rect().contains(place))
        return 0 <= place.top() < view.height() // 4

    ada.sees(seen)
