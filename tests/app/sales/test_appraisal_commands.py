"""A customer's car is appraised once, under the file that it has (E7)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.errors import Refused
from app.paper import pages
from app.sales import appraisal_commands, appraisal_paper, appraisal_queries
from app.sales.appraisal_facts import AppraisalPaper
from app.sales.appraisal_values import GivenAppraisal
from db.sales_words import AppraisalState
from db.tables.vehicles import Vehicle
from db.vocabulary import Role
from tests.app.sales.order_store import SaleStore
from tests.make import NOON


def paper(sales: SaleStore, key: int) -> AppraisalPaper:
    told = {"viewer": sales.quotes.consultant, "by": "李强", "at": NOON}
    with sales.quotes.records.read() as session:
        return appraisal_queries.paper(session, key, **told)


def test_a_car_is_made_once_and_found_again(sales: SaleStore) -> None:
    first = sales.appraise(costs=(("四条轮胎", Decimal(1_600)),))
    again = sales.appraise(plate="粤b·12345", vin=None)
    one, two = sales.appraisal(first), sales.appraisal(again)
    assert one.vehicle_id == two.vehicle_id
    assert (one.number, one.car, one.odometer) == (
        "G261121-001",
        "骐达 2015 款 · 粤B·12345",
        86_400,
    )
    # 52,000 - 1,600 - 4,200 as usual
    assert (one.cost, one.margin, one.offered, one.beyond) == (1_600, 4_200, 46_200, 0)
    assert one.valid_until == NOON.date() + timedelta(days=7)
    assert sales.appraisal(sales.appraise(offered=Decimal(48_000))).beyond == 200
    with sales.quotes.records.read() as session:
        cars = select(func.count(Vehicle.id)).where(Vehicle.model_name == "骐达 2015 款")
        assert session.scalar(cars) == 1


def test_what_is_missing_is_said_beside_its_field(sales: SaleStore) -> None:
    for field, typed in (
        ("who", {"who": None}),
        ("plate", {"plate": None, "vin": None}),
        ("odometer", {"odometer": None}),
        ("expected_price", {"expected_price": None}),
        ("costs", {"costs": ((None, Decimal(5)),)}),
        ("valid_until", {"valid_until": NOON.date() - timedelta(days=1)}),
        ("damage_marks", {"damage_marks": "suv dent@4000,20"}),
    ):
        with pytest.raises(Refused) as refusal:
            sales.appraise(**typed)
        assert refusal.value.field == field


def test_a_second_look_changes_it_until_the_customer_declines(sales: SaleStore) -> None:
    key = sales.appraise(costs=(("四条轮胎", Decimal(1_600)), ("喷漆", Decimal(900))))
    version = sales.appraisal(key).version
    sales.appraise(id=key, version=version, costs=(), odometer=86_900)
    row = sales.appraisal(key)
    assert (row.costs, row.offered, row.odometer) == ((), 47_800, 86_900)
    with pytest.raises(Refused, match="changed"):
        sales.appraise(id=key, version=version + 7)
    with pytest.raises(Refused, match=r"appraisal\.others"):
        sales.act(appraisal_commands.decline, key, by=sales.quotes.colleague)
    sales.act(appraisal_commands.decline, key)
    assert sales.appraisal(key).state is AppraisalState.DECLINED
    assert sales.appraisal(key).decliner == "李强"
    with pytest.raises(Refused, match=r"appraisal\.declined"):
        sales.act(appraisal_commands.decline, key)
    sales.act(appraisal_commands.take_back_decline, key)
    assert sales.appraisal(key).state is AppraisalState.OPEN
    later = NOON + timedelta(days=8)
    assert sales.appraisal(key, at=later).state is AppraisalState.EXPIRED


def test_the_paper_names_the_offer_and_no_margin(sales: SaleStore) -> None:
    key = sales.appraise(
        costs=(("四条轮胎", Decimal(1_600)),),
        damage_marks="suv scratch@412,520",
        condition="一手车，无结构损伤",
    )
    facts = paper(sales, key)
    pdf = appraisal_paper.given(facts)
    assert pages.page_count(pdf) == 1
    said = pages.page_text(pdf, 0)
    for told in ("G261121-001-1", "46,200.00", "1,600.00", "Left side · Scratch", "一手车"):
        assert told in said
    for hidden in ("52,000", "4,200"):
        assert hidden not in said
    sales.act(appraisal_commands.keep_appraisal, GivenAppraisal(key, pdf))
    kept = paper(sales, key)
    assert kept.printed.copy == 2
    assert pages.page_text(appraisal_paper.given(kept), 0).count("46,200.00") == said.count(
        "46,200.00"
    )
    version = sales.appraisal(key).version
    sales.appraise(id=key, version=version, odometer=90_000)
    assert paper(sales, key).kept is None


def test_only_consultants_appraise(sales: SaleStore) -> None:
    with pytest.raises(Refused):
        sales.act(appraisal_commands.decline, sales.appraise(), by=sales.cashier)
    assert sales.cashier.roles == {Role.CASHIER}
