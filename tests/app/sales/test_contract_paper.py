"""The contract says what the order says to the fen, names one kind of deposit, and is kept."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import text
from app.admin.archive import Issued
from app.errors import Refused
from app.identity.capitals import in_capitals
from app.paper import pages
from app.sales import commands, contract_paper, hand_over_paper, order_commands
from app.sales.order_facts import SaleOrderPaper
from app.sales.order_paper_facts import PaperAsked, paper
from app.sales.order_values import CancelEntry
from db.sales_words import CancelCause, DepositKind, LoanKind
from db.tables.people import Person
from db.vocabulary import PaperKind, PersonKind
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
    asked = PaperAsked(kind, order, "李强", NOON)
    with sales.quotes.records.read() as session:
        return paper(session, order, asked, viewer=sales.quotes.consultant)


def said(pdf: bytes) -> str:
    return "".join(pages.page_text(pdf, number) for number in range(pages.page_count(pdf)))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sums_of_the_sketch_stand_in_the_contract(sales: SaleStore, language: str) -> None:
    order = sales.place(**SKETCH, appraisal_id=sales.appraise())
    text.use(language)
    told = said(contract_paper.contract(facts_of(sales, order)))
    total = Decimal("152980.07")
    # car 130,900 and accessories 4,660; tax, insurance, plate 17,420.07
    for amount in ("135,560.00", "17,420.07", "152,980.07", "42,000.00", "70,000.00"):
        assert amount in told, amount
    # the rest: 152,980.07 - 5,000 - 42,000 - 70,000
    assert "35,980.07" in told and in_capitals(total) in told
    assert "3.7 %" in told and "27,112.00" in told


def name_party(session: Session, person_id: int, kind: PersonKind, number: str, **_by: Any) -> None:
    """Who buys, with the number that a contract says."""
    person = session.get_one(Person, person_id)
    person.kind, person.id_number = kind, number


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        (PersonKind.PERSON, "440305199003071234", "身份证号440305199003071234"),
        (PersonKind.COMPANY, "91440300MA5EXAMPLE", "统一社会信用代码91440300MA5EXAMPLE"),
    ],
)
def test_the_contract_says_the_whole_number_of_its_buyer_and_a_receipt_none(
    sales: SaleStore, kind: PersonKind, number: str, shown: str
) -> None:
    text.use("zh_CN")
    order = sales.place()
    sales.act(name_party, sales.quotes.person, kind, number)
    told = "".join(said(contract_paper.contract(facts_of(sales, order))).split())
    assert shown in told
    assert facts_of(sales, order, PaperKind.ORDER_CHANGE).id_number == ""


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
    sales.introduce(order)
    text.use(language)
    pdf = hand_over_paper.hand_over(facts_of(sales, order, PaperKind.DELIVERY_SHEET))
    assert pages.page_count(pdf) == 1
    told = said(pdf)
    assert all(text._(title) in told for title, _items in hand_over_paper.BLOCKS)
    assert sales.row(order).vin in told


def kept_number(sales: SaleStore, order: int) -> str | None:
    kept = facts_of(sales, order).kept
    return None if kept is None else kept.number


def test_an_ordered_again_quotation_has_a_contract_of_its_own(sales: SaleStore) -> None:
    quote = sales.quotes.quote()
    first = sales.act(order_commands.save_order, sales.entry(quote.id))
    sales.approve(first)
    sales.sign(first)
    ended = CancelEntry(CancelCause.AGREED, "推迟购车")
    sales.act(order_commands.cancel, first, ended, by=sales.quotes.manager)
    again = sales.act(order_commands.save_order, sales.entry(quote.id, deposit=Decimal(8_000)))
    assert kept_number(sales, again) is None
    told = said(contract_paper.contract(facts_of(sales, again)))
    assert "D261121-002-1" in told and "8,000.00" in told


def test_other_terms_than_the_printed_ones_need_another_version(sales: SaleStore) -> None:
    order = sales.place()
    sales.approve(order)
    sales.sign(order)
    sales.act(order_commands.take_back_signature, order)
    sales.act(order_commands.take_back_check, order, by=sales.cashier)
    sales.act(order_commands.send_back, order, "定金改为八千", by=sales.cashier)
    row = sales.row(order)
    entry = sales.entry(row.quote_id, id=order, version=row.version, deposit=Decimal(8_000))
    with pytest.raises(Refused, match=r"sale\.printed"):
        sales.act(order_commands.save_order, entry)
    sales.act(commands.save_quote, sales.quotes.entry(id=row.quote_id))
    sales.act(order_commands.save_order, entry)
    sales.approve(order)
    assert kept_number(sales, order) is None
    with pytest.raises(Refused, match=r"sale\.not_printed"):
        sales.act(order_commands.sign, order)
    sales.sign(order)
    assert kept_number(sales, order) == "D261121-001-2"
