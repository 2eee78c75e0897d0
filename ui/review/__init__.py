"""The review page: what annotators disagree on, side by side, and what a reviewer makes of it.

`page.py` puts the parts together; none of them knows another.
"""
