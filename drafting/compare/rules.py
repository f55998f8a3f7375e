"""The rules that two answers rest on: which took another's place."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from corpus.document import Document, Reference
from corpus.references import title_key
from drafting.compare.comparison import Change, Side

# A sentence that tells of the replacement itself contradicts nothing.
_EXPLAINED = re.compile(r"废止|代替|替代|取代|修订|失效|到期|不再执行")
_KINDS = ("title", "doc_number", "order", "standard", "article")


def rule_changes(draft: Side, prior: Side, letters: tuple[Document, Document], matched: bool) -> Iterator[Change]:
    """Rules that only one of the two spans cites, paired in order within a kind.

    ``matched`` sentences say the same on another basis: both cannot be right. In whole answers only a rule of the same
    name with another number is such a pair.
    """
    mine, theirs = _cited(letters[0], draft), _cited(letters[1], prior)
    exclusive = matched and not _EXPLAINED.search(draft.text)
    for kind in _KINDS:
        own = [ref for ref in mine if ref.kind == kind and _key(ref) not in {_key(other) for other in theirs}]
        lost = [ref for ref in theirs if ref.kind == kind and _key(ref) not in {_key(other) for other in mine}]
        for at in range(max(len(own), len(lost))):
            one, other = own[at : at + 1], lost[at : at + 1]
            yield Change(
                "rule",
                one[0].raw if one else None,
                other[0].raw if other else None,
                contradicts=bool(exclusive and one and other),
            )


def _cited(document: Document, side: Side) -> list[Reference]:
    """References within the span; of several mentions of one thing the first."""
    first = bisect_left(document.references, side.start, key=lambda ref: ref.start)
    last = bisect_left(document.references, side.end, key=lambda ref: ref.start)
    found: dict[tuple[str, str], Reference] = {}
    for ref in document.references[first:last]:
        if ref.kind in _KINDS:
            found.setdefault((ref.kind, _key(ref)), ref)
    articles = [ref.raw for (kind, _), ref in found.items() if kind == "article"]
    return [r for r in found.values() if r.kind != "title" or not any(a.startswith(r.raw) for a in articles)]


def _key(reference: Reference) -> str:
    return title_key(reference.value) if reference.kind == "title" else reference.value
