"""Speed and memory beside the limit of the same run: what a bare program needs for the same.

Run by `make bench`; tests never time anything.
"""
