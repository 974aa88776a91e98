"""Only the hours in which the store is open count."""

from datetime import date, datetime, time

import pytest

from app.appointments.rules import OpeningHours
from app.local_time import at_local
from app.workshop.open_hours import OpenTime

HOURS = OpeningHours(time(8), time(18))
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))
CLOSED_SUNDAY = {SUNDAY: ("休息", False)}


@pytest.mark.parametrize(
    ("began", "ended", "minutes"),
    [
        (at_local(FRIDAY, time(9)), at_local(FRIDAY, time(10, 30)), 90),
        (at_local(FRIDAY, time(17)), at_local(SATURDAY, time(10)), 60 + 120),
        (at_local(SATURDAY, time(16)), at_local(MONDAY, time(8, 45)), 120 + 45),
        (at_local(FRIDAY, time(18, 30)), at_local(FRIDAY, time(20)), 0),
        (at_local(FRIDAY, time(7)), at_local(FRIDAY, time(8, 15)), 15),
        (at_local(SUNDAY, time(9)), at_local(SUNDAY, time(12)), 0),
    ],
)
def test_nights_and_closed_days_do_not_count(
    began: datetime, ended: datetime, minutes: float
) -> None:
    assert OpenTime(HOURS, CLOSED_SUNDAY).minutes(began, ended) == minutes


def test_a_time_that_was_put_right_backwards_is_nothing() -> None:
    later, earlier = at_local(FRIDAY, time(12)), at_local(FRIDAY, time(11))
    assert OpenTime(HOURS).minutes(later, earlier) == 0
