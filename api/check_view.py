"""A review for the command line: the JSON of the contract, and lines for a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from drafting.checks.catalogue import rule_named
from drafting.checks.run import Review
from drafting.finding import SEVERITY_NAMES, Finding, Severity

_SHOWN = 60
_ALIKE = 3


def review_record(review: Review, placeholders: Sequence[str]) -> dict[str, Any]:
    """The JSON of ``dafu check``."""
    return {
        "findings": [asdict(finding) for finding in review.findings],
        "passed": list(review.passed),
        "unchecked": [asdict(one) for one in review.unchecked],
        "placeholders": list(placeholders),
    }


def review_lines(review: Review, placeholders: Sequence[str]) -> Iterator[str]:
    """The findings by severity, each with the words it is about and the correction; then what is open or unknown."""
    for severity, name in SEVERITY_NAMES.items():
        group = [finding for finding in review.findings if finding.severity == severity]
        if group:
            yield f"{name}（{len(group)} 条）"
            yield from _group_lines(group)
            yield ""
    if placeholders:
        yield f"尚待核实（{len(placeholders)} 处）"
        yield from (f"  {gap}" for gap in placeholders)
        yield ""
    if review.unchecked:
        yield f"未能检查（{len(review.unchecked)} 项）"
        yield from (f"  {one.rule} {rule_named(one.rule).name}：{one.reason.rstrip('。')}" for one in review.unchecked)
        yield ""
    counts = "，".join(f"{name} {_count(review, severity)} 条" for severity, name in SEVERITY_NAMES.items())
    yield f"{counts}；通过 {len(review.passed)} 项，未能检查 {len(review.unchecked)} 项。"


def _group_lines(group: Sequence[Finding]) -> Iterator[str]:
    """Of findings that say the same only the first few are shown; the rest are counted."""
    same = Counter((finding.rule, finding.message) for finding in group)
    shown: Counter[tuple[str, str]] = Counter()
    for finding in group:
        key = (finding.rule, finding.message)
        shown[key] += 1
        if shown[key] <= _ALIKE:
            yield from _finding_lines(finding)
        if shown[key] == _ALIKE < same[key]:
            yield f"      ……同样的问题另有 {same[key] - _ALIKE} 处"


def _count(review: Review, severity: Severity) -> int:
    return sum(finding.severity == severity for finding in review.findings)


def _finding_lines(finding: Finding) -> Iterator[str]:
    yield f"  {finding.rule} {rule_named(finding.rule).name}：{finding.message}"
    if finding.quote:
        yield f"      原文：{_short(finding.quote)}"
    if finding.mend is not None:
        yield f"      改为：{_short(finding.mend.replacement) or '（删去）'}"
    elif finding.expected:
        yield f"      应为：{_short(finding.expected)}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
