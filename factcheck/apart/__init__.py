"""Reads what is foreign in a process apart: bounded in memory and time, and gone when cancelled.

A broken file can take that process, never the window or its data. What comes back is plain data,
checked like anything from outside, for whoever took that process over would write it.
"""
