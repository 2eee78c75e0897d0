"""The parts of the reader: how an article's text is laid out, marked and handled.

They are views: they are given plain values in code points and hold no truth. `ui.reader` puts
them together; nothing here knows the project, the registry of speakers or the database.
"""
