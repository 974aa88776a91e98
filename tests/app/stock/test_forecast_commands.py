"""What an outlet expects is given as a whole, once, for this month or the next; both engines."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app import settings
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import forecast_commands, outlet_commands, outlet_queries, outlet_today
from app.stock.forecast_facts import ForecastGrid, ForecastMonth
from app.stock.outlet_facts import OutletRow
from app.stock.outlet_values import (
    ExpectedCars,
    OutletEntry,
    OutletForecastEntry,
    OutletSale,
    TransferEntry,
)
from app.today_spec import AskedDay
from db.outlet_words import OutletKind, TransferKind
from tests.app.stock.conftest import AddCar
from tests.make import NOON

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
LATER = NOON + timedelta(minutes=5)
Give = Callable[..., Any]


@pytest.fixture
def outlet(act: Any) -> int:
    return int(act(outlet_commands.save_outlet, OutletEntry(name="城北", kind=OutletKind.DIRECT)))


@pytest.fixture
def read(records: Records, manager: Actor, outlet: int) -> Callable[..., OutletRow]:
    def ask(at: datetime = NOON) -> OutletRow:
        with records.read() as session:
            return outlet_queries.outlets(session, manager, at=at)[0]

    return ask


@pytest.fixture
def give(act: Any, outlet: int, version: int) -> Give:
    """`give(white, black, …)`: cars of each colour for December, None: no such line."""

    def told(*cars: int | None, at: datetime = NOON, **more: Any) -> Any:
        colours = zip(("珠光白", "幻夜黑"), cars, strict=False)
        lines = [ExpectedCars(version, colour, n) for colour, n in colours if n is not None]
        usual = {"outlet_id": outlet, "month": DECEMBER, "lines": tuple(lines)}
        return act(forecast_commands.save_forecast, OutletForecastEntry(**usual | more), at=at)

    return told


def cars(grid: ForecastGrid) -> dict[str, int | None]:
    return {line.kind.colour: line.cars for line in grid.lines}


def test_a_forecast_is_given_as_a_whole_and_taken_back(
    give: Give, act: Any, read: Callable[..., OutletRow], manager: Actor
) -> None:
    first = give(3, 2)
    grid = read().next_month
    assert (cars(grid), grid.seen_at, grid.giver) == (
        {"珠光白": 3, "幻夜黑": 2},
        NOON,
        manager.name,
    )
    second = give(4, at=LATER, seen_at=NOON)
    assert cars(read().next_month) == {"珠光白": 4}
    with pytest.raises(Refused, match=r"outlet\.changed"):
        act(forecast_commands.take_back_forecast, first)
    act(forecast_commands.take_back_forecast, second)
    assert cars(read().next_month) == {"珠光白": 3, "幻夜黑": 2}
    assert read().next_month.seen_at == NOON
    act(forecast_commands.take_back_forecast, first)
    assert read().next_month.seen_at is None


def test_who_has_not_seen_the_last_one_writes_over_nothing(give: Give) -> None:
    give(3)
    with pytest.raises(Refused, match=r"forecast\.meanwhile"):
        give(5, at=LATER)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"month": date(2026, 10, 1)}, "month"),
        ({"month": date(2027, 1, 1)}, "month"),
        ({"lines": ()}, "empty"),
        ({"lines": (ExpectedCars(1, "珠光白", None),)}, "half"),
        ({"lines": (ExpectedCars(1, " ", 2),)}, "half"),
        ({"lines": (ExpectedCars(1, "白", 2), ExpectedCars(1, "白 ", 3))}, "twice"),
    ],
)
def test_what_is_no_forecast_is_refused(give: Give, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=rf"forecast\.{code}"):
        give(3, **more)


def test_a_form_begins_with_the_last_forecast_else_with_the_sales(
    give: Give, act: Any, add_car: AddCar, read: Callable[..., OutletRow], outlet: int
) -> None:
    """White: 5 were expected. Black: 0.2 x 0 + 0.3 x 1 + 0.5 x 1 = 0.8, one car; one is there."""
    give(5, month=NOVEMBER)
    for nth, (colour, day) in enumerate(
        (("幻夜黑", date(2026, 10, 9)), ("幻夜黑", date(2026, 11, 20)), ("幻夜黑", None))
    ):
        car = add_car(nth, colour=colour, arrived_on=date(2026, 9, 1))
        terms = {"kind": TransferKind.CONSIGNMENT, "price": 1, "taker": "孙师傅", "reason": "月底"}
        entry = TransferEntry(stock_car_id=car, outlet_id=outlet, **terms)
        sent = act(outlet_commands.send, entry, at=NOON - timedelta(days=60))
        if day is not None:
            act(outlet_commands.note_sale, sent, OutletSale(on=day))
    row = read()
    black, white = (
        row.next_month.lines if row.next_month.lines[0].there else row.next_month.lines[::-1]
    )
    assert (white.before, white.sold, white.cars) == (5, (0, 0, 0), 5)
    assert (black.before, black.sold, black.there, black.cars) == (None, (0, 1, 1), 1, 1)
    assert row.course == (
        ForecastMonth(date(2026, 10, 1), None, 1, 0),
        ForecastMonth(NOVEMBER, 5, 1, 0),
    )
    give(0, 4, seen_at=None)
    assert read(datetime(2026, 12, 3, tzinfo=NOON.tzinfo)).course[-1] == ForecastMonth(
        DECEMBER, 4, 0, 0
    )


def test_the_manager_is_told_from_the_twenty_fifth_until_it_is_given(
    give: Give, records: Records, manager: Actor, act: Any, outlet: int
) -> None:
    act(
        outlet_commands.save_outlet,
        OutletEntry(name="旧网点", kind=OutletKind.DIRECT, active=False),
    )

    def told(day: int) -> list[str]:
        at = NOON.replace(day=day)
        with records.read() as session:
            asked = AskedDay(manager, at, settings.load(session))
            return [one.who for one in outlet_today.forecasts_missing(session, asked)]

    assert (told(24), told(25), told(30)) == ([], ["城北"], ["城北"])
    give(0)
    assert told(25) == []
