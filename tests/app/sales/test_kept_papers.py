"""Every paper that was given out is printed again as it was, by who may print it."""

import pytest

from app.admin.commands import count_print
from app.errors import Refused
from app.permissions import Actor
from app.sales import kept_papers, order_commands
from app.sales.kept_papers import KeptPaper
from app.sales.order_values import GivenSalePaper
from db.vocabulary import PaperKind
from tests.app.sales.order_store import SaleStore
from tests.make import NOON


def test_papers_of_all_kinds_stay_at_hand_after_the_hand_over(sales: SaleStore) -> None:
    order, _car = sales.ready()
    for place, paid in enumerate(sales.row(order).payments):
        given = GivenSalePaper(PaperKind.SALE_RECEIPT, paid.id, f"R{place}", None, b"%PDF-1.4")
        sales.act(order_commands.keep_paper, given)
    sales.hand_over(order)
    kept = listed(sales, order)
    assert [one.kind for one in kept] == [
        PaperKind.PURCHASE_CONTRACT,
        *[PaperKind.SALE_RECEIPT] * 2,
        PaperKind.DELIVERY_SHEET,
    ]
    name = f"kept-paper-{kept[0].id}"
    assert copy_number(sales, kept[0], name) == 2
    sales.act(count_print, kept[0].kind, name)
    assert copy_number(sales, kept[0], name) == 3


def test_a_colleague_reads_no_paper_of_an_order(sales: SaleStore) -> None:
    order = sales.place()
    with pytest.raises(Refused, match=r"sale\.not_own_paper"):
        listed(sales, order, by=sales.quotes.colleague)
    assert listed(sales, order) == ()


def test_a_colleague_neither_keeps_nor_copies_a_paper_of_an_order(sales: SaleStore) -> None:
    order, _car = sales.ready()
    paid, colleague = sales.row(order).payments[0], sales.quotes.colleague
    kept = listed(sales, order)[0]
    for kind, about in ((PaperKind.DELIVERY_SHEET, order), (PaperKind.SALE_RECEIPT, paid.id)):
        given = GivenSalePaper(kind, about, "R", None, b"%PDF-1.4")
        with pytest.raises(Refused, match=r"sale\.not_own_paper"):
            sales.act(order_commands.keep_paper, given, by=colleague)
        sales.act(order_commands.keep_paper, given, by=sales.cashier)
    refused = pytest.raises(Refused, match=r"sale\.not_own_paper")
    with sales.quotes.records.read() as session, refused:
        kept_papers.kept_copy(session, kept, "x", viewer=colleague)


def listed(sales: SaleStore, order: int, *, by: Actor | None = None) -> tuple[KeptPaper, ...]:
    viewer = by or sales.quotes.consultant
    with sales.quotes.records.read() as session:
        return kept_papers.kept_papers(session, order, viewer, at=NOON)


def copy_number(sales: SaleStore, paper: KeptPaper, name: str) -> int:
    with sales.quotes.records.read() as session:
        told = kept_papers.kept_copy(session, paper, name, viewer=sales.quotes.consultant)
    return told.copy
