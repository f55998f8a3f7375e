import pytest

from drafting.adapt import from_opinion, from_own, how, without_number


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("我局建议贵局与提案代表充分沟通。", "该局建议我局与您充分沟通。"),
        ("三、我局将配合你局做好工作。", "该局将配合我局做好工作。"),
        ("建议本年度不提高补助标准。", "该局建议本年度不提高补助标准。"),
        ("支持由定额补助向差异化补助调整。", "该局支持由定额补助向差异化补助调整。"),
        ("2025年支出1460万元。", "2025年支出1460万元。"),
    ],
)
def test_an_opinion_is_told_by_the_lead_unit(said: str, told: str) -> None:
    assert from_opinion(said, "市财政局", "您") == told


def test_the_pronoun_follows_the_kind_of_unit() -> None:
    assert from_opinion("建议加强宣传。", "市卫生健康委员会", "你们").startswith("该委建议")


def test_own_name_becomes_we() -> None:
    assert from_own("（一）市教育局建立结对学校78对。", "澜州市教育局") == "我局建立结对学校78对。"


def test_another_places_office_keeps_its_name() -> None:
    assert from_own("深圳市教育局建立学校。", "东莞市教育局") == "深圳市教育局建立学校。"


def test_numbers_and_openers_go() -> None:
    assert without_number("二是加强监管。") == "加强监管。"
    assert without_number("此外，我局将推进工作。") == "我局将推进工作。"


def test_a_change_is_recorded() -> None:
    assert how("建成3座。", "建成3座。") == ""
    assert how("一、建成3座。", "建成3座。")


@pytest.mark.parametrize(
    ("original", "text", "body", "told"),
    [
        (
            "一、我局支持推行。",
            "据市财政局反馈，该局支持推行。",
            "该局支持推行。",
            "略去“一、”；转换人称：“我局”改为“该局”；前加“据市财政局反馈”",
        ),
        ("新增泊位60个。", "2025年，新增泊位60个。", "新增泊位60个。", "补充年份“2025年”"),
        ("新增泊位60个；", "新增泊位60个。", None, ""),
        ("第六条　应当备案。", "根据《办法》第六条，应当备案。", "应当备案。", "略去“第六条”；前加出处"),
        (
            "建成8个。",
            "下一步，建成8个（责任单位：市民政局）。",
            "建成8个。",
            "前加“下一步”；补充“（责任单位：市民政局）”",
        ),
        ("此外，支持推行。", "该局支持推行。", None, "略去“此外，”；补充“该局”"),
    ],
)
def test_the_record_says_exactly_what_changed(original: str, text: str, body: str | None, told: str) -> None:
    assert how(original, text, body) == told
