"""Cases as forms, lists and plain letters print them; every text is invented."""

import pytest

from corpus.cases.case_labels import find_fields
from corpus.cases.case_units import units_by_role
from corpus.document import Case
from corpus.parse import parse
from corpus.source import Source
from corpus.structure.lines import lines

ROW_FORM = """案 号\t20240012\t类 别\t教育
案 由\t关于优化乡村学校布局的建议\t\t
领衔代表\t张　三\t代表团\t石潭县代表团
附议代表\t李四、王五、赵六等9名\t联系电话\t13800001111
承办单位\t市教育局（主办）、市财政局、市人力资源社会保障局（会办）\t办理方式\t书面答复
提交日期\t2024年1月20日\t届次\t十五届四次
建议内容\t全县不足五十人的学校有三十七所，师资分散。为此建议：1.科学规划撤并；2.增加校车线路，财政给予运营补贴；3.改善寄宿条件。\t\t
"""
INLINE_FORM = """中国人民政治协商会议澄江市第六届委员会第二次会议
提　案
第 0245 号
类别：城建环保
案由：关于加快推进海绵城市建设的提案
提案人：陈大文　　界别：民盟　　联系电话：13912345678
附议人：李 明、王　芳（女）、阿卜杜拉·买买提
通讯地址：澄江市人民路12号　　邮编：523000
内容：
一、现状及问题
（一）内涝频发。2023年汛期，城区出现积水点四十一处。
二、几点建议
（一）完善顶层设计，出台海绵城市建设条例。
（二）健全投融资机制，积极申报国家示范。
审查意见：立案
主办单位：市住房和城乡建设局  会办单位：市自然资源局、水务局、财政局
"""
LISTED = """第0123号  关于支持残疾人就业创业的提案（张三等3名委员）
残疾人就业率低于全省平均水平。
建议如下
第一，落实按比例就业，机关事业单位带头招录。
第二，建设残疾人创业孵化基地，免三年租金。
"""
LETTER = """尊敬的市长：
　　您好！我是市政协委员钱学文，长期关注老年教育。我市老年大学“一座难求”，报名要排两年队。
　　我恳请市教育局牵头，在每个街道建一所社区老年学校；同时建议市属高校开放闲置教室，组织教师志愿授课。
　　此致
敬礼
"""
SIGNED = """关于破解快递进村难题的建议
　　农村快递进村率不高，部分快递点二次收费。
　　建议邮政管理部门依托村级便民服务站设立快递综合服务点。
　　　　　　　　市人大代表：罗志强
　　　　　　　　2024年1月9日
"""


def case(text: str) -> Case:
    found = parse(Source(text, (), "text")).case
    assert found is not None
    return found


def test_a_form_of_rows() -> None:
    found = case(ROW_FORM)
    assert (found.item_no, found.item_kind, found.title) == ("20240012", "建议", "关于优化乡村学校布局的建议")
    assert [p.name for p in found.proposers] == ["张三", "李四", "王五", "赵六"]
    assert found.lead_units == ("市教育局",)
    assert found.co_units == ("市财政局", "市人力资源社会保障局")
    assert (found.submitted, found.handling, found.session_text) == ("2024-01-20", "书面答复", "十五届四次")
    assert found.session is not None
    assert (found.session.level, found.session.body, found.session.term, found.session.number) == ("市", "人大", 15, 4)
    assert [s.id for s in found.suggestions] == ["1", "2", "3"]


def test_several_labels_on_one_line() -> None:
    found = case(INLINE_FORM)
    assert (found.item_no, found.title) == ("0245", "关于加快推进海绵城市建设的提案")
    assert [p.name for p in found.proposers] == ["陈大文", "李明", "王芳", "阿卜杜拉·买买提"]
    assert found.lead_units == ("市住房和城乡建设局",)
    assert found.co_units == ("市自然资源局", "市水务局", "市财政局")
    assert [s.id for s in found.suggestions] == ["1", "2"]
    assert found.suggestions[-1].text.endswith("积极申报国家示范。")


def test_an_entry_of_a_list() -> None:
    found = case(LISTED)
    assert (found.item_no, found.title) == ("0123", "关于支持残疾人就业创业的提案")
    assert [p.name for p in found.proposers] == ["张三"]
    assert [s.text[:3] for s in found.suggestions] == ["第一，", "第二，"]


def test_a_letter_without_title_or_labels() -> None:
    found = case(LETTER)
    assert (found.title, found.item_kind, [p.name for p in found.proposers]) == (None, "提案", ["钱学文"])
    assert [s.text[:4] for s in found.suggestions] == ["我恳请市", "同时建议"]


def test_a_letter_is_signed() -> None:
    found = case(SIGNED)
    assert (found.item_kind, [(p.name, p.kind) for p in found.proposers]) == ("建议", [("罗志强", "代表")])
    assert len(found.suggestions) == 1 and "罗志强" not in found.suggestions[0].text


@pytest.mark.parametrize(
    ("raw", "lead", "co"),
    [
        ("市教育局", ("市教育局",), ()),
        ("主办 市林业局 会办 市财政局、市公安局", ("市林业局",), ("市财政局", "市公安局")),
        ("主办单位：市教育局；协办单位：市财政局", ("市教育局",), ("市财政局",)),
        ("市教育局（主办），市财政局、市公安局（会办）", ("市教育局",), ("市财政局", "市公安局")),
        ("市教育局、市公安局（分办）", ("市教育局", "市公安局"), ()),
        ("无", (), ()),
    ],
)
def test_units_by_role(raw: str, lead: tuple[str, ...], co: tuple[str, ...]) -> None:
    found = units_by_role(raw)
    assert (found.lead, found.co) == (lead, co)


def test_a_long_line_is_not_searched_for_further_labels() -> None:
    text = "案由：关于停车的提案\n内容：" + "车多路窄，" * 40 + " 提案人：张三\n"
    names = [field.name for field in find_fields(list(lines(text)), len(text))]
    assert names == ["title", "body"]


@pytest.mark.parametrize(
    "text", ["各位领导：\n您反映的问题收悉，现答复如下：建议关注。\n", "今天天气晴朗。建议出行。\n"]
)
def test_what_asks_nothing_of_an_office_is_no_case(text: str) -> None:
    assert parse(Source(text, (), "text")).case is None
