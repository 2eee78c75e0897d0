"""What can be known of a text without a database: characters, edges, sentences, dates, folding.

Pure functions over strings; offsets are code points, half-open. Nothing here knows a project.
"""
