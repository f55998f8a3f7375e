"""The letter as plain text."""

from drafting.draft import Draft


def to_text(draft: Draft) -> str:
    """The letter as the template printed it, with one line feed at the end."""
    return draft.text.rstrip("\n") + "\n"
