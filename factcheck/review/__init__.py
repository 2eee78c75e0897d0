"""Reviewing: what annotators disagree on, what was decided, and what became of whose work."""
