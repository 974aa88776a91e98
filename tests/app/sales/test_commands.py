"""Versions are added and never changed; a price below the floor needs a manager (D1, D4)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.admin.second_person import SecondPersonNeeded
from app.admin.values import Approver
from app.errors import Conflict, Refused
from app.sales import commands, queries
from db.nouns import Noun
from db.sales_words import LoanKind, QuoteState
from db.tables.admin import Audit
from tests.app.sales.store import FLOOR, LIST, QuoteStore
from tests.make import NOON, PASSWORD

DAY = timedelta(days=1)


def test_two_fields_make_a_quotation(showroom: QuoteStore) -> None:
    row = showroom.quote()
    assert (row.number, row.state, len(row.told)) == ("Q261121-001", QuoteState.OPEN, 1)
    assert row.newest.amounts.car_price == LIST
    assert row.newest.amounts.tax == Decimal("12380.53")  # 139900 / 1.13 x 10 %
    assert row.on_the_road == LIST + Decimal("12380.53")
    assert row.valid_until == NOON.date() + 7 * DAY
    assert row.phone == "138 0013 8126"


def test_three_versions_stay_as_they_were(showroom: QuoteStore) -> None:
    row = showroom.quote(discount=Decimal(5000), gifts=(("脚垫", Decimal(480)),))
    for discount in (6000, 7000):
        version = showroom.row(row.id).version
        entry = showroom.entry(id=row.id, version=version, discount=Decimal(discount))
        showroom.act(commands.save_quote, entry)
    told = showroom.row(row.id).told
    assert [one.number for one in told] == [1, 2, 3]
    assert [one.amounts.discount for one in told] == [5000, 6000, 7000]
    assert told[0] == row.newest


def test_two_next_versions_at_once_are_told_of_each_other(showroom: QuoteStore) -> None:
    row = showroom.quote()
    entry = showroom.entry(id=row.id, version=row.version)
    showroom.act(commands.save_quote, entry)
    with pytest.raises(Conflict):
        showroom.act(commands.save_quote, entry)


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"who": None}, "who"),
        ({"trim_id": None}, "trim_id"),
        ({"fees": ((None, Decimal(300)),)}, "fees"),
        ({"accessories": (("全车膜", None),)}, "accessories"),
        ({"loan_rate": Decimal(4)}, "months"),
        ({"valid_until": date(2026, 11, 20)}, "valid_until"),
        ({"discount": LIST + 1}, "discount"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    showroom: QuoteStore, wrong: dict, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        showroom.quote(**wrong)
    assert refusal.value.field == field
    with showroom.records.read() as session:
        assert not queries.quotes(session, showroom.consultant, at=NOON)


def test_below_the_floor_a_reason_and_a_manager_are_needed(showroom: QuoteStore) -> None:
    low = {"discount": LIST - FLOOR - 200, "gifts": (("脚垫", Decimal(480)),)}
    with pytest.raises(Refused) as refusal:
        showroom.quote(**low)
    assert refusal.value.field == "cause"
    assert "¥280.00" in refusal.value.text()
    reasoned = {**low, "override_reason": "同款他店报价 130,500"}
    with pytest.raises(SecondPersonNeeded):
        showroom.quote(**reasoned)
    other = Approver(showroom.colleague.staff_id, PASSWORD)
    with pytest.raises(Refused, match=r"second\.role"):
        showroom.quote(**reasoned, approver=other)
    row = showroom.quote(**reasoned, approver=Approver(showroom.manager.staff_id, PASSWORD))
    assert row.newest.signed_by == showroom.manager.name
    with showroom.records.read() as session:
        told = select(Audit.reason).where(Audit.noun == Noun.QUOTE_VERSION)
        assert session.scalars(told).all() == ["同款他店报价 130,500"]


def test_a_manager_needs_a_reason_and_nobody_else(showroom: QuoteStore) -> None:
    with pytest.raises(Refused, match=r"quote\.below"):
        showroom.quote(by=showroom.manager, discount=Decimal(20_000))
    why = "长库存车，月底冲量"
    row = showroom.quote(by=showroom.manager, discount=Decimal(20_000), override_reason=why)
    assert (row.newest.override_reason, row.newest.signed_by) == (why, showroom.manager.name)


def test_at_the_floor_nobody_is_asked(showroom: QuoteStore) -> None:
    row = showroom.quote(discount=LIST - FLOOR, override_reason="没用上")
    assert row.newest.override_reason == row.newest.signed_by == ""


def test_an_electric_car_pays_half_the_tax_and_a_typed_one_is_marked(showroom: QuoteStore) -> None:
    row = showroom.quote(trim_id=showroom.electric)
    assert (row.newest.amounts.tax, row.newest.tax_typed) == (Decimal("10000.00"), False)
    row = showroom.quote(trim_id=showroom.electric, tax=Decimal(0))
    assert (row.newest.amounts.tax, row.newest.tax_typed) == (0, True)


def test_a_loan_is_read_back_as_it_was_saved(showroom: QuoteStore) -> None:
    loan = {"down_payment": LIST - 60_000, "months": 24, "loan_rate": Decimal("0.33")}
    row = showroom.quote(**loan, loan_kind=LoanKind.MONTHLY_FEE)
    assert row.newest.amounts == showroom.row(row.id).newest.amounts
    assert row.newest.amounts.loan.kind is LoanKind.MONTHLY_FEE


def test_only_its_consultant_and_a_manager_go_on_with_it(showroom: QuoteStore) -> None:
    row = showroom.quote()
    for command, told in (
        (commands.withdraw, row.id),
        (commands.save_quote, showroom.entry(id=row.id, version=row.version)),
    ):
        with pytest.raises(Refused, match=r"quote\.not_own"):
            showroom.act(command, told, by=showroom.colleague)
    assert showroom.row(row.id, viewer=showroom.colleague).phone == "138****8126"
    showroom.act(commands.withdraw, row.id, by=showroom.manager)
    assert showroom.row(row.id).state is QuoteState.WITHDRAWN


def test_a_withdrawal_is_taken_back(showroom: QuoteStore) -> None:
    row = showroom.quote()
    showroom.act(commands.withdraw, row.id)
    with pytest.raises(Refused, match=r"quote\.withdrawn"):
        showroom.act(commands.save_quote, replace(showroom.entry(), id=row.id))
    showroom.act(commands.take_back_withdrawal, row.id)
    assert showroom.row(row.id).state is QuoteState.OPEN
    assert showroom.row(row.id, at=NOON + 8 * DAY).state is QuoteState.EXPIRED
