"""A letter held against earlier answers (比对), suggestion by suggestion: a module a subject, ``compare`` puts them
together."""
