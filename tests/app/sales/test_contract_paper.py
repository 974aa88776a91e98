"""The contract says what the order says to the fen, names one kind of deposit, and is kept."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app import text
from app.admin.archive import Issued
from app.identity.capitals import in_capitals
from app.paper import pages
from app.sales import contract_paper, hand_over_paper
from app.sales.order_facts import SaleOrderPaper
from app.sales.order_paper_facts import PaperAsked, paper
from db.sales_words import DepositKind, LoanKind
from db.vocabulary import PaperKind
from tests.app.sales.order_store import SaleStore
from tests.make import NOON

CONTRACT = PaperKind.PURCHASE_CONTRACT
SKETCH = {
    "discount": Decimal(9_000),
    "accessories": (("全车膜", Decimal(2_680)), ("行车影像", Decimal(1_980))),
    "insurance": (("交强险", Decimal(950)), ("商业险", Decimal(4_386))),
    "plate_fee": Decimal(500),
    "trade_in": Decimal(42_000),
    "trade_in_car": "轩逸 2017 款",
    "down_payment": Decimal(60_900),
    "months": 36,
    "loan_kind": LoanKind.YEARLY_RATE,
    "loan_rate": Decimal("3.88"),
}


def facts_of(sales: SaleStore, order: int, kind: PaperKind = CONTRACT) -> SaleOrderPaper:
    row = sales.row(order)
    about = row.quote_version_id if kind is CONTRACT else order
    asked = PaperAsked(kind, about, "李强", NOON)
    with sales.quotes.records.read() as session:
        return paper(session, order, asked, viewer=sales.quotes.consultant)


def said(pdf: bytes) -> str:
    return "".join(pages.page_text(pdf, number) for number in range(pages.page_count(pdf)))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sums_of_the_sketch_stand_in_the_contract(sales: SaleStore, language: str) -> None:
    order = sales.place(**SKETCH)
    text.use(language)
    told = said(contract_paper.contract(facts_of(sales, order)))
    total = Decimal("152980.07")
    # car 130,900 and accessories 4,660; tax, insurance, plate 17,420.07
    for amount in ("135,560.00", "17,420.07", "152,980.07", "42,000.00", "70,000.00"):
        assert amount in told, amount
    # the rest: 152,980.07 - 5,000 - 42,000 - 70,000
    assert "35,980.07" in told and in_capitals(total) in told
    assert "3.7 %" in told and "27,112.00" in told


def test_the_two_words_for_a_deposit_are_never_mixed(sales: SaleStore) -> None:
    text.use("zh_CN")
    order = sales.place()
    facts = facts_of(sales, order)
    earnest = said(contract_paper.contract(facts))
    prepaid = replace(facts, row=replace(facts.row, deposit_kind=DepositKind.PREPAYMENT))
    other = said(contract_paper.contract(prepaid))
    assert "定金" in earnest and "订金" not in earnest
    assert "订金" in other and "定金" not in other


def test_a_rare_name_is_printed_and_a_kept_contract_is_the_same_paper(sales: SaleStore) -> None:
    text.use("zh_CN")
    order = sales.place()
    facts = facts_of(sales, order)
    named = replace(facts, row=replace(facts.row, customer="喆䶮㛃堃"))
    first = contract_paper.contract(named)
    assert "喆䶮㛃堃" in said(first)
    kept = Issued(1, CONTRACT, facts.number, "zh_CN", 1, 1, NOON, first)
    again = contract_paper.contract(
        replace(facts, kept=kept, printed=replace(facts.printed, copy=2))
    )
    assert "喆䶮㛃堃" in said(again)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_hand_over_confirmation_is_one_page_with_five_blocks(
    sales: SaleStore, language: str
) -> None:
    order, _car = sales.ready()
    text.use(language)
    pdf = hand_over_paper.hand_over(facts_of(sales, order, PaperKind.DELIVERY_SHEET))
    assert pages.page_count(pdf) == 1
    told = said(pdf)
    assert all(text._(title) in told for title, _items in hand_over_paper.BLOCKS)
    assert sales.row(order).vin in told
