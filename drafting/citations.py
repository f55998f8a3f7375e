"""Laws cited in a letter: each citation linked to its article, each quotation compared with it letter by letter."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.references import find_references
from corpus.stored import StoredPassage
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.finding import Finding

# The stored article of a law: (title, article number such as 5 or 120之一) → passage, None where it is not stored.
Article = Callable[[str, str], StoredPassage | None]

_QUOTED = re.compile(r"规定\s*[：:，,]?\s*“(?P<words>[^“”]{6,})”")
_MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"})


def link_articles(draft: Draft, article: Article) -> Draft:
    """The draft with the article of every law that a sentence cites added to that sentence's sources."""

    def linked(sentence: Sentence) -> Sentence:
        known = {source.passage for source in sentence.sources}
        new = tuple(s for s in _articles(sentence.text, article) if s.passage not in known)
        return replace(sentence, sources=sentence.sources + new) if new and sentence.role != "frame" else sentence

    def section(part: AnswerSection) -> AnswerSection:
        paragraphs = tuple(Paragraph(tuple(map(linked, p.sentences))) for p in part.paragraphs)
        return replace(part, paragraphs=paragraphs)

    return replace(draft, sections=tuple(map(section, draft.sections)))


def _articles(text: str, article: Article) -> Iterator[Source]:
    for reference in find_references(text):
        if reference.kind != "article":
            continue
        title, _, place = reference.value.rpartition("#")
        passage = article(title, place.partition(".")[0])
        if passage is not None:
            yield Source(
                passage.document, passage.key, passage.start, passage.end, passage.text, passage.heading[0],
                adaptation="所引法条原文",
            )  # fmt: skip


def misquoted(draft: Draft) -> tuple[Finding, ...]:
    """Quotations of a law that differ from the article they name (review catalogue R10)."""
    found: list[Finding] = []
    for section in draft.sections:
        for sentence in section.sentences():
            laws = [source for source in sentence.sources if source.document.startswith("law-")]
            for match in _QUOTED.finditer(sentence.text) if laws else ():
                if any(_plain(match["words"]) in _plain(law.quote) for law in laws):
                    continue
                at = draft.text.find(match["words"])
                found.append(
                    Finding(
                        "R10", "阻断", f"引用的法条原文与《{laws[0].title}》不一致，请核对。",
                        at, at + len(match["words"]), match["words"], laws[0].quote, laws[0].document,
                    )
                )  # fmt: skip
    return tuple(found)


def _plain(text: str) -> str:
    """Letters only differ in width of punctuation and in the full stop that a quotation may leave out."""
    return re.sub(r"\s+", "", text.translate(_MARKS)).rstrip("。")
