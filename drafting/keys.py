"""Names by which the officer's choices point at a sentence or a source of a draft."""

from drafting.draft import Sentence


def source_key(document: str, start: int, end: int) -> str:
    """The name of a span of a source: ``document:start-end``."""
    return f"{document}:{start}-{end}"


def sentence_key(sentence: Sentence) -> str:
    """The name of a sentence of the letter that outlives other choices: its first source, else its role and words."""
    if sentence.sources:
        first = sentence.sources[0]
        return source_key(first.document, first.start, first.end)
    return f"{sentence.role}:{sentence.text}"
