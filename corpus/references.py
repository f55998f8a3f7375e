"""References in official text: document numbers, standards, items, sessions, articles, dates and titles.

The grammar is data (``references.toml``). Every reference keeps its exact span: ``text[r.start:r.end] == r.raw``.
"""

import re
import unicodedata
from collections.abc import Iterator

from corpus.claims import Claims
from corpus.dates import dates
from corpus.doc_numbers import doc_numbers, orders
from corpus.document import Reference
from corpus.ordinals import ordinal
from corpus.reference_grammar import patterns
from corpus.sessions import find_sessions, session_value

_BLANKS = re.compile(r"\s+")


def title_key(title: str) -> str:
    """Key under which two spellings of one title meet: NFKC, without quotation marks, punctuation and spaces."""
    folded = unicodedata.normalize("NFKC", title)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZSC").casefold()


def normal_doc_number(text: str) -> str | None:
    """The first document number in ``text`` in its normal form ``机关代字〔年〕序号号``, or ``None``."""
    return next((r.value for r in doc_numbers(text)), None)


def find_references(text: str) -> tuple[Reference, ...]:
    """Every reference in ``text``, ordered by position; kinds may nest (an article holds its title)."""
    titles = tuple(_titles(text))
    found = [
        *doc_numbers(text),
        *orders(text),
        *_standards(text),
        *_items(text),
        *(Reference("session", m.raw, session_value(m.session), m.start, m.end) for m in find_sessions(text)),
        *titles,
        *_articles(text, titles),
        *dates(text),
    ]
    return tuple(sorted(found, key=lambda r: (r.start, -r.end)))


def _standards(text: str) -> Iterator[Reference]:
    """Standards as ``GB/T 12366—2009``; without its year where none is printed. ISO keeps its colon."""
    for match in patterns("standard", "pattern")[0].finditer(text):
        code = _BLANKS.sub("", match["code"]).replace("／", "/")
        dash = ":" if match["dash"] in (":", "：") else "—"
        year = f"{dash}{match['year']}" if match["year"] else ""
        yield Reference("standard", match.group(), f"{code} {match['number']}{year}", match.start(), match.end())


def _items(text: str) -> Iterator[Reference]:
    """Numbers of proposals and suggestions, by their cues; the span holds the digits alone."""
    claims = Claims()
    for pattern in patterns("item_no"):
        for match in pattern.finditer(text):
            span = match.span("number")
            if claims.take(span):
                yield Reference("item_no", match["number"], unicodedata.normalize("NFKC", match["number"]), *span)


def _titles(text: str) -> Iterator[Reference]:
    for match in patterns("title", "pattern")[0].finditer(text):
        yield Reference("title", match.group(), _BLANKS.sub("", match["title"]), match.start(), match.end())


def _articles(text: str, titles: tuple[Reference, ...]) -> Iterator[Reference]:
    """Articles cited after a title: ``title#article.paragraph.item``, each of several (第五条、第八条) by itself."""
    number, further = patterns("article", "number")[0], patterns("article", "next")[0]
    for title in titles:
        gap = patterns("article", "first")[0].match(text, title.end)
        match = number.match(text, gap.end()) if gap else None
        start = title.start
        while match is not None and (value := _article_value(title.value, match)):
            yield Reference("article", text[start : match.end()], value, start, match.end())
            link = further.match(text, match.end())
            match = number.match(text, link.end()) if link else None
            start = match.start() if match else start


def _article_value(title: str, match: re.Match[str]) -> str | None:
    article = ordinal(match["article"])
    if article is None:
        return None
    inserted = f"之{match['sub']}" if match["sub"] else ""
    parts = [str(ordinal(match[g])) if match[g] else "-" for g in ("paragraph", "item")]
    return f"{title}#{article}{inserted}.{'.'.join(parts)}"
