"""Precedents for the command line: as JSON, and as lines for a person."""

from collections.abc import Iterator
from typing import Any

from api.hit_view import hit_reason, hit_record
from api.workbench import AskPrecedents
from retrieval.precedents import Precedent

_LONGEST = 160


def ask_record(one: AskPrecedents) -> dict[str, Any]:
    return {
        "id": one.suggestion.id,
        "text": one.suggestion.text,
        "precedents": [precedent_record(past) for past in one.precedents],
        "rules": [hit_record(hit) for hit in one.rules],
    }


def precedent_record(past: Precedent) -> dict[str, Any]:
    """The hit, with the whole answer it belongs to and the ask that was answered."""
    answer = {"number": past.number, "text": past.text, "start": past.start, "end": past.end}
    return hit_record(past.evidence) | {"unit": past.unit, "asked": past.asked, "answer": answer}


def precedent_lines(number: int, past: Precedent) -> Iterator[str]:
    hit = past.evidence
    facts = "，".join(fact for fact in (past.unit, hit.date, hit.disclosure) if fact)
    yield f"{number}. 《{hit.title or hit.document}》（{facts}）"
    if past.asked:
        yield f"   当时的建议：{_short(past.asked)}"
    yield f"   当时的答复：{_short(past.text)}"
    yield f"   {hit_reason(hit)}　查看：dafu show {hit.document}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
