"""``dafu organs``: the gazetteer and the duties of the stored documents."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.offices.gazetteer import use_local

NOTICE = (
    "澜州市人民政府办公室关于印发质量提升任务分工的通知\n各区人民政府，市政府各部门：\n现将任务分工印发给你们。\n"
    "质量提升任务分工表\n序号\t重点任务\t牵头单位\t参与单位\n"
    "1\t加强检验检测服务能力建设\t市市场监管局\t市财政局、科技局\n2\t改善公交服务\t市交通运输局\t市公安局\n"
    "澜州市人民政府办公室\n2025年3月1日\n"
)


@pytest.fixture(autouse=True)
def no_local_lists() -> Iterator[None]:
    yield
    use_local([])


def test_the_list(dafu: Callable[..., Any]) -> None:
    listed = dafu("organs", "list", "质量技术监督", "--json").value["organs"]
    assert [entry["name"] for entry in listed] == ["质量技术监督局"]
    assert listed[0]["successors"] == ["市场监督管理局"]
    assert listed[0]["source"]
    assert "→ 市场监督管理局" in dafu("organs", "list", "质量技术监督").out
    assert dafu("organs", "list", "--kind", "群团", "--json").value["organs"]
    wrong = dafu("organs", "list", "--kind", "什么")
    assert wrong.code == 2 and "群团" in wrong.err


def test_one_organ(dafu: Callable[..., Any]) -> None:
    found = dafu("organs", "show", "东莞市质监局", "--on", "2020-01-01", "--json").value
    assert (found["former"], found["current"]) == (True, ["东莞市市场监督管理局"])
    assert "错漏" in dafu("organs", "show", "省环境保护", "--on", "2016").out
    assert dafu("organs", "show", "没有这个单位").code == 2
    assert "2024-06-01" in dafu("organs", "show", "市教育局", "--on", "去年").err


def test_own_lists(dafu: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lists").mkdir()
    own = tmp_path / "lists" / "own.toml"
    own.write_text('["低空经济发展局"]\nsource = "澜州市机构改革方案"\n', "utf-8")
    monkeypatch.setenv("DAFU_ORGANS", str(tmp_path / "lists"))
    assert dafu("organs", "show", "市低空经济发展局").code == 0
    own.write_text("坏了 = [", "utf-8")
    broken = dafu("organs", "list")
    assert broken.code == 2 and "own.toml" in broken.err


def test_who_has_to_do_what(dafu: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    assert dafu("ingest", tmp_path / "notice.txt").code == 0
    (duty,) = dafu("organs", "duties", "谁牵头检验检测服务能力建设", "--json").value["duties"]
    assert (duty["leads"], duty["participants"]) == (["市市场监管局"], ["市财政局", "市科技局"])
    assert duty["task"] in duty["quote"]
    (joined,) = dafu("organs", "duties", "--unit", "市公安局", "--json").value["duties"]
    assert joined["task"] == "改善公交服务"
    shown = dafu("organs", "duties", "公交服务").out
    assert "牵头：市交通运输局" in shown and "出处：" in shown
    assert dafu("organs", "duties", "修建码头", "--json").value == {"duties": []}
