import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.grammar.quantity import Quantity, quantity_of
from corpus.references import find_references


def found(text: str) -> list[tuple[str, str]]:
    return [(r.raw, r.value) for r in find_references(text) if r.kind == "quantity"]


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("投资27.79 万亿元", "27.79 万亿元", "27790000000000 元"),
        ("15000余件", "15000余件", "~15000 件"),
        ("近20个工作日", "20个工作日", "~20 个工作日"),
        ("三十二家", "三十二家", "32 家"),
        ("两千余名", "两千余名", "~2000 名"),
        ("近百场", "百场", "~100 场"),
        ("百分之五十", "百分之五十", "50 %"),
        ("百分之九十五点六", "百分之九十五点六", "95.6 %"),
        ("五分之一", "五分之一", "1/5"),
        ("2/3以上", "2/3", "~2/3"),
        ("3—5年", "3—5年", "3-5 年"),
        ("三至五年", "三至五年", "3-5 年"),
        ("两三天", "两三天", "~2-3 天"),
        ("30-50元", "30-50元", "30-50 元"),
        ("12.5亿元", "12.5亿元", "1250000000 元"),
        ("1.2万平方米", "1.2万平方米", "12000 平方米"),
        ("3.2个百分点", "3.2个百分点", "3.2 个百分点"),
        ("1.5倍", "1.5倍", "1.5 倍"),
        ("150万人次", "150万人次", "1500000 人次"),
        ("300万kW·h", "300万kW·h", "3000000 kW·h"),
        ("50mg/m³", "50mg/m³", "50 mg/m³"),
        ("10万元/人", "10万元/人", "100000 元/人"),
        ("95.6％", "95.6％", "95.6 %"),
        ("1，234万元", "1，234万元", "12340000 元"),
        ("3个多月", "3个多月", "~3 个月"),
        ("一年半", "一年半", "1.5 年"),
        ("半年", "半年", "0.5 年"),
        ("在一个月内", "一个月", "1 个月"),
        ("至少一周", "一周", "~1 周"),
        ("30日内", "30日", "30 日"),
        ("数十万元", "数十万元", "~100000 元"),
        ("一百二十亿元", "一百二十亿元", "12000000000 元"),
        ("一百五十万户", "一百五十万户", "1500000 户"),
        ("带动就业1.2万", "1.2万", "12000"),
        ("共建成12栋", "12栋", "12 栋"),
        ("举办培训班3期，", "3期", "3 期"),
        ("走访22家长者食堂", "22家", "22 家"),
        ("达到3.9个", "3.9个", "3.9 个"),
    ],
)
def test_amounts(text: str, raw: str, value: str) -> None:
    assert found(text) == [(raw, value)]


@pytest.mark.parametrize(
    "text",
    [
        "0731-84000000", "12345热线", "18:30分", "第5项", "第 3 个", "5〔2018〕", "12号楼3单元", "201路", "3栋业主", "1. 建立",
        "（1）开展", "3.1开展", "GB 3095-2012", "2018年3月5日", "一个", "一方面", "一些", "一定", "统一", "一步", "十分", "三个方面",
        "四大任务", "五位一体", "十三五期间", "第二十一条", "九年义务教育", "三年级", "5G", "A3区", "4A级", "2018年", "《三年行动计划》",
        "合同14.2条", "5家长", "成千上万名", "二套房", "5部门", "3户型", "身份证430102199001011234",
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert found(text) == []


def test_the_number_of_a_point_is_parted_from_its_first_amount() -> None:
    assert found("\n2.3家企业") == [("3家", "3 家")]


@given(
    value=st.floats(0.01, 1e12).map(lambda v: round(v, 2)),
    unit=st.sampled_from(["元", "个工作日", "%", ""]),
    rough=st.booleans(),
)
def test_a_normal_form_reads_back(value: float, unit: str, rough: bool) -> None:
    assert quantity_of(Quantity(value, unit, rough).normal) == Quantity(value, unit, rough)


def test_a_range_and_a_share_read_back() -> None:
    assert quantity_of("~3-5 年") == Quantity(5, "年", True, 3)
    assert quantity_of("1/4").value == 0.25
