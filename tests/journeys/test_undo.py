"""All the way back and forward again, also after the window was closed in between."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tests.gestures import LETTER, TASNIM, Analyst, own_links, own_statements
from tests.windows import NewAnalyst

GESTURES: tuple[Callable[[Analyst], object], ...] = (
    lambda ada: ada.mark("it is an “absolute lie”", "2"),
    lambda ada: ada.attribute("The Kremlin"),
    lambda ada: ada.attribute(cue="rejects"),
    lambda ada: ada.choose_claim("lists"),
    lambda ada: ada.press("B"),
    lambda ada: ada.link_to("hit list", "D", article=TASNIM),
)


def state(ada: Analyst) -> tuple[object, ...]:
    """What is one's own on disk."""
    with ada.disk() as project:
        own = project.layer.id
        rows = [(r.title, r.status) for r in project.articles.rows([own])]
        return own_statements(project), own_links(project), rows


def all_the_way(ada: Analyst, action: str, key: str) -> list[tuple[object, ...]]:
    """Press undo or redo for as long as it can be done; give the states on the way."""
    states = []
    while ada.window.actions_by_name[action].isEnabled():
        ada.press(key)
        states.append(state(ada))
    return states


def test_undone_to_the_beginning_and_done_again(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    states = [state(ada)]
    for gesture in GESTURES:
        gesture(ada)
        states.append(state(ada))
    assert all(a != b for a, b in pairwise(states)), "a gesture did nothing"
    back = all_the_way(ada, "undo", "Ctrl+Z")
    # One more than there are gestures: the first mark set the status before it.
    assert back[-1] == states[0]
    assert [x for x in back if x in states] == states[-2::-1]
    forth = all_the_way(ada, "redo", "Ctrl+Shift+Z")
    assert forth == [*back[-2::-1], states[-1]]


def test_undo_and_redo_last_over_restarts(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    before = state(ada)
    ada.go_to(LETTER)
    for gesture in GESTURES:
        gesture(ada)
    after = state(ada)
    ada.close()
    second = analyst(sample)
    assert all_the_way(second, "undo", "Ctrl+Z")[-1] == before
    second.close()
    third = analyst(sample)
    assert all_the_way(third, "redo", "Ctrl+Shift+Z")[-1] == after


def test_undo_goes_to_the_place_and_names_it(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.mark("it is an “absolute lie”", "2")
    ada.go_to(TASNIM)
    ada.press("Ctrl+Z")
    article = ada.window.work.shown.article
    assert article is not None
    assert article.title.startswith(LETTER)
    assert ada.told().startswith("Undid:")
    assert ada.statements() == []
