"""Precedents for the command line: as JSON, and as lines for a person."""

from collections.abc import Iterator
from typing import Any

from api.hit_view import hit_lines, hit_reason, hit_record
from api.work import AskPrecedents
from corpus.title_marks import in_marks
from retrieval.applicable import RuleHit
from retrieval.precedents import PastAsk, Precedent

_LONGEST = 160


def ask_record(one: AskPrecedents) -> dict[str, Any]:
    return {
        "id": one.suggestion.id,
        "text": one.suggestion.text,
        "precedents": [precedent_record(past) for past in one.precedents],
        "rules": [rule_record(rule) for rule in one.rules],
    }


def precedent_record(past: Precedent) -> dict[str, Any]:
    """The hit, with the whole answer it belongs to and the ask that was answered; ``sources`` are the spans of both."""
    answer = {"number": past.number, "text": past.text, "start": past.start, "end": past.end}
    sources = [_source(past.evidence.document, past)]
    if past.past is not None:
        sources.append(_source(past.past.document, past.past))
    return hit_record(past.evidence) | {
        "unit": past.unit,
        "class": past.class_mark,
        "asked": past.asked,
        "answer": answer,
        "past": _past_record(past.past) if past.past else None,
        "sources": sources,
    }


def _past_record(ask: PastAsk) -> dict[str, Any]:
    return {
        "document": ask.document,
        "title": ask.title,
        "item_no": ask.item_no,
        "suggestion": ask.id,
        "text": ask.text,
        "start": ask.start,
        "end": ask.end,
        "score": ask.score,
    }


def _source(document: str, part: Precedent | PastAsk) -> dict[str, Any]:
    return {"document": document, "start": part.start, "end": part.end, "quote": part.text}


def rule_record(rule: RuleHit) -> dict[str, Any]:
    """The hit, with how the rule stands on the day and what that rests on."""
    return hit_record(rule.evidence) | {
        "standing": rule.standing,
        "valid": rule.stands,
        "reason": rule.why,
        "successor": rule.successor,
        "remarks": list(rule.remarks),
    }


def precedent_lines(number: int, past: Precedent) -> Iterator[str]:
    hit = past.evidence
    mark = f"{past.class_mark}类" if past.class_mark else None
    facts = "，".join(fact for fact in (past.unit, hit.date, mark, hit.disclosure) if fact)
    yield f"{number}. {in_marks(hit.title or hit.document)}{f'（{facts}）' if facts else ''}"
    if past.past:
        item = f"（第{past.past.item_no}号）" if past.past.item_no else ""
        yield f"   当时的办理件：{in_marks(past.past.title or past.past.document)}{item}"
    if past.asked:
        yield f"   当时的建议：{_short(past.asked)}"
    yield f"   当时的答复：{_short(past.text)}"
    yield f"   {hit_reason(hit)}　查看：dafu show {hit.document}"


def rule_lines(number: int, rule: RuleHit) -> Iterator[str]:
    yield from hit_lines(number, rule.evidence)
    yield f"   {'' if rule.stands else '注意：'}效力：{rule.standing}——{rule.why}"
    if rule.successor:
        yield f"   已由{in_marks(rule.successor)}接替"
    yield from (f"   {remark}" for remark in rule.remarks)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
