"""How long the texts are that requests may bring."""

LONGEST_TEXT = 400_000
LONGEST_QUERY = 2_000
