"""Papers of 1, 40 and 400 lines: no line lost or split, no sum wrong, every page headed."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from app import text
from app.admin.letterhead import letterhead
from app.appointments import papers as appointments
from app.appointments.facts import AppointmentRow, DayLoad, DaySheet
from app.orders.clock_rules import HoursOf
from app.orders.credit_notes import CreditedNote, DayBills
from app.orders.dispatched import DispatchedJob
from app.orders.queries import OrderRow
from app.orders.quick_month import QuickMonth
from app.orders.rules import Priced, SettlementBlock, add_up
from app.orders.settings import PaySettings
from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.paper.sizes import CONTINUOUS, ON_CONTINUOUS, UPRIGHT
from app.reception import papers as reception
from app.reception.facts import RegisterDay, Tally, VisitSheetRow
from app.service import money_papers, papers
from app.service.queries import facts
from app.service.queries.advice import AdviceLine
from app.service.queries.bills import CreditRow
from app.service.queries.concerns import ConcernRow
from app.service.queries.inspections import FindingRow, InspectionRow
from app.service.queries.money_papers import Credited, MoneyPaper
from app.settings import Settings
from app.stock import papers as stock_papers
from app.stock.facts import StockRow, StockSheet
from app.testdrives import papers as testdrives
from app.testdrives.facts import DriveSheetRow, SheetFacts
from app.till import papers as till
from app.till.facts import (
    Debtor,
    OwedBill,
    ReceiptRow,
    ReceivableFacts,
    Receivables,
    TakingsFacts,
    TillFacts,
)
from app.workbench.month import MonthFacts, TechnicianMonth
from app.workbench.month_rows import MonthHours
from app.workbench.papers import month_sheet
from app.workshop import papers as workshop
from app.workshop.queries import WorkshopDay
from db.inspection_words import Light
from db.vocabulary import LineState, PaperKind, PaymentMethod
from tests.app.service.store import agreed_fixture, beginnings, desk_fixture, order_fixture
from tests.make import NOON

__all__ = ["agreed_fixture", "beginnings", "desk_fixture", "order_fixture"]
pytestmark = pytest.mark.sqlite_only("drawn from facts that tests/app/service reads on both")
DAY = date(2026, 11, 21)
LENGTHS = (1, 40, 400)
PRINTED = Printed(NOON, "王敏")


def blank(row: type, **more: Any) -> Any:
    """A row with the emptiest value for every field that is not named."""
    hints = get_type_hints(row)
    needed = [one for one in fields(row) if one.default is MISSING and one.name not in more]
    return row(**{one.name: _least(hints[one.name]) for one in needed}, **more)


def _least(hint: Any) -> Any:
    if type(None) in get_args(hint):
        return None
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if get_origin(hint) in (dict, Mapping):
        return {}
    known = {str: "", int: 0, bool: False, Decimal: Decimal(0), datetime: NOON, date: DAY}
    return known.get(hint, ())


def name(place: int) -> str:
    return f"N{place:03d}X"


def amount(place: int) -> Decimal:
    """Another one for every line: 1,000.01, 1,000.02 …"""
    return Decimal("1000.00") + Decimal(place) / 100


def total(lines: int) -> Decimal:
    """n times 1,000 and the hundredths 1 + 2 + … + n."""
    return Decimal(1000 * lines) + Decimal(lines * (lines + 1) // 2) / 100


def line(place: int, **more: Any) -> AdviceLine:
    state, block = LineState.APPROVED, SettlementBlock.LABOUR
    one = AdviceLine(block, 10_000 + place, 1, name(place), amount(place), state)
    return replace(one, quantity=Decimal("1.0"), price=amount(place), **more)


def order_paper(desk: Any, order_id: int, kind: PaperKind, lines: int) -> Any:
    """The facts of a paper whose lines, concerns, items or jobs are so many."""
    with desk.records.read() as session:
        wanted = PaperKind.REPAIR_CONTRACT if kind is PaperKind.ADDITIONAL_WORK else kind
        read = facts.order_facts(session, order_id, kind=wanted, by="王敏", at=NOON)
    every = range(1, lines + 1)
    added = tuple(line(place, additional=True) for place in every)
    sums = add_up(Priced(one.block, one.amount, one.state) for one in added)
    concerns = tuple(blank(ConcernRow, words=name(place)) for place in every)
    items = tuple(blank(FindingRow, name=name(place), light=Light.RED) for place in every)
    by_concerns = kind is PaperKind.INTAKE_SHEET
    sheet = replace(
        read.order,
        lines=added,
        totals=sums,
        concerns=concerns if by_concerns else read.order.concerns,
    )
    looked = (blank(InspectionRow, name="检查", findings=items),)
    return replace(
        read,
        order=sheet,
        jobs=tuple(blank(DispatchedJob, name=name(place), standard=Decimal(1)) for place in every),
        inspections=looked if kind is PaperKind.INSPECTION_SHEET else (),
        photos=(),
    )


ORDER_PAPERS = (
    PaperKind.REPAIR_CONTRACT,
    PaperKind.ADDITIONAL_WORK,
    PaperKind.WORKSHOP_COPY,
    PaperKind.DISPATCH_SHEET,
    PaperKind.SETTLEMENT_LIST,
    PaperKind.INTAKE_SHEET,
    PaperKind.INSPECTION_SHEET,
    PaperKind.REPAIR_RECORD,
)
PRICED = (PaperKind.REPAIR_CONTRACT, PaperKind.ADDITIONAL_WORK, PaperKind.SETTLEMENT_LIST)


def texts(pdf: bytes) -> list[str]:
    """What each page says, without white space."""
    count = pages.page_count(pdf)
    return [re.sub(r"\s", "", pages.page_text(pdf, number)) for number in range(count)]


def check(
    pdf: bytes, lines: int, *, number: str, cells: Callable[[int], str] = lambda _n: ""
) -> str:
    """Every line stands whole on one page; every page names the paper, itself and the last one.

    Returns what all pages say.
    """
    said = texts(pdf)
    for place in range(1, lines + 1):
        on = [at for at, page in enumerate(said) if name(place) in page]
        assert len(on) >= 1, name(place)
        assert any(cells(place) in said[at] for at in on), (name(place), cells(place))
    for at, page in enumerate(said, 1):
        assert f"第{at}页/共{len(said)}页" in page
        assert number in page
    return "".join(said)


@pytest.mark.parametrize("kind", ORDER_PAPERS)
def test_a_paper_of_an_order_loses_no_line(desk: Any, agreed: int, kind: PaperKind) -> None:
    text.use("zh_CN")
    for lines in LENGTHS:
        _check_order_paper(desk, agreed, kind, lines)


def _check_order_paper(desk: Any, agreed: int, kind: PaperKind, lines: int) -> None:
    told = order_paper(desk, agreed, kind, lines)
    sizes = (UPRIGHT, CONTINUOUS) if kind in ON_CONTINUOUS else (UPRIGHT,)
    for size in sizes:
        pdf = papers.build(told, kind, size=size)
        is_priced = kind in PRICED
        cells = (lambda place: f"{amount(place):,.2f}") if is_priced else (lambda _place: "")
        said = check(pdf, lines, number="W261121-001", cells=cells)
        if is_priced:
            assert f"¥{total(lines):,.2f}" in said


def takings(lines: int) -> bytes:
    rows = tuple(
        blank(ReceiptRow, number=name(at), method=PaymentMethod.CASH, amount=amount(at))
        for at in range(1, lines + 1)
    )
    notes = tuple(
        blank(CreditedNote, number=f"H{at:03d}", total=amount(at)) for at in range(1, lines + 1)
    )
    day = TillFacts(DAY, 1, rows, bills=DayBills(total(lines), notes))
    return till.takings_sheet(TakingsFacts(day, StoreHead("云山"), "zh_CN", PRINTED))


def receivables(lines: int) -> bytes:
    owed = (
        blank(OwedBill, number=name(at), debtor="李明", total=amount(at))
        for at in range(1, lines + 1)
    )
    debtor = blank(Debtor, name="李明", bills=tuple(owed))
    found = Receivables(DAY, (debtor,))
    return till.receivables_sheet(ReceivableFacts(found, StoreHead("云山"), "zh_CN", PRINTED))


def shop(lines: int) -> bytes:
    rows = tuple(blank(OrderRow, number=name(at), total=amount(at)) for at in range(1, lines + 1))
    day = WorkshopDay(DAY, NOON, 0, (), (), (), (), rows, {})
    return workshop.workshop_sheet(day, letterhead(Settings()), printed=PRINTED)


def credit_note(desk: Any, order_id: int, lines: int) -> bytes:
    note = blank(CreditRow, number="H261121-001", total=total(lines))
    rows = tuple(Credited(name(at), amount(at), Decimal(0)) for at in range(1, lines + 1))
    sheet = desk.sheet(order_id)
    head = StoreHead("云山")
    told = MoneyPaper(sheet, head, "zh_CN", PRINTED, note=note, lines=rows)
    return money_papers.credit_note(told)


def planned(lines: int) -> bytes:
    rows = tuple(
        blank(AppointmentRow, plate=name(at), number=name(at)) for at in range(1, lines + 1)
    )
    load = blank(DayLoad)
    return appointments.day_sheet(DaySheet(Settings(), "zh_CN", DAY, NOON, "王敏", load, rows))


def stock(lines: int) -> bytes:
    rows = tuple(blank(StockRow, number=name(at), model="轩逸") for at in range(1, lines + 1))
    return stock_papers.stock_list(StockSheet(DAY, rows, (), NOON, "王敏", "zh_CN", Settings()))


def visits(lines: int) -> bytes:
    rows = tuple(blank(VisitSheetRow, who=name(at)) for at in range(1, lines + 1))
    day = RegisterDay(DAY, rows, blank(Tally), 70)
    return reception.visit_sheet(day, letterhead(Settings()), printed=PRINTED)


def drives(lines: int) -> bytes:
    rows = tuple(
        blank(DriveSheetRow, customer=name(at), starts_at=NOON + timedelta(minutes=at))
        for at in range(1, lines + 1)
    )
    return testdrives.drive_sheet(SheetFacts(Settings(), "zh_CN", DAY, NOON, "王敏", rows))


def hours(lines: int) -> bytes:
    people = tuple(
        TechnicianMonth(name(at), HoursOf(sold=amount(at), worked=Decimal(1000)))
        for at in range(1, lines + 1)
    )
    month = MonthHours(DAY, DAY, (), HoursOf(), QuickMonth((), PaySettings()))
    return month_sheet(MonthFacts(month, people, StoreHead("云山"), "zh_CN", PRINTED))


SHEETS = {
    "G2611": hours,
    "T261121-1": takings,
    "Y261121": receivables,
    "D261121": shop,
    "A261121": planned,
    "K261121": stock,
    "V261121": visits,
    "T261121": drives,
}
WITH_SUMS = ("G2611", "T261121-1", "D261121")


@pytest.mark.parametrize("number", SHEETS)
def test_a_sheet_of_a_day_loses_no_line_and_takes_linear_time(number: str) -> None:
    text.use("zh_CN")
    seconds = {lines: _drawn(number, lines) for lines in LENGTHS}  # the first one reads the fonts
    if not _is_linear(seconds):  # something came between: each once more
        again = {lines: _drawn(number, lines) for lines in LENGTHS}
        seconds = {lines: min(seconds[lines], again[lines]) for lines in LENGTHS}
    assert _is_linear(seconds)


def _is_linear(seconds: dict[int, float]) -> bool:
    """Ten times the lines take no more than fifteen times as long."""
    _one, short, long = LENGTHS
    return seconds[long] <= 15 * seconds[short] + 0.1


def _drawn(number: str, lines: int) -> float:
    """Seconds of the processor for a sheet that has been read through."""
    started = time.process_time()
    pdf, has_sums = SHEETS[number](lines), number in WITH_SUMS
    seconds = time.process_time() - started
    cells = (lambda place: f"{amount(place):,.2f}") if has_sums else (lambda _place: "")
    said = check(pdf, lines, number=number, cells=cells)
    if has_sums:
        assert f"{total(lines):,.2f}" in said
    if number == "T261121-1":  # as much was taken back as was billed
        assert f"-{total(lines):,.2f}" in said
        assert "结算减红冲¥0.00" in said
    return seconds


def test_a_credit_note_loses_no_line(desk: Any, agreed: int) -> None:
    text.use("zh_CN")
    for lines in LENGTHS:
        pdf = credit_note(desk, agreed, lines)
        said = check(pdf, lines, number="H261121-001", cells=lambda place: f"-{amount(place):,.2f}")
        assert f"¥{total(lines):,.2f}" in said
