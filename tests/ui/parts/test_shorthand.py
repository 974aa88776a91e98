"""People write dates in many ways, and each means one day."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formatting import show_date
from ui.parts import shorthand

TODAY = date(2026, 11, 21)  # a Saturday
NOW = datetime(2026, 11, 21, 10, 32)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("t", TODAY), ("今天", TODAY), ("+3", date(2026, 11, 24)), ("-1", date(2026, 11, 20)),
        ("+2w", date(2026, 12, 5)),
        ("+1m", date(2026, 12, 21)), ("+1y", date(2027, 11, 21)), ("11-21", TODAY),
        ("1-5", date(2027, 1, 5)), ("10-2", date(2026, 10, 2)),
        ("1121", TODAY), ("20261121", TODAY), ("2026-11-21", TODAY), ("2026年11月21日", TODAY),
        ("１１月２１日", TODAY), ("11/21", TODAY),
        ("5", date(2026, 11, 5)), ("21号", TODAY), ("周一", date(2026, 11, 23)), ("sat", TODAY),
        ("明天", date(2026, 11, 22)),
    ],
)  # fmt: skip
def test_a_date_in_shorthand(text: str, meant: date) -> None:
    assert shorthand.read_date(text, TODAY) == meant


@pytest.mark.parametrize("text", ["", "x", "31-31", "2026-02-30", "99", "13-45", "+", "--1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        shorthand.read_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1430", time(14, 30)), ("930", time(9, 30)), ("9", time(9)), ("14:30", time(14, 30)),
        ("14：30", time(14, 30)),
        ("下午2点半", time(14, 30)), ("2pm", time(14)), ("9点05", time(9, 5)),
        ("n", time(10, 32)), ("+30", time(11, 2)),
        ("中午1点", time(13)), ("中午1:30", time(13, 30)), ("中午12点", time(12)),
        ("中午11点半", time(11, 30)), ("中午13:00", time(13)), ("上午12点", time(12)),
        ("上午9点一刻", time(9, 15)), ("下午3点三刻", time(15, 45)), ("下午14:00", time(14)),
        ("下午12点半", time(12, 30)), ("晚上8点整", time(20)), ("晚上12点", time(0)),
        ("凌晨12点", time(0)), ("凌晨2点", time(2)), ("早上7点", time(7)), ("傍晚6点", time(18)),
        ("12am", time(0)), ("12pm", time(12)), ("12:30 pm", time(12, 30)), ("11am", time(11)),
    ],
)  # fmt: skip
def test_a_time_in_shorthand(text: str, meant: time) -> None:
    assert shorthand.read_time(text, NOW) == meant


@pytest.mark.parametrize(
    "text",
    ["上午13点", "下午9点", "中午9点", "中午3点", "晚上1点", "早上12点", "凌晨9点", "13am", "2500"],
)  # fmt: skip
def test_a_time_that_contradicts_itself_is_unclear(text: str) -> None:
    with pytest.raises(ValueError):
        shorthand.read_time(text, NOW)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1430", datetime(2026, 11, 21, 14, 30)), ("+1 9:00", datetime(2026, 11, 22, 9)),
        ("11-23 1430", datetime(2026, 11, 23, 14, 30)),
        ("2026年11月23日14:30", datetime(2026, 11, 23, 14, 30)),
    ],
)  # fmt: skip
def test_a_moment_in_shorthand(text: str, meant: datetime) -> None:
    assert shorthand.read_moment(text, NOW) == meant


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_is_shown_can_be_typed_again(day: date) -> None:
    for language in ("zh_CN", "en"):
        assert shorthand.read_date(show_date(day, language), TODAY) == day


@given(st.text(max_size=12))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    reads = (
        lambda: shorthand.read_date(text, TODAY),
        lambda: shorthand.read_time(text, NOW),
        lambda: shorthand.read_moment(text, NOW),
    )
    for read in reads:
        with suppress(ValueError, OverflowError):
            read()
