"""Where a text quotes a law: the words it gives for 《…》第N条, with or without quotation marks.

Source: GB/T 15834—2011 4.8 (引号), 4.11 (省略号); 立法法 (2023) art. 65: 条、款、项. The words are compared with the
article by :mod:`corpus.rulebook.quote_diff`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document, Reference
from corpus.grammar.ordinals import ordinal

_VERB = "(?:规定|明确|要求|指出|提出|载明|强调|写明|表述|所称|所述|关于|有关)"
# From the article to its words: 第五条规定：“…”, 第五条明确要求，“…”, 第44条“…”, 第五条第二款：“…”
_LEAD = re.compile(
    rf"[\s\u3000]{{0,4}}(?:[^。；;“”\"「」《》\n，,：:]{{0,14}}?{_VERB}[^。；;“”\"「」《》\n，,：:]{{0,6}})?"
    rf"[\s\u3000]{{0,3}}[：:，,]?(?:即是?|如下[：:]?)?[\s\u3000]{{0,3}}(?P<open>[“\"「])"
)
_LEAD_UNMARKED = re.compile(
    r"[\s\u3000]{0,4}[^。；;“”\"「」《》\n，,：:]{0,10}?(?:规定|明确|要求|指出)[\s\u3000]{0,2}[：:，,][\s\u3000]{0,3}"
)
# A further article of the law named before: 第六条规定：“…”, 该法第八条规定，…
_FURTHER = re.compile(
    r"(?:(?:该|本|同|此)(?:法|条例|办法|规定|细则)|(?<=[；;。，,、：:\n（(]))(?:的|中)?\s{0,3}"
    r"第\s{0,3}(?P<article>[一二三四五六七八九十百千零〇\d]{1,7})\s{0,3}条(?:之(?P<sub>[一二三四五六七八九十]))?"
    r"(?:\s{0,3}第\s{0,3}(?P<paragraph>[一二三四五六七八九十\d]{1,3})\s{0,3}款)?"
    r"(?:\s{0,3}第\s{0,3}[（(]?(?P<item>[一二三四五六七八九十\d]{1,3})[）)]?\s{0,3}项)?"
)
_CLOSING = {"“": "”", '"': '"', "「": "」"}
_STOP = re.compile(r"[。\n]|[；;](?=根据|依据|按照|《|第)")
_SHORTEST = 6
_SHORTEST_UNMARKED = 12
_LONGEST = 3000
_REACH = 1500  # how far below its name a law is still spoken of by its articles alone


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words given for an article. ``text[start:end] == words``, without the quotation marks.

    ``law`` is the title as cited, ``article`` as in a reference's value (``5``, ``120之一``); ``paragraph`` (款) and
    ``item`` (项) are ``None`` where not given. ``marked`` is false for words without quotation marks, which may be the
    writer's own; ``cited`` is where the citation begins.
    """

    law: str
    article: str
    paragraph: int | None
    item: int | None
    words: str
    start: int
    end: int
    marked: bool
    cited: int


def quotations(document: Document) -> tuple[Quotation, ...]:
    """Every quotation of an article in ``document``, by position."""
    return find_quotations(document.text, document.references)


def find_quotations(text: str, references: Sequence[Reference]) -> tuple[Quotation, ...]:
    """Quotations in ``text``; ``references`` are those of :func:`corpus.references.find_references`."""
    found: dict[int, Quotation] = {}
    for cited in sorted((*_articles(references), *_further(text, references)), key=lambda one: one.end):
        span = _marked(text, cited.end)
        marked = span is not None
        span = span or _unmarked(text, cited.end)
        if span is not None and span[0] < span[1]:
            start, end = span
            found[start] = Quotation(
                cited.law, cited.article, cited.paragraph, cited.item, text[start:end], start, end, marked, cited.start
            )
    return tuple(found[start] for start in sorted(found))


@dataclass(frozen=True, slots=True)
class _Cited:
    law: str
    article: str
    paragraph: int | None
    item: int | None
    start: int
    end: int


def _articles(references: Sequence[Reference]) -> Iterator[_Cited]:
    for reference in references:
        if reference.kind == "article":
            law, _, place = reference.value.rpartition("#")
            article, paragraph, item = [*place.split("."), "-", "-"][:3]
            yield _Cited(law, article, _number(paragraph), _number(item), reference.start, reference.end)


def _further(text: str, references: Sequence[Reference]) -> Iterator[_Cited]:
    """Articles without a title of their own, after one that has it and before another title, in the same passage."""
    named = [reference for reference in references if reference.kind == "article"]
    titles = [reference.start for reference in references if reference.kind == "title"]
    for at, reference in enumerate(named):
        later = [start for start in titles if start > reference.end]
        limit = min([named[at + 1].start if at + 1 < len(named) else len(text), reference.end + _REACH, *later[:1]])
        law = reference.value.rpartition("#")[0]
        for match in _FURTHER.finditer(text, reference.end, limit):
            article = ordinal(match["article"])
            if article is not None:
                inserted = f"之{match['sub']}" if match["sub"] else ""
                place = _number(match["paragraph"]), _number(match["item"])
                yield _Cited(law, f"{article}{inserted}", *place, match.start(), match.end())


def _number(printed: str | None) -> int | None:
    return ordinal(printed) if printed else None


def _marked(text: str, position: int) -> tuple[int, int] | None:
    """The span inside the quotation marks that follow ``position``, or ``None``."""
    lead = _LEAD.match(text, position)
    if lead is None:
        return None
    start = lead.end()
    end = _close(text, start, lead["open"])
    return (start, end) if end - start >= _SHORTEST else None


def _close(text: str, start: int, opened: str) -> int:
    """Where a quotation closes: marks may nest, and each of its paragraphs may open anew; else its line's end."""
    closing, depth, at = _CLOSING[opened], 1, start
    limit = min(len(text), start + _LONGEST)
    while at < limit:
        if text[at] == closing:
            depth -= 1
            if depth == 0:
                return at
        elif text[at] == opened and text[at - 1] != "\n":
            depth += 1
        at += 1
    line = text.find("\n", start, limit)
    return line if line >= 0 else limit


def _unmarked(text: str, position: int) -> tuple[int, int] | None:
    """The rest of the sentence after 第五条规定，…; whether the words are the article's is for the comparison."""
    lead = _LEAD_UNMARKED.match(text, position)
    if lead is None:
        return None
    stop = _STOP.search(text, lead.end(), lead.end() + _LONGEST)
    end = stop.start() if stop else min(len(text), lead.end() + _LONGEST)
    return (lead.end(), end) if end - lead.end() >= _SHORTEST_UNMARKED else None
