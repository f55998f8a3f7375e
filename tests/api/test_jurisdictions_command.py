"""``dafu jurisdictions`` and the options of ``dafu draft`` that settle the frame."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OWN = 'region = "临川市"\nabove = "云江省"\n[[signer]]\nwho = "局长"\nsource = "本市办法"\n'
PROPOSAL = """政协第八届澜州市委员会第五次会议提案
案　号：20260105
案　由：关于健全课后服务的提案
会　议：政协第八届澜州市委员会第五次会议
提案者：沈若兰
主办单位：市教育局
建　议：
　　1. 扩大课后服务覆盖面。让更多学生参加课后服务。
　　2. 提高课后服务补助标准。由财政增加补助。
"""
EARLIER = """澜州市教育局
澜教函〔2026〕12号
关于政协第八届澜州市委员会第五次会议第20260105号提案的答复
沈若兰委员：
　　您提出的《关于健全课后服务的提案》（第20260105号提案）收悉。经研究，现答复如下：
　　一、关于扩大课后服务覆盖面
　　2026年全市参加课后服务学生达到27万人。
　　感谢您对我局工作的关心和支持。
　　专此答复。
                    澜州市教育局
                    2026年5月20日
公开方式：主动公开
"""


def test_the_list(dafu: Callable[..., Any]) -> None:
    listed = {one["region"]: one for one in dafu("jurisdictions", "list", "--json").value["jurisdictions"]}
    assert {"国家", "浙江省", "上海市", "北京市", "青岛市", "深圳市", "佛坪县", "澜州市"} <= set(listed)
    assert listed["青岛市"]["chain"] == ["青岛市", "山东省", "国家"]
    assert "青岛市" in dafu("jurisdictions", "list").out


def test_one_place_with_the_origin_of_each_value(dafu: Callable[..., Any]) -> None:
    shown = dafu("jurisdictions", "show", "青岛市", "--body", "人大", "--year", "2026")
    assert "重新答复：1个月　【按山东省】" in shown.out and "没有登记：" in shown.out
    value = dafu("jurisdictions", "show", "青岛市", "--body", "人大", "--json").value
    assert value["deadlines"][0]["scope"]["region"] == "青岛市" and value["deadlines"][0]["scope"]["source"]
    for wrong, told in ((("无名市",), "不认识地区"), (("青岛市", "--body", "党委"), "政协 或 人大")):
        done = dafu("jurisdictions", "show", *wrong)
        assert done.code == 2 and told in done.err


def test_own_places_of_workspace_and_setting(
    dafu: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "workspace" / "jurisdictions"
    inside.mkdir(parents=True)
    (inside / "临川市.toml").write_text(OWN, "utf-8")
    assert "局长" in dafu("jurisdictions", "show", "临川市").out
    outside = tmp_path / "规则"
    outside.mkdir()
    (outside / "临川市.toml").write_text(OWN.replace("局长", "主任"), "utf-8")
    monkeypatch.setenv("DAFU_JURISDICTIONS", str(outside))
    assert "局长" in dafu("jurisdictions", "show", "临川市").out
    (inside / "临川市.toml").unlink()
    assert "主任" in dafu("jurisdictions", "show", "临川市").out
    monkeypatch.setenv("DAFU_JURISDICTIONS", str(tmp_path / "没有"))
    missing = dafu("jurisdictions", "list")
    assert missing.code == 2 and "没有" in missing.err


def test_own_files_checked_one_by_one(dafu: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "规则"
    folder.mkdir()
    (folder / "临川市.toml").write_text(OWN, "utf-8")
    assert dafu("jurisdictions", "check", folder).code == 0
    (folder / "坏.toml").write_text(OWN.replace("who", "name"), "utf-8")
    (folder / "calendar.toml").write_text("[2027]\n", "utf-8")
    done = dafu("jurisdictions", "check", folder, "--json")
    assert done.code == 2
    errors = {Path(one["file"]).name: one["error"] for one in done.value["files"]}
    assert errors["临川市.toml"] is None
    assert "[[signer]] 第 1 项" in errors["坏.toml"] and "source" in errors["calendar.toml"]
    assert dafu("jurisdictions", "check", tmp_path / "没有").code == 2
    assert "没有找到自己的规则文件" in dafu("jurisdictions", "check").err


def test_second_reply_and_extension_notice(dafu: Callable[..., Any], tmp_path: Path) -> None:
    case, earlier = tmp_path / "提案.txt", tmp_path / "答复.txt"
    case.write_text(PROPOSAL, "utf-8")
    earlier.write_text(EARLIER, "utf-8")
    assert dafu("ingest", earlier).code == 0
    second = dafu("draft", case, "--letter", "二次答复", "--date", "2026-11-20", "--json").value
    assert second["kind"] == "second_reply" and second["title"].endswith("第20260105号提案的补充答复")
    assert "我局已于2026年5月20日以澜教函〔2026〕12号作出答复" in second["opening"][0]["text"]
    assert second["doc_number"] == "澜教函〔2026〕【待核实：序号】号"
    number = next(one for one in second["basis"] if one["field"] == "doc_number")
    assert number["source"]["quote"] == "澜教函〔2026〕12号"
    notice = dafu("draft", case, "--letter", "延期说明", "--assigned", "2026-03-02", "--json").value
    assert notice["kind"] == "interim" and notice["sections"] == [] and notice["class_mark"] is None
    assert "将于2026年9月2日前办结并书面答复您" in notice["opening"][1]["text"]
    written = dafu("draft", case, "--letter", "延期说明", "--out", tmp_path / "延期.docx")
    assert written.code == 0 and "已起草延期说明" in written.err
    for wrong in (("--letter", "便函"), ("--assigned", "3月2日"), ("--letter", "二次答复", "--role", "会办")):
        done = dafu("draft", case, *wrong)
        assert done.code == 2 and done.err.strip()


def test_a_unit_that_answers_a_part(dafu: Callable[..., Any], tmp_path: Path) -> None:
    case = tmp_path / "提案.txt"
    case.write_text(PROPOSAL.replace("主办单位：市教育局", "分办单位：市教育局、市财政局"), "utf-8")
    part = dafu("draft", case, "--issuer", "澜州市财政局", "--part", "建议2", "--json").value
    assert "根据办理分工，建议2由我局答复。" in part["opening"][0]["text"]
    assert [section["suggestion"] for section in part["sections"]] == ["2"]
    whole = dafu("draft", case, "--issuer", "澜州市财政局", "--json").value
    assert "【待核实：由我局答复的建议事项】由我局答复" in whole["opening"][0]["text"]
    assert [section["suggestion"] for section in whole["sections"]] == ["1", "2"]
