"""The scene of the guide's pictures in which colleagues work on one project and talk about it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from factcheck.builtin import DENIAL
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from ui.sheets.assignment_parts import SpreadPart
from ui.sheets.project_sheet import ProjectSheet

if TYPE_CHECKING:
    from tools.pictures_scenes import Studio

LIE = "it is an “absolute lie”"
CLAIM = "Russia is making lists"


def _colleagues(location: str, studio: Studio) -> None:
    """Let two colleagues join, work and talk in a project, and its lead hand over what was done."""
    ada = studio.settings.person()
    people = [Person(Id.fixed(f"picture/{name}"), name) for name in ("Ben", "Chen")]
    with ExitStack() as stack:
        lead, ben, chen = (stack.enter_context(Project.open(location, x)) for x in (ada, *people))
        for project in (ben, chen):
            project.assignments.join()
            project.pull()
        lead.pull()
        articles = {x.title[:9]: x.id for x in lead.articles.rows([])}
        letter, tasnim = articles["US letter"], articles["Kremlin N"]
        lead.assignments.assign(articles.values(), ben.actor.id)
        lead.assignments.spread(articles.values(), [lead.actor.id, chen.actor.id], seed=4)
        ben.pull()
        start = ben.articles.text(letter).index(LIE)
        made = ben.statements.mark(letter, start, start + len(LIE), DENIAL)
        ben.articles.set_status(tasnim, "done")
        lead.pull()
        lead.assignments.hand_over([letter], ben.actor.id, lead.actor.id)
        lead.pull()
        copy = lead.statements.of_article(letter, [lead.actor.id])[0].id
        lists = next(x for x in lead.claims.all() if x.proposition.startswith(CLAIM))
        lead.statements.set_claim(copy, lists.id)
        ben.pull()
        ben.statements.set_note(made, "Of the lists only?")
        asked = ben.comments.add("statement", copy, "Of the lists, or of the whole letter?")
        chen.pull()
        chen.comments.answer(asked, "Of the lists: the sentence before names them.")


def together(studio: Studio) -> None:
    """Take who has which article, what changed since a hand-over, a thread, and the people."""
    location = studio.make_sample()
    _colleagues(location, studio)
    studio.open(location)
    hands = studio.hands
    hands.keys("Ctrl+Shift+A")
    hands.find("assignmentsSheet")
    hands.keys("Ctrl+A")
    hands.click(hands.button(studio.window, "Spread evenly"))
    part = hands.find("spreadPart")
    assert isinstance(part, SpreadPart)
    for words in ("Annotator 1", "Annotator 2"):
        hands.click(hands.button(part, words))
    hands.click(part.fold.segment("2"))
    studio.take("assignments")
    hands.keys("Esc")
    hands.click(hands.find("handedOver"))
    hands.find("handedOverSheet")
    studio.take("handed-over")
    hands.keys("Esc")
    hands.click_words("absolute lie")
    hands.keys("T")
    studio.take("comments", studio.window.work.claims)
    sheet = ProjectSheet(studio.window, studio.window.workspace)
    sheet.open("people")
    hands.click(sheet.people.blind)
    hands.rest()
    studio.take("people", sheet.panel)
