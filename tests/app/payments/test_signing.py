"""Second signatures, limits by role, credit, and what the second one reads."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.admin import commands as house
from app.admin.values import Approver
from app.errors import Refused
from app.service.commands import bill, credit, payments
from app.service.values import (
    Bill,
    Credit,
    PaymentValue,
)
from db.tables.admin import Staff
from db.tables.bills import CreditNote
from db.tables.people import Person
from db.tables.till import TillDay
from tests.app.service.billing import CARD, CASH, CUSTOMER, LATER, TODAY, pay, totals
from tests.app.service.store import NOON
from tests.make import PASSWORD


def test_the_second_person_is_another_one_with_the_role_and_the_password(
    desk: Any, agreed_186: int
) -> None:
    desk.act(bill.settle, agreed_186, Bill())

    def told(approver: Approver | None, by: Any) -> str:
        return desk.refused(credit.credit, agreed_186, Credit("错", approver=approver), by=by).code

    assert told(None, desk.cashier) == "second.needed"
    assert told(None, desk.manager) == "second.needed"
    assert told(Approver(None, None), desk.cashier) == "second.nobody"
    assert told(Approver(desk.cashier.staff_id, PASSWORD), desk.cashier) == "second.self"
    assert told(Approver(desk.advisor.staff_id, PASSWORD), desk.cashier) == "second.role"
    assert told(Approver(desk.manager.staff_id, PASSWORD), desk.manager) == "second.self"
    for _try in range(5):
        assert told(Approver(1, "wrong"), desk.cashier) in ("password.wrong", "password.wait")
    with desk.records.read() as session:
        assert session.get_one(Staff, 1).failures >= 3
    assert told(Approver(1, PASSWORD), desk.cashier) == "password.wait"
    later = NOON + timedelta(hours=1)
    signed = Credit("错", approver=desk.signed)
    desk.act(credit.credit, agreed_186, signed, by=desk.cashier, at=later)
    with desk.records.read() as session:
        assert session.get_one(Staff, 1).failures == 0
        assert session.scalars(select(CreditNote.approved_by)).all() == [1]


def test_a_small_store_lets_its_manager_act_alone(desk: Any, agreed_186: int) -> None:
    desk.act(house.save_settings, {"manager_alone": True}, by=desk.manager)
    desk.act(bill.settle, agreed_186, Bill())
    alone = Credit("错")
    assert desk.refused(credit.credit, agreed_186, alone, by=desk.cashier).code == "second.needed"
    desk.act(credit.credit, agreed_186, alone, by=desk.manager)


def test_the_only_one_who_could_sign_is_told_where_to_switch_it_off(
    desk: Any, agreed_186: int
) -> None:
    desk.act(bill.settle, agreed_186, Bill())

    def retire(session: Any, *, by: Any, at: Any) -> None:
        for person in session.scalars(select(Staff).where(Staff.id != desk.manager.staff_id)):
            person.active = False

    desk.act(retire, by=desk.manager)
    told = desk.refused(credit.credit, agreed_186, Credit("错"), by=desk.manager)
    assert told.code == "second.alone"
    for label in ("A manager credits and pays back", "Rules and targets", "second sign-in"):
        assert label in told.text()


def test_limits_by_role_and_amount_are_the_stores(desk: Any, shared: int) -> None:
    """5 % of 192.75 is 9.63; with at most 8 yuan the advisor gives 8.00."""
    over = Bill(Decimal("9.64"), "老客户")
    assert desk.refused(bill.settle, shared, over).code == "bill.discount"
    desk.act(house.save_settings, {"advisor_amount": 8}, by=desk.manager)
    assert desk.refused(bill.settle, shared, Bill(Decimal("8.01"), "老客户")).code == (
        "bill.discount"
    )
    desk.act(bill.settle, shared, Bill(Decimal("8.00"), "老客户"))
    assert totals(desk, shared)[CUSTOMER] == Decimal("357.45")


def give_credit(desk: Any, order: int, limit: str, days: int) -> None:
    def note(session: Any, *, by: Any, at: Any) -> None:
        person = session.get_one(Person, desk.sheet(order).customer.id)
        person.credit_limit, person.credit_days = Decimal(limit), days

    desk.act(note, by=desk.manager)


def test_a_credit_customer_owes_up_to_the_limit(desk: Any, agreed_186: int) -> None:
    give_credit(desk, agreed_186, "186.00", 45)
    desk.act(bill.settle, agreed_186, Bill())
    assert desk.sheet(agreed_186).bills[0].due_on == TODAY + timedelta(days=45)
    pay(desk, agreed_186, "186.00", method=LATER)
    assert desk.sheet(agreed_186).account.due == 0


def test_beyond_the_credit_a_manager_signs(desk: Any, agreed_186: int) -> None:
    give_credit(desk, agreed_186, "185.99", 30)
    desk.act(bill.settle, agreed_186, Bill())
    later = PaymentValue(LATER, Decimal(186))
    told = desk.refused(payments.pay, agreed_186, later, by=desk.cashier)
    assert (told.code, told.field) == ("payment.limit", "amount")
    assert "185.99" in told.text()
    pay(desk, agreed_186, "186.00", method=LATER, approver=desk.signed)
    assert desk.sheet(agreed_186).payments[0].approved == "王敏"


def test_the_second_cashier_reads_who_took_the_money_and_when(desk: Any, agreed_186: int) -> None:
    desk.act(bill.settle, agreed_186, Bill())
    pay(desk, agreed_186, "186.00")
    told = desk.refused(payments.pay, agreed_186, PaymentValue(CARD, Decimal(186)), by=desk.manager)
    assert "周敏 took ¥186.00 at 11-21 12:00 (R261121-001)." in told.text()


def test_the_second_one_who_settles_reads_who_did_and_when(desk: Any, agreed_186: int) -> None:
    desk.act(bill.settle, agreed_186, Bill())
    told = desk.refused(bill.settle, agreed_186, Bill(), by=desk.cashier)
    assert told.code == "order.locked"
    assert "陈静 settled this at 11-21 12:00 as J261121-001" in told.text()


def test_a_closed_till_takes_a_receipt_only_with_a_manager(desk: Any, agreed_186: int) -> None:
    def close(session: Any, *, by: Any, at: Any) -> None:
        sums = dict.fromkeys(("opening", "cash", "receipts", "counted", "left_in"), Decimal(0))
        session.add(TillDay(day=TODAY, till=1, closed_at=at, closed_by=by.staff_id, **sums))

    desk.act(close, by=desk.cashier)
    desk.act(bill.settle, agreed_186, Bill())
    late = PaymentValue(CASH, Decimal(186))
    told = desk.refused(payments.pay, agreed_186, late, by=desk.cashier)
    assert told.code == "till.closed" and "周敏" in told.text()
    pay(desk, agreed_186, "186.00", approver=desk.signed)
    with desk.records.read() as session:
        [day] = session.scalars(select(TillDay))
        assert (day.reopened_at, day.reopened_by) == (NOON, 1)


def test_a_clock_set_ahead_frees_no_signature_and_no_sign_in(desk: Any, agreed_186: int) -> None:
    """What is tried at the second sign-in counts on this PC like what is tried at the first."""
    desk.act(bill.settle, agreed_186, Bill())
    ahead = NOON + timedelta(days=365)

    def told(password: str, uptime: float, at: datetime) -> str:
        signed = Credit("错", approver=Approver(1, password, uptime))
        return desk.refused(credit.credit, agreed_186, signed, by=desk.cashier, at=at).code

    for tried in range(5):
        pause = timedelta(minutes=tried)
        assert told("wrong", 1000.0 + 60 * tried, NOON + pause) == "password.wrong"
    assert told(PASSWORD, 1260.0, ahead) == "password.wait"
    desk.refused(
        credit.credit, agreed_186, Credit("错", approver=Approver(1, "x")), by=desk.cashier
    )
    gate, ahead = house.founder(desk.cashier.workstation), ahead + timedelta(minutes=20)
    here = desk.act(house.sign_in, 1, PASSWORD, uptime=1270.0, by=gate, at=ahead)
    assert isinstance(here, Refused) and here.code == "password.wait"
    signed = Credit("错", approver=Approver(1, PASSWORD, 1240.0 + 901))
    desk.act(credit.credit, agreed_186, signed, by=desk.cashier, at=ahead)
