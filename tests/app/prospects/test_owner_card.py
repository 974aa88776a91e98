"""The card of an owner: the car as it was bought, contacts, and nothing of somebody else."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import show_date
from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.permissions import Actor
from app.prospects.owner_card import OwnerCard, owner_card
from app.prospects.papers import owner_card as card_paper
from app.sales import delivery_commands
from app.sales.order_values import SaleStepEntry
from db.sales_words import SaleStepKind
from db.tables.people import Phone
from db.tables.sale_orders import SaleStep
from db.tables.vehicles import VehicleRelation
from db.vocabulary import PersonKind, Relation
from tests import make as makers
from tests.app.sales.order_store import SaleStore, beginnings, sales_fixture, showroom_fixture
from tests.make import NOON

__all__ = ("beginnings", "sales_fixture", "showroom_fixture")


def card_of(sales: SaleStore, person: int, viewer: Actor | None = None) -> OwnerCard:
    with sales.quotes.records.read() as session:
        found = owner_card(session, person, viewer=viewer or sales.quotes.consultant)
    assert found is not None
    return found


def test_a_delivered_car_stands_there_as_it_was_ordered(sales: SaleStore) -> None:
    lines = {"insurance": (("交强险", Decimal(950)),), "accessories": (("贴膜", Decimal(1800)),)}
    order, _car = sales.ready(**lines)
    assert card_of(sales, sales.quotes.person).cars == (), "not handed over yet"
    sales.hand_over(order)
    told = card_of(sales, sales.quotes.person)
    [car] = told.cars
    assert (car.insurance, car.accessories) == (("交强险",), ("贴膜",))
    assert car.consultant == sales.quotes.consultant.name and car.order_id == order
    assert car.delivered_on == NOON.date()
    assert told.planned, "the first calls are planned"
    pdf = card_paper.owner_card(told, StoreHead("示范店"), printed=Printed(NOON, "王敏"))
    text = re.sub(r"\s+", "", pages.page_text(pdf, 0))
    assert car.vin in text and "贴膜" in text


def test_a_customer_without_a_car_has_a_card_and_an_unknown_one_has_none(sales: SaleStore) -> None:
    assert card_of(sales, sales.quotes.person).services == ()
    with sales.quotes.records.read() as session:
        assert owner_card(session, 999_999, viewer=sales.quotes.consultant) is None


def test_the_end_of_the_insurance_and_cars_of_the_family_stand_there(
    sales: SaleStore, make: Any
) -> None:
    """A wife with the same telephone, a driver of the car; not a company, not a former owner."""
    order, _car = sales.ready(insurance=(("交强险", Decimal(950)),))
    last = NOON.date() + timedelta(days=364)
    with pytest.raises(Refused, match=r"step\.ended"):
        sales.act(note_insurance, order, NOON.date())
    sales.act(note_insurance, order, last)
    sales.hand_over(order)
    owner = sales.quotes.person
    with sales.quotes.records.read() as session:
        number = session.scalar(select(Phone.number).where(Phone.person_id == owner))
    assert number is not None
    [own] = card_of(sales, owner).cars
    wife = make(makers.person, "周太太", number)
    driver = make(makers.person, "小周", "13900000001")
    firm = make(makers.person, "公司", number, kind=PersonKind.COMPANY)
    make(keeps, own.vehicle_id, driver, Relation.BRINGER)
    for who, plate in ((wife, "粤B11111"), (driver, "粤B22222"), (firm, "粤B33333")):
        make(keeps, make(makers.vehicle, plate), who, Relation.OWNER)
    told = card_of(sales, owner)
    assert told.cars[0].insured_until == last
    assert {one.plate for one in told.family} == {"粤B11111", "粤B22222"}
    pdf = card_paper.owner_card(told, StoreHead("示范店"), printed=Printed(NOON, "王敏"))
    text = re.sub(r"\s+", "", pages.page_text(pdf, 0))
    assert "粤B·11111" in text and show_date(last).replace(" ", "") in text


def keeps(session: Session, car: int, person: int, relation: Relation) -> VehicleRelation:
    row = VehicleRelation(vehicle_id=car, person_id=person, relation=relation)
    row.from_on = NOON.date()
    session.add(row)
    session.flush()
    return row


def note_insurance(session: Session, order: int, last: date, *, by: Actor, at: datetime) -> None:
    """The insurance anew, with its last day."""
    noted = select(SaleStep).where(
        SaleStep.sale_order_id == order, SaleStep.kind == SaleStepKind.INSURANCE
    )
    session.delete(session.scalars(noted).one())
    session.flush()
    entry = SaleStepEntry(SaleStepKind.INSURANCE, valid_until=last)
    delivery_commands.note_step(session, order, entry, by=by, at=at)
