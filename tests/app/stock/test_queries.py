"""The stock list and a contract read their rows alone, whatever the store sold before."""

import pytest

from app.sales import order_paper_facts
from app.stock import queries
from db.vocabulary import PaperKind
from tests.app.sales.order_store import SALES, SHOWROOM, SaleStore
from tests.beginnings import begin_with
from tests.make import NOON
from tests.query_plans import plans_of

beginnings = begin_with(SHOWROOM, SALES)
showroom_fixture, sales_fixture = SHOWROOM.fixture, SALES.fixture
GROWING = ("stock_car", "pdi_check", "car_hold", "sale_order", "quote", "quote_version")
GROWING += ("quote_line", "sale_step", "sale_plan", "sale_change", "payment", "person", "vehicle")


@pytest.mark.sqlite_only("the plans of a file")
def test_neither_the_stock_list_nor_a_contract_reads_a_whole_table(sales: SaleStore) -> None:
    order, _car = sales.ready()
    manager = sales.quotes.manager
    asked = order_paper_facts.PaperAsked(PaperKind.PURCHASE_CONTRACT, order, "王敏", NOON)
    with sales.quotes.records.read() as session:
        listed = plans_of(session, lambda: queries.stock(session, manager, at=NOON))
        told = plans_of(
            session, lambda: order_paper_facts.paper(session, order, asked, viewer=manager)
        )
    assert len(listed) > 1 and len(told) > 5
    scans = [(name, text) for text, plan in (*listed, *told) for name in scanned(plan)]
    assert scans == []


def scanned(plan: str) -> list[str]:
    """Growing tables that a plan reads from end to end."""
    return [table for table in GROWING if f"SCAN {table}'" in plan]
