"""Hits of a search: as the contract's JSON, and as lines for a person."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from api.document_view import KINDS
from corpus.title_marks import in_marks
from retrieval.evidence import Evidence
from retrieval.result import SearchResult
from retrieval.topics import Charge

_LONGEST = 120


def search_record(found: SearchResult) -> dict[str, Any]:
    """The contract's fields, and beside them ``weak``, ``remarks``, ``facets``, ``charges`` and ``also`` of a hit."""
    return {
        "query": found.query,
        "incomplete": found.incomplete,
        "hits": [hit_record(hit) for hit in found.hits],
        "weak": found.weak,
        "remarks": list(found.remarks),
        "facets": {
            name: [{"value": one.value, "count": one.documents} for one in counts]
            for name, counts in found.facets.items()
        },
        "charges": [charge_record(charge) for charge in found.charges],
    }


def charge_record(charge: Charge) -> dict[str, Any]:
    """Who leads and takes part in a task, and where the document says so."""
    duty = charge.duty
    return {
        "task": duty.task,
        "leads": list(duty.leads),
        "participants": list(duty.participants),
        "deadline": duty.deadline,
        "document": charge.document,
        "title": charge.title,
        "passage": charge.passage,
        "start": duty.start,
        "end": duty.end,
    }


def hit_record(hit: Evidence) -> dict[str, Any]:
    return {
        "passage": hit.passage,
        "document": hit.document,
        "title": hit.title,
        "kind": hit.kind,
        "issuer": hit.issuer,
        "date": hit.date,
        "disclosure": hit.disclosure,
        "heading": list(hit.heading),
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "score": hit.score,
        "why": {
            "words": list(hit.why.words),
            "dense": hit.why.dense,
            "lexical": hit.why.lexical,
            "boosts": dict(hit.why.boosts),
        },
        "also": [asdict(also) for also in hit.also],
    }


def hit_lines(number: int, hit: Evidence) -> Iterator[str]:
    """Title and facts, where it stands, the beginning of the text, and why it came up."""
    facts = "，".join(fact for fact in (hit.issuer, hit.date, hit.disclosure) if fact)
    told = f"{KINDS.get(hit.kind, hit.kind)}{'，' if facts else ''}{facts}"
    yield f"{number}. {in_marks(hit.title or hit.document)}（{told}）"
    if hit.heading:
        yield f"   {' › '.join(hit.heading)}"
    flat = " ".join(hit.text.split())
    yield f"   {flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + '…'}"
    yield f"   {hit_reason(hit)}　查看：dafu show {hit.document}"
    if hit.also:
        yield f"   相同内容另见：{'、'.join(in_marks(one.title or one.document) for one in hit.also)}"


def hit_reason(hit: Evidence) -> str:
    """Why it came up, in words: shared words, likeness in meaning, and each boost."""
    reasons = []
    if hit.why.words:
        reasons.append(f"共同词语：{'、'.join(hit.why.words)}")
    if hit.why.dense is not None:
        reasons.append(f"语义相近 {hit.why.dense:.2f}")
    reasons.extend(f"{name} {value:+.2f}" for name, value in hit.why.boosts.items())
    return "；".join(reasons)
