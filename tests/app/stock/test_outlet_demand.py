"""What outlets expect is ordered once, less the cars that each of them has; on both engines."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import text
from app.paper import pages
from app.permissions import Actor
from app.records import Records
from app.stock import forecast_commands, outlet_commands, proposal, proposal_paper
from app.stock.outlet_demand import OutletDemand
from app.stock.outlet_values import (
    ExpectedCars,
    OutletEntry,
    OutletForecastEntry,
    OutletSale,
    TransferEntry,
)
from db.outlet_words import OutletKind, TransferKind
from tests.app.stock.conftest import AddCar
from tests.make import NOON

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_outlet_fills_its_own_forecast_with_its_own_cars(
    act: Any, add_car: AddCar, version: int, records: Records, manager: Actor, language: str
) -> None:
    """North expects 4 in December and has 1, east 1 (said in November) and has 1: 3 + 0 cars.

    North sold 1 in October: 0.5 a month, until the 2 January 0.5 x 42 x 12/365 x 1.1 = 0.759; it
    is no part of the target stock, which is 0. 0.8 + 0 + 3 - 0 - 0 = 3.8, four cars. The forecast
    that east gave for November counts, as it has given none for December; south gave none at all.
    """
    outlets = [
        act(outlet_commands.save_outlet, OutletEntry(name=name, kind=OutletKind.DIRECT))
        for name in ("北", "东", "南")
    ]
    for outlet, month, cars in ((0, NOVEMBER, 9), (0, DECEMBER, 4), (1, NOVEMBER, 1)):
        lines = (ExpectedCars(version, "珠光白", cars),)
        about = {"outlet_id": outlets[outlet], "month": month, "lines": lines}
        act(forecast_commands.save_forecast, OutletForecastEntry(**about))
    sent = []
    for nth, outlet in enumerate((0, 0, 1)):
        car = add_car(nth, arrived_on=date(2026, 9, 1))
        terms = {"kind": TransferKind.CONSIGNMENT, "price": Decimal(1), "taker": "孙师傅"}
        entry = TransferEntry(stock_car_id=car, outlet_id=outlets[outlet], **terms, reason="月底")
        sent.append(act(outlet_commands.send, entry, at=NOON - timedelta(days=60)))
    act(outlet_commands.note_sale, sent[0], OutletSale(on=date(2026, 10, 9)))
    text.use(language)
    with records.read() as session:
        sheet = proposal.order_proposal(session, viewer=manager, at=NOON)
    [line] = sheet.lines
    assert line.outlets == OutletDemand(expected=5, there=2, sold=(0, 0, 1))
    assert (line.demand.sold, line.demand.free, line.away) == ((0, 0, 1), 0, 2)
    assert (line.proposal.need, line.proposal.units) == (Decimal("3.8"), 4)
    assert tuple(proposal.totals(sheet.lines)) == (0, 0, 1, 0, 0, 3, 4)
    said = pages.page_text(proposal_paper.order_proposal(sheet), 0)
    assert "1 (1)" in said and "5 - 2 = 3" in said and "0.8 + 0.0 + 3" in said
