"""The scene of the guide's pictures in which a colleague's project is merged."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from factcheck.builtin import DENIAL
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from ui.sheets.merge_sheet import MergeSheet

if TYPE_CHECKING:
    from tools.pictures_scenes import Studio

EARLIER, LATER = "2026-03-01T16:20:00.000+00:00", "2026-03-02T08:40:00.000+00:00"
COPY = "from-ben.factcheck"
LIE = "it is an “absolute lie”"
CLAIM = "Russia is making lists"


def _apart(location: str, studio: Studio) -> None:
    """Let Ada work here, and Ben in a copy that lies beside it."""
    copy = Path(location).with_name(COPY)
    ben = Person(Id.fixed("picture/Ben"), "Ben")
    with ExitStack() as stack:
        ours = stack.enter_context(Project.open(location, studio.settings.person()))
        ours.backup(copy)
        theirs = stack.enter_context(Project.open(copy, ben))
        claim = next(c for c in ours.claims.all() if c.proposition.startswith(CLAIM))
        stack.enter_context(patch("factcheck.journal.journal.now", return_value=EARLIER))
        ours.claims.set_note(claim.id, "Nobody has seen the list itself.")
        ours.speakers.create("Foreign Ministry of Belarus", "organisation")
        stack.enter_context(patch("factcheck.journal.journal.now", return_value=LATER))
        theirs.claims.set_note(claim.id, "The letter and two officials say so; no list was shown.")
        theirs.speakers.create("foreign ministry of Belarus", "organisation")
        letter = next(a.id for a in theirs.articles.rows([]) if a.title.startswith("US letter"))
        start = theirs.articles.text(letter).index(LIE)
        theirs.statements.mark(letter, start, start + len(LIE), DENIAL)


def merging(studio: Studio) -> None:
    """Take the report before a merge, and the conflicts that are left afterwards."""
    location = studio.make_sample()
    _apart(location, studio)
    studio.open(location)
    os.chdir(Path(location).parent)
    hands = studio.hands
    hands.keys("Ctrl+K")
    hands.write("Merge")
    hands.keys("Return")
    sheet = hands.find("mergeSheet")
    assert isinstance(sheet, MergeSheet)
    hands.write(COPY)
    hands.keys("Return")
    hands.until(sheet.take.isEnabled, "nothing to merge")
    studio.take("merge")
    hands.keys("Return")
    hands.until(lambda: bool(sheet.notices.sentence), "it is not merged")
    hands.click(hands.button(sheet, "Show the conflicts"))
    hands.find("conflictsSheet")
    studio.take("conflicts")
