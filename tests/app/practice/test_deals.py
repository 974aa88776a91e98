"""The practice store sells forty cars a month, each from an enquiry to a plate."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.admin import stores
from app.desks import DESKS
from app.identity import credit_code, person_id
from app.identity.verdict import Judgement
from app.local_time import local, local_day
from app.practice import buyers
from db.stock_words import PdiPoint
from db.tables.bills import Payment
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.tables.sale_orders import SaleInvoice, SaleOrder
from db.tables.sales import Quote, QuoteVersion
from db.tables.stock import PdiCheck, StockCar
from db.vocabulary import PersonKind, ProspectState
from tests.make import AFTERNOON


@pytest.fixture
def session(practice_store: Path, tmp_path: Path) -> Iterator[Session]:
    path = shutil.copy(practice_store, tmp_path / "practice.db")
    made = stores.open_store(Path(path), DESKS)
    with made.read() as found:
        yield found
    made.close()


def test_forty_contracts_and_hand_overs_a_month(session: Session) -> None:
    signed, delivered = Counter[str](), Counter[str]()
    for order in session.scalars(select(SaleOrder).where(SaleOrder.cancelled_at.is_(None))):
        if order.signed_at is not None:
            signed[f"{local(order.signed_at):%Y-%m}"] += 1
        if order.delivered_at is not None:
            delivered[f"{local(order.delivered_at):%Y-%m}"] += 1
    full = sorted(signed)[: buyers.MONTHS]
    assert full[0] == f"{buyers.first_day(AFTERNOON):%Y-%m}"
    assert all(36 <= signed[month] <= 44 for month in full), signed
    assert all(36 <= delivered[month] <= 44 for month in full[1:]), delivered
    shares = Counter(session.scalars(select(SaleOrder.staff_id)))
    assert len(shares) == 5 and max(shares.values()) < 1.5 * min(shares.values())


def test_whoever_is_won_has_an_order_that_stands(session: Session) -> None:
    bought = select(SaleOrder.person_id).where(SaleOrder.cancelled_at.is_(None))
    won = select(func.count()).where(Prospect.state == ProspectState.WON)
    assert session.scalar(won) and not session.scalar(won.where(Prospect.person_id.not_in(bought)))


def test_every_contract_names_the_number_of_its_buyer(session: Session) -> None:
    buyers_of = select(Person).where(Person.id.in_(select(SaleOrder.person_id)))
    for one in session.scalars(buyers_of):
        judge = person_id.judge if one.kind is PersonKind.PERSON else credit_code.judge
        assert judge(one.id_number or "").level is Judgement.FINE


def test_first_the_car_then_the_quotation_then_the_order(session: Session) -> None:
    first = select(func.min(QuoteVersion.made_at)).where(
        QuoteVersion.quote_id == SaleOrder.quote_id
    )
    wanted = select(SaleOrder, StockCar, first.scalar_subquery())
    rows = session.execute(wanted.outerjoin(StockCar, StockCar.id == SaleOrder.stock_car_id)).all()
    assert len(rows) > 120
    for order, car, quoted_at in rows:
        assert quoted_at < order.placed_at
        if car is not None:
            # a used car is the order's own from the beginning
            given_from = order.signed_at if car.appraisal_id is None else order.placed_at
            assert order.placed_at < order.signed_at and given_from <= order.allocated_at
            assert car.arrived_on <= local_day(quoted_at if order.delivered_at else order.placed_at)
            assert order.delivered_at is None or order.allocated_at < order.delivered_at


def test_the_stock_is_that_of_such_a_store(session: Session) -> None:
    here = session.scalars(
        select(StockCar.arrived_on).where(
            StockCar.left_on.is_(None), StockCar.arrived_on.is_not(None)
        )
    ).all()
    old = [day for day in here if day and (local_day(AFTERNOON) - day).days > 90]
    assert 80 <= len(here) <= 120 and 0.07 <= len(old) / len(here) <= 0.13


def test_what_was_handed_over_is_paid(session: Session) -> None:
    paid = select(Payment.sale_order_id, func.count()).where(Payment.sale_order_id.is_not(None))
    counts = dict(iter(session.execute(paid.group_by(Payment.sale_order_id))))
    gone = session.scalars(select(SaleOrder.id).where(SaleOrder.delivered_at.is_not(None))).all()
    assert gone and all(counts[key] >= 2 for key in gone)


def test_every_car_handed_over_was_inspected_and_invoiced(session: Session) -> None:
    gone = SaleOrder.delivered_at.is_not(None)
    cars = set(session.scalars(select(SaleOrder.stock_car_id).where(gone)))
    for point in (PdiPoint.ARRIVAL, PdiPoint.HAND_OVER):
        checked = set(session.scalars(select(PdiCheck.stock_car_id).where(PdiCheck.point == point)))
        used = select(StockCar.id).where(StockCar.appraisal_id.is_not(None))
        assert not cars - checked - set(session.scalars(used)), point
    assert session.scalar(select(func.count(PdiCheck.id)).where(PdiCheck.passed.is_(False)))
    stand = select(SaleInvoice.sale_order_id).where(SaleInvoice.red_number.is_(None))
    assert not set(session.scalars(select(SaleOrder.id).where(gone))) - set(session.scalars(stand))
    red = session.scalars(select(SaleInvoice).where(SaleInvoice.red_number.is_not(None))).all()
    assert len(red) == 1 and red[0].red_on is not None and red[0].red_on > red[0].issued_on


def test_the_project_whose_cars_are_prepared_has_ordered_some(session: Session) -> None:
    quote = session.scalars(select(Quote).where(Quote.fleet_project_id.is_not(None))).one()
    orders = session.scalars(select(SaleOrder).where(SaleOrder.quote_id == quote.id)).all()
    assert sorted(one.quote_car for one in orders) == [1, 2, 3]
