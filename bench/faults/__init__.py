"""Faults put into letters on purpose, to count how many of them the checks find, and by the right rule."""
