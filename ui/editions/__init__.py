"""Editions in the window: carrying statements over, what differs side by side, and originals.

Which words stand for which is the core's to find; here it is shown, and a person decides.
"""
