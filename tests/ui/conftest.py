"""Tests of panels in the whole window take the window's fixtures."""

from PySide6.QtGui import QGuiApplication

from tests.windows import analyst, desk, dressed, empty, sample, sample_once

__all__ = ["analyst", "desk", "dressed", "empty", "sample", "sample_once"]


def pytest_sessionfinish() -> None:
    """Forget what was copied: without a display Qt keeps it until Python is gone, and crashes."""
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
