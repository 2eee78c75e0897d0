"""What verbs are made of: from what a person did to the edits that the journal applies.

The verbs themselves are methods of the nouns (`statements.py`, `links.py`, …).
"""
