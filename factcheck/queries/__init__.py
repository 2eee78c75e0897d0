"""What is asked of a project: rows into records, names that stand for others, counts and tables.

Reading only. The nouns (`statements.py`, `claims.py`, …) hand out what is worked out here.
"""
