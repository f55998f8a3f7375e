import pytest

from corpus.commitments.deadlines import deadline_of, deadlines

DAY = "2026-11-05"


@pytest.mark.parametrize(
    ("text", "printed", "day"),
    [
        ("2027年6月底前完成", "2027年6月底前", "2027-06-30"),
        ("2027年2月底前完成", "2027年2月底前", "2027-02-28"),
        ("2028年2月底前完成", "2028年2月底前", "2028-02-29"),
        ("12月31日前完成", "12月31日前", "2026-12-31"),
        ("3月底前完成", "3月底前", "2027-03-31"),
        ("年底前完成", "年底前", "2026-12-31"),
        ("年内完成", "年内", "2026-12-31"),
        ("明年年底前完成", "明年年底前", "2027-12-31"),
        ("明年3月份前完成", "明年3月份前", "2027-03-31"),
        ("明年上半年完成", "明年上半年", "2027-06-30"),
        ("到2030年全部完成", "2030年", "2030-12-31"),
        ("2027年上半年前完成", "2027年上半年前", "2027-06-30"),
        ("2027年第三季度前完成", "2027年第三季度前", "2027-09-30"),
        ("一季度前完成", "一季度前", "2027-03-31"),
        ("2027年年中前完成", "2027年年中前", "2027-06-30"),
        ("2027年10月下旬启动", "2027年10月下旬", "2027-10-31"),
        ("2027年10月中旬启动", "2027年10月中旬", "2027-10-20"),
        ("2027年起实施", "2027年起", "2027-12-31"),
        ("月底前完成", "月底前", "2026-11-30"),
        ("下月底前完成", "下月底前", "2026-12-31"),
        ("半年内完成", "半年内", "2027-05-05"),
        ("30日内完成", "30日内", "2026-12-05"),
        ("10个工作日内办结", "10个工作日内", None),
        ("每半年公布一次", "每半年", None),
        ("“十五五”期间完成", "“十五五”期间", "2030-12-31"),
    ],
)
def test_a_time_and_its_last_day(text: str, printed: str, day: str | None) -> None:
    found = deadline_of(deadlines(text, DAY))
    assert found is not None
    assert (found.text, found.day) == (printed, day)
    assert text[found.start : found.end] == printed


@pytest.mark.parametrize(
    "text",
    [
        "截至10月底已建成6240个",
        "2026年10月印发",
        "去年年底前竣工",
        "2025年完成改造",
        "一季度已经完成",
        "近三年内没有发生",
        "2020年以来",
        "没有写明时间",
    ],
)
def test_what_is_over_is_no_time_to_come(text: str) -> None:
    assert deadlines(text, DAY) == ()


def test_the_last_limit_counts_and_a_bare_year_does_not() -> None:
    found = deadline_of(deadlines("2026年12月底前提出方案，纳入2027年预算论证", DAY))
    assert found is not None and found.day == "2026-12-31"
    found = deadline_of(deadlines("2026年12月底前启动，2027年6月底前完成", DAY))
    assert found is not None and found.day == "2027-06-30"


def test_no_day_without_the_letter_s_own() -> None:
    assert [(one.text, one.day) for one in deadlines("年底前、9月底前、2027年6月底前", None)] == [
        ("年底前", None),
        ("9月底前", None),
        ("2027年6月底前", "2027-06-30"),
    ]
