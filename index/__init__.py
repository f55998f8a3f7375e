"""Passages in, vectors and words out: encoder, FAISS, lexical index and snapshots on disk."""
