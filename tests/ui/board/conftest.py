"""The stores of the quotations and of the orders, as in tests/app/sales."""

from tests.app.sales.order_store import beginnings, sales_fixture, showroom_fixture

__all__ = ["beginnings", "sales_fixture", "showroom_fixture"]
