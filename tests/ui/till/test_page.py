"""The till by hand: count, close, and from a debtor down to the order."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.admin import commands as house
from app.people.operations import Contact
from app.records import Records
from app.service.commands import bill, lines, opening, payments
from app.service.values import Bill, NewOrder, OtherValue, PaymentValue
from app.till import rules
from db.nouns import Noun
from db.vocabulary import PaymentMethod, Role
from tests.ui.parts.kit import press, show, type_text
from ui.shell.keys.actions import equip
from ui.till.page import TillPage

SMALL = (1093, 540)
FREE = {
    "close_needs_odometer": False,
    "close_needs_approval": False,
    "close_needs_quality_check": False,
}


@pytest.fixture
def owing(act: Callable[..., Any]) -> int:
    """186.00 billed, 100.00 paid in cash, the rest owed."""
    act(house.save_settings, FREE)
    order = act(opening.open_order, NewOrder("京A12345", owner=Contact("张伟", "13800138000")))
    act(lines.save_other, order, OtherValue("拖车", Decimal(186)))
    act(bill.settle, order, Bill())
    act(payments.pay, order, PaymentValue(PaymentMethod.CASH, Decimal(100)))
    return int(order)


@pytest.fixture
def page(
    qtbot: QtBot, records: Records, make_shell: Any, owing: int, settled: Callable[..., None]
) -> TillPage:
    made = TillPage(make_shell(records, Role.CASHIER))
    equip(made, made.desk, actor=made.work.actor)
    show(qtbot, made, *SMALL)
    made.reload()
    settled(made.work)
    QApplication.processEvents()
    return made


def test_the_cash_is_counted_and_a_difference_says_why(
    page: TillPage, settled: Callable[..., None]
) -> None:
    takings = page.takings
    assert "100.00" in takings.sums.lines()[-1].amount and takings.sums.lines()[-1].is_sum
    page.take_focus()
    type_text(takings.form["counted"], "99.5")
    assert "0.50" in takings.expected.text()
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.work)
    assert "Say why" in takings.form.message("reason")
    type_text(takings.form["reason"], "change")
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.work)
    page.reload()
    settled(page.work)
    assert takings.form.isHidden()
    assert "-¥0.50" in takings.told.text()


def test_money_of_another_pc_lies_in_another_till_that_is_counted_here_too(
    page: TillPage, owing: int, act: Callable[..., Any], settled: Callable[..., None]
) -> None:
    takings = page.takings
    assert takings.tills.isHidden(), "one till needs no choice"
    act(payments.pay, owing, PaymentValue(PaymentMethod.CASH, Decimal(86), till=2))
    page.reload()
    settled(page.work)
    assert not takings.tills.isHidden()
    assert takings.others.text().splitlines() == [
        "Till 1: ¥100.00, not counted",
        "Till 2: ¥86.00, not counted",
    ]
    takings.tills.set_value(2)
    takings.tills.edited.emit()
    settled(page.work)
    assert "86.00" in takings.expected.text()
    type_text(takings.form["counted"], "86")
    takings.form.submitted.emit()
    settled(page.work)
    page.reload()
    settled(page.work)
    assert takings.others.text().splitlines()[1] == (
        "Till 2: ¥86.00, ¥86.00 counted, difference ¥0.00"
    )
    assert takings.form.isHidden()
    page.show_record(Noun.TILL_DAY, rules.key_of(takings.facts.day, 1))
    settled(page.work)
    assert not takings.form.isHidden()


def test_a_debtor_leads_to_the_bills_and_a_bill_to_its_order(page: TillPage, owing: int) -> None:
    opened: list[tuple[str, int]] = []
    page.shell.open_record = lambda noun, key: opened.append((noun, key))
    page.show_record(Noun.SETTLEMENT, 0)
    [debtor] = page.debtors.owed.debtors if page.debtors.owed else ()
    assert debtor.total == Decimal("86.00")
    page.debtors.debtors.select(debtor.id)
    page.debtors.bills.activated.emit(debtor.bills[0])
    assert opened == [(Noun.REPAIR_ORDER, owing)]


def test_the_till_fits_the_smallest_screen(page: TillPage) -> None:
    for view in ("takings", "owed"):
        page.switch.set_value(view)
        page.switch.edited.emit()
        assert page.minimumSizeHint().width() <= SMALL[0], view
        assert page.minimumSizeHint().height() <= SMALL[1], view
