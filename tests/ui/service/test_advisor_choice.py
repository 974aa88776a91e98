"""The advisor whom a buyer knows from the hand-over stands in the form of a new order (S120)."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.permissions import Actor
from db.tables.service import RepairOrder
from db.vocabulary import Role
from tests import make as makers
from tests.app.sales.order_store import SaleStore, beginnings, sales_fixture, showroom_fixture
from ui.service.page import ServicePage

__all__ = ["beginnings", "sales_fixture", "showroom_fixture"]


@pytest.fixture
def vin(sales: SaleStore) -> str:
    """A car that was handed over; its buyer was introduced to 周顾问."""
    order, _car = sales.ready()
    sales.hand_over(order)
    return sales.row(order).vin


@pytest.fixture
def arrive(
    qtbot: QtBot, sales: SaleStore, vin: str, make: Any, make_shell: Any
) -> Callable[[Role], tuple[ServicePage, int]]:
    """The form of a new order of this car, at somebody with a role."""

    def begin(role: Role) -> tuple[ServicePage, int]:
        who = Actor(make(makers.staff, "林芳", role), "林芳", frozenset({role}), "前台2")
        page = ServicePage(make_shell(sales.quotes.records, role, staff_id=who.staff_id))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        page.new_order()
        panel = page.open_panel
        qtbot.waitUntil(lambda: panel.form.is_built and not page.work.busy)
        panel.form["vin"].set_value(vin)
        panel.form["vin"].edited.emit()
        qtbot.waitUntil(lambda: panel._asked == vin and not page.work.busy)
        return page, who.staff_id

    return begin


def advisor_of(sales: SaleStore) -> int:
    with sales.quotes.records.read() as session:
        found = session.scalar(select(RepairOrder.advisor_id))
    assert found is not None
    return found


def test_the_reception_finds_the_customers_advisor_chosen(
    arrive: Any, sales: SaleStore, qtbot: QtBot
) -> None:
    page, _own = arrive(Role.RECEPTION)
    form = page.open_panel.form
    assert form["advisor_id"].value() == sales.advisor
    assert "周顾问" in form.message("advisor_id")
    form.submit()
    qtbot.waitUntil(lambda: not page.work.busy and page.order_id is not None)
    assert advisor_of(sales) == sales.advisor


def test_an_advisor_opens_an_own_order_and_may_give_it_to_whom_the_customer_knows(
    arrive: Any, sales: SaleStore, qtbot: QtBot
) -> None:
    page, own = arrive(Role.ADVISOR)
    form = page.open_panel.form
    assert form["advisor_id"].value() == own and not form.rows["advisor_id"].isHidden()
    form["advisor_id"].set_value(sales.advisor)
    page.open_panel.advisors.propose(None)
    assert form["advisor_id"].value() == sales.advisor, "what somebody chose stays"
    form.submit()
    qtbot.waitUntil(lambda: not page.work.busy and page.order_id is not None)
    assert advisor_of(sales) == sales.advisor
