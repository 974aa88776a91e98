"""Cars of a fleet project in the window: quoted together, then ordered as many as are wanted."""

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app.people.operations import Contact
from app.prospects import project_commands
from app.prospects.project_commands import ProjectValue
from db.nouns import Noun
from db.project_words import FleetKind
from db.tables.sale_orders import SaleOrder
from tests.app.sales.order_store import PROMISED
from tests.app.sales.store import QuoteStore
from tests.ui.sales.showing import settle
from ui.sales.page import SalesPage


@pytest.fixture
def project(showroom: QuoteStore) -> int:
    who = Contact(name="粤运出租车公司", phone="02082345678")
    value = ProjectValue(None, who, FleetKind.INDUSTRY, "出租车换新", 3)
    return int(showroom.act(project_commands.save_project, value))


def test_one_gesture_quotes_the_cars_of_a_project_and_one_orders_them(
    page: SalesPage, showroom: QuoteStore, project: int, qtbot: QtBot
) -> None:
    page.show_record(Noun.PROJECT_WISH, project)
    settle(qtbot, page)
    form = page.list.form
    assert form["cars"].value() == 3 and not form.rows["cars"].isHidden()
    form["trim_id"].set_value(showroom.petrol)
    form["trim_id"].edited.emit()
    form.submit()
    settle(qtbot, page)
    quote = page.list.panel.row
    assert (quote.customer, quote.newest.cars, quote.fleet_project_id) == (
        "粤运出租车公司",
        3,
        project,
    )
    page.order(quote.id)
    settle(qtbot, page)
    form = page.list.form
    assert form["cars"].value() == 3 and "3" in form.message("cars")
    form["cars"].set_value(2)
    form["promised_on"].set_value(PROMISED)
    form.submit()
    settle(qtbot, page)
    with showroom.records.read() as session:
        assert session.scalar(select(func.count(SaleOrder.id))) == 2
    assert page.list.panel.row.project


def test_a_quotation_of_one_customer_asks_for_no_number_of_cars(
    page: SalesPage, showroom: QuoteStore, qtbot: QtBot
) -> None:
    page.show_record(Noun.QUOTE_WISH, showroom.person)
    settle(qtbot, page)
    assert page.list.form.rows["cars"].isHidden()
    assert page.list.form.rows["fleet_project_id"].isHidden()
