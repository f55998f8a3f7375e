"""The guard that nothing is invented: what a sentence states must stand in its sources, the case or an opinion.

It runs on every draft after it is written. A sentence that states more is taken out and replaced by a visible
placeholder, and the officer is told; so an error elsewhere in the drafter cannot reach a letter.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from corpus.organs import find_organs, same_organ
from corpus.references import find_references
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence
from drafting.finding import Finding

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OPEN = re.compile(r"【待核实：[^】]*】")
_ASSERTS = ("fact", "rule", "plan", "quote")


@dataclass(frozen=True, slots=True)
class Grounding:
    """Texts that any sentence may repeat (case, opinions) and the units named outside them (the issuer)."""

    texts: tuple[str, ...]
    units: tuple[str, ...]


def unsupported(sentence: Sentence, grounding: Grounding) -> tuple[str, ...]:
    """Numbers, document numbers and organs of ``sentence`` that no source of its own, case or opinion holds."""
    text = _OPEN.sub("", sentence.text)
    pool = [*grounding.texts, *(s.quote for s in sentence.sources)]
    folded = [unicodedata.normalize("NFKC", part) for part in pool]
    known = {number for part in folded for number in _NUMBER.findall(part)}
    missing = [n for n in _NUMBER.findall(unicodedata.normalize("NFKC", text)) if n not in known]
    values = {r.value for part in pool for r in find_references(part) if r.kind in ("doc_number", "standard", "order")}
    missing += [
        r.raw for r in find_references(text) if r.kind in ("doc_number", "standard", "order") and r.value not in values
    ]
    organs = [m.organ.name for part in pool for m in find_organs(part)] + list(grounding.units)
    missing += [m.organ.name for m in find_organs(text) if not any(same_organ(m.organ.name, name) for name in organs)]
    return tuple(dict.fromkeys(missing))


def guard(draft: Draft, grounding: Grounding) -> tuple[Draft, tuple[Finding, ...]]:
    """The draft with every unsupported sentence replaced by a placeholder, and a finding for each."""
    findings: list[Finding] = []

    def checked(sentence: Sentence) -> Sentence:
        missing = unsupported(sentence, grounding)
        sourceless = sentence.role in _ASSERTS and not sentence.sources
        if not missing and not sourceless:
            return sentence
        what = "、".join(missing) or "全句"
        findings.append(
            Finding("R13", "阻断", f"拟稿中的“{what}”没有出处，该句已改为待核实内容。", quote=sentence.text)
        )
        return Sentence("【待核实：此处原拟内容缺少出处，请补充有依据的表述】。", "placeholder")

    def section(part: AnswerSection) -> AnswerSection:
        paragraphs = tuple(Paragraph(tuple(map(checked, p.sentences))) for p in part.paragraphs)
        return replace(part, paragraphs=paragraphs)

    sections = tuple(section(part) for part in draft.sections)
    return (replace(draft, sections=sections) if findings else draft), tuple(findings)
