"""The visible gaps of a draft, 【待核实：…】."""

import re
from collections.abc import Iterator

from drafting.draft import Draft

PLACEHOLDER = re.compile(r"【待核实：[^】]*】")


def placeholder_runs(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in runs; the second value says whether the run is a placeholder."""
    done = 0
    for match in PLACEHOLDER.finditer(text):
        if match.start() > done:
            yield text[done : match.start()], False
        yield match.group(), True
        done = match.end()
    if done < len(text):
        yield text[done:], False


def placeholders(draft: Draft) -> tuple[str, ...]:
    """Every place of the letter that is still open, in the order it is printed."""
    parts = (draft.class_mark or "", draft.issuer, draft.doc_number, draft.title, draft.addressee)
    body = tuple(paragraph.text for paragraph in draft.paragraphs())
    tail = (*draft.attachments, draft.signature, draft.date, draft.contact, draft.disclosure, draft.copies)
    return tuple(match.group() for text in (*parts, *body, *tail) for match in PLACEHOLDER.finditer(text))
