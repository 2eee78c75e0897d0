"""How statements come from one edition of an article into the next: where their words are now,
what is written, and what the report says.
"""
