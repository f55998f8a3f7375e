"""Which readers and parser took a file in, and what the officer said of it."""

PARSER_VERSION = 3
"""Raised whenever a reader or the parser gives something else for the same bytes: files taken in before are then read
again at the next ingestion, although they have not changed."""
