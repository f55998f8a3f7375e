"""A drafted letter for the command line: the whole record of the contract, and what to tell the officer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from api.hit_view import hit_record
from drafting.export.json import draft_record
from drafting.finding import SEVERITY_NAMES
from drafting.frame import LETTER_NAMES
from drafting.gather import Gathered
from drafting.origin import RULE_KINDS, Found, unit_reply
from drafting.service import DraftResult

_LETTERS = ("reply", "opinion")
_MOST_AN_ASK = 3


def service_record(result: DraftResult) -> dict[str, Any]:
    """What the record of the contract holds beside the letter itself."""
    return {
        "placeholders": list(result.placeholders),
        "findings": [asdict(finding) for finding in result.findings],
        "precedents": _chosen(result.gathered, _is_answer),
        "rules": _chosen(result.gathered, lambda found: found.document.kind in RULE_KINDS),
        "seconds": round(result.seconds, 3),
    }


def result_record(result: DraftResult) -> dict[str, Any]:
    """The JSON of ``dafu draft``."""
    return draft_record(result.draft) | service_record(result)


def _chosen(gathered: Gathered, fits: Callable[[Found], bool]) -> list[dict[str, Any]]:
    """The first few hits of each ask that fit, best first."""
    fitting = {found.evidence.passage for found in gathered.found if fits(found)}
    return [
        {"suggestion": suggestion, **hit_record(hit)}
        for suggestion, hits in gathered.hits.items()
        for hit in [hit for hit in hits if hit.passage in fitting][:_MOST_AN_ASK]
    ]


def _is_answer(found: Found) -> bool:
    """What a department wrote; on a page with several answers the member's own part is none."""
    return found.document.kind in _LETTERS or unit_reply(found) is not None


def result_lines(result: DraftResult, written: Sequence[Path]) -> Iterator[str]:
    """Where the letter is, what is still open, what the checks found and what comes next."""
    name = next(name for name, kind in LETTER_NAMES.items() if kind == result.draft.kind)
    yield f"已起草{name}：{result.draft.title}（用时 {result.seconds:.2f} 秒）"
    yield from (f"  {path}" for path in written)
    if result.placeholders:
        yield f"还有 {len(result.placeholders)} 项待核实，文中以黄色标出："
        yield from (f"  {gap}" for gap in result.placeholders)
    for finding in result.findings:
        yield f"{SEVERITY_NAMES[finding.severity]}：{finding.message}"
