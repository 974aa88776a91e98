"""What was sold, stands and comes, as the order proposal counts it on both engines."""

from datetime import date, timedelta
from typing import Any

import pytest

from app import text
from app.paper import pages
from app.permissions import Actor
from app.records import Records
from app.stock import proposal, proposal_paper
from db.stock_words import LeftHow
from db.tables.stock import StockCar
from tests.app.stock.conftest import TODAY, AddCar
from tests.make import NOON

SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 1)


@pytest.fixture
def left(act: Any, add_car: AddCar) -> Any:
    """`left(nth, day, how)`: a car that came in May and left on a day."""

    def leave(nth: int, day: date, how: LeftHow = LeftHow.SOLD) -> None:
        key = add_car(nth, arrived_on=date(2026, 5, 1))

        def sell(session: Any, *, by: Actor, at: Any) -> None:
            row = session.get_one(StockCar, key)
            row.left_on, row.left_how = day, how

        act(sell)

    return leave


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_line_counts_its_months_its_free_cars_and_those_in_transit(
    left: Any, add_car: AddCar, records: Records, manager: Actor, language: str
) -> None:
    """0.3 x 1 + 0.5 x 1 = 0.8 a month: 1.215 + 0.789 - 1 = 1.004, one car."""
    left(0, SEPTEMBER)
    left(1, OCTOBER)
    add_car(2, arrived_on=TODAY - timedelta(days=10))
    text.use(language)
    with records.read() as session:
        sheet = proposal.order_proposal(session, viewer=manager, at=NOON)
    [line] = sheet.lines
    assert sheet.months == (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
    assert line.demand.sold == (0, 1, 1)
    assert (line.demand.free, line.demand.in_transit, line.demand.oldest_days) == (1, 0, 10)
    assert dict(line.bands) == {"0–30": 1}
    assert line.proposal.units == 1
    assert tuple(proposal.totals(sheet.lines)) == (0, 1, 1, 1, 0, 0, 1)
    said = pages.page_text(proposal_paper.order_proposal(sheet), 0)
    assert "1.2 + 0.8" in said and "2026-10" in said


def test_only_sales_of_whole_months_count(
    left: Any, add_car: AddCar, records: Records, manager: Actor
) -> None:
    left(0, TODAY)
    left(1, OCTOBER, LeftHow.TRANSFERRED)
    add_car(2, arrived_on=None, expected_on=TODAY + timedelta(days=4))
    with records.read() as session:
        [line] = proposal.order_proposal(session, viewer=manager, at=NOON).lines
    assert line.demand.sold == (0, 0, 0)
    assert line.coming == (TODAY + timedelta(days=4),)


def test_a_store_without_cars_has_a_paper_that_says_so(records: Records, manager: Actor) -> None:
    with records.read() as session:
        sheet = proposal.order_proposal(session, viewer=manager, at=NOON)
    said = pages.page_text(proposal_paper.order_proposal(sheet), 0)
    assert sheet.lines == () and "None" in said and "0 cars proposed" in said
