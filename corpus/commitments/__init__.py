"""Promises in replies (承诺事项): found in a text, with who is to do what by when, and followed to later replies."""
