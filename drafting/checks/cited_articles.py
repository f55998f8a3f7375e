"""The articles that a letter cites: that they are there, and hold what is said of them."""

import re
from collections.abc import Iterator

from corpus.document import Reference
from corpus.errors import NotFound
from corpus.grammar.numerals import int_to_chinese
from corpus.rulebook.quotations import Quotation
from corpus.title_marks import in_marks
from drafting.archive import Archive
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.traced import tracing
from drafting.finding import Finding

# Clauses of this length show which article they are of.
TELLING = 10
# Reading the whole text of a law takes some time; a letter gives the words of few.
_MOST_LOOKED_UP = 4
_CLOSE = 0.6
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇]{1,8}条(?:之[一二三四五六七八九十]{1,2})?(?=[\s\u3000])")

_ITEM = re.compile(r"[\s\u3000]*[（(][一二三四五六七八九十]{1,3}[）)]")
_BETWEEN = re.compile(r"[\W_]+")


def no_such_article(letter: Letter, archive: Archive) -> Iterator[Finding]:
    """Articles beyond the last of a law whose text is stored."""
    for reference in letter.document.references:
        if reference.kind != "article" or letter.is_open(reference.start, reference.end):
            continue
        law, _, place = reference.value.rpartition("#")
        number = place.partition(".")[0]
        if archive.article(law, number) is None and archive.article(law, "1") is not None and number.isdigit():
            yield _missing(reference, law, number)


def _missing(reference: Reference, law: str, number: str) -> Finding:
    message = f"{in_marks(law)}没有{printed(number)}，请核对条款序号。"
    return Finding("R10", "B", message, reference.start, reference.end, reference.raw)


def misplaced(letter: Letter, archive: Archive) -> Iterator[Finding]:
    """Articles whose words, given without marks, are those of another article of the same rule."""
    looked_up = 0
    for at, reference in enumerate(articles := [r for r in letter.document.references if r.kind == "article"]):
        law, _, place = reference.value.rpartition("#")
        number = place.partition(".")[0]
        passage = archive.article(law, number)
        end = articles[at + 1].start if at + 1 < len(articles) else len(letter.text)
        clauses = _clauses(letter.text[reference.end : end])
        if passage is None or not clauses or letter.is_open(reference.start, reference.end):
            continue
        own = plain(passage.text)
        if any(clause in own for clause in clauses) or looked_up >= _MOST_LOOKED_UP:
            continue
        looked_up += 1
        where = next((found for clause in clauses if (found := holding(clause, passage.document, archive))), None)
        if where is not None:
            yield Finding(
                "R10", "B", f"所述内容是{in_marks(law)}{where}的规定，不是{printed(number)}，请核对条款序号。",
                reference.start, reference.end, reference.raw, where, passage.document,
            )  # fmt: skip


def _clauses(text: str) -> list[str]:
    """The clauses of the sentence that follows an article, as far as they are long enough to be told by."""
    sentence = re.split(r"[。\n]", text, maxsplit=1)[0]
    bare = [plain(clause) for clause in re.split(r"[，,；;：:“”]", sentence)]
    return [clause for clause in bare if len(clause) >= TELLING][:4]


def other_article(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    """A sentence taken over with another article than its source names."""
    for traced in tracing(letter, dossier).traced:
        for change in traced.changes:
            if change.kind == "article" and change.match.close >= _CLOSE:
                yield Finding(
                    "R10", "B" if change.match.told.near else "W",
                    f"{change.match.told.name}中是“{change.told}”，这里写成“{change.written}”，请核对条款序号。",
                    change.start, change.end, change.written, change.told, change.match.told.origin,
                )  # fmt: skip


def other_paragraph(quoted: Quotation, article_text: str) -> int | None:
    """The paragraph (款) that holds the words, where it is another than the one cited; items are part of theirs."""
    paragraphs: list[str] = []
    for line in article_text.splitlines():
        if _ITEM.match(line) and paragraphs:
            paragraphs[-1] += plain(line)
        elif line.strip():
            paragraphs.append(plain(line))
    words = plain(quoted.words)
    holding_it = [number for number, text in enumerate(paragraphs, start=1) if words in text]
    one = holding_it[0] if len(holding_it) == 1 and len(words) >= TELLING else None
    return one if one != quoted.paragraph else None


def holding(words: str, document: str, archive: Archive) -> str | None:
    try:
        text = archive.lookup(document).text
    except NotFound:
        return None
    heads = list(_ARTICLE.finditer(text))
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        if words in plain(text[head.start() : end]):
            return head.group()
    return None


def plain(text: str) -> str:
    """Letters and digits alone."""
    return _BETWEEN.sub("", text)


def printed(article: str) -> str:
    """第五条, 第一百二十条之一."""
    number, inserted, sub = article.partition("之")
    return f"第{int_to_chinese(int(number))}条{inserted}{sub}" if number.isdigit() else f"第{article}条"
