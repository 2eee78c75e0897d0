"""Where a project is kept: a SQLite file or a PostgreSQL schema, opened, watched, checked, copied.

It knows engines and files, never what a statement means; writing is the journal's.
"""
