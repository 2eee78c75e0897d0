"""Sheets over the window: long lists, forms and dialogs that would crowd the three panes.

Import from the modules, so that the first window pays for none of them.
"""
