"""The window over the core: shows what a project holds, turns gestures into verbs; knows no SQL."""
