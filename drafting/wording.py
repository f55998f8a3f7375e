"""Sentences of an answer: a source's own words with a lead-in, each word of which stands in a source as well."""

import re
from collections.abc import Iterator

from corpus.document import Document
from corpus.offices.organs import parse_organ
from corpus.rulebook.standing import rule_name
from corpus.structure.markers import marker
from drafting.adapt import from_opinion, from_own, how, without_number
from drafting.draft import Sentence, Source
from drafting.formulas import phrase
from drafting.limits import Limit
from drafting.materials import Material, says
from drafting.matter import Matter, own_pronoun
from drafting.opinions import OpinionPoint
from drafting.phrases import Phrases

_TITLE_YEAR = re.compile(r"(20\d{2})\s*年")
_TAIL = re.compile(r"(办法|方案|计划|规定|细则|意见|通知|条例|措施|规划|决定)(?:（[^）]*）)*$")


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
        number=document.doc_number,
    )


def rule_sentences(rules: tuple[Material, ...], named: set[str], phrases: Phrases) -> Iterator[Sentence]:
    """根据《…》（…）第…条，…; the rule named just before is 该办法, one named earlier in the letter loses its number.

    ``named`` holds the titles the letter has named so far and is added to.
    """
    before: tuple[str, str] | None = None
    for material in rules:
        body = _ended(without_number(material.text))
        name, spans = rule_named(material, named)
        article, article_source = _article(material)
        tail = _TAIL.search(name)
        law = material.found.document.kind == "law"
        if before == (name, article):
            text = phrases.say("rule_again", body=body)
        elif before and before[0] == name and article and tail:
            text = phrases.say("rule_same", tail=tail[1], article=article, body=body)
        elif law:
            text = phrases.say("law_plain" if "“" in body else "law", name=name, article=article, body=body)
        else:
            text = phrases.say("rule", name=name, number=_number(material, named), article=article, body=body)
        sources = [
            source(material, material.start, material.end, how(material.text, text, body)),
            *spans,
            *article_source,
        ]
        before = (name, article)
        named.add(name)
        yield Sentence(text, "quote" if law and "规定：“" in text else "rule", tuple(sources))


def limit_sentences(limit: Limit, settled: bool, phrases: Phrases) -> Iterator[Sentence]:
    """The provision that an ask runs up against, quoted, and the gap for the officer's conclusion from it, unless it
    is ``settled`` by what a co-handler says or the officer has chosen."""
    provision = limit.provision
    if provision is not None:
        text = phrases.say("law", name=limit.law, article=limit.article, body=provision.quote)
        yield Sentence(text, "quote", (provision, *((limit.number,) if limit.number else ())))
        if not settled:
            gap = "limit" if limit.stance == "不属职权" else "forbidden"
            yield Sentence(phrases.say("gap", gap, asked=quoted(limit.asked)), "placeholder")


def fact_sentences(facts: tuple[Material, ...], matter: Matter, phrases: Phrases) -> Iterator[Sentence]:
    """Own words, with the document's year in front where neither the sentence nor the one before names a year."""
    running = ""
    for material in facts:
        body = own = _ended(from_own(material.text, matter.issuer))
        sources: list[Source] = []
        year = _TITLE_YEAR.search(material.found.document.title or "")
        printed = _TITLE_YEAR.findall(body)
        at = material.found.document.text.find(year.group()) if year else -1
        if year and not printed and running != year[1] and at >= 0:
            sources.append(source(material, at, at + len(year.group())))
            own = body.removeprefix("全年")
            body = phrases.say("fact_year", year=year[1], body=own)
            printed = [year[1]]
        running = printed[-1] if printed else running
        told = source(material, material.start, material.end, how(material.text, body, own))
        yield Sentence(body, "fact", (told, *sources))


def opinion_sentences(
    points: tuple[OpinionPoint, ...], matter: Matter, proposers: str, phrases: Phrases
) -> Iterator[Sentence]:
    """What co-handlers said, each point attributed to its unit and told in the lead unit's person."""
    told: list[str] = []
    for point in points:
        opinion = point.opinion
        unit, that = unit_name(opinion.unit, matter), own_pronoun(opinion.unit, "该")
        for at, line in enumerate(point.sentences):
            body = _ended(from_opinion(line.text, opinion.unit, proposers))
            text = body
            if at == 0 and told[-1:] == [unit]:
                again = phrases.say("opinion_again", that=that, body=body)
                text = body if body.startswith(that) else again
            elif at == 0:
                text = phrases.say("opinion", unit=unit, body=body)
            record = Source(
                opinion.reference, None, line.start, line.end, opinion.document.text[line.start : line.end],
                opinion.title, opinion.document.date, opinion.document.disclosure, how(line.text, text, body),
            )  # fmt: skip
            named = (opinion.unit_source,) if opinion.unit_source and text != body else ()
            yield Sentence(text, "fact", (record, *named))
        told.append(unit)


def unit_name(unit: str | None, matter: Matter) -> str:
    """A unit of the own place without the place's name (市财政局); a placeholder where nobody is named."""
    if unit is None:
        return phrase("placeholder", "unit")
    organ = parse_organ(unit)
    if organ is None or organ.region is None or organ.region != matter.region:
        return unit
    return organ.level + organ.stem


def plan_sentences(
    plans: tuple[Material, ...], matter: Matter, named: set[str], phrases: Phrases
) -> Iterator[Sentence]:
    """下一步，…: what a plan in force or the own work plan lays down, with the basis named (see ``rule_sentences``)."""
    before = ""
    for at, material in enumerate(plans):
        body = _ended(from_own(material.text, matter.issuer))
        basis, spans = _plan_basis(material, named)
        text = body
        extra: list[Source] = []
        if basis and basis != before:
            text = phrases.say("plan", basis=basis, body=body)
            extra += spans
        before = basis
        duty = _duty(material)
        if duty is not None:
            text = f"{text[:-1]}（{duty.quote.rstrip('。')}）。"
            extra.append(duty)
        if at == 0:
            text = phrases.say("next", body=text)
        told = source(material, material.start, material.end, how(material.text, text, body))
        yield Sentence(text, "plan", (told, *extra))


def quoted(text: str) -> str:
    """Words that are put in quotation marks: their own become single ones (GB/T 15834—2011 4.8.3.3)."""
    return text.translate(str.maketrans("“”", "‘’"))


def _ended(text: str) -> str:
    """An item of a list as a sentence."""
    return text[:-1] + "。" if text.endswith(("；", ";")) else text


def _plan_basis(material: Material, named: set[str]) -> tuple[str, list[Source]]:
    """《方案》（文号）安排 for a rule, 2026年工作安排 for the own work plan; empty where neither is named."""
    document = material.found.document
    if document.kind in ("measures", "plan", "notice"):
        name, spans = rule_named(material, named)
        number = _number(material, named)
        named.add(name)
        return f"《{name}》{number}", spans
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


def rule_named(material: Material, named: set[str]) -> tuple[str, list[Source]]:
    """The rule's name as cited, and where its name and (the first time) its number are printed in its own text."""
    document = material.found.document
    name = rule_name(document.title or "")
    broken = re.search(r"\s*".join(map(re.escape, name)), document.text)  # a printed title may be broken over lines
    spans = [broken.span()] if broken else []
    number = _own_number(document)
    if number is not None and name not in named:
        spans.append(number)
    return name, [source(material, start, end) for start, end in spans]


def _own_number(document: Document) -> tuple[int, int] | None:
    hit = next((r for r in document.references if r.kind == "doc_number" and r.value == document.doc_number), None)
    return (hit.start, hit.end) if hit else None


def _number(material: Material, named: set[str]) -> str:
    """（文号） the first time the letter names the rule."""
    document = material.found.document
    new = rule_name(document.title or "") not in named
    return f"（{document.doc_number}）" if document.doc_number and new else ""


def _article(material: Material) -> tuple[str, list[Source]]:
    """第N条 printed at the head of the passage, with its span."""
    evidence, document = material.found.evidence, material.found.document
    head = document.text[evidence.start : evidence.end]
    mark = marker(head)
    if mark is None or mark.style != "article":
        return "", []
    printed = mark.printed
    return printed, [source(material, evidence.start, evidence.start + len(printed))]
