"""Words of a law as a letter gives them, held against the article letter by letter."""

import re
from collections.abc import Iterator

from corpus.grammar.numerals import int_to_chinese
from corpus.rulebook.quotations import Quotation, quotations
from corpus.rulebook.quote_diff import Edit, QuoteDiff, compare
from corpus.storage.stored import StoredPassage
from corpus.title_marks import in_marks
from drafting.archive import Archive
from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.cited_articles import (
    TELLING,
    holding,
    misplaced,
    no_such_article,
    other_article,
    other_paragraph,
    plain,
    printed,
)
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.finding import Finding, Mend

_SHOWN = 20
_MOST_TOLD = 3
# Looking for the nearest place of a quotation takes the time of the text's length.
_LONGEST_TEXT = 20_000
# An edit of this few characters leaves no doubt what was meant.
_MENDED = 4
# Without quotation marks words may be the writer's own: only a change that turns the meaning is told.
_TURNS = re.compile(r"[\d一二两三四五六七八九十百千万零]|[不未无非]|没有|可以|应当|必须|不得")
# 《…》（…号）明确：“…”, without an article
_CITED_WHOLE = re.compile(
    r"(?:[（(][^（）()\n]{4,40}[）)])?(?:[^。；“”《》\n]{0,10}?(?:规定|明确|要求|指出|提出|强调))?[：:，,]?“(?P<words>[^“”\n]{12,600})”"
)


def quoted_rightly(letter: Letter, dossier: Dossier) -> Offenders:
    """R10: words given for an article are those of the article; an article that is cited exists."""
    if dossier.archive is None:
        yield Unchecked("R10", "没有可查的法律法规原文")
        return
    missing = list(no_such_article(letter, dossier.archive))
    yield from missing
    for quoted in quotations(letter.document):
        if letter.is_open(quoted.start, quoted.end) or any(f.start == quoted.cited for f in missing):
            continue
        passage = dossier.archive.article(quoted.law, quoted.article)
        if passage is not None:
            yield from _compared(quoted, passage, letter, dossier.archive)
        elif quoted.marked:
            shown = f"{in_marks(quoted.law)}{printed(quoted.article)}"
            yield Unchecked("R10", f"资料中没有{shown}的原文，引文请人工核对")
    yield from _of_whole_texts(letter, dossier.archive)
    told = [finding.start for finding in missing]
    for finding in (*misplaced(letter, dossier.archive), *other_article(letter, dossier)):
        if finding.start not in told:
            told.append(finding.start)
            yield finding


def _compared(
    quoted: Quotation, passage: StoredPassage, letter: Letter, archive: Archive
) -> Iterator[Finding | Unchecked]:
    made = _made_later(quoted, passage, letter, archive)
    if made is not None:
        yield Unchecked("R10", f"资料中只有{in_marks(quoted.law)}{made}起施行的文本，成文时的条文请人工核对")
        return
    diff = compare(quoted.words, passage.text, quoted.paragraph, quoted.item, marked=quoted.marked)
    if quoted.paragraph and quoted.marked and (right := other_paragraph(quoted, passage.text)):
        law, cited = f"{in_marks(quoted.law)}{printed(quoted.article)}", int_to_chinese(quoted.paragraph)
        message = f"引文是{law}第{int_to_chinese(right)}款，不是第{cited}款。"
        yield Finding("R10", "B", message, quoted.cited, quoted.end, quoted.words, None, passage.document)
    if diff.kind != "differs" or not (quoted.marked or _turns(diff)):
        return
    where = _where_else(quoted, passage, archive) if _mostly(diff, quoted.words) else None
    law = in_marks(quoted.law)
    if where is not None:
        message = f"引文是{law}{where}的原文，不是{printed(quoted.article)}。"
        yield Finding("R10", "B", message, quoted.cited, quoted.end, quoted.words, where, passage.document)
        return
    wrong = [edit for edit in diff.edits if not edit.folded]
    first = wrong[0] if len(wrong) == 1 else None
    mend = (
        Mend(quoted.start + first.start, quoted.start + first.end, first.official)
        if quoted.marked and first and max(len(first.quoted), len(first.official)) <= _MENDED
        else None
    )
    only_marks = not any(plain(edit.quoted + edit.official) for edit in wrong)
    message = f"引用的条文与{law}{printed(quoted.article)}原文不一致{_told(wrong)}。"
    yield Finding(
        "R10", "B" if quoted.marked and not only_marks else "W", message,
        quoted.start, quoted.end, quoted.words, passage.text, passage.document, mend,
    )  # fmt: skip


def _made_later(quoted: Quotation, passage: StoredPassage, letter: Letter, archive: Archive) -> str | None:
    """The day from which the stored text applies, where that is after the letter's own."""
    rules = archive.catalogue.find(quoted.law)
    since = next((rule.since for rule in rules if rule.document == passage.document), None)
    return since if since is not None and since > letter.day else None


def _turns(diff: QuoteDiff) -> bool:
    return any(_TURNS.search(edit.quoted + edit.official) for edit in diff.edits if not edit.folded)


def _mostly(diff: QuoteDiff, quote: str) -> bool:
    changed = sum(max(len(edit.quoted), len(edit.official)) for edit in diff.edits if not edit.folded)
    return 2 * changed > len(quote)


def _where_else(quoted: Quotation, passage: StoredPassage, archive: Archive) -> str | None:
    """The article of the same law that holds the words."""
    words = plain(quoted.words)
    return holding(words, passage.document, archive) if len(words) >= TELLING else None


def _told(edits: list[Edit]) -> str:
    """The first differences in words: “扰”应为“挠”."""
    short = [edit for edit in edits if len(edit.quoted) <= _SHOWN >= len(edit.official)]
    told = [
        f"“{edit.quoted}”应为“{edit.official}”"
        if edit.quoted and edit.official
        else f"多了“{edit.quoted}”"
        if edit.quoted
        else f"少了“{edit.official}”"
        for edit in short[:_MOST_TOLD]
    ]
    return f"（{'；'.join(told)}）" if told else ""


def _of_whole_texts(letter: Letter, archive: Archive) -> Iterator[Finding]:
    """Quotations of a stored document that is cited without an article."""
    text = letter.text
    articles = {reference.start for reference in letter.document.references if reference.kind == "article"}
    for title in letter.document.references:
        named = title.kind == "title" and title.start not in articles
        match = _CITED_WHOLE.match(text, title.end) if named else None
        if match is None:
            continue
        rule = next((r for r in archive.catalogue.find(title.value) if r.document), None)
        if rule is None or rule.document is None:
            continue
        whole = archive.lookup(rule.document).text
        if len(whole) > _LONGEST_TEXT or match["words"] in whole:
            continue
        diff = compare(match["words"], whole)
        if diff.kind == "differs":
            wrong = [edit for edit in diff.edits if not edit.folded]
            yield Finding("R10", "B", f"引文与{in_marks(title.value)}原文不一致{_told(wrong)}。", *match.span("words"),
                          match["words"], None, rule.document)  # fmt: skip


CHECKS = (Check("R10", quoted_rightly),)
