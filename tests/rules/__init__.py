"""The project's rules, as functions from a source to findings; test_architecture.py runs them.

What a rule lets pass, and why, is in `allowed.toml` beside them and nowhere else.
"""
