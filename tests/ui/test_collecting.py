"""The collector of cycles: what Qt owns is let go of in the window's thread alone."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from ui import collecting


class _Bearer(QObject):
    bears: QObject


@pytest.fixture
def collector(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[collecting.Collector]:
    monkeypatch.setattr(collecting, "EVERY", 10)
    parent = QObject()
    found = collecting.Collector(parent)
    yield found
    found.stop()


@pytest.mark.usefixtures("collector")
def test_a_job_that_makes_many_objects_deletes_no_widget(qtbot: QtBot) -> None:
    gone_in: list[int] = []

    def leave_a_cycle() -> None:
        bearer = _Bearer()
        bearer.destroyed.connect(
            lambda: gone_in.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
        )
        bearer.bears = bearer

    def make_many() -> None:
        kept = [[n] for n in range(100_000)]
        assert len(kept) == 100_000

    leave_a_cycle()
    thread = threading.Thread(target=make_many)
    thread.start()
    thread.join()
    assert gone_in == []
    kept = [[n] for n in range(2_000)]
    qtbot.waitUntil(lambda: bool(gone_in))
    assert gone_in == [threading.get_ident()]
    assert len(kept) == 2_000
