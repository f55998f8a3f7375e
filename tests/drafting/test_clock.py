"""Due days: clipped months, working days across holidays and years, extensions, and how a day stands."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from drafting.clock import add_months, add_working_days, describe, due, reply_due, standing, work_calendar
from drafting.jurisdiction_register import jurisdictions
from drafting.jurisdiction_values import Deadline, Scope, StartEvent, Unit

DAYS = work_calendar()
PLACES = jurisdictions()


def rule(unit: Unit, n: int, start: StartEvent = "交办") -> Deadline:
    return Deadline(Scope("临川市", "本市办法"), "临川-1", "reply", start, unit, n)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2026-03-02", 3, "2026-06-02"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-31", 6, "2026-09-30"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(start: str, n: int, expected: str) -> None:
    assert add_months(date.fromisoformat(start), n) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2026-03-02", 5, "2026-03-09"),  # Monday to Monday
        ("2026-03-06", 1, "2026-03-09"),  # over a weekend
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday worked before the Spring Festival
        ("2026-02-14", 1, "2026-02-24"),  # the nine days off
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),  # the Saturday worked after the National Day
        ("2025-09-30", 1, "2025-10-09"),
        ("2024-10-11", 1, "2024-10-12"),
        ("2024-12-31", 1, "2025-01-02"),
        ("2025-12-31", 2, "2026-01-05"),  # 1–3 January off, Sunday the 4th worked
    ],
)
def test_working_days_follow_the_notices(start: str, n: int, expected: str) -> None:
    assert add_working_days(date.fromisoformat(start), n, DAYS) == date.fromisoformat(expected)


def test_every_known_year_has_its_working_days() -> None:
    """Working days of a year: 365 or 366 less weekends and days off, and the weekend days worked added."""
    for year, expected in ((2023, 249), (2024, 251), (2025, 248), (2026, 248)):
        days = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
        assert sum(map(DAYS.is_working, days)) == expected


def test_an_unknown_year_is_told() -> None:
    found = due(date(2026, 12, 24), rule("working_day", 20), DAYS)
    assert found.day == date(2027, 1, 21)
    assert "2027年" in found.caveat and "只扣除了周末" in found.caveat
    assert due(date(2026, 3, 2), rule("working_day", 20), DAYS).caveat == ""
    assert due(date(2030, 1, 1), rule("month", 3), DAYS).caveat == ""


def test_a_rule_without_a_start_says_so() -> None:
    assert "没有写明从哪一天起算" in due(date(2026, 3, 2), rule("calendar_day", 10, "未载明"), DAYS).caveat
    assert due(date(2026, 3, 2), rule("calendar_day", 10), DAYS).day == date(2026, 3, 12)


def test_the_reply_and_its_extension() -> None:
    lanzhou = PLACES.of("澜州市", "政协", 2026)
    first, longer = (reply_due(date(2026, 3, 31), lanzhou, DAYS, extended=more) for more in (False, True))
    assert first is not None and first.day == date(2026, 6, 30) and "第九条" in first.rests_on
    assert longer is not None and longer.day == date(2026, 9, 30)
    added = reply_due(date(2025, 11, 30), PLACES.of("上海市", "人大", 2026), DAYS, extended=True)
    assert added is not None and added.day == date(2026, 5, 28)  # three months from 28 February, not six from November
    assert reply_due(date(2026, 3, 31), PLACES.of("深圳市", "政协", 2026), DAYS) is None


def test_a_rule_that_counts_from_receipt() -> None:
    zhejiang = PLACES.of("浙江省", "人大", 2026)
    known = reply_due(date(2026, 3, 2), zhejiang, DAYS, received=date(2026, 3, 6))
    assert known is not None and (known.day, known.caveat) == (date(2026, 6, 6), "")
    guessed = reply_due(date(2026, 3, 2), zhejiang, DAYS)
    assert guessed is not None and guessed.day == date(2026, 6, 2) and "没有收到日期" in guessed.caveat


def test_the_day_of_the_years_notice_goes_before_the_rule() -> None:
    found = reply_due(date(2024, 5, 20), PLACES.of("佛坪县", "人大", 2024), DAYS)
    assert found is not None and found.day == date(2024, 8, 5) and "佛政办发〔2024〕9号" in found.rests_on
    later = reply_due(date(2025, 5, 20), PLACES.of("佛坪县", "人大", 2025), DAYS)
    assert later is not None and later.day == date(2025, 8, 20)


def test_the_occasion_decides_where_the_rule_does() -> None:
    sichuan = PLACES.of("四川省", "政协", 2026)
    assert reply_due(date(2026, 3, 2), sichuan, DAYS) is None
    meeting = reply_due(date(2026, 3, 2), sichuan, DAYS, occasion="会议")
    assert meeting is not None and meeting.day == date(2026, 8, 2)


@pytest.mark.parametrize(
    ("today", "colour", "text"),
    [
        ("2026-05-22", "green", "还剩11天"),
        ("2026-05-23", "amber", "还剩10天"),
        ("2026-06-02", "amber", "今天到期"),
        ("2026-06-03", "red", "已超期1天"),
    ],
)
def test_how_a_day_stands(today: str, colour: str, text: str) -> None:
    found = standing(date(2026, 6, 2), date.fromisoformat(today))
    assert (found.colour, found.text) == (colour, text)


def test_deadlines_told_to_people() -> None:
    shanghai = PLACES.of("上海市", "人大", 2026)
    told = [describe(deadline) for deadline in shanghai.deadlines]
    assert "答复：自交办之日起3个月" in told
    assert "延期后答复：自交办之日起再延长3个月，须经市人大常委会代表工作机构同意" in told
    assert "退办：自收到之日起7个工作日" in told


def test_a_year_is_added_without_code(tmp_path: Path) -> None:
    (tmp_path / "calendar.toml").write_text(
        '[2027]\nsource = "2027年放假通知"\noff = ["01-01"]\nworked = ["01-03"]\n', "utf-8"
    )
    days = work_calendar(tmp_path)
    assert days.knows(2027) and days.knows(2026)
    assert add_working_days(date(2026, 12, 31), 1, days) == date(2027, 1, 3)
    assert jurisdictions(tmp_path).calendar.knows(2027)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[27]\n", "应当写成 [年份]"),
        ('[2027]\noff = ["01-01"]\n', "缺少 source"),
        ('[2027]\nsource = "通知"\noff = ["1月1日"]\n', "不是日期"),
        ('[2027]\nsource = "通知"\noff = ["01-02"]\n', "01-02 不是周一至周五"),
        ('[2027]\nsource = "通知"\nworked = ["01-01"]\n', "01-01 不是周末"),
        ('[2027]\nsource = "通知"\ndays = []\n', "不认识的项目：days"),
        ("[2027\n", "读不出来"),
    ],
)
def test_a_broken_calendar_is_told_where(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "calendar.toml").write_text(text, "utf-8")
    with pytest.raises(UnusableInput, match=r"calendar\.toml") as caught:
        work_calendar(tmp_path)
    assert told in caught.value.message
