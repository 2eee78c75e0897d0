"""Whose work an article is: spreading it, handing it over, and what became of what was taken."""
