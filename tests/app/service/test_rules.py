"""What the desk may promise, charge and let go."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.local_time import at_local, local
from app.orders.settings import AuthoritySettings
from app.service import money_rules, rules
from app.service.rules import CloseChecklist
from app.service.values import HandOver
from app.settings import Settings
from db.vocabulary import OldParts, Role, Stage

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("99999.99"), places=2)
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1), timezones=st.just(UTC)
)
SWITCHES = st.booleans()


OPENS, CLOSES = time(8, 30), time(18)


@given(MOMENTS, st.integers(0, 2000))
def test_a_promise_falls_on_a_quarter_and_never_before_the_usual_time(
    at: datetime, minutes: int
) -> None:
    promised = rules.default_promise(at, minutes, opens=time(0), closes=time.max)
    assert (promised.minute % 15, promised.second, promised.microsecond) == (0, 0, 0)
    assert timedelta() <= promised - at - timedelta(minutes=minutes) < timedelta(minutes=15)


@given(MOMENTS, st.integers(0, 2000))
def test_nothing_is_promised_for_a_moment_at_which_nobody_is_there(
    at: datetime, minutes: int
) -> None:
    promised = rules.default_promise(at, minutes, opens=OPENS, closes=CLOSES)
    assert OPENS <= local(promised).time() <= CLOSES
    assert promised >= at + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("clock", "minutes", "day", "promised"),
    [
        (time(10), 240, 21, time(14)),
        (time(14), 240, 21, time(18)),
        (time(16), 240, 22, time(10, 30)),
        (time(22, 45), 240, 22, time(12, 30)),
        (time(2, 45), 60, 21, time(9, 30)),
        (time(16), 720, 23, time(9)),
        (time(10), 1440, 22, time(10)),
    ],
)
def test_the_usual_promise_by_hand(clock: time, minutes: int, day: int, promised: time) -> None:
    """Open from 08:30 to 18:00: what is left at closing is done from opening on."""
    at = at_local(date(2026, 11, 21), clock)
    usual = rules.default_promise(at, minutes, opens=OPENS, closes=CLOSES)
    assert usual == at_local(date(2026, 11, day), promised)


def test_nothing_is_promised_for_a_closed_day() -> None:
    """Two hours are left on Friday evening; Saturday and Sunday nobody is there."""
    closed = {date(2026, 11, 21), date(2026, 11, 22)}
    hours = {"opens": OPENS, "closes": CLOSES, "closed": closed}
    usual = rules.default_promise(at_local(date(2026, 11, 20), time(16)), 240, **hours)
    assert usual == at_local(date(2026, 11, 23), time(10, 30))
    usual = rules.default_promise(at_local(date(2026, 11, 21), time(10)), 60, **hours)
    assert usual == at_local(date(2026, 11, 23), time(9, 30))


def test_a_store_that_closes_at_midnight_goes_on_at_its_opening() -> None:
    at = at_local(date(2026, 11, 21), time(22))
    usual = rules.default_promise(at, 150, opens=OPENS, closes=time.max)
    assert usual == at_local(date(2026, 11, 22), time(9))


@given(AMOUNTS, AMOUNTS)
def test_an_advisor_never_gives_more_than_five_percent_of_the_labour(
    labour: Decimal, rest: Decimal
) -> None:
    total, store = labour + rest, AuthoritySettings()
    limit = money_rules.discount_limit(labour, total, roles={Role.ADVISOR}, rules=store)
    assert limit * 20 <= labour


@given(SWITCHES, SWITCHES, SWITCHES, st.booleans(), st.integers(0, 3), st.booleans())
def test_each_switch_decides_alone_what_stops(
    odometer: bool, approval: bool, quality: bool, known: bool, proposed: int, checked: bool
) -> None:
    store = Settings(
        {
            "close_needs_odometer": odometer,
            "close_needs_approval": approval,
            "close_needs_quality_check": quality,
        }
    )
    closing = CloseChecklist(
        Stage.READY, odometer=known, lines=1, proposed=proposed, checked=checked
    )
    found = {check.code: check.stops for check in rules.checks(closing, store)}
    expected = {}
    if not known:
        expected["odometer"] = odometer
    if proposed:
        expected["approval"] = approval
    if not checked:
        expected["quality"] = quality
    assert found == expected
    if any(found.values()):
        with pytest.raises(Refused):
            rules.check_closing(closing, store)
    else:
        rules.check_closing(closing, store)


@pytest.mark.parametrize(
    ("switch", "code", "found"),
    [
        ("close_needs_correction", "concerns", {"uncorrected": 2}),
        ("close_needs_parts", "parts", {"missing_parts": 1}),
        ("close_needs_inspection", "inspection", {"uninspected": 1}),
        ("close_needs_intake", "intake", {"walked_round": False}),
    ],
)
def test_the_store_switches_on_what_else_stops(switch: str, code: str, found: dict) -> None:
    closing = CloseChecklist(Stage.READY, odometer=True, lines=1, proposed=0, checked=True, **found)
    on = {one.code: one.stops for one in rules.checks(closing, Settings({switch: True}))}
    off = {one.code: one.stops for one in rules.checks(closing, Settings({switch: False}))}
    assert on == {code: True} and off in ({code: False}, {})
    with pytest.raises(Refused):
        rules.check_closing(closing, Settings({switch: True}))
    rules.check_closing(closing, Settings({switch: False}))


def test_what_stops_is_told_first_and_every_check_leads_somewhere() -> None:
    closing = CloseChecklist(
        Stage.WAITING,
        odometer=False,
        lines=0,
        proposed=2,
        checked=False,
        uncorrected=1,
        missing_parts=1,
        agreed=Decimal(100),
        total=Decimal(75),
    )
    found = rules.checks(closing, Settings({"close_needs_approval": False}))
    assert [check.stops for check in found] == [True, True, False, False, False, False, False]
    assert all(
        check.where in {"intake/odometer", "concerns", "lines", "approval", "quality"}
        and check.text()
        for check in found
    )


@pytest.mark.parametrize(
    ("agreed", "total", "beyond"),
    [
        ("1000.00", "1100.00", False),
        ("1000.00", "1100.01", True),
        ("1000.00", "1100.40", True),
        ("1000.00", "900.00", False),
        ("1000.00", "899.99", True),
        ("1200.00", "1300.00", False),
        ("1200.00", "1320.00", False),
        ("1200.00", "1320.01", True),
        ("0.00", "50.00", False),
    ],
)
def test_more_than_ten_percent_is_compared_without_rounding(
    agreed: str, total: str, beyond: bool
) -> None:
    assert rules.is_beyond(Decimal(agreed), Decimal(total), percent=10) is beyond
    assert not rules.is_beyond(None, Decimal(total), percent=10)


def test_more_than_agreed_stops_the_bill_and_less_is_only_noted() -> None:
    def found(total: str) -> list[bool]:
        closing = CloseChecklist(
            Stage.READY,
            odometer=True,
            lines=1,
            proposed=0,
            checked=True,
            agreed=Decimal("1000.00"),
            total=Decimal(total),
        )
        return [one.stops for one in rules.checks(closing, Settings()) if one.code == "deviation"]

    assert (found("1100.00"), found("1100.01"), found("899.99")) == ([], [True], [False])


def test_an_odometer_never_runs_back_at_hand_over() -> None:
    with pytest.raises(Refused, match="odometer_back"):
        rules.check_hand_over(
            HandOver(39999, OldParts.NONE), odometer_in=40000, needs_odometer=True
        )
    rules.check_hand_over(HandOver(None, OldParts.NONE), odometer_in=40000, needs_odometer=False)


@given(st.integers(0, 999_999), st.integers(0, 999_999), st.booleans(), st.integers(0, 4000))
def test_a_doubtful_reading_is_kept_only_on_second_sight(
    reading: int, last: int, accepted: bool, days: int
) -> None:
    doubt = "below" if reading < last else ""
    if reading > last + 10_000 + 400 * days:
        doubt = "far above"
    if accepted or not doubt:
        assert rules.check_odometer(reading, last=last, days=days, accepted=accepted) == doubt
    else:
        with pytest.raises(Refused):
            rules.check_odometer(reading, last=last, days=days, accepted=False)


@pytest.mark.parametrize(
    ("reading", "days", "doubt"),
    [(40_146, 0, ""), (40_147, 0, "far above"), (176_146, 340, ""), (301_464, 340, "far above")],
)
def test_how_far_a_car_may_have_come_since_the_last_reading(
    reading: int, days: int, doubt: str
) -> None:
    assert rules.check_odometer(reading, last=30_146, days=days, accepted=True) == doubt


def test_a_car_is_not_driven_far_inside_the_workshop() -> None:
    for out, refused in ((42_000, ""), (42_001, "hand_over.odometer_far")):
        try:
            rules.check_hand_over(
                HandOver(out, OldParts.NONE), odometer_in=40_000, needs_odometer=True
            )
            assert not refused
        except Refused as said:
            assert said.code == refused
