"""The people of a project by its sheet: a lead gives roles and makes it blind, others read it."""

from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Annotator
from ui.sheets.people_part import PersonRow
from ui.sheets.project_sheet import ProjectSheet

from .sheets import ADA, BEN, Desk, click, desk

__all__ = ["desk"]


def people_of(desk: Desk) -> ProjectSheet:
    """Open the page of the project's people, once Ben has joined."""
    with Project.open(desk.path, BEN) as project:
        project.assignments.join()
    desk.workspace.pull()
    sheet = ProjectSheet(desk.window, desk.workspace)
    sheet.open()
    click(sheet.page.segment("people"))
    return sheet


def person(desk: Desk, who: Id) -> Annotator:
    """Somebody as the project has them now."""
    return next(a for a in desk.project.people.all() if a.id == who)


def boxes(row: PersonRow) -> dict[str, bool]:
    """The roles that a row shows."""
    return {role: box.isChecked() for role, box in row.boxes.items()}


def test_a_lead_gives_roles_and_makes_the_project_blind(desk: Desk) -> None:
    sheet = people_of(desk)
    people = sheet.people
    click(people.row(BEN.id).boxes["reviewer"])
    click(people.blind)
    assert person(desk, BEN.id).reviewer
    assert desk.project.about.is_blind()
    assert boxes(people.row(BEN.id)) == {"lead": False, "reviewer": True}
    click(people.blind)
    assert not desk.project.about.is_blind()
    assert people.row(BEN.id).boxes["lead"].accessibleName() == "Ben: Lead"


def test_the_last_lead_stays_one_and_is_told_why(desk: Desk) -> None:
    sheet = people_of(desk)
    own = sheet.people.row(ADA.id)
    click(own.boxes["lead"])
    assert "only one" in sheet.notices.sentence
    assert own.boxes["lead"].isChecked()
    click(sheet.people.row(BEN.id).boxes["lead"])
    click(own.boxes["lead"])
    assert not sheet.notices.sentence
    assert not person(desk, ADA.id).lead
    # From now on it is Ben's to give.
    assert not any(box.isEnabled() for box in own.boxes.values())
    assert not sheet.people.blind.isEnabled()


def test_what_another_lead_does_is_seen_at_once(desk: Desk) -> None:
    sheet = people_of(desk)
    desk.project.people.set_lead(BEN.id, True)
    with Project.open(desk.path, BEN) as project:
        project.about.set_blind(True)
        project.people.set_reviewer(BEN.id, True)
    desk.workspace.pull()
    assert sheet.people.blind.isChecked()
    assert boxes(sheet.people.row(BEN.id)) == {"lead": True, "reviewer": True}


def test_who_does_not_lead_reads_it_only(desk: Desk, qtbot: object) -> None:
    people_of(desk).close_sheet()
    window = QWidget(desk.window)
    as_ben = Project.open(desk.path, BEN)
    desk.workspace.take(as_ben)
    sheet = ProjectSheet(window, desk.workspace)
    sheet.open("people")
    rows = [sheet.people.row(who) for who in (ADA.id, BEN.id)]
    assert not any(box.isEnabled() for row in rows for box in row.boxes.values())
    assert not sheet.people.blind.isEnabled()
    sheet.close_sheet()
