import pytest

from corpus.rulebook.months import after_days, after_months, is_full_day, last_of_month, last_of_term


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-11-15", 3, "2025-02-15"),
        ("2024-12-31", 2, "2025-02-28"),
    ],
)
def test_months_are_clipped_to_the_end_of_the_month(day: str, months: int, later: str) -> None:
    assert after_months(day, months) == later


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2024-03-01", 60, "2029-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-01-15", 3, "2024-04-14"),
    ],
)
def test_the_last_day_of_a_term(first: str, months: int, last: str) -> None:
    assert last_of_term(first, months) == last


def test_days_and_what_is_known_of_them() -> None:
    assert after_days("2024-02-28", 2) == "2024-03-01"
    assert [last_of_month(day) for day in ("2016-12", "2015-02", "2016", "2016-03-04")] == [
        "2016-12-31", "2015-02-28", "2016-12-31", "2016-03-04",
    ]  # fmt: skip
    assert [is_full_day(day) for day in ("2016-12-31", "2016-12", None, "--12-31xxx")] == [True, False, False, False]
