"""Two bookings never share a car or a consultant.

A drive goes booked, out, back; an odometer never runs backwards.
"""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.fleet import rules
from app.fleet.rules import Claim
from db.vocabulary import BookingKind, BookingState

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
minutes = st.integers(0, 600)
lengths = st.integers(1, 120)


def claim(start: int, length: int, buffer: int = 15, **more: object) -> Claim:
    begin = NOON + timedelta(minutes=start)
    end = begin + timedelta(minutes=length)
    return Claim(more.pop("car", 1), begin, end, rules.held_until(end, buffer), **more)  # type: ignore[arg-type]


@given(minutes, lengths, minutes, lengths)
def test_overlap_is_symmetric_and_agrees_with_counting_minutes(
    start: int, length: int, other: int, another: int
) -> None:
    one, two = claim(start, length, 0), claim(other, another, 0)
    spans = (one.starts_at, one.ends_at), (two.starts_at, two.ends_at)
    shared = set(range(start, start + length)) & set(range(other, other + another))
    assert rules.overlap(*spans) is rules.overlap(*reversed(spans)) is bool(shared)


@given(minutes, lengths, lengths, st.integers(0, 60))
def test_touching_after_the_buffer_is_allowed_and_a_minute_earlier_is_not(
    start: int, length: int, another: int, buffer: int
) -> None:
    first = claim(start, length, buffer)
    assert rules.excludes(claim(start + length + buffer, another, buffer), first) == ""
    assert rules.excludes(claim(start + length + buffer - 1, another, buffer), first) == "car"


@given(minutes, lengths)
def test_a_booking_never_fights_itself_and_other_cars_are_free(start: int, length: int) -> None:
    assert rules.excludes(claim(start, length, id=7), claim(start, length, id=7)) == ""
    assert rules.excludes(claim(start, length, car=2), claim(start, length)) == ""


def test_the_consultant_is_free_at_the_end_although_the_car_is_not() -> None:
    first = claim(0, 30, consultant_id=3)
    assert rules.excludes(claim(30, 30, car=2, consultant_id=3), first) == ""
    assert rules.excludes(claim(29, 30, car=2, consultant_id=3), first) == "consultant"


def test_a_companion_is_nowhere_else_at_the_same_time() -> None:
    out = claim(
        0, 30, consultant_id=3, companion_id=4, plate="京A12345", who="张伟", companion="钱进"
    )
    for more in ({"companion_id": 4}, {"consultant_id": 4}, {"companion_id": 3}):
        assert rules.excludes(claim(29, 30, car=2, **more), out) == "consultant", more
        assert rules.excludes(claim(30, 30, car=2, **more), out) == "", more
    with pytest.raises(Refused) as refused:
        rules.check_free(claim(29, 30, car=2, companion_id=4), [out])
    assert refused.value.field == "companion_id"
    assert "钱进" in refused.value.text()


def test_a_customer_drives_one_car_at_a_time_but_may_have_a_loan_car() -> None:
    drive = claim(0, 30, person_id=9, plate="京A12345", who="张伟")
    assert rules.excludes(claim(29, 30, car=2, person_id=9), drive) == "customer"
    assert rules.excludes(claim(30, 30, car=2, person_id=9), drive) == ""
    loan = claim(0, 300, person_id=9, kind=BookingKind.LOAN)
    assert rules.excludes(claim(29, 30, car=2, person_id=9), loan) == ""
    with pytest.raises(Refused, match=r"drive\.customer_taken"):
        rules.check_free(claim(29, 30, car=2, person_id=9), [drive])


def test_the_refusal_names_the_booking_that_was_there_first() -> None:
    taken = claim(0, 30, plate="京A12345", who="张伟", consultant="李强")
    with pytest.raises(Refused) as refused:
        rules.check_free(claim(44, 30), [taken])
    assert refused.value.code == "drive.car_taken"
    assert refused.value.field == "starts_at"
    assert (
        "张伟" in refused.value.text()
        and "李强" in refused.value.text()
        and "京A·12345" in refused.value.text()
    )
    with pytest.raises(Refused, match=r"drive\.car_blocked"):
        rules.check_free(claim(10, 30), [claim(0, 60, 0, kind=BookingKind.BLOCK, who="保养")])


@given(st.sampled_from(list(BookingState)), st.sampled_from(list(BookingState)))
def test_every_step_is_either_listed_or_refused(now: BookingState, then: BookingState) -> None:
    if then in rules.STEPS[now]:
        rules.check_step(now, then)
        return
    with pytest.raises(Refused) as refused:
        rules.check_step(now, then)
    assert refused.value.text()


@given(st.integers(0, 300_000), st.integers(0, 300_000))
def test_the_odometer_never_runs_backwards(km: int, last: int) -> None:
    for check in (rules.check_out, rules.check_back):
        if last <= km <= last + rules.FARTHEST:
            assert check(km, last) == km
        else:
            with pytest.raises(Refused) as refused:
                check(km, last)
            assert refused.value.field == "km"


def test_back_is_after_out_and_not_in_the_future() -> None:
    rules.check_times(NOON, NOON, at=NOON)
    for back, code in (
        (NOON - timedelta(minutes=1), "drive.back_before_out"),
        (NOON + timedelta(hours=2), "drive.time_ahead"),
    ):
        with pytest.raises(Refused, match=code):
            rules.check_times(NOON, back, at=NOON + timedelta(hours=1))


def test_what_is_over_cannot_be_booked() -> None:
    with pytest.raises(Refused, match=r"drive\.past"):
        rules.check_span(NOON - timedelta(hours=1), NOON, at=NOON)
    with pytest.raises(Refused, match=r"drive\.no_time"):
        rules.check_span(NOON, NOON, at=NOON)
    with pytest.raises(Refused, match=r"drive\.too_long"):
        rules.check_span(NOON, NOON + timedelta(hours=13), at=NOON)


def test_late_counts_whole_minutes() -> None:
    assert rules.minutes_late(NOON, NOON + timedelta(seconds=59)) == 0
    assert rules.minutes_late(NOON, NOON + timedelta(seconds=60)) == 1


@pytest.mark.parametrize(
    ("start", "end", "closes", "outside"),
    [
        ("23:30", "24:00", time.max, False),
        ("23:30", "00:01", time.max, True),
        ("08:00", "09:00", time.max, True),
        ("17:30", "18:00", time(18), False),
        ("17:30", "18:01", time(18), True),
        ("23:30", "24:00", time(18), True),
    ],
)
def test_a_drive_until_the_end_of_the_day_is_inside_opening_hours(
    start: str, end: str, closes: time, outside: bool
) -> None:
    def moment(text: str) -> datetime:
        hour, minute = map(int, text.split(":"))
        day = datetime(2026, 11, 21 + (text < start)) + timedelta(hours=hour, minutes=minute)
        return day.astimezone()

    assert rules.is_outside(moment(start), moment(end), opens=time(8, 30), closes=closes) is outside
