"""The hand-over: its confirmation, the advisor, and the calls that follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin.archive import Issued
from app.errors import Refused
from app.local_time import local_day
from app.people import consents
from app.permissions import Actor, allow
from app.prospects import queries as prospects
from app.prospects.commands import Outcome, complete_follow_up
from app.prospects.contact_facts import DueContact
from app.sales import delivery_commands, order_paper_facts
from app.sales.order_paper_facts import PaperAsked
from app.service.commands import opening
from app.service.queries.arrival import arrival
from app.service.values import NewOrder
from app.stock import commands as stock
from app.stock.values import StockEntry
from db.stock_words import CertificatePlace
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import FollowUp, Prospect
from db.tables.service import RepairOrder
from db.tables.stock import StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import CallResult, ContactWay, PaperKind, ProspectState, Role
from tests import make as makers
from tests.app.sales.order_store import SaleStore
from tests.make import NOON

TODAY = NOON.date()


def test_the_confirmation_is_printed_with_what_is_handed_over(sales: SaleStore) -> None:
    order, _car = sales.ready()
    moments = [NOON + timedelta(minutes=minute) for minute in range(6)]
    with pytest.raises(Refused, match=r"sale\.no_advisor"):
        sheet_of(sales, order)
    sales.introduce(order, at=moments[0])
    with pytest.raises(Refused, match=r"sale\.no_sheet"):
        sales.act(delivery_commands.hand_over, order, at=moments[1])
    sales.print_sheet(order, at=moments[1])
    assert sheet_of(sales, order) is not None
    sales.introduce(order, odometer=18, at=moments[2])
    assert sheet_of(sales, order) is None, "it is printed anew"
    with pytest.raises(Refused, match=r"sale\.no_sheet"):
        sales.act(delivery_commands.hand_over, order, at=moments[3])
    sales.print_sheet(order, at=moments[4])
    sales.act(delivery_commands.hand_over, order, at=moments[5])
    assert sales.row(order).odometer == 18
    assert sheet_of(sales, order) is not None, "a reprint is the same paper"


def test_the_workshop_knows_the_advisor_to_whom_the_buyer_was_introduced(
    sales: SaleStore, make: Callable[..., int]
) -> None:
    order, _car = sales.ready()
    sales.hand_over(order)
    vin = sales.row(order).vin
    with sales.quotes.records.read() as session:
        found = arrival(session, vin, today=TODAY)
        assert found is not None and found.advisor is not None
        assert found.advisor.id == sales.advisor
    for role in (Role.RECEPTION, Role.ADVISOR):
        opener = Actor(make(makers.staff, "林芳", role), "林芳", frozenset({role}), "前台2")
        opened = sales.act(opening.open_order, NewOrder(None, vin=vin), by=opener)
        with sales.quotes.records.read() as session:
            advisor = session.get_one(RepairOrder, opened).advisor_id
        assert advisor == (sales.advisor if role is Role.RECEPTION else opener.staff_id)


def sheet_of(sales: SaleStore, order: int) -> Issued | None:
    asked = PaperAsked(PaperKind.DELIVERY_SHEET, order, "李强", NOON)
    with sales.quotes.records.read() as session:
        return order_paper_facts.paper(session, order, asked, viewer=sales.quotes.manager).kept


def _calls(sales: SaleStore) -> int:
    with sales.quotes.records.read() as session:
        planned = select(FollowUp.id).join(Person, Person.id == FollowUp.person_id)
        return len(session.scalars(planned.where(consents.waiting())).all())


def test_the_car_of_an_order_stays_what_the_order_says(sales: SaleStore) -> None:
    order, car = sales.ready(colour="墨玉黑")
    entry = StockEntry(id=car, trim_id=sales.quotes.petrol, colour="墨玉黑", place="B1")
    entry = replace(entry, arrived_on=TODAY, certificate=CertificatePlace.HERE)
    manager = sales.quotes.manager
    for other in ({"colour": "珠光白"}, {"trim_id": sales.quotes.electric}):
        with pytest.raises(Refused, match=r"stock\.ordered"):
            sales.act(stock.save_car, replace(entry, **other), by=manager)
    sales.act(stock.save_car, entry, by=manager)
    sales.act(paint, car, "珠光白", by=manager)
    with pytest.raises(Refused, match=r"sale\.other_colour"):
        sales.hand_over(order)
    sales.act(paint, car, "墨玉黑", by=manager)
    sales.hand_over(order)
    with pytest.raises(Refused, match=r"stock\.left"):
        sales.act(stock.save_car, replace(entry, arrived_on=None), by=manager)


@allow(Role.MANAGER)
def paint(session: Session, car_id: int, colour: str, *, by: Actor, at: datetime) -> None:
    """As the file of the car is corrected in the workshop, where no order is known."""
    vehicle_id = session.get_one(StockCar, car_id).vehicle_id
    session.get_one(Vehicle, vehicle_id).colour = colour


def test_an_unanswered_call_is_made_again_and_an_answered_one_is_followed(
    sales: SaleStore,
) -> None:
    order, _car = sales.ready()
    due = sales.hand_over(order)
    again = _call(sales, CallResult.NO_ANSWER, at=due)
    assert local_day(again) == local_day(due) + timedelta(days=1)
    assert sales.row(order).number in _waiting(sales, again).about
    second = _call(sales, CallResult.REACHED, at=again)
    assert local_day(second) == local_day(again) + timedelta(days=10)
    named = second + timedelta(days=2)
    assert _call(sales, CallResult.CALL_LATER, at=second, next_at=named) == named
    assert _call(sales, CallResult.REACHED, at=named) is None
    assert _calls(sales) == 0


def test_the_next_wish_of_a_buyer_stays_when_the_first_car_is_handed_over(
    sales: SaleStore,
) -> None:
    order, _car = sales.ready()
    wish = sales.act(enquire, sales.quotes.person)
    sales.hand_over(order)
    with sales.quotes.records.read() as session:
        assert session.get_one(Prospect, wish).state is ProspectState.OPEN


def _waiting(sales: SaleStore, at: datetime) -> DueContact:
    with sales.quotes.records.read() as session:
        return prospects.due(session, at + timedelta(days=1), at=at, staff_id=None)[0]


def _call(sales: SaleStore, result: CallResult, *, at: datetime, **more: Any) -> datetime:
    contact = _waiting(sales, at).id
    outcome = Outcome(contact, ContactWay.PHONE, result, "车况很好", **more)
    return sales.act(complete_follow_up, outcome, at=at)


def enquire(session: Session, person_id: int, *, by: Actor, at: datetime) -> int:
    """The customer asks for one more car after the contract."""
    who, owner = session.get_one(Person, person_id), session.get_one(Staff, by.staff_id)
    return int(makers.prospect(session, who, owner, makers.level(session)).id)
