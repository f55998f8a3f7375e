"""Readers, one module a format: a file in, its reading text and blocks out."""

from corpus.read.dispatch import SUPPORTED, read, read_bytes

__all__ = ["SUPPORTED", "read", "read_bytes"]
