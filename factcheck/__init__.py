"""Factcheck's core: statements, links and claims over articles, and the datasets made of them.

Importing it loads nothing else, so that a window can paint and `--version` can answer at once;
take what you need from its modules, first of all `factcheck.project`.
"""

__version__ = "0.1.0"
