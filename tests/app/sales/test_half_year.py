"""The half-year summary of a consultant agrees with orders, prospects and contacts."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.permissions import Actor
from app.sales.half_year import HalfYear, first_day, half_year
from app.sales.half_year_paper import half_year as drawn
from app.text import use
from db.stock_words import ReconditioningKind
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import FollowUp
from db.tables.reconditioning import ReconditioningStep
from db.tables.stock import StockCar
from db.tables.store_lists import Level
from db.vocabulary import ContactWay
from tests import make as makers
from tests.app.sales.order_store import SaleStore
from tests.make import NOON

TODAY = NOON.date()


def read(sales: SaleStore, *, viewer: Actor | None = None, day: date = TODAY) -> HalfYear:
    who = sales.quotes.consultant
    with sales.quotes.records.read() as session:
        return half_year(session, who.staff_id, day, viewer=viewer or who, at=NOON)


def bought_for(sales: SaleStore, make: Any, car: int, price: int) -> None:
    def note(session: Any) -> StockCar:
        found: StockCar = session.get_one(StockCar, car)
        found.purchase_price = Decimal(price)
        return found

    make(note)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 6, 30), date(2026, 1, 1)),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 7, 1)),
    ],
)
def test_a_half_year_begins_in_january_or_july(day: date, first: date) -> None:
    assert first_day(day) == first


def test_a_car_counts_in_the_month_of_its_hand_over_with_what_it_earned(
    sales: SaleStore, make: Any
) -> None:
    order, car = sales.ready()
    assert read(sales).cars == 0
    bought_for(sales, make, car, 120_000)
    sales.hand_over(order)
    agreed = sales.row(order).agreed.amounts
    found = read(sales)
    november = found.months[-1]
    assert (november.month, november.cars) == (date(2026, 11, 1), 1)
    assert found.best == november and found.customers == 1 and found.unknown == 0
    assert found.margin == november.margin == agreed.car_price - agreed.discount - 120_000
    assert len(found.months) == 5 and found.last == TODAY


def test_what_was_spent_on_a_car_before_its_sale_lowers_what_it_earned(
    sales: SaleStore, make: Any
) -> None:
    order, car = sales.ready()
    bought_for(sales, make, car, 120_000)

    def repaired(session: Any, cost: int) -> ReconditioningStep:
        step = ReconditioningStep(
            stock_car_id=car, kind=ReconditioningKind.PAINT, holder="钣喷车间"
        )
        step.started_on = step.due_on = step.done_on = TODAY - timedelta(days=9)
        step.cost = Decimal(cost)
        session.add(step)
        session.flush()
        return step

    for cost in (1_800, 1_600):
        make(repaired, cost)
    sales.hand_over(order)
    agreed = sales.row(order).agreed.amounts
    # 120,000 + 1,800 + 1,600
    assert read(sales).margin == agreed.car_price - agreed.discount - 123_400


def test_a_car_of_unknown_cost_is_sold_and_in_no_margin(sales: SaleStore) -> None:
    order, _car = sales.ready()
    sales.hand_over(order)
    found = read(sales)
    assert (found.cars, found.margin, found.unknown) == (1, Decimal(0), 1)


def test_contacts_and_prospects_are_counted_by_month_and_way(sales: SaleStore, make: Any) -> None:
    who = sales.quotes.consultant.staff_id

    def wish(session: Any) -> Any:
        person, staff = session.get_one(Person, sales.quotes.person), session.get_one(Staff, who)
        level = session.query(Level).first()
        return makers.prospect(session, person, staff, level)

    def talk(session: Any, way: ContactWay, days: int) -> FollowUp:
        at = NOON - timedelta(days=days)
        made = FollowUp(person_id=sales.quotes.person, staff_id=who, due_at=at, done_at=at)
        made.done_by, made.way = who, way
        session.add(made)
        session.flush()
        return made

    make(wish)
    for way, days in ((ContactWay.PHONE, 1), (ContactWay.PHONE, 40), (ContactWay.HOME_VISIT, 2)):
        make(talk, way, days)
    make(talk, ContactWay.PHONE, 200)  # in May, before this half-year
    found = read(sales)
    months = {one.month.month: (one.prospects, one.calls, one.visits) for one in found.months}
    assert months[11] == (1, 1, 1) and months[10] == (0, 1, 0) and months[7] == (0, 0, 0)
    assert found.live == 1 and found.best is None


def test_consultants_read_their_own_whomever_they_ask_for(sales: SaleStore) -> None:
    assert read(sales, viewer=sales.quotes.colleague).whose == sales.quotes.colleague.name
    assert read(sales, viewer=sales.quotes.manager).whose == sales.quotes.consultant.name


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_paper_holds_every_figure_on_one_page(
    sales: SaleStore, make: Any, language: str
) -> None:
    order, car = sales.ready()
    bought_for(sales, make, car, 120_000)
    sales.hand_over(order)
    use(language)
    found = read(sales)
    pdf = drawn(found, StoreHead("东风日产示范店"), printed=Printed(NOON, "李强"))
    assert pages.page_count(pdf) == 1
    told = re.sub(r"\s", "", pages.page_text(pdf, 0))
    for fact in (found.whose, f"1/{found.target}", f"{found.margin:,.2f}"):
        assert fact.replace(" ", "") in told
