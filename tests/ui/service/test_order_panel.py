"""An open order, priced, agreed, settled, paid and handed over with real keys."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
)

from app.admin import passwords
from app.paper import pages
from app.service.commands import bill, lines, opening, payments
from app.service.values import Bill, LabourValue, NewOrder, PaymentValue
from app.text import use
from db.vocabulary import LineState, OldParts, PaymentMethod, Role, Stage
from tests import make as makers
from tests.make import NOON, PASSWORD
from tests.ui.parts.kit import commit, type_text
from tests.ui.service.conftest import agree, move, priced
from ui.parts.form import Form

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
HOSTILE = '<b>"x"</b> & 𬭎 ' + "长" * 60


def test_a_code_prices_a_job_from_the_list(here: Any) -> None:
    priced(here)
    line = here.sheet().lines[0]
    assert (line.code, line.name, str(line.amount)) == ("BY001", "更换机油机滤", "96.00")
    section = here.section("lines")
    assert section.totals._values["proposed"].text() == "¥96.00"
    assert section.form.form["name"].hasFocus()


def test_a_job_that_is_on_no_list_is_typed(here: Any) -> None:
    section = here.section("lines")
    section.add(section.form.block)
    commit(here.focus(), HOSTILE)
    here.key(ENTER)
    type_text(here.focus(), "1.5")
    here.key(ENTER, CONTROL)
    line = here.sheet().lines[0]
    assert (line.name, str(line.amount)) == (HOSTILE.strip(), "180.00")


def test_what_is_missing_is_said_beside_its_field(here: Any) -> None:
    section = here.section("lines")
    section.add(section.form.block)
    commit(here.focus(), "检查")
    here.key(ENTER, CONTROL)
    assert section.form.form.message("hours") == "Please fill this in."
    assert section.form.form["name"].value() == "检查"


def test_the_customers_answer_needs_a_way(here: Any) -> None:
    priced(here)
    section = here.section("approval")
    section.form["given_by"].setFocus()
    here.key(ENTER, CONTROL)
    assert "Choose one" in section.form.message("medium")
    agree(here)
    assert here.sheet().lines[0].state is LineState.APPROVED


def test_a_declined_line_asks_why(here: Any) -> None:
    priced(here)
    section = here.section("approval")
    (question,) = section._questions.values()
    question.answer.set_value(LineState.DECLINED)
    question.answer.edited.emit()
    agree(here)
    assert "offered again" in section.form.message("")
    question.reason.setFocus()
    commit(here.focus(), "下次")
    section.form["given_by"].setFocus()
    here.key(ENTER, CONTROL)
    assert here.sheet().lines[0].declined_reason == "下次"


def test_checks_lead_to_where_they_are_mended(here: Any) -> None:
    priced(here)
    here.key(Qt.Key.Key_F8)
    section = here.page.order_panel.sections["bill"]
    assert here.page.order_panel.current() is section
    assert not section.settle_form.submit_button.isEnabled()
    button = next(
        button
        for button in section.checks.findChildren(object)
        if button.objectName() == "mend_approval"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert here.page.order_panel.tabs.value() == "approval"


def test_from_bill_to_hand_over_by_keyboard(here: Any) -> None:
    priced(here)
    agree(here)
    move(here, Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.READY)
    here.key(Qt.Key.Key_F8)
    here.key(ENTER, CONTROL)
    assert here.sheet().bill is not None
    here.wait()
    section = here.page.order_panel.sections["bill"]
    assert section.pay_form.isAncestorOf(here.focus())
    assert section.pay_form["amount"].value() == here.sheet().account.owed
    section.pay_form["method"].set_value(PaymentMethod.WECHAT)
    section.pay_form["amount"].setFocus()
    here.key(ENTER, CONTROL)
    assert here.sheet().account.owed == 0
    leaving = here.section("leaving")
    leaving.form["odometer_out"].setFocus()
    type_text(here.focus(), "40008")
    leaving.form["old_parts"].set_value(OldParts.CUSTOMER_TOOK)
    here.key(ENTER, CONTROL)
    assert here.sheet().stage is Stage.DELIVERED
    here.wait()
    assert [paper.kind for paper, _more in here.printed] == ["settlement_list"]


def test_a_refund_says_why_and_a_second_person_signs_for_it_in_the_same_panel(
    here: Any, make: Any
) -> None:
    hashed = passwords.hashed(PASSWORD)
    witness = make(makers.staff, "周敏", Role.CASHIER, password_hash=hashed)
    here.page.work.act(
        payments.pay, here.page.order_id, PaymentValue(PaymentMethod.CASH, Decimal("50.00"))
    )
    here.wait()
    section = here.section("bill")
    assert "50.00" in section.summary.text()
    QTest.mouseClick(section.back, Qt.MouseButton.LeftButton)
    section.pay_form["method"].set_value(PaymentMethod.CASH)
    section.pay_form["amount"].setFocus()
    type_text(here.focus(), "50")
    here.key(ENTER, CONTROL)
    assert "Say why" in section.pay_form.message("note")
    section.pay_form["note"].setFocus()
    commit(here.focus(), "客户取消")
    here.key(ENTER, CONTROL)
    signer = section.signing
    assert signer.isVisible() and "Two people" in signer.message.text()
    signer.signer["second"].set_value(witness)
    signer.signer["password"].set_value("wrong")
    here.key(ENTER, CONTROL)
    assert "not right" in signer.signer.message("password")
    assert here.sheet().account.received == 50
    signer.signer["password"].set_value(PASSWORD)
    here.key(ENTER, CONTROL)
    assert here.sheet().account.received == 0
    assert here.sheet().payments[-1].approved == "周敏"
    assert not section.pay_form.isVisible()


@pytest.mark.parametrize(
    ("role", "writes"),
    [
        (Role.CASHIER, set()),
        (Role.TECHNICIAN, {"concerns", "progress", "quality"}),
        (
            Role.ADVISOR,
            {
                *("concerns", "intake", "lines", "approval", "progress", "quality"),
                *("loan", "leaving", "notice", "warranty"),
            },
        ),
    ],
)
def test_a_section_offers_to_save_only_to_who_may(
    role: Role, writes: set[str], open_page: Any, known: int, prices: None
) -> None:
    made = open_page(role)
    made.page.open_order(known)
    made.wait()
    offers = {
        name
        for name, section in made.page.order_panel.sections.items()
        if name != "bill"
        and any(not form.submit_button.isHidden() for form in section.findChildren(Form))
    }
    assert offers == writes
    shut = [
        form
        for name, section in made.page.order_panel.sections.items()
        if name != "bill" and name not in writes
        for form in section.findChildren(Form)
    ]
    told = [(form.objectName(), form.message()) for form in shut]
    assert [one for one in told if not one[1].endswith("managers may change this.")] == []
    assert not any(row.input.isEnabled() for form in shut for row in form.rows.values())
    lines_offered = made.section("lines").findChild(QAbstractButton, "add_labour").isEnabled()
    assert lines_offered == ("lines" in writes)


def test_a_deposit_is_taken_before_the_bill(here: Any) -> None:
    section = here.section("bill")
    QTest.mouseClick(section.deposit, Qt.MouseButton.LeftButton)
    section.pay_form["method"].set_value(PaymentMethod.CARD)
    section.pay_form["amount"].setFocus()
    type_text(here.focus(), "100")
    here.key(ENTER, CONTROL)
    assert here.sheet().account.received == 100


def test_nobody_leaves_unpaid_and_the_form_says_what_to_do(here: Any) -> None:
    move(here, Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.READY)
    here.page.work.act(
        lines.save_labour,
        here.page.order_id,
        LabourValue("检查", *2 * (here.sheet().totals.total + 1,)),
    )
    here.wait()
    agree(here)
    here.page.work.act(bill.settle, here.page.order_id, Bill())
    here.wait()
    leaving = here.section("leaving")
    assert [one.text() for one in here.sheet().checks if one.code == "unpaid"] == [
        "¥1.00 is not paid. Take the payment, or let the manager put it on account."
    ]
    leaving.form["odometer_out"].set_value(40001)
    leaving.form["old_parts"].set_value(OldParts.NONE)
    leaving.form["collected_by"].setFocus()
    here.key(ENTER, CONTROL)
    assert "not paid" in leaving.form.message("")


def test_progress_does_all_that_was_changed_or_nothing(here: Any) -> None:
    section = here.section("progress")
    technician = section.form["technician_id"]
    technician.setFocus()
    commit(here.focus(), "赵")
    here.key(ENTER)
    section.form["promised_at"].set_value(datetime(2026, 11, 20, 8, 0))
    here.key(ENTER, CONTROL)
    assert here.sheet().technician is None
    assert "before the car came in" in section.form.message("promised_at")
    section.form["promised_at"].set_value(datetime(2026, 11, 21, 18, 0))
    here.key(ENTER, CONTROL)
    assert here.sheet().technician == "赵师傅"


def test_a_concern_is_completed_in_its_row(here: Any) -> None:
    section = here.section("concerns")
    section.table.select(here.sheet().concerns[0].id)
    section.form["correction"].setFocus()
    commit(here.focus(), "更换刹车片")
    here.key(ENTER, CONTROL)
    assert here.sheet().concerns[0].correction == "更换刹车片"
    assert section.form["words"].value() is None


def test_ctrl_p_shows_the_paper_that_fits_the_stage_and_a_print_is_kept(here: Any) -> None:
    here.key(Qt.Key.Key_P, CONTROL)
    here.wait()
    (paper, more) = here.printed[0]
    assert paper.kind == "repair_contract"
    assert paper.pdf.startswith(b"%PDF")
    assert "张" not in paper.name
    more["printed"]()
    here.wait()
    section = here.section("concerns")
    section.form["words"].setFocus()
    commit(here.focus(), "后来才说的")
    here.key(ENTER, CONTROL)
    here.key(Qt.Key.Key_P, CONTROL)
    here.wait()
    again = here.printed[1][0].pdf
    assert "后来才说的" not in pages.page_text(again, 0)
    assert "copy 2" in pages.page_text(again, 0)
    here.page.print_paper("repair_contract", anew=True)
    here.wait()
    assert "后来才说的" in pages.page_text(here.printed[2][0].pdf, 0)


def test_a_search_finds_by_plate_and_esc_closes_the_order(here: Any, qtbot: Any) -> None:
    here.key(Qt.Key.Key_F, CONTROL)
    type_text(here.focus(), "B99")
    qtbot.waitUntil(lambda: here.page.list.table.count() == 0)
    here.page.order_panel.tabs.setFocus()
    here.key(Qt.Key.Key_Escape)
    assert not here.page.order_panel.isVisible()
    assert here.page.open_panel.isVisible()


def test_what_is_typed_for_one_order_is_not_taken_for_another(
    here: Any, records: Any, manager: Any
) -> None:
    other = records.act(opening.open_order, NewOrder("京B23456"), by=manager, at=NOON)
    first = here.page.order_id
    section = here.section("concerns")
    section.form["words"].setFocus()
    commit(here.focus(), "还没写完")
    here.page.open_order(other)
    here.wait()
    assert section.form["words"].value() is None
    here.page.open_order(first)
    here.wait()
    assert section.form["words"].value() == "还没写完"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_clipped_on_the_smallest_screen(
    open_page: Any, known: int, prices: None, language: str
) -> None:
    use(language)
    page = open_page(Role.MANAGER, Role.CASHIER).page
    page.open_order(known)
    assert page.minimumSizeHint().height() <= 692
    assert page.minimumSizeHint().width() <= 1366
    for button in page.order_panel.tabs.findChildren(QAbstractButton):
        assert button.width() >= button.minimumSizeHint().width()


def test_every_input_has_a_name(here: Any) -> None:
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QTableView)
        for widget in here.page.findChildren(kind)
        if widget.isVisible() and not (widget.objectName() and widget.accessibleName())
    ]
    assert nameless == []


def test_what_is_typed_for_one_order_is_not_seen_in_the_next_and_comes_back(
    here: Any, records: Any, manager: Any
) -> None:
    first, typed = here.page.order_id, here.section("bill").settle_form["discount_reason"]
    other = records.act(opening.open_order, NewOrder("京B23456"), by=manager, at=NOON)
    commit(typed, "老客户")
    here.page.open_order(other, "bill")
    here.wait()
    assert typed.value() is None
    here.page.open_order(first, "bill")
    here.wait()
    assert typed.value() == "老客户"
