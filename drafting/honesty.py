"""The guard that nothing is invented: what a sentence states must stand in its sources, the case or an opinion.

It runs on every draft after it is written. A sentence that states more is taken out and replaced by a visible
placeholder, and the officer is told; so an error elsewhere in the drafter cannot reach a letter.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.offices.organs import find_organs, same_organ
from corpus.references import find_references
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence
from drafting.finding import Finding
from drafting.placeholder import PLACEHOLDER

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CITED = ("doc_number", "standard", "order")
_ASSERTS = ("fact", "rule", "plan", "quote")


@dataclass(frozen=True, slots=True)
class Grounding:
    """Texts that any sentence may repeat (case, opinions) and the units named outside them (the issuer)."""

    texts: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What texts state: their numbers, the normal forms of the documents they cite, and the organs they name."""

    numbers: frozenset[str]
    documents: frozenset[str]
    organs: frozenset[str]

    def __or__(self, other: "Known") -> "Known":
        return Known(self.numbers | other.numbers, self.documents | other.documents, self.organs | other.organs)


def known_from(texts: Iterable[str], units: Iterable[str] = ()) -> Known:
    """Everything that ``texts`` state; ``units`` are organs granted besides."""
    pool = list(texts)
    return Known(
        frozenset(n for text in pool for n in _NUMBER.findall(unicodedata.normalize("NFKC", text))),
        frozenset(r.value for text in pool for r in find_references(text) if r.kind in _CITED),
        frozenset((*(m.organ.name for text in pool for m in find_organs(text)), *units)),
    )


def unsupported(sentence: Sentence, known: Known) -> tuple[str, ...]:
    """Numbers, document numbers and organs of ``sentence`` that neither its own sources nor ``known`` hold."""
    text = PLACEHOLDER.sub("", sentence.text)
    held = known | known_from(source.quote for source in sentence.sources)
    missing = [n for n in _NUMBER.findall(unicodedata.normalize("NFKC", text)) if n not in held.numbers]
    missing += [r.raw for r in find_references(text) if r.kind in _CITED and r.value not in held.documents]
    names = dict.fromkeys(m.organ.name for m in find_organs(text))
    missing += [name for name in names if not any(same_organ(name, other) for other in held.organs)]
    return tuple(dict.fromkeys(missing))


def guard(draft: Draft, grounding: Grounding) -> tuple[Draft, tuple[Finding, ...]]:
    """The draft with every unsupported sentence replaced by a placeholder, and a finding for each.

    What the officer wrote stands as it is: he answers for it.
    """
    findings: list[Finding] = []
    known = known_from(grounding.texts, grounding.units)

    def checked(sentence: Sentence) -> Sentence:
        if sentence.by == "officer":
            return sentence
        missing = unsupported(sentence, known)
        sourceless = sentence.role in _ASSERTS and not sentence.sources
        if not missing and not sourceless:
            return sentence
        what = "、".join(missing) or "全句"
        findings.append(Finding("R13", "B", f"拟稿中的“{what}”没有出处，该句已改为待核实内容。", quote=sentence.text))
        return Sentence("【待核实：此处原拟内容缺少出处，请补充有依据的表述】。", "placeholder")

    def section(part: AnswerSection) -> AnswerSection:
        paragraphs = tuple(Paragraph(tuple(map(checked, p.sentences))) for p in part.paragraphs)
        return replace(part, paragraphs=paragraphs)

    sections = tuple(section(part) for part in draft.sections)
    return (replace(draft, sections=sections) if findings else draft), tuple(findings)
