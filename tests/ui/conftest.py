"""Tests of panels in the whole window take the window's fixtures."""

from tests.windows import analyst, desk, dressed, empty, sample, sample_once

__all__ = ["analyst", "desk", "dressed", "empty", "sample", "sample_once"]
