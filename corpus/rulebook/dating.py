"""Which year a document speaks of, where it does not print its own date."""

import re

from corpus.document import Document

_YEAR_IN_TITLE = re.compile(r"(20\d{2})\s*年")
_YEAR_IN_NUMBER = re.compile(r"〔(\d{4})〕")
_ITEM_YEAR = re.compile(r"^(20\d{2})\d{4}$")


def year_of(document: Document) -> int | None:
    """Year of the document: of its date, else of its number, its title, or the item it belongs to."""
    candidates = (
        document.date,
        _first(_YEAR_IN_NUMBER, document.doc_number),
        _first(_YEAR_IN_TITLE, document.title),
        _first(_ITEM_YEAR, document.case.item_no if document.case else None),
    )
    return next((int(found[:4]) for found in candidates if found), None)


def item_year(item_no: str | None) -> int | None:
    """Year of an item number of the form year + serial (``20230505``); ``None`` for a bare serial."""
    found = _first(_ITEM_YEAR, item_no)
    return int(found) if found else None


def _first(pattern: re.Pattern[str], text: str | None) -> str | None:
    match = pattern.search(text) if text else None
    return match[1] if match else None
