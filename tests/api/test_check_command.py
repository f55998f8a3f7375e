"""``dafu check``: the contract's JSON, the exit codes, the corrected copy."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.drafting.checks.clean_letter import CASE, LETTER

Dafu = Callable[..., Any]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    letter, case = tmp_path / "答复.txt", tmp_path / "提案.txt"
    letter.write_text(
        LETTER.replace("收悉", "收息").replace("〔2025〕", "[2025]").replace("20250127号提案的", "20250172号提案的"),
        "utf-8",
    )
    case.write_text(CASE, "utf-8")
    return letter, case


def test_json_is_the_contract(dafu: Dafu, files: tuple[Path, Path]) -> None:
    letter, case = files
    done = dafu("check", letter, "--case", case, "--json")
    assert done.code == 0
    value = done.value
    assert {"findings", "passed", "unchecked"} <= set(value)
    text = dafu("parse", letter, "--json").value["text"]
    fields = {"rule", "severity", "message", "start", "end", "quote", "expected", "source", "mend"}
    for finding in value["findings"]:
        assert set(finding) == fields
        assert finding["quote"] is None or text[finding["start"] : finding["end"]] == finding["quote"]
    found = {(f["rule"], f["severity"]) for f in value["findings"]}
    assert {("R03", "B"), ("R11", "W"), ("R30", "W")} <= found
    assert all(set(one) == {"rule", "reason"} for one in value["unchecked"])
    told = {f["rule"] for f in value["findings"]} | {one["rule"] for one in value["unchecked"]}
    assert value["passed"] and not told & set(value["passed"])


def test_findings_never_make_it_fail_unless_strict(dafu: Dafu, files: tuple[Path, Path]) -> None:
    letter, case = files
    assert dafu("check", letter, "--case", case).code == 0
    assert dafu("check", letter, "--case", case, "--strict").code == 4
    letter.write_text(LETTER, "utf-8")
    assert dafu("check", letter, "--case", case, "--strict").code == 0


def test_people_read_it_by_severity(dafu: Dafu, files: tuple[Path, Path]) -> None:
    letter, case = files
    out = dafu("check", letter, "--case", case).out
    assert out.index("阻断（") < out.index("提醒（") < out.index("未能检查（")
    assert "原文：收息" in out and "改为：收悉" in out


def test_certain_faults_are_mended(dafu: Dafu, files: tuple[Path, Path], tmp_path: Path) -> None:
    letter, case = files
    out = tmp_path / "改正.txt"
    done = dafu("check", letter, "--case", case, "--fix", out)
    assert done.code == 0 and "已改正 3 处" in done.err
    assert out.read_text("utf-8").split() == LETTER.split()
    done = dafu("check", letter, "--case", case, "--fix", out, "--only", "R30")
    assert "已改正 1 处" in done.err and "[2025]" in out.read_text("utf-8")


def test_a_draft_is_checked_as_it_was_written(dafu: Dafu, proposal: Path, tmp_path: Path) -> None:
    draft = tmp_path / "稿件.json"
    assert dafu("draft", proposal, "--issuer", "澜州市住房和城乡建设局", "--out", draft).code == 0
    done = dafu("check", draft, "--case", proposal, "--json")
    assert done.code == 0
    text = json.loads(draft.read_text("utf-8"))["text"]
    assert all(text[f["start"] : f["end"]] == f["quote"] for f in done.value["findings"] if f["quote"])
    assert done.value["placeholders"]
    assert not [f for f in done.value["findings"] if "待核实" in (f["quote"] or "") and f["severity"] == "B"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("没有.docx",), "没有.docx"),
        (("LETTER", "--case", "没有这个案号"), "没有这个案号"),
        (("LETTER", "--fix", "改正.pdf"), "改正.pdf"),
        (("LETTER", "--fix", "改正.docx"), ".docx"),
        (("LETTER", "--fix", "LETTER"), "不能覆盖原稿"),
        (("LETTER", "--date", "昨天"), "昨天"),
        (("LETTER", "--record", "RECORD"), "交办日期"),
        (("DRAFT",), "稿件.json"),
    ],
)
def test_bad_input_is_told(
    dafu: Dafu, files: tuple[Path, Path], tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    record, draft = tmp_path / "记录.toml", tmp_path / "稿件.json"
    record.write_text('交办日期 = "三月"\n', "utf-8")
    draft.write_text("{}", "utf-8")
    names = {"LETTER": files[0], "RECORD": record, "DRAFT": draft}
    done = dafu("check", *(names.get(word, word) for word in arguments))
    assert done.code == 2 and told in done.err and not done.out


def test_the_record_is_read(dafu: Dafu, files: tuple[Path, Path], tmp_path: Path) -> None:
    letter, case = files
    record = tmp_path / "记录.toml"
    record.write_text(
        '办理期限 = 2025-06-01\n已征求公开意见 = true\n[[沟通]]\n日期 = 2025-05-01\n方式 = "电话"\n', "utf-8"
    )
    value = dafu("check", letter, "--case", case, "--record", record, "--json").value
    assert [f["severity"] for f in value["findings"] if f["rule"] == "R22"] == ["B"]
    assert {"R21", "R23"} <= set(value["passed"])
