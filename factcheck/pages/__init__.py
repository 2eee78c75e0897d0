"""What a web page says: its characters, its article's text, and what it states about itself.

Readers of files bring the bytes (`factcheck.readers.html` and others); here nothing is opened,
fetched or run. A page states its title in five places that disagree, so each value goes with the
place it was found in, and with whether it is but a guess.
"""
