"""What a search may be narrowed to, checked before it is run."""
