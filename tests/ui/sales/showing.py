"""The page of quotations, appraisals and orders, shown to somebody."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.app.sales.store import QuoteStore
from ui.sales.page import SalesPage


def settle(qtbot: QtBot, page: SalesPage) -> None:
    """Waits until nothing is under way, for some turns in a row."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not page.work.busy, timeout=10_000)
        qtbot.wait(10)


@pytest.fixture(name="page")
def shown_page(qtbot: QtBot, showroom: QuoteStore, make_shell: Any) -> SalesPage:
    """As the consultant of the showroom sees it."""
    who = showroom.consultant
    page = SalesPage(make_shell(showroom.records, *who.roles, staff_id=who.staff_id))
    qtbot.addWidget(page)
    page.resize(1366, 692)
    page.show()
    settle(qtbot, page)
    return page
