"""The harness that counts what a letter states without a source: each kind of fault is found, a faithful letter passes."""

from typing import Any

import pytest

from bench.faithfulness import covered, violations

CASE = "案号：20260105\n案由：关于健全课后服务的提案\n提案者：沈若兰\n建议：1. 扩大课后服务覆盖面。"
STORED = "澜州市教育局2025年工作总结\n截至2025年12月底，参加课后服务学生26.3万人，覆盖面达到95.2%。"
FACT = "截至2025年12月底，参加课后服务学生26.3万人，覆盖面达到95.2%。"


def record(text: str = FACT, role: str = "fact", sourced: bool = True, **more: Any) -> dict[str, Any]:
    at = STORED.index(FACT)
    source = {"document": "s", "start": at, "end": at + len(FACT), "quote": FACT}
    sentence = {"text": text, "role": role, "sources": [source] if sourced else [], **more}
    return {"text": text, "opening": [], "closing": [], "sections": [{"sentences": [sentence]}]}


def kinds(letter: dict[str, Any]) -> set[str]:
    return {v.kind for v in violations(letter, CASE, [], lambda id: STORED)}


def test_a_faithful_sentence_passes() -> None:
    assert kinds(record()) == set()
    assert kinds(record(f"下一步，{FACT}")) == set()
    assert kinds(record("【待核实：已开展的工作】。", "placeholder", sourced=False)) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (FACT.replace("26.3", "28.3"), "number"),
        (FACT.replace("2025年12月", "2025年11月"), "date"),
        (FACT + "依据澜府办〔2024〕99号文。", "doc_number"),
        (FACT + "由市民政局负责。", "organ"),
        (FACT + "，王建国局长出席。", "name"),
        ("全市各级各类学校实现了服务品质的全面跃升和根本好转。", "sentence"),
    ],
)
def test_each_kind_of_fault_is_found(text: str, kind: str) -> None:
    assert kind in kinds(record(text))


def test_an_assertion_without_a_source_and_a_quote_that_is_not_there() -> None:
    assert "sourceless" in kinds(record(sourced=False))
    letter = record()
    letter["sections"][0]["sentences"][0]["sources"][0]["start"] += 1
    assert "misquoted" in kinds(letter)


def test_the_officers_own_words_are_his() -> None:
    assert kinds(record("我局将新建7所学校。", "frame", sourced=False, by="officer")) == set()
    assert kinds(record("我局将新建7所学校。", "frame", sourced=False)) == {"number"}


def test_coverage_counts_runs_only() -> None:
    assert covered("课后服务", ["课后服务学生"]) == 1.0
    assert covered("务服后课", ["课后服务学生"]) == 0.0
