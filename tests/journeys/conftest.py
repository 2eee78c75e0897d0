"""Journeys take the window's fixtures."""

from tests.windows import analyst, dressed, empty, sample, sample_once

__all__ = ["analyst", "dressed", "empty", "sample", "sample_once"]
