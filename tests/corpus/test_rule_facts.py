from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document, Kind
from corpus.parse import parse
from corpus.read.dispatch import read
from corpus.references import find_references
from corpus.rulebook.rule_facts import RuleFact, rule_facts


def facts(text: str, kind: Kind = "reply", **told: Any) -> tuple[RuleFact, ...]:
    found = rule_facts(Document(text, kind, references=find_references(text), **told))
    for fact in found:
        assert text[fact.start : fact.end].strip()
        assert (fact.title or "《") in text[fact.start : fact.end] or fact.title is None
    return found


@pytest.mark.parametrize(
    ("text", "kind", "rule", "day", "value"),
    [
        ("《停车办法》（澜府办[2012]173号）已于2016年12月31日到期，现重新修订。", "到期", "澜府办〔2012〕173号", "2016-12-31", None),
        ("澜府办〔2012〕173号文有效期至2020年6月30日。", "到期", "澜府办〔2012〕173号", "2020-06-30", None),
        ("原《停车收费办法》目前已过期。", "到期", "停车收费办法", None, None),
        ("《停车通告》两个文件，已于2018年5月1日自动失效。", "失效", "停车通告", "2018-05-01", None),
        ("《停车收费办法》已于2018年5月1日废止。", "废止", "停车收费办法", "2018-05-01", None),
        ("市政府决定废止《停车收费办法》。", "废止", "停车收费办法", None, None),
        ("自2019年4月1日起，原《停车收费办法》不再执行。", "不再执行", "停车收费办法", "2019-04-01", None),
        ("《停车收费办法》自2019年4月1日起停止执行。", "不再执行", "停车收费办法", "2019-04-01", None),
        ("我局将《停车收费办法》修订为《停车管理办法》，", "修订为", "停车收费办法", None, "停车管理办法"),
        ("《停车收费办法》（澜府〔2013〕2号）已于2018年12月25日被市政府印发的澜府〔2018〕8号文件替代。", "替代", "澜府〔2013〕2号",
         "2018-12-25", "澜府〔2018〕8号"),
        ("我局正在修订《停车收费办法》。", "修订中", "停车收费办法", None, None),
        ("《停车收费办法》已启动修订工作。", "修订中", "停车收费办法", None, None),
        ("《停车收费条例（草案）》正在公开征求意见。", "征求意见", "停车收费条例（草案）", None, None),
        ("我局正牵头编制《停车设施若干措施》。", "拟制定", "停车设施若干措施", None, None),
        ("市政府即将出台《停车三年行动计划》。", "拟制定", "停车三年行动计划", None, None),
        ("《停车三年行动计划》有望年内印发。", "拟制定", "停车三年行动计划", None, None),
        ("建议市政府尽快出台《停车促进条例》。", "建议制定", "停车促进条例", None, None),
        ("2018年6月7日，市政府办公室印发了《停车实施方案》。", "印发", "停车实施方案", "2018-06-07", None),
        ("《停车实施方案》自2018年7月1日起施行，", "施行", "停车实施方案", "2018-07-01", None),
    ],
)  # fmt: skip
def test_what_a_letter_says_of_a_rule(text: str, kind: str, rule: str, day: str | None, value: str | None) -> None:
    (fact,) = facts(text)
    assert (fact.kind, fact.rule, fact.day, fact.value) == (kind, rule, day, value)


@pytest.mark.parametrize(
    "text",
    [
        "我局印发了《停车实施方案》，明确了责任。",
        "我局已制定《停车实施方案》。",
        "《停车管理办法》第三十条所指的是规划修改。",
        "该诊所的《医疗机构执业许可证》有效期至2019年6月30日。",
        "县政府根据《决定》的实施情况将进行修订。",
        "现将有关情况回复如下：根据关于印发《停车规定》的通知，",
        "食品已于2016年12月31日过期。",
        "修订《停车收费办法》需要经过论证。",
        "",
    ],
)
def test_what_says_nothing_of_a_rule(text: str) -> None:
    assert facts(text) == ()


def test_a_rule_tells_what_it_repeals_and_from_when() -> None:
    text = "本办法自2024年3月1日起施行，《停车暂行办法》（澜府〔2018〕3号）、澜府〔2019〕4号文同时废止。"
    found = facts(text, "measures", title="停车管理办法", doc_number="澜府〔2024〕1号", valid_from="2024-03-01")
    assert [(f.kind, f.title, f.number, f.day, f.value) for f in found] == [
        ("废止", "停车暂行办法", "澜府〔2018〕3号", "2024-03-01", "澜府〔2024〕1号"),
        ("废止", None, "澜府〔2019〕4号", "2024-03-01", "澜府〔2024〕1号"),
    ]


def test_a_number_before_or_inside_the_brackets_belongs_to_the_title() -> None:
    text = "2003年5月30日国家某局令第31号公布的《甲办法》、《乙办法》（2012年4月5日国务院令第40号公布，2015年修订）同时废止。"
    found = facts(text, "measures", title="新办法")
    assert [(f.title, f.number) for f in found] == [("甲办法", "国家某局令第31号"), ("乙办法", "国务院令第40号")]


def test_plans_speak_of_rules_to_come() -> None:
    text = "制订《甲管理规范》、《乙管理规范》和《丙管理规范》；修订《丁管理规定》。"
    assert [(f.kind, f.title) for f in facts(text, "plan")] == [
        ("拟制定", "甲管理规范"), ("拟制定", "乙管理规范"), ("拟制定", "丙管理规范"), ("修订中", "丁管理规定"),
    ]  # fmt: skip
    assert facts(text, "proposal") == ()


def test_the_real_page_says_twice_that_one_rule_expired(shared: Path) -> None:
    document = parse(read(next((shared / "seeds").glob("002_*.txt"))), "002")
    found = rule_facts(document)
    expired = [fact for fact in found if fact.kind == "到期"]
    assert [(f.rule, f.day) for f in expired] == [("东府办〔2012〕173号", "2016-12-31")] * 2
    assert {(f.kind, f.title) for f in found} >= {
        ("修订中", "东莞市标准化战略专项资金管理办法"), ("拟制定", "东莞市标准化战略专项资金管理办法"),
    }  # fmt: skip


def test_the_real_plan_of_2009_names_rules_that_did_not_exist_yet(shared: Path) -> None:
    document = parse(read(next((shared / "seeds").glob("004_*.txt"))), "004")
    planned = {fact.title for fact in rule_facts(document) if fact.kind == "拟制定"}
    assert planned >= {
        "广东省质量兴省工作规范", "广东省贸易技术壁垒发展战略纲要", "广东省标准化监督管理条例",
        "广东省检测机构资质认定管理规定", "广东省实施〈中华人民共和国计量法〉办法",
    }  # fmt: skip
    assert "政府信息公开条例" not in planned
