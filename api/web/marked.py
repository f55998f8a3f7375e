"""Text for pages with words marked in it; everything of the text is escaped."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape


def marked(text: str, words: Sequence[str]) -> Markup:
    """``text`` with each of ``words`` in ``<mark>``, the longest first where they overlap."""
    known = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not known:
        return escape(text)
    pattern = re.compile("|".join(map(re.escape, known)), re.IGNORECASE)
    parts, done = [], 0
    for match in pattern.finditer(text):
        parts += [escape(text[done : match.start()]), Markup("<mark>"), escape(match[0]), Markup("</mark>")]
        done = match.end()
    return Markup("").join([*parts, escape(text[done:])])
