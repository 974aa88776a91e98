"""Receipts, credit notes and the lists of several payers, read again from their pages."""

from decimal import Decimal
from typing import Any

import pytest

from app.admin import commands as house
from app.paper import pages
from app.service import money_papers, papers
from app.service.commands import bill, credit, payers, payments
from app.service.commands.papers import keep_money_paper, keep_paper
from app.service.queries import money_papers as queries
from app.service.queries.facts import ToPrint, order_facts, to_print, to_print_anew
from app.service.queries.money_papers import MoneyPaper
from app.service.settlement_list import settlement_list
from app.service.values import Bill, Credit, MoneyGiven, NamedPayer, PaymentValue
from db.money_words import PayerKind
from db.vocabulary import PaperKind, PaymentMethod
from tests.app.service.store import NOON

WHO = {"by": "周敏", "at": NOON}


def told(pdf: bytes) -> str:
    """The text of every page."""
    return "".join(pages.page_text(pdf, at) for at in range(pages.page_count(pdf)))


@pytest.fixture
def two_payers(desk: Any, agreed: int) -> int:
    """The labour 96.00 is the manufacturer's, the material 90.00 the customer's; both billed."""
    labour = desk.sheet(agreed).lines[0].ref
    assigned = NamedPayer(PayerKind.WARRANTY, "东风日产", lines=(labour,))
    desk.act(payers.assign_payer, agreed, assigned)
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    return agreed


def test_each_payer_has_a_list_with_the_own_lines_alone(desk: Any, two_payers: int) -> None:
    with desk.records.read() as session:
        mine = order_facts(session, two_payers, kind=PaperKind.SETTLEMENT_LIST, **WHO)
        theirs = order_facts(
            session,
            two_payers,
            kind=PaperKind.SETTLEMENT_LIST,
            payer=PayerKind.WARRANTY,
            **WHO,
        )
    customer, maker = told(settlement_list(mine)), told(settlement_list(theirs))
    assert "机油滤清器" in customer and "更换机油机滤" not in customer
    assert "更换机油机滤" in maker and "机油滤清器" not in maker
    assert "J261121-001" in customer and "90.00" in customer
    assert "J261121-002" in maker and "东风日产" in maker
    assert (
        mine.order.total + theirs.order.total == desk.sheet(two_payers).total == Decimal("186.00")
    )


def test_the_list_leads_from_its_lines_to_the_total(desk: Any, agreed_186: int) -> None:
    """186.00 less 10.00 is 176.00; 90.00 of 186.00 take 85.16 of it, and leave 90.84."""
    desk.act(bill.settle, agreed_186, Bill(Decimal(10), "老客户"), by=desk.manager)
    part = next(line.ref for line in desk.sheet(agreed_186).lines if line.name == "机油滤清器")
    desk.act(
        credit.credit, agreed_186, Credit("退件", (part,), approver=desk.signed), by=desk.cashier
    )
    with desk.records.read() as session:
        facts = order_facts(session, agreed_186, kind=PaperKind.SETTLEMENT_LIST, **WHO)
    text = told(settlement_list(facts))
    for words in ("¥186.00", "-¥10.00", "Billed", "¥176.00", "-¥85.16", "¥90.84"):
        assert words in text, text


def test_a_list_says_which_part_of_a_job_it_charges(desk: Any, agreed: int) -> None:
    """96.00 by a third: 0.27 h at 120.00 would be 32.40, and the list says 32.00."""
    labour = desk.sheet(agreed).lines[0].ref
    share = NamedPayer(PayerKind.WARRANTY, lines=(labour,), percent=Decimal("33.33"))
    desk.act(payers.assign_payer, agreed, share)
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    with desk.records.read() as session:
        mine = order_facts(session, agreed, kind=PaperKind.SETTLEMENT_LIST, **WHO)
        of_payer = {"payer": PayerKind.WARRANTY, **WHO}
        theirs = order_facts(session, agreed, kind=PaperKind.SETTLEMENT_LIST, **of_payer)
    assert "share 66.67 %" in told(settlement_list(mine))
    assert "share 33.33 %" in told(settlement_list(theirs))


def test_the_consents_stand_on_the_list_where_the_store_wants_them(
    desk: Any, two_payers: int
) -> None:
    def drawn() -> str:
        with desk.records.read() as session:
            facts = order_facts(session, two_payers, kind=PaperKind.SETTLEMENT_LIST, **WHO)
        return told(settlement_list(facts))

    assert "Customer's consent" in drawn()
    desk.act(house.save_settings, {"print_approvals": False}, by=desk.manager)
    assert "Customer's consent" not in drawn()


def test_a_job_with_a_fixed_price_shows_no_rate(desk: Any, order: int) -> None:
    job = desk.labour(order, hours="1.00", rate="120.00", fixed_price=Decimal("299.00"))
    desk.approve(order, job)
    with desk.records.read() as session:
        facts = order_facts(session, order, kind=PaperKind.SETTLEMENT_LIST, **WHO)
    text = told(settlement_list(facts))
    assert "Fixed" in text and "299.00" in text and "120.00" not in text


def test_a_receipt_has_figures_and_capitals_and_counts_its_copies(
    desk: Any, two_payers: int
) -> None:
    desk.act(
        payments.pay,
        two_payers,
        PaymentValue(PaymentMethod.CASH, Decimal("86.05")),
        by=desk.cashier,
    )
    [payment] = desk.sheet(two_payers).payments
    with desk.records.read() as session:
        first = queries.receipt(session, two_payers, payment.id, **WHO)
    pdf = money_papers.receipt(first)
    assert "R261121-001" in told(pdf) and "86.05" in told(pdf) and "捌拾陆元零伍分" in told(pdf)
    given = MoneyGiven(PaperKind.RECEIPT, payment.id, payment.number, pdf)
    assert desk.act(keep_money_paper, given, by=desk.cashier) == 1
    with desk.records.read() as session:
        assert queries.receipt(session, two_payers, payment.id, **WHO).printed.copy == 2


def test_a_credit_note_names_the_bill_the_lines_and_who_signed(desk: Any, two_payers: int) -> None:
    note = Credit("多收", payer=PayerKind.WARRANTY, approver=desk.signed)
    desk.act(credit.credit, two_payers, note, by=desk.cashier)
    [row] = desk.sheet(two_payers).credits
    with desk.records.read() as session:
        facts = queries.credit_note(session, two_payers, row.id, **WHO)
    text = told(money_papers.credit_note(facts))
    for words in ("H261121-001", "J261121-002", "更换机油机滤", "-96.00", "王敏", "多收"):
        assert words in text


def test_each_payer_gets_the_same_list_again(desk: Any, two_payers: int) -> None:
    """Both lists are kept with the order, each with the number of its bill and its own copies."""
    kind = PaperKind.SETTLEMENT_LIST

    def asked(payer: PayerKind) -> ToPrint:
        with desk.records.read() as session:
            return to_print(session, two_payers, kind=kind, payer=payer, **WHO)

    first = {}
    for payer in (PayerKind.CUSTOMER, PayerKind.WARRANTY):
        assert asked(payer).kept is None
        first[payer] = papers.given(asked(payer))
        desk.act(keep_paper, two_payers, asked(payer).told(first[payer]))
    desk.act(house.save_settings, {"store_name": "另一家店"}, by=desk.manager)
    for payer, pdf in first.items():
        again = asked(payer)
        assert again.kept is not None and again.kept.pdf == pdf and again.facts.printed.copy == 2
    with desk.records.read() as session:
        assert to_print_anew(session, two_payers, kind=kind, **WHO).kept is None


def test_receipt_and_credit_note_are_the_same_paper_again(desk: Any, agreed_186: int) -> None:
    """Whatever the store is called by now; the stored bytes bear no mark of a copy."""
    desk.act(bill.settle, agreed_186, Bill())
    paid = PaymentValue(PaymentMethod.CARD, Decimal(186))
    desk.act(payments.pay, agreed_186, paid, by=desk.cashier)
    desk.act(credit.credit, agreed_186, Credit("错", approver=desk.signed), by=desk.cashier)
    sheet = desk.sheet(agreed_186)
    for kind, row, read, draw in (
        (PaperKind.RECEIPT, sheet.payments[0], queries.receipt, money_papers.receipt),
        (PaperKind.CREDIT_NOTE, sheet.credits[0], queries.credit_note, money_papers.credit_note),
    ):

        def facts(read: Any = read, row: Any = row) -> MoneyPaper:
            with desk.records.read() as session:
                told: MoneyPaper = read(session, agreed_186, row.id, **WHO)
                return told

        first = draw(facts())
        desk.act(keep_money_paper, MoneyGiven(kind, row.id, row.number, first), by=desk.cashier)
        desk.act(house.save_settings, {"store_name": f"另一家{kind}"}, by=desk.manager)
        again = facts()
        assert again.kept is not None and again.kept.pdf == first and again.printed.copy == 2
        assert f"另一家{kind}" not in told(draw(again)) and draw(again) != first
