"""References in official text: document and other numbers, sessions, articles, dates, quantities, titles.

The grammar is data (``references.toml``). Every reference keeps its exact span: ``text[r.start:r.end] == r.raw``. What
is a reference and where it begins and ends is set out in ``docs/references.md``.
"""

import re
from dataclasses import replace

from corpus.document import Reference
from corpus.grammar.cited_articles import cited_articles
from corpus.grammar.claims import Claims
from corpus.grammar.dates import dates
from corpus.grammar.doc_numbers import doc_numbers
from corpus.grammar.item_numbers import item_numbers
from corpus.grammar.orders import orders
from corpus.grammar.quantities import quantities
from corpus.grammar.quoted_titles import TitleMatch, closest_title, quoted_titles, title_key
from corpus.grammar.sessions import find_sessions, session_value
from corpus.grammar.standards import standards

__all__ = ["TitleMatch", "closest_title", "find_references", "normal_doc_number", "title_key"]

# Full-width digits, letters and signs as the patterns know them, one for one, so that every offset holds.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．％／]")
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def normal_doc_number(text: str) -> str | None:
    """The first document number in ``text`` in its normal form ``机关代字〔年〕序号号``, or ``None``."""
    return next((r.value for r in doc_numbers(_narrow(text))), None)


def find_references(text: str, own_title: str | None = None) -> tuple[Reference, ...]:
    """Every reference in ``text``, ordered by position; kinds may nest (an article holds its title).

    ``own_title`` is what 本法 and 本条例 mean in a text that is itself a law.
    """
    plain = _narrow(text)
    titles = quoted_titles(plain)
    numbers = [*doc_numbers(plain), *orders(plain), *standards(plain)]
    inside = Claims()
    for number in numbers:
        inside.take((number.start, number.end))
    found = [
        *numbers,
        *item_numbers(plain),
        *(Reference("session", m.raw, session_value(m.session), m.start, m.end) for m in find_sessions(plain)),
        *titles,
        *cited_articles(plain, titles, own_title),
        *(day for day in dates(plain) if inside.take((day.start, day.end))),  # 令2016年第51号: part of the number
    ]
    found += quantities(plain, found)
    if plain != text:
        found = [replace(r, raw=text[r.start : r.end]) for r in found]
    return tuple(sorted(found, key=lambda r: (r.start, -r.end)))


def _narrow(text: str) -> str:
    return _WIDE.sub(lambda match: _NARROW[match.group()], text)
