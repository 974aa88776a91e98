"""The card of an owner: the car as it was bought, contacts, and nothing of somebody else."""

import re
from decimal import Decimal

from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.permissions import Actor
from app.prospects.owner_card import OwnerCard, owner_card
from app.prospects.papers import owner_card as card_paper
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
