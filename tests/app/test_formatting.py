"""Times, durations and money read alike everywhere."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from app import text
from app.formatting import (
    clock_on,
    clock_span,
    duration,
    joined,
    kilometres,
    minutes_between,
    money,
    short_moment,
    show_date,
    show_moment,
)


def wall(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 as the store's clock shows it."""
    return datetime(2026, 11, day, hour, minute).astimezone()


@pytest.mark.parametrize(
    ("minutes", "english", "chinese"),
    [
        (0, "0 min", "0 分钟"),
        (59, "59 min", "59 分钟"),
        (60, "1 h", "1 小时"),
        (125, "2 h 05 min", "2 小时 05 分"),
        (1439, "23 h 59 min", "23 小时 59 分"),
        (1440, "1 d", "1 天"),
        (1499, "1 d", "1 天"),
        (1500, "1 d 1 h", "1 天 1 小时"),
        (4319, "2 d 23 h", "2 天 23 小时"),
    ],
)
def test_a_length_of_time_has_one_wording(minutes: int, english: str, chinese: str) -> None:
    assert duration(minutes) == english
    text.use("zh_CN")
    assert duration(minutes) == chinese


def test_a_span_names_the_days_only_where_they_differ() -> None:
    assert clock_span(wall(21, 9), wall(21, 10, 30)) == "09:00–10:30"
    assert clock_span(wall(21, 23), wall(22, 1)) == "11-21 23:00–11-22 01:00"


def test_a_moment_of_today_is_a_clock() -> None:
    assert clock_on(wall(21, 14, 5), date(2026, 11, 21)) == "14:05"
    assert clock_on(wall(20, 14, 5), date(2026, 11, 21)) == "11-20 14:05"
    assert clock_on(None, date(2026, 11, 21)) == short_moment(None) == ""


def test_what_is_late_counts_whole_minutes_and_never_below_nought() -> None:
    assert minutes_between(wall(21, 9), datetime(2026, 11, 21, 9, 1, 59).astimezone()) == 1
    assert minutes_between(wall(21, 10), wall(21, 9)) == 0


def test_money_and_distance() -> None:
    assert money(Decimal("1085.35")) == "¥1,085.35"
    assert money(Decimal("-3")) == "-¥3.00"
    assert kilometres(45210) == "45,210 km"
    assert money(None) == kilometres(None) == ""


def test_parts_that_say_nothing_leave_no_separator() -> None:
    assert joined("陶建军", "", None, "汉 EV") == "陶建军 · 汉 EV"
    assert joined("京A12345", "汉 EV", by=" ") == "京A12345 汉 EV"
    assert joined("", None) == ""


def test_dates_are_written_as_the_language_writes_them() -> None:
    assert show_date(date(2026, 11, 21)) == "2026-11-21"
    assert show_date(date(2026, 11, 1), "zh_CN") == "2026年11月1日"
    assert show_moment(wall(21, 9, 5), "zh_CN") == "2026年11月21日 09:05"
