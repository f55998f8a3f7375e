"""A drafted letter for the command line: the whole record of the contract, and what to tell the officer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from api.hit_view import hit_record
from drafting.export.json import draft_record
from drafting.service import DraftResult
from retrieval.evidence import Evidence

PRECEDENT_KINDS = {"reply", "opinion", "proposal", "page"}
RULE_KINDS = {"law", "measures"}


def service_record(result: DraftResult) -> dict[str, Any]:
    """What the record of the contract holds beside the letter itself."""
    return {
        "placeholders": list(result.placeholders),
        "findings": [asdict(finding) for finding in result.findings],
        "precedents": _of_kinds(result.gathered.hits, PRECEDENT_KINDS),
        "rules": _of_kinds(result.gathered.hits, RULE_KINDS),
        "seconds": round(result.seconds, 3),
    }


def result_record(result: DraftResult) -> dict[str, Any]:
    """The JSON of ``dafu draft``."""
    return draft_record(result.draft) | service_record(result)


def _of_kinds(hits: Mapping[str, Sequence[Evidence]], kinds: set[str]) -> list[dict[str, Any]]:
    return [
        {"suggestion": suggestion, **hit_record(hit)}
        for suggestion, found in hits.items()
        for hit in found
        if hit.kind in kinds
    ]


def result_lines(result: DraftResult, written: Sequence[Path]) -> Iterator[str]:
    """Where the letter is, what is still open, what the checks found and what comes next."""
    name = "答复" if result.draft.kind == "reply" else "会办意见"
    yield f"已起草{name}：{result.draft.title}（用时 {result.seconds:.2f} 秒）"
    yield from (f"  {path}" for path in written)
    if result.placeholders:
        yield f"还有 {len(result.placeholders)} 项待核实，文中以黄色标出："
        yield from (f"  {gap}" for gap in result.placeholders)
    for finding in result.findings:
        yield f"{finding.severity}：{finding.message}"
