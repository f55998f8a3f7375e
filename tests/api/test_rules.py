"""``dafu rules`` from end to end, in a workspace of the test's own."""

from pathlib import Path

import pytest

from tests.api.conftest import Dafu

OLD = """澜州市停车暂行办法
（澜府〔2018〕3号）

第一条　为规范停车，制定本办法。
第二条　本办法自2018年2月1日起施行。

澜州市人民政府
2018年1月15日
"""
NEW = """澜州市停车管理办法
（澜府〔2024〕1号）

第一条　为加强停车管理，制定本办法。
第二条　任何单位和个人不得擅自设置停车泊位。
第三条　本办法自2024年3月1日起施行，有效期五年。《澜州市停车暂行办法》（澜府〔2018〕3号）同时废止。

澜州市人民政府
2024年2月20日
"""
LETTER = """关于市政协八届一次会议第20240118号提案的答复

王小明委员：
您的提案收悉，现答复如下：
一、《澜州市标准化办法》（澜府办〔2012〕173号）已于2016年12月31日到期，我局正在修订。
二、根据《澜州市停车管理办法》第二条，规范泊位设置。
专此答复。

澜州市住房和城乡建设局
2024年6月9日
"""


@pytest.fixture
def office(dafu: Dafu, tmp_path: Path) -> Dafu:
    for name, text in (("旧办法.txt", OLD), ("新办法.txt", NEW), ("答复.txt", LETTER)):
        (tmp_path / name).write_text(text, "utf-8")
    assert dafu("ingest", tmp_path / "旧办法.txt", tmp_path / "新办法.txt", tmp_path / "答复.txt").code == 0
    return dafu


def titles(office: Dafu, *options: str) -> list[str]:
    done = office("rules", "list", *options, "--json")
    assert done.code == 0
    return [rule["title"] for rule in done.value["rules"]]


def test_the_list_can_be_narrowed(office: Dafu) -> None:
    both = ["澜州市停车暂行办法", "澜州市停车管理办法"]
    assert sorted(titles(office)) == sorted(both)
    assert titles(office, "--on", "2020-01-01", "--status", "有效") == ["澜州市停车暂行办法"]
    assert titles(office, "--on", "2024-06-01", "--status", "有效") == ["澜州市停车管理办法"]
    assert titles(office, "--on", "2024-06-01", "--status", "已被替代") == ["澜州市停车暂行办法"]
    assert titles(office, "--on", "2030-01-01", "--status", "已失效") == ["澜州市停车管理办法"]
    assert titles(office, "--query", "管理") == titles(office, "管理") == ["澜州市停车管理办法"]
    assert sorted(titles(office, "--level", "规范性文件", "--issuer", "澜州市人民政府")) == sorted(both)
    assert titles(office, "--level", "法律") == []
    assert "《澜州市停车管理办法》（澜府〔2024〕1号" in office("rules", "list").out


@pytest.mark.parametrize("options", [["--on", "明天"], ["--on", "2024"], ["--status", "好"], ["--level", "法令"]])
def test_a_filter_that_is_none_is_named(options: list[str], office: Dafu) -> None:
    done = office("rules", "list", *options)
    assert (done.code, done.out) == (2, "")
    assert options[1] in done.err


def test_a_rule_with_all_that_is_known_of_it(office: Dafu) -> None:
    new = office("rules", "show", "澜府[2024]1号", "--on", "2024-06-01", "--json").value
    assert (new["title"], new["standing"], new["valid_to"]) == ("澜州市停车管理办法", "有效", "2029-02-28")
    assert [one["article"] for one in new["articles"]] == ["1", "2", "3"]
    assert [new["text"][one["start"] : one["start"] + 3] for one in new["articles"]] == ["第一条", "第二条", "第三条"]
    assert [one["title"] for one in new["cited_by"]] == ["关于市政协八届一次会议第20240118号提案的答复"]
    old = office("rules", "show", "停车暂行办法", "--on", "2024-06-01", "--json")
    assert old.code == 2
    old = office("rules", "show", "澜州市停车暂行办法", "--on", "2024-06-01", "--json").value
    assert (old["standing"], old["successor"]["title"]) == ("已被替代", "澜州市停车管理办法")
    (fact,) = old["facts"]
    assert (fact["kind"], fact["day"], fact["own"]) == ("废止", "2024-03-01", True)
    shown = office("rules", "show", "澜州市停车暂行办法", "--on", "2024-06-01").out
    assert "2024-06-01：已被替代" in shown
    assert "据《澜州市停车管理办法》" in shown
    assert "第一条　为规范停车" in shown


def test_a_misquoted_title_is_put_right(office: Dafu) -> None:
    done = office("rules", "show", "澜州市停车管里办法")
    assert done.code == 2
    assert "是不是《澜州市停车管理办法》" in done.err


def test_facts_are_shown_accepted_and_rejected(office: Dafu) -> None:
    (expired, *_) = office("rules", "facts", "--json").value["facts"]
    assert (expired["kind"], expired["rule"], expired["day"]) == ("到期", "澜府办〔2012〕173号", "2016-12-31")
    assert expired["sources"][0]["quote"].startswith("《澜州市标准化办法》")
    pending = office("rules", "show", "澜府办〔2012〕173号", "--json").value
    assert (pending["document"], pending["standing"]) == (None, "未知")
    assert "尚未确认" in pending["remarks"][0]
    assert "目录中没有" in office("rules", "show", "澜府办〔2012〕173号").out
    assert office("rules", "show", "澜府办〔2012〕173号", "--article", "1").code == 2
    done = office("rules", "accept", expired["id"])
    assert done.code == 0
    assert "采纳" in done.out
    assert office("rules", "show", "标准化办法").code == 2
    known = office("rules", "show", "澜州市标准化办法", "--json").value
    assert (known["standing"], known["valid_to"], known["remarks"]) == ("已失效", "2016-12-31", [])
    assert "澜州市标准化办法" in titles(office)
    rejected = office("rules", "reject", expired["id"], "--json").value["facts"][0]
    assert rejected["state"] == "不采纳"
    assert "澜州市标准化办法" not in titles(office)
    assert office("rules", "facts", "澜州市标准化办法").err.startswith("没有等待采纳的线索")
    everything = office("rules", "facts", "--all", "--json").value["facts"]
    assert {fact["state"] for fact in everything} == {"待定", "不采纳"}
    assert office("rules", "accept", "zzz").code == 2


def test_a_list_is_imported(office: Dafu, tmp_path: Path) -> None:
    path = tmp_path / "目录.csv"
    path.write_text(
        "标题,文号,失效日期\n澜州市绿化办法,澜府〔2010〕8号,2015-12-31\n,,\n澜州市公园办法,,明年\n", "utf-8"
    )
    done = office("rules", "import", path, "--json")
    assert done.code == 3
    assert {name: done.value[name] for name in ("added", "updated", "unchanged")} == {
        "added": 1, "updated": 0, "unchanged": 0,
    }  # fmt: skip
    assert done.value["failed"][0]["line"] == 4
    assert "第 4 行没有导入" in done.err
    assert office("rules", "show", "澜州市绿化办法", "--json").value["standing"] == "已失效"
    path.write_text("标题,文号,失效日期\n澜州市绿化办法,澜府〔2010〕8号,2015-12-31\n", "utf-8")
    again = office("rules", "import", path)
    assert again.code == 0
    assert "没有变化 1 件" in again.err
    assert office("rules", "import", tmp_path / "没有.csv").code == 2
