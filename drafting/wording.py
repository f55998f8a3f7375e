"""Sentences of an answer: a source's own words with a lead-in, each word of which stands in a source as well."""

import re
from collections.abc import Iterator

from corpus.document import Document
from corpus.markers import marker
from corpus.references import find_references
from corpus.standing import rule_name
from drafting.adapt import from_opinion, from_own, how, without_number
from drafting.draft import Sentence, Source
from drafting.formulas import phrase
from drafting.materials import Material, says
from drafting.matter import Matter
from drafting.plan import OpinionPoint

_TITLE_YEAR = re.compile(r"(20\d{2})\s*年")
_ANY_TIME = re.compile(r"\d{4}\s*年|\d+月|年底|全年")


def source(material: Material, start: int, end: int, adaptation: str = "") -> Source:
    """A source record for a span of the material's document."""
    evidence, document = material.found.evidence, material.found.document
    inside = evidence.start <= start and end <= evidence.end
    return Source(
        document=evidence.document,
        passage=evidence.passage if inside else None,
        start=start,
        end=end,
        quote=document.text[start:end],
        title=document.title,
        date=document.date,
        disclosure=evidence.disclosure,
        adaptation=adaptation,
    )


def rule_sentences(rules: tuple[Material, ...]) -> Iterator[Sentence]:
    """根据《…》（…）第…条，…; the same article named again in a row is only joined with 同时."""
    before: tuple[str, str] | None = None
    for material in rules:
        body = without_number(material.text)
        name, named = _rule_named(material)
        article, article_source = _article(material)
        sources = [source(material, material.start, material.end, how(material.text, body)), *named, *article_source]
        if before == (name, article):
            text = phrase("lead", "rule_again", body=body)
        elif material.found.document.kind == "law":
            text = _law_text(name, article, body)
        else:
            text = phrase("lead", "rule", name=name, number=_number(material), article=article, body=body)
        before = (name, article)
        yield Sentence(text, "quote" if "规定：“" in text else "rule", tuple(sources))


def _law_text(name: str, article: str, body: str) -> str:
    if "“" in body:
        return phrase("lead", "rule", name=name, number="", article=article, body=body)
    return phrase("lead", "law", name=name, article=article, body=body)


def fact_sentences(facts: tuple[Material, ...], matter: Matter) -> Iterator[Sentence]:
    """Own words, with the document's year in front where the sentence names no time of its own."""
    for material in facts:
        body = from_own(material.text, matter.issuer)
        sources = [source(material, material.start, material.end, how(material.text, body))]
        year = _TITLE_YEAR.search(material.found.document.title or "")
        if year and not _ANY_TIME.search(body):
            at = material.found.document.text.find(year.group())
            if at >= 0:
                sources.append(source(material, at, at + len(year.group())))
                body = phrase("lead", "fact_year", year=year[1], body=body)
        yield Sentence(phrase("lead", "fact", body=body), "fact", tuple(sources))


def opinion_sentences(points: tuple[OpinionPoint, ...], matter: Matter, proposers: str) -> Iterator[Sentence]:
    """What co-handlers said, each point attributed to its unit and told in the lead unit's person."""
    for point in points:
        text = point.opinion.document.text
        for at, line in enumerate(point.sentences):
            body = from_opinion(line.text, proposers)
            unit = unit_name(point, matter)
            record = Source(
                point.opinion.reference, None, line.start, line.end, text[line.start : line.end],
                point.opinion.title, point.opinion.document.date, point.opinion.document.disclosure, how(line.text, body),
            )  # fmt: skip
            spoken = phrase("lead", "opinion", unit=unit, body=body) if at == 0 else body
            yield Sentence(spoken, "fact", (record,))


def unit_name(point: OpinionPoint, matter: Matter) -> str:
    return point.opinion.unit or phrase("placeholder", "unit")


def plan_sentences(plans: tuple[Material, ...], matter: Matter) -> Iterator[Sentence]:
    """下一步，…: what a plan in force or the own work plan lays down, with the basis named."""
    before = ""
    for at, material in enumerate(plans):
        body = from_own(material.text, matter.issuer)
        sources = [source(material, material.start, material.end, how(material.text, body))]
        basis, named = _plan_basis(material, matter)
        text = body
        if basis and basis != before:
            text = phrase("lead", "plan_own", basis=basis, body=body)
            sources += named
        before = basis
        duty = _duty(material)
        if duty is not None:
            text = f"{text[:-1]}（{duty.quote.rstrip('。')}）。"
            sources.append(duty)
        yield Sentence(phrase("lead", "next", body=text) if at == 0 else text, "plan", tuple(sources))


def _plan_basis(material: Material, matter: Matter) -> tuple[str, list[Source]]:
    """《方案》（文号）安排 for a rule, 2026年工作安排 for the own work plan; empty where neither is named."""
    document = material.found.document
    if document.kind in ("measures", "plan", "notice"):
        name, named = _rule_named(material)
        return f"《{name}》{_number(material)}", named
    for heading in reversed(material.found.evidence.heading[1:]):
        mark = marker(heading)
        plain = heading[mark.length :] if mark else heading
        at = document.text.find(plain)
        if says("plan_heading", plain) and _TITLE_YEAR.search(plain) and at >= 0:
            return plain.strip(), [source(material, at, at + len(plain))]
    return "", []


def _duty(material: Material) -> Source | None:
    """责任单位：… printed right after the sentence, if any."""
    text = material.found.document.text
    match = re.compile(r"\s*(?P<duty>(?:责任单位|牵头单位)[：:][^。\n]{2,80}。)").match(text, material.end)
    return source(material, match.start("duty"), match.end("duty")) if match else None


def _rule_named(material: Material) -> tuple[str, list[Source]]:
    """The rule's name as cited, and where its name and number are printed in its own text."""
    document = material.found.document
    name = rule_name(document.title or "")
    at = document.text.find(name)
    spans = [(at, at + len(name))] if at >= 0 else []
    number = _own_number(document)
    if number is not None:
        spans.append(number)
    return name, [source(material, start, end) for start, end in spans]


def _own_number(document: Document) -> tuple[int, int] | None:
    hit = next(
        (r for r in document.references if r.kind == "doc_number" and r.value == document.doc_number), None
    )
    return (hit.start, hit.end) if hit else None


def _number(material: Material) -> str:
    number = material.found.document.doc_number
    return f"（{number}）" if number else ""


def _article(material: Material) -> tuple[str, list[Source]]:
    """第N条 printed at the head of the passage, with its span."""
    evidence, document = material.found.evidence, material.found.document
    head = document.text[evidence.start : evidence.end]
    mark = marker(head)
    if mark is None or mark.style != "article":
        return "", []
    printed = mark.printed
    return printed, [source(material, evidence.start, evidence.start + len(printed))]


def cited_numbers(text: str) -> tuple[str, ...]:
    """Normal forms of the document numbers in a sentence."""
    return tuple(r.value for r in find_references(text) if r.kind == "doc_number")
