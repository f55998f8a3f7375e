"""Laws cited in a letter: each citation linked to its article, each quotation compared with it letter by letter."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.grammar.articles import article_anchor, article_number
from corpus.references import find_references
from corpus.rulebook.quotations import Quotation, find_quotations
from corpus.rulebook.quote_diff import QuoteDiff, compare
from corpus.rulebook.rule_names import law_key
from corpus.storage.stored import StoredPassage
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.finding import Finding

# The stored article of a law: (title, article number such as 5 or 120之一) → passage, None where it is not stored.
Article = Callable[[str, str], StoredPassage | None]

_SHOWN = 20
_MOST_TOLD = 3


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
            laws = {(law_key(s.title), article_anchor(s.quote)): s for s in sentence.sources if s.title}
            for quoted in find_quotations(sentence.text, find_references(sentence.text)) if laws else ():
                law = laws.get((law_key(quoted.law), article_number(quoted.article)))
                if law is not None and (finding := _differs(draft, quoted, law)):
                    found.append(finding)
    return tuple(found)


def _differs(draft: Draft, quoted: Quotation, law: Source) -> Finding | None:
    diff = compare(quoted.words, law.quote, quoted.paragraph, quoted.item, marked=quoted.marked)
    if diff.kind != "differs":
        return None
    at = draft.text.find(quoted.words)
    return Finding(
        "R10", "B", f"引用的法条原文与《{law.title}》不一致{_told(diff)}，请核对。",
        at, at + len(quoted.words), quoted.words, law.quote, law.document,
    )  # fmt: skip


def _told(diff: QuoteDiff) -> str:
    """The first differences in words: “扰”应为“挠”."""
    wrong = [edit for edit in diff.edits if not edit.folded and len(edit.quoted) <= _SHOWN >= len(edit.official)]
    told = [
        f"“{edit.quoted}”应为“{edit.official}”"
        if edit.quoted and edit.official
        else f"多了“{edit.quoted}”"
        if edit.quoted
        else f"少了“{edit.official}”"
        for edit in wrong[:_MOST_TOLD]
    ]
    return f"（{'；'.join(told)}）" if told else ""
