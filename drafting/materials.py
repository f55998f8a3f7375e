"""What the letter may say: sentences of stored documents that are allowed to support it, and in which role.

Facts and plans come from dated documents of the own unit or a higher level; rules from documents that stand on the
day; the words of other places and other years give no facts (domain brief §0.9, §6).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.document import Document
from corpus.rulebook.dating import year_of
from corpus.rulebook.standing import standing
from corpus.structure.lines import Line, sentences
from corpus.structure.markers import marker
from drafting.lexicon import lexicon
from drafting.matter import Matter
from drafting.origin import RULE_KINDS, Found, binds, is_near, is_own

Use = Literal["fact", "plan", "rule"]

# Documents older than this many years before the item give no facts; plans and rules live by their own dates.
FACT_YEARS = 2
# A rule or plan without a last day is cited for this many years; older ones are for the officer to judge.
RULE_YEARS = 8
_SHORTEST = 14
_SHORTEST_ITEM = 8
_NAME = 3  # characters of a place's name that tell it from another: 解放路
# Whether the rule in a document (its id, itself) applies on an ISO day.
Stands = Callable[[str, Document, str], bool]
_LETTERS = ("reply", "opinion")
_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(frozen=True, slots=True)
class Material:
    """One sentence that may be used; ``text`` is ``document.text[start:end]``.

    ``own``: written by the issuing unit; ``near``: issued by the government of its own place.
    """

    text: str
    start: int
    end: int
    use: Use
    year: int | None
    own: bool
    near: bool
    found: Found


def says(name: str, text: str) -> bool:
    """Whether ``text`` holds a pattern of the lexicon entry ``name`` (``materials.toml``)."""
    return bool(lexicon("materials")[name].search(text))


def stands_by_itself(id: str, document: Document, on: str) -> bool:
    """Whether a rule applies on the ISO day ``on`` as far as its own text tells."""
    return standing(document, on) == "有效"


def materials(found: Iterable[Found], matter: Matter, stands: Stands = stands_by_itself) -> tuple[Material, ...]:
    """Usable sentences of the evidence, each sentence of a document once, best evidence first.

    A rule that does not apply on the day of the letter gives nothing, nor does what was written after that day.
    """
    seen: set[tuple[str, int]] = set()
    usable: list[Material] = []
    for one in found:
        own, near = is_own(one, matter), is_near(one, matter)
        if not (own or near or binds(one, matter)) or _is_later(one.document, matter):
            continue
        if one.document.kind in RULE_KINDS and not stands(one.evidence.document, one.document, matter.as_of):
            continue
        for sentence in _pieces(one):
            key = (one.evidence.document, sentence.start)
            if key in seen:
                continue
            seen.add(key)
            use = _use(sentence, one, matter)
            if use is not None:
                usable.append(
                    Material(sentence.text, sentence.start, sentence.end, use, year_of(one.document), own, near, one)
                )
    return tuple(usable)


def materials_of(one: Found, matter: Matter) -> tuple[Material, ...]:
    """What the officer may take from a passage of his own choice: its complete sentences, whoever wrote them.

    What neither a rule nor the own unit says is a fact of the document all the same: the officer answers for it.
    """
    own, near = is_own(one, matter), is_near(one, matter)
    chosen = []
    for sentence in sentences(one.document.text, one.evidence.start, one.evidence.end):
        if says("complete", sentence.text) and len(sentence.text) >= _SHORTEST:
            use = _use(sentence, one, matter) or ("rule" if one.document.kind in RULE_KINDS else "fact")
            chosen.append(
                Material(sentence.text, sentence.start, sentence.end, use, year_of(one.document), own, near, one)
            )
    return tuple(chosen)


def _is_later(document: Document, matter: Matter) -> bool:
    """Written after the day of the letter. A yearly summary without a date is written when its year is over."""
    if document.date is not None:
        return document.date > matter.as_of[: len(document.date)]
    year = year_of(document)
    if year is None:
        return False
    return f"{year}-12-31" > matter.as_of if document.kind == "summary" else year > matter.year


def _pieces(found: Found) -> Iterator[Line]:
    """The sentences of a passage; of a list of plans joined by ； each item by itself."""
    for sentence in sentences(found.document.text, found.evidence.start, found.evidence.end):
        items = list(_items(sentence))
        listed = len(items) > 2 and all(len(i.text) >= _SHORTEST_ITEM and not says("leaning", i.text) for i in items)
        yield from items if listed and _is_plan(sentence.text, found) else [sentence]


def _items(sentence: Line) -> Iterator[Line]:
    at = sentence.start
    for part in re.split("(?<=；)", sentence.text):
        yield Line(at, at + len(part), part)
        at += len(part)


def _use(sentence: Line, found: Found, matter: Matter) -> Use | None:
    text, document = sentence.text, found.document
    mark = marker(text)
    body = text[mark.length :].strip() if mark else text
    listed = text.endswith("；") or document.text[sentence.start - 1 : sentence.start] == "；"
    shortest = _SHORTEST_ITEM if listed else _SHORTEST
    if len(body) < shortest or not says("complete", _closed(body)) or says("unusable", text) or says("formula", text):
        return None
    if document.kind in _LETTERS and (says("told_by_others", body) or _of_another_place(body, matter)):
        return None
    if document.kind in RULE_KINDS:
        return _rule_use(body, found, matter)
    year = year_of(document)
    if year is None or not matter.year - FACT_YEARS <= year <= matter.year + 1:
        return None
    if year != matter.year and (says("relative_time", text) or not _dated(text, document)):
        return None
    if year != matter.year and document.kind in _LETTERS and says("stale", text):
        return None
    if _is_plan(text, found):
        return "plan" if _latest_year(text, found) >= matter.year else None
    return "fact" if says("done", text) or document.kind == "summary" else None


def _of_another_place(text: str, matter: Matter) -> bool:
    """Whether a sentence of an earlier letter speaks of a road, a quarter or a school that this case does not name."""
    place, general = lexicon("materials")["place"], lexicon("materials")["general_place"]
    named = (match.group() for match in place.finditer(text))
    return any(name[-_NAME:] not in matter.text and not general.search(name) for name in named)


def _closed(text: str) -> str:
    """An item of a list as a sentence of its own."""
    return text[:-1] + "。" if text.endswith("；") else text


def _dated(text: str, document: Document) -> bool:
    """A sentence of another year must show its year, or stand in a document whose title does (2025年工作总结)."""
    return bool(_YEAR.search(text) or _YEAR.search(document.title or ""))


def _rule_use(text: str, found: Found, matter: Matter) -> Use | None:
    """Rule or plan of a document; a plan whose last year is past is neither."""
    year = year_of(found.document)
    if says("rule_frame", text):
        return None
    if found.document.kind == "law":
        return None if text.startswith("（") or _of_its_own(found.document, matter) else "rule"
    if year is None or matter.year - RULE_YEARS > year:
        return None
    years = [int(y) for y in _YEAR.findall(text)]
    if years and says("target", text):
        return "plan" if max(years) >= matter.year else None
    return "rule" if not years or max(years) >= matter.year - FACT_YEARS else None


def _of_its_own(law: Document, matter: Matter) -> bool:
    """A law for one region or trade that the case does not speak of."""
    named = lexicon("materials")["law_of_its_own"].search(law.title or "")
    return named is not None and named.group() not in matter.text


def _is_plan(text: str, found: Found) -> bool:
    return says("future", text) or any(says("plan_heading", heading) for heading in found.evidence.heading)


def _latest_year(text: str, found: Found) -> int:
    """The last year a plan speaks of: printed in it or in its heading, else the document's own."""
    printed = [int(y) for part in (text, *found.evidence.heading[1:]) for y in _YEAR.findall(part)]
    return max([*printed, year_of(found.document) or 0])
