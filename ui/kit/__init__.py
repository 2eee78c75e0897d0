"""Small widgets that every panel is built from: they show and report, and decide nothing.

Import from the modules, so that the first window pays only for what it shows.
"""
