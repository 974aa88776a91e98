"""The stores of the quotations and of the orders, as in tests/app/sales, and the page of both."""

from tests.app.sales.order_store import beginnings, sales_fixture, showroom_fixture
from tests.ui.sales.showing import shown_page

__all__ = ["beginnings", "sales_fixture", "shown_page", "showroom_fixture"]
