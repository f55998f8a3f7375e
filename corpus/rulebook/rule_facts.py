"""What a document says of rules other than itself: expired, repealed, replaced, under revision, planned, issued.

The wordings are data (``rule_facts.toml``). They are matched against sentences in which every rule cited is one
character and every date another, so that a pattern is short and its groups lead back to exact spans.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from corpus.document import Document, Reference
from corpus.references import normal_doc_number, title_key
from corpus.rulebook.months import is_full_day
from corpus.rulebook.rule_mentions import Mention, rule_mentions
from corpus.rulebook.rule_names import cited_name, law_key
from corpus.rulebook.validity import repealed

FactKind = Literal[
    "到期", "失效", "废止", "不再执行", "修订为", "替代", "修订中", "征求意见", "拟制定", "建议制定", "印发", "施行"
]
_RULES = ("measures", "plan", "notice", "law")
_PLANS = ("plan", "summary")
_RULE, _DAY = "\ue000", "\ue001"
_CUES = re.compile(
    "到期|期满|届满|过期|有效期|执行期|试行期|失效|废止|不再|停止|修订|修改|修编|更名|调整为|取代|替代|代替|征求|制定|制订|编制|起草"
    "|出台|编写|印发|发布|颁布|公布|下发|施行|实施|执行|完善为|送审|审核|审议|草拟|拟定|建立"
)
_END = re.compile(r"[。；;\n]")
_LONGEST_SENTENCE = 600


@dataclass(frozen=True, slots=True)
class RuleFact:
    """One statement on a rule. ``start``/``end`` span the words it rests on.

    ``title`` and ``number`` are the rule as cited (one may be ``None``), the number in its normal form. ``day`` is an
    ISO date with the precision given: the last day for 到期, the first without effect for 失效, 废止 and 不再执行, the
    day of issue for 印发, the first in force for 施行. ``value`` names the rule that takes its place.
    """

    kind: FactKind
    title: str | None
    number: str | None
    day: str | None
    value: str | None
    start: int
    end: int

    @property
    def rule(self) -> str:
        """The rule as cited: its number where it has one, else its title."""
        return self.number or self.title or ""


def rule_facts(document: Document) -> tuple[RuleFact, ...]:
    """What ``document`` says of other rules, by position; nothing is said twice of the same words."""
    own = {title_key(name) for name in (document.title or "", cited_name(document.title or "")) if name}
    found: list[RuleFact] = [*_own_repeals(document)]
    taken = {(fact.start, "废止") for fact in found}
    mentions = rule_mentions(document)
    dates = [r for r in document.references if r.kind == "date" and r.value[0] != "-"]
    for start, end in _sentences(document.text, mentions):
        inside = [m for m in mentions if start <= m.start < end]
        days = [d for d in dates if start <= d.start < end]
        for fact in _said(document, start, end, inside, days):
            known = (fact.start, fact.kind)
            if known in taken or title_key(fact.title or "") in own or fact.number == document.doc_number is not None:
                continue
            taken.add(known)
            found.append(fact)
    return tuple(sorted(_strongest(found), key=lambda fact: (fact.start, fact.end)))


def _sentences(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Sentences that name a rule and hold a word of the grammar."""
    last = -1
    for one in mentions:
        if one.start < last:
            continue
        floor = max(0, one.start - _LONGEST_SENTENCE)
        start = max(floor, last, *(text.rfind(mark, floor, one.start) + 1 for mark in "。；;\n"))
        stop = _END.search(text, one.end)
        end = min(stop.end() if stop else len(text), one.start + _LONGEST_SENTENCE)
        while inner := next((m for m in mentions if m.start < end < m.end), None):
            stop = _END.search(text, inner.end)  # a mark inside a title ends no sentence
            end = stop.end() if stop else len(text)
        last = end
        if _CUES.search(text, start, end):
            yield start, end


def _said(
    document: Document, start: int, end: int, mentions: Sequence[Mention], days: Sequence[Reference]
) -> Iterator[RuleFact]:
    masked, places = _mask(document.text, start, end, mentions, days)
    by_start = {m.start: m for m in mentions}
    day_of = {d.start: d.value for d in days}
    for kind, pattern, plan in _grammar():
        if plan and document.kind not in _PLANS:
            continue
        for match in pattern.finditer(masked):
            groups = match.groupdict()
            other = by_start.get(places[match.start("other")]) if groups.get("other") else None
            day = day_of.get(places[match.start("day")]) if groups.get("day") else None
            for at in range(match.start("rule"), match.end("rule")):
                if masked[at] == _RULE:
                    one = by_start[places[at]]
                    yield RuleFact(
                        kind, one.title, one.number, day, (other.number or other.title) if other else None,
                        min(one.start, places[match.start()]) if at == match.start("rule") else one.start,
                        places[match.end() - 1] + _width(document, places[match.end() - 1], mentions, days),
                    )  # fmt: skip


def _width(document: Document, place: int, mentions: Sequence[Mention], days: Sequence[Reference]) -> int:
    spans: Iterable[Mention | Reference] = (*mentions, *days)
    return next((one.end - one.start for one in spans if one.start == place), 1)


def _mask(
    text: str, start: int, end: int, mentions: Sequence[Mention], days: Sequence[Reference]
) -> tuple[str, list[int]]:
    """The sentence with one character for each rule and each date, and where each character comes from."""
    spans = sorted([*((m.start, m.end, _RULE) for m in mentions), *((d.start, d.end, _DAY) for d in days)])
    chars: list[str] = []
    places: list[int] = []
    at = start
    for begin, stop, sign in spans:
        if begin < at:
            continue
        for place in range(at, begin):
            if not text[place].isspace():
                chars.append(text[place])
                places.append(place)
        chars.append(sign)
        places.append(begin)
        at = stop
    for place in range(at, end):
        if not text[place].isspace():
            chars.append(text[place])
            places.append(place)
    return "".join(chars), places


def _own_repeals(document: Document) -> Iterator[RuleFact]:
    """What a rule itself repeals (《…》同时废止), from the day it enters into force."""
    if document.kind not in _RULES or "废止" not in document.text:
        return
    own = {title_key(name) for name in (document.title or "", cited_name(document.title or ""))}
    name = document.doc_number or cited_name(document.title or "")
    day = document.valid_from if is_full_day(document.valid_from) else None
    spans = {r.start for r in repealed(document.text, document.references)}
    for one in rule_mentions(document):
        if any(one.start <= start < one.end for start in spans) and title_key(one.title or "") not in own:
            yield RuleFact("废止", one.title, one.number, day, name or None, one.start, one.end)


def _strongest(facts: Sequence[RuleFact]) -> Iterator[RuleFact]:
    """Of one mention: what ended is not also planned, and a fact with its day stands for the same without."""
    ended = {
        (f.rule, f.end // _LONGEST_SENTENCE) for f in facts if f.kind in ("到期", "失效", "废止", "修订为", "替代")
    }
    seen: set[tuple[str, str, str | None]] = set()
    dated = {(f.kind, f.rule) for f in facts if f.day}
    asked = {f.rule for f in facts if f.kind == "建议制定"}
    for fact in facts:
        if fact.kind in ("修订中", "拟制定") and (fact.rule, fact.end // _LONGEST_SENTENCE) in ended:
            continue
        if fact.kind == "拟制定" and fact.rule in asked:
            continue
        if fact.day is None and (fact.kind, fact.rule) in dated:
            continue
        key = (fact.kind, f"{fact.rule} {fact.end}", fact.day)
        if key not in seen:
            seen.add(key)
            yield fact


@cache
def _grammar() -> tuple[tuple[FactKind, re.Pattern[str], bool], ...]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    several = f"{_RULE}(?:(?:[（(][^（）(){_RULE}]{{0,16}}[）)])?[、，,和及与以]{{0,2}}{_RULE}){{0,30}}"
    return tuple(
        (cast(FactKind, e["kind"]), re.compile(_with(e["pattern"], several)), bool(e.get("plan"))) for e in data["fact"]
    )


def _with(pattern: str, several: str) -> str:
    return pattern.replace("R", _RULE).replace("D", _DAY).replace("L", several)


def fact_key(fact: RuleFact) -> str:
    """The name under which a rule is known in facts: its normal number, else its law key."""
    return (normal_doc_number(fact.number) or fact.number) if fact.number else law_key(fact.title or "")
