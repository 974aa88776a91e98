"""Credit notes stand on the sheets of their own day, and bills less notes add up to the cent."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import text
from app.admin.letterhead import letterhead
from app.orders.credit_notes import DayBills, day_bills
from app.orders.rules import SettlementBlock
from app.paper import pages
from app.paper.frame import Printed
from app.service.commands import bill, credit
from app.service.values import Bill, Credit
from app.settings import Settings
from app.till import papers as till_papers
from app.till import queries as till
from app.workshop import papers, queries
from tests.app.service.store import (
    NOON,
    agreed_fixture,
    beginnings,
    desk_fixture,
    order_fixture,
)

__all__ = ["agreed_fixture", "beginnings", "desk_fixture", "order_fixture"]
DAY, NEXT = date(2026, 11, 21), date(2026, 11, 22)
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def credited(desk: Any, agreed: int) -> int:
    """Billed 96.00 labour + 90.00 material = 186.00; tomorrow 96.00 and then 90.00 go back."""
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    for block in (SettlementBlock.LABOUR, SettlementBlock.MATERIAL):
        refs = tuple(line.ref for line in desk.sheet(agreed).of(block))
        note = Credit(f"多算{block.value}", lines=refs, approver=desk.signed)
        desk.act(credit.credit, agreed, note, by=desk.cashier, at=TOMORROW)
    return agreed


def bills(desk: Any, day: date) -> DayBills:
    with desk.records.read() as session:
        return day_bills(session, day)


def said(pdf: bytes) -> str:
    told = "".join(pages.page_text(pdf, at) for at in range(pages.page_count(pdf)))
    return re.sub(r"\s", "", told)


def test_a_note_counts_on_its_own_day_and_the_bill_on_its_own(desk: Any, credited: int) -> None:
    first, second = bills(desk, DAY), bills(desk, NEXT)
    assert (first.billed, first.credited, first.left) == (Decimal("186.00"), 0, Decimal("186.00"))
    assert [note.total for note in second.notes] == [Decimal("96.00"), Decimal("90.00")]
    assert (second.billed, second.left) == (0, Decimal("-186.00"))
    assert [(note.bill, note.number) for note in second.notes] == [
        ("J261121-001", "H261122-001"),
        ("J261121-001", "H261122-002"),
    ]


def test_both_sheets_list_the_notes_and_their_sums(desk: Any, credited: int) -> None:
    text.use("zh_CN")
    with desk.records.read() as session:
        takings = till_papers.takings_sheet(till.takings(session, NEXT, by="周敏", at=TOMORROW))
        facts = queries.workshop_day(session, NEXT, at=TOMORROW)
    shop = papers.workshop_sheet(facts, letterhead(Settings()), printed=Printed(TOMORROW, "王敏"))
    for sheet in (said(takings), said(shop)):
        for words in ("H261122-001", "J261121-001", "-96.00", "-90.00", "合计-186.00"):
            assert words in sheet
        assert "当日结算单¥0.00" in sheet
        assert "当日红冲-¥186.00" in sheet
        assert "结算减红冲-¥186.00" in sheet


def test_a_day_without_notes_has_no_empty_table(desk: Any, credited: int) -> None:
    text.use("zh_CN")
    with desk.records.read() as session:
        takings = said(till_papers.takings_sheet(till.takings(session, DAY, by="周敏", at=NOON)))
    assert "红冲单" not in takings
    assert "当日结算单¥186.00" in takings
    assert "结算减红冲¥186.00" in takings
