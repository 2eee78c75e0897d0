"""The search index of both databases, kept true by the journal and asked by `search.py`."""
