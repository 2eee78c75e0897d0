"""Long work: progress and one outcome in the window's thread, cancel, bugs, and a clean end."""

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from factcheck.errors import BadInput, FactcheckError
from factcheck.project import Project
from ui.jobs import Job, Jobs, Progress
from ui.sheets.base import Notices

from .sheets import Desk, desk, until_stopped

__all__ = ["desk"]


def wait_end(qtbot: QtBot, job: Job, act: Callable[[], object] = lambda: None) -> None:
    """Wait until a job has ended."""
    with qtbot.waitSignal(job.ended):
        act()


def test_work_writes_by_a_clone_and_is_shown_before_it_is_told(desk: Desk, qtbot: QtBot) -> None:
    jobs = Jobs.of(desk.workspace)
    here, seen = threading.get_ident(), []
    shown: list[bool] = []
    desk.workspace.changed.connect(lambda changed: shown.append(changed.touches("claim")))

    def work(project: Project, step: Progress) -> int:
        assert project is not desk.project
        step(0, 1)
        project.claims.create("It rains")
        step(1, 1)
        return threading.get_ident()

    job = jobs.start(work)
    job.progressed.connect(lambda done, total: seen.append((done, total, threading.get_ident())))
    with qtbot.waitSignal(job.done) as told:
        pass
    assert told.args[0] != here
    assert True in shown
    assert (1, 1, here) in seen
    assert [c.proposition for c in desk.project.claims.all()] == ["It rains"]
    assert not jobs.busy


def test_a_cancelled_job_tells_that_and_nothing_else(desk: Desk, qtbot: QtBot) -> None:
    began = threading.Event()
    job = Jobs.of(desk.workspace).start(lambda _project, step: until_stopped(step, began))
    told: list[str] = []
    job.cancelled.connect(lambda: told.append("cancelled"))
    job.failed.connect(lambda _error: told.append("failed"))
    job.done.connect(lambda _result: told.append("done"))
    assert began.wait(20)
    wait_end(qtbot, job, job.cancel)
    assert told == ["cancelled"]


def test_what_a_person_can_mend_is_told_as_that(desk: Desk, qtbot: QtBot) -> None:
    def work(_project: Project, _step: Progress) -> None:
        raise BadInput("project.address")

    job = Jobs.of(desk.workspace).start(work)
    with qtbot.waitSignal(job.failed) as told:
        pass
    assert isinstance(told.args[0], FactcheckError)


def test_a_bug_reaches_the_hook_of_the_window(desk: Desk, qtbot: QtBot) -> None:
    def work(_project: Project, _step: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as bugs:
        wait_end(qtbot, Jobs.of(desk.workspace).start(work))
    assert [kind for kind, _, _ in bugs] == [ZeroDivisionError]


def test_closing_the_project_ends_its_jobs(desk: Desk, qtbot: QtBot) -> None:
    began = threading.Event()
    jobs = Jobs.of(desk.workspace)
    job = jobs.start(lambda _project, step: until_stopped(step, began))
    assert began.wait(20)
    desk.workspace.close()
    assert not job.is_running
    assert not jobs.busy


@pytest.mark.parametrize("outcome", ["done", "failed"])
def test_what_ends_as_the_project_closes_is_not_told_after(
    desk: Desk, qtbot: QtBot, outcome: str
) -> None:
    """The work is through, and its outcome on the way, at the moment the project closes."""

    def work(_project: Project, step: Progress) -> str:
        step(1, 1)
        if outcome == "failed":
            raise BadInput("project.address")
        return outcome

    job = Jobs.of(desk.workspace).start(work)
    told: list[str] = []
    job.progressed.connect(lambda *_: told.append("progressed"))
    job.done.connect(lambda _result: told.append("done"))
    job.failed.connect(lambda _error: told.append("failed"))
    job.ended.connect(lambda: told.append("ended"))
    while job.is_running:  # no event is handled meanwhile
        pass
    with qtbot.waitSignal(job.destroyed):
        desk.workspace.close()
    assert told == ["ended"]


@pytest.mark.parametrize("tone", ["info", "warning"])
def test_one_sentence_stands_at_a_time(desk: Desk, tone: str) -> None:
    notices = Notices(desk.window)
    notices.say("One")
    notices.say("Two", "warning" if tone == "warning" else "info")
    assert notices.sentence == "Two"
    notices.clear()
    assert notices.isHidden()
