"""Speakers, claims and labels as sheets: what is typed is kept, asked about, merged, taken back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factcheck.project import Project
from ui.kit.focus import tab_stops
from ui.sheets.claims_sheet import ClaimsSheet
from ui.sheets.form import PAUSE
from ui.sheets.labels_sheet import LabelsSheet
from ui.sheets.registry import RegistrySheet
from ui.sheets.speakers_sheet import SpeakersSheet
from ui.sheets.swatches import SwatchEditor

from .sheets import ADA, BEN, Desk, button, choose, click, desk, press, typed

__all__ = ["desk"]


def speakers_of(desk: Desk) -> SpeakersSheet:
    """Open the sheet of speakers."""
    sheet = SpeakersSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    return sheet


def claims_of(desk: Desk) -> ClaimsSheet:
    """Open the sheet of claims."""
    sheet = ClaimsSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    return sheet


def field(sheet: RegistrySheet, name: str) -> QWidget:
    """The widget in which a field is typed."""
    proxy = sheet.forms()[0].editor(name).focusProxy()
    assert proxy is not None
    return proxy


def test_a_speaker_is_made_named_and_given_a_side_by_keys(desk: Desk) -> None:
    sheet = speakers_of(desk)
    typed(sheet.adding.line.field, "Peskov", enter=True)
    typed(field(sheet, "name"), "Dmitry Peskov", enter=True)
    typed(field(sheet, "position"), "spokesman")
    typed(field(sheet, "affiliation"), "Kremlin")
    press(field(sheet, "affiliation"), Qt.Key.Key_Return)
    typed(field(sheet, "aliases"), "Peskov", enter=True)
    peskov = next(s for s in desk.project.speakers.all() if s.name == "Dmitry Peskov")
    kremlin = next(s for s in desk.project.speakers.all() if s.name == "Kremlin")
    assert (peskov.position, peskov.affiliation) == ("spokesman", kremlin.id)
    assert peskov.aliases == ("Peskov",)
    click(button(sheet, "Remove Peskov"))
    assert desk.project.speakers.get(peskov.id).aliases == ()


def test_what_is_typed_is_kept_when_the_project_is_closed(desk: Desk) -> None:
    desk.project.speakers.create("Kremlin")
    desk.workspace.pull()
    sheet = speakers_of(desk)
    choose(sheet.list, "Kremlin")
    typed(field(sheet, "name"), "The Kremlin")
    desk.workspace.close()
    with Project.open(desk.path, actor=ADA) as again:
        assert "The Kremlin" in [x.name for x in again.speakers.all()]


def test_typing_is_one_revision_after_a_pause_and_on_closing(desk: Desk, qtbot: QtBot) -> None:
    made = desk.project.speakers.create("Kremlin")
    desk.workspace.pull()
    sheet = speakers_of(desk)
    typed(field(sheet, "position"), "government")
    assert desk.project.speakers.get(made).position is None
    qtbot.waitUntil(lambda: bool(desk.project.speakers.get(made).position), timeout=PAUSE * 8)
    before = desk.project.log(1)[0].number
    typed(field(sheet, "external_id"), "Q649")
    press(field(sheet, "external_id"), Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert desk.project.speakers.get(made).external_id == "Q649"
    assert desk.project.log(1)[0].number == before + 1


def test_what_is_refused_stays_typed_and_is_said_in_the_sheet(desk: Desk) -> None:
    desk.project.speakers.create("Kremlin")
    desk.workspace.pull()
    sheet = speakers_of(desk)
    typed(field(sheet, "name"), "", enter=True)
    assert sheet.notices.sentence
    sheet.close_sheet()
    assert not sheet.isHidden()
    click(button(sheet.notices, "Close without it"))
    assert sheet.isHidden()
    assert [s.name for s in desk.project.speakers.all()] == ["Kremlin"]


def test_a_name_that_was_not_added_is_not_lost(desk: Desk) -> None:
    sheet = speakers_of(desk)
    typed(sheet.adding.line.field, "Peskov")
    press(sheet, Qt.Key.Key_Escape)
    assert not sheet.isHidden()
    click(sheet.adding.button)
    press(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert [s.name for s in desk.project.speakers.all()] == ["Peskov"]


def test_tab_goes_through_the_list_and_the_form_and_ends_with_close(desk: Desk) -> None:
    desk.project.speakers.create("Kremlin")
    desk.workspace.pull()
    sheet = speakers_of(desk)
    stops = tab_stops(sheet)
    name = field(sheet, "name")
    assert stops[0] is sheet.search
    assert stops.index(sheet.list) < stops.index(name) < stops.index(sheet.merge.into)
    assert stops[-1].accessibleName() == "Close"


def test_speakers_are_merged_and_stand_for_themselves_again(desk: Desk) -> None:
    kremlin = desk.project.speakers.create("Kremlin", "organisation")
    moscow = desk.project.speakers.create("Moscow", "state")
    desk.workspace.pull()
    sheet = speakers_of(desk)
    choose(sheet.list, "Moscow")
    typed(sheet.merge.into, "Kreml")
    press(sheet.merge.into, Qt.Key.Key_Return)
    click(sheet.merge.button)
    assert desk.project.speakers.get(moscow).merged_into == kremlin
    click(sheet.merge.unmerge)
    assert desk.project.speakers.get(moscow).merged_into is None


def test_a_colleagues_change_is_offered_where_one_types(desk: Desk) -> None:
    made = desk.project.speakers.create("Kremlin")
    desk.workspace.pull()
    sheet = speakers_of(desk)
    typed(field(sheet, "position"), "mine")
    with Project.open(desk.path, BEN) as other:
        other.speakers.set_position(made, "theirs")
    desk.workspace.pull()
    assert sheet.form.editor("position").value() == "mine"
    click(button(sheet, "Take the change made meanwhile"))
    assert sheet.form.editor("position").value() == "theirs"
    assert not sheet.unsaved()


def test_a_statement_is_gone_to_from_where_its_speaker_is_used(desk: Desk) -> None:
    statement = desk.mark("an absolute lie", "denial")
    made = desk.project.speakers.create("Kremlin")
    desk.project.statements.set_speaker(statement, made, "named")
    desk.workspace.pull()
    sheet = speakers_of(desk)
    rows = sheet.used.list
    assert [entry.title for entry in rows.entries] == ["an absolute lie"]
    rows.setFocus()
    press(rows, Qt.Key.Key_Down)
    press(rows, Qt.Key.Key_Return)
    assert sheet.isHidden()
    assert (desk.session.article, desk.session.active) == (desk.article, statement)


def test_a_new_wording_asks_whether_the_meaning_changed(desk: Desk) -> None:
    made = desk.project.claims.create("Moscow makes lists")
    statement = desk.mark("an absolute lie", "denial")
    desk.project.statements.set_claim(statement, made)
    desk.workspace.pull()
    sheet = claims_of(desk)
    typed(field(sheet, "proposition"), "Moscow makes lists of people")
    sheet.close_sheet()
    assert not sheet.isHidden()
    click(button(sheet, "Save: its meaning changed, flag its statements"))
    assert desk.project.claims.get(made).proposition == "Moscow makes lists of people"
    assert desk.project.statements.get(statement).flagged


def test_a_new_meaning_flags_only_what_was_ticked(desk: Desk) -> None:
    made = desk.project.claims.create("Moscow makes lists")
    ids = [desk.mark("Moscow makes lists", "allegation"), desk.mark("an absolute lie", "denial")]
    desk.project.statements.set_claim(ids, made)
    desk.workspace.pull()
    sheet = claims_of(desk)
    typed(field(sheet, "proposition"), "Moscow makes lists of people")
    rows = sheet.used.list
    rows.setFocus()
    press(rows, Qt.Key.Key_Down)
    press(rows, Qt.Key.Key_Space)
    click(button(sheet, "Save: its meaning changed, flag only what is ticked below"))
    assert len(rows.checked) == 1
    assert [i for i in ids if desk.project.statements.get(i).flagged] == rows.checked


def test_a_claim_is_split_by_ticking_statements(desk: Desk) -> None:
    made = desk.project.claims.create("Moscow makes lists")
    ids = [desk.mark("Moscow makes lists", "allegation"), desk.mark("an absolute lie", "denial")]
    for statement in ids:
        desk.project.statements.set_claim(statement, made)
    desk.workspace.pull()
    sheet = claims_of(desk)
    rows = sheet.used.list
    rows.setFocus()
    press(rows, Qt.Key.Key_Down)
    press(rows, Qt.Key.Key_Space)
    assert len(rows.checked) == 1
    typed(sheet.splitting.line.field, "It is a lie", enter=True)
    new = next(c for c in desk.project.claims.all() if c.proposition == "It is a lie")
    assert sheet.shown == new.id
    claims = [desk.project.statements.get(i).claim for i in ids]
    assert sorted(claims, key=str) == sorted([made, new.id], key=str)


def test_a_verdict_keeps_its_reasons(desk: Desk) -> None:
    made = desk.project.claims.create("Moscow makes lists")
    desk.workspace.pull()
    sheet = claims_of(desk)
    typed(field(sheet, "verdict"), "unproven", enter=True)
    typed(field(sheet, "rationale"), "No list was shown.")
    field(sheet, "note").setFocus()
    claim = desk.project.claims.get(made)
    assert (claim.verdict, claim.rationale) == ("unproven", "No list was shown.")


def test_a_label_is_added_and_gets_shape_and_color(desk: Desk) -> None:
    sheet = LabelsSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    typed(sheet.adding.line.field, "evasion", enter=True)
    for name, picture in (("shape", "diamond"), ("color", "gold"), ("underline", "dot")):
        editor = sheet.label_form.editor(name)
        assert isinstance(editor, SwatchEditor)
        sheet.scroller.ensureWidgetVisible(editor)
        click(editor.swatch(picture))
    label = next(b for b in desk.project.labels.labels() if b.name == "evasion")
    assert (label.shape, label.color, label.underline) == ("diamond", "gold", "dot")
    click(sheet.remove)
    assert len(desk.project.labels.labels()) == 3


def test_a_new_definition_flags_what_was_labelled_if_one_says_so(desk: Desk) -> None:
    statement = desk.mark("an absolute lie", "denial")
    sheet = LabelsSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    choose(sheet.list, "denial")
    typed(field(sheet, "definition"), "Says no.")
    click(button(sheet, "Save: flag all that has it for another look"))
    assert desk.project.statements.get(statement).flagged


def test_a_new_definition_flags_only_what_was_ticked(desk: Desk) -> None:
    ids = [desk.mark(words, "denial") for words in ("an absolute lie", "Moscow makes lists")]
    sheet = LabelsSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    choose(sheet.list, "denial")
    typed(field(sheet, "definition"), "Says no.")
    rows = sheet.used.list
    rows.setFocus()
    press(rows, Qt.Key.Key_Down)
    press(rows, Qt.Key.Key_Space)
    click(button(sheet, "Save: flag only what is ticked below"))
    assert len(rows.checked) == 1
    assert [i for i in ids if desk.project.statements.get(i).flagged] == rows.checked


def test_a_kind_of_link_is_added_with_its_direction(desk: Desk) -> None:
    sheet = LabelsSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    click(sheet.which.segment("links"))
    click(sheet.directed)
    typed(sheet.adding.line.field, "answers", enter=True)
    typed(field(sheet, "passive"), "answered by", enter=True)
    kind = next(t for t in desk.project.labels.link_types() if t.name == "answers")
    assert (kind.directed, kind.passive) == (True, "answered by")
    typed(sheet.adding.line.field, "denies", enter=True)
    assert sheet.notices.sentence
