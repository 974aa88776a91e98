"""The settlement of a month adds up to the cent; both papers in two languages."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import text
from app.paper import pages
from app.permissions import Actor
from app.records import Records
from app.stock import (
    forecast_commands,
    outlet_commands,
    outlet_money_commands,
    outlet_paper,
    outlet_paper_facts,
    outlet_queries,
)
from app.stock.outlet_paper_facts import OutletSheet
from app.stock.outlet_values import (
    ExpectedCars,
    OutletEntry,
    OutletForecastEntry,
    OutletPayment,
    OutletSale,
    TransferEntry,
)
from db.outlet_words import OutletKind, TransferKind
from db.vocabulary import PaymentMethod
from tests.app.stock.conftest import AddCar
from tests.make import NOON

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
CENTS = (Decimal("125800.10"), Decimal("126000.25"), Decimal("127000.65"))
PAID = Decimal("125000.01")


@pytest.fixture
def told(act: Any, add_car: AddCar) -> tuple[int, int]:
    """Three cars: sold in October and paid in December, sold now, still there."""
    outlet = act(
        outlet_commands.save_outlet,
        OutletEntry(name="城北网点", kind=OutletKind.FRANCHISE, company="城北汽贸有限公司"),
    )
    early = NOON - timedelta(days=40)
    sent = []
    for nth, price in enumerate(CENTS):
        car = add_car(nth, arrived_on=date(2026, 10, 1))
        kind = TransferKind.SALE if nth == 1 else TransferKind.CONSIGNMENT
        terms = {"kind": kind, "price": price, "taker": "孙师傅", "reason": "老客户"}
        entry = TransferEntry(stock_car_id=car, outlet_id=outlet, **terms)
        sent.append(act(outlet_commands.send, entry, at=NOON if nth == 1 else early))
    act(outlet_commands.note_sale, sent[0], OutletSale(on=date(2026, 10, 20)))
    paid = {"amount": PAID, "method": PaymentMethod.TRANSFER, "rebate_reason": "返利"}
    in_december = datetime(2026, 12, 3, 4, tzinfo=NOON.tzinfo)
    act(outlet_money_commands.take_payment, sent[0], OutletPayment(**paid), at=in_december)
    return outlet, sent[1]


def test_months_follow_each_other_to_the_cent(told: tuple[int, int], records: Records) -> None:
    at = datetime(2026, 12, 9, 4, tzinfo=NOON.tzinfo)
    with records.read() as session:
        first, second = (
            outlet_queries.month(session, told[0], month, at=at) for month in (NOVEMBER, DECEMBER)
        )
    assert (first.opening, first.closing) == (CENTS[0], CENTS[0] + CENTS[1])
    assert second.opening == first.closing and second.closing == CENTS[1]
    assert second.sums == (0, 0, PAID, CENTS[0] - PAID)
    for month in (first, second):
        sale, back, paid, rebate = month.sums
        assert month.opening + sale - back - paid - rebate == month.closing
    assert [row.price for row in first.standing] == [CENTS[2]]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_both_papers_say_their_sums(
    told: tuple[int, int], records: Records, manager: Actor, language: str
) -> None:
    text.use(language)
    outlet, transfer = told
    about = {"viewer": manager, "at": NOON}
    with records.read() as session:
        sheet = outlet_paper_facts.sheet(session, outlet, NOVEMBER, **about)
        note = outlet_paper_facts.note(session, transfer, **about)
    said = pages.page_text(outlet_paper.outlet_sheet(sheet), 0)
    for sum_ in (CENTS[0], CENTS[0] + CENTS[1], CENTS[2]):
        assert f"{sum_:,}" in said
    taken = pages.page_text(outlet_paper.transfer_note(note), 0)
    assert "孙师傅" in taken and "126,000.25" in taken
    assert pages.page_count(outlet_paper.transfer_note(note)) == 1


def test_what_was_printed_is_printed_again_until_it_says_something_else(
    told: tuple[int, int], records: Records, act: Any, manager: Actor
) -> None:
    def read(month: date = NOVEMBER) -> OutletSheet:
        with records.read() as session:
            return outlet_paper_facts.sheet(session, told[0], month, viewer=manager, at=NOON)

    first = read()
    pdf = outlet_paper.given(first)
    act(outlet_commands.keep_paper, first.told(pdf))
    act(outlet_commands.keep_paper, read(date(2026, 10, 1)).told(b"another month"))
    again = read()
    assert (again.number, again.printed.copy) == (first.number, 2)
    assert again.kept is not None and again.kept.pdf == pdf
    assert act(outlet_commands.keep_paper, again.told(outlet_paper.given(again))) == 2
    act(outlet_commands.note_sale, again.month.standing[0].id, OutletSale(on=NOON.date()))
    assert read().kept is None and read().number != first.number
    with records.read() as session:
        note = outlet_paper_facts.note(session, told[1], viewer=manager, at=NOON)
    act(outlet_commands.keep_paper, note.told(outlet_paper.given(note)))
    with records.read() as session:
        kept = outlet_paper_facts.note(session, told[1], viewer=manager, at=NOON).kept
    assert kept is not None and kept.number == note.row.number


def test_lines_of_the_forecast_add_up(
    told: tuple[int, int], records: Records, act: Any, version: int, manager: Actor
) -> None:
    """Two black ones were expected, none sold; one white one was sold that nobody expected."""
    lines = (ExpectedCars(version, "幻夜黑", 2),)
    entry = OutletForecastEntry(outlet_id=told[0], month=NOVEMBER, lines=lines)
    act(forecast_commands.save_forecast, entry)
    with records.read() as session:
        month = outlet_queries.month(session, told[0], NOVEMBER, at=NOON)
    kept = {one.kind.colour: (one.expected, one.sold, one.following) for one in month.forecast}
    assert kept == {"幻夜黑": (2, 0, None), "珠光白": (0, 1, None)}
    with records.read() as session:
        sheet = outlet_paper_facts.sheet(session, told[0], NOVEMBER, viewer=manager, at=NOON)
    assert "-2" in pages.page_text(outlet_paper.outlet_sheet(sheet), 0)
