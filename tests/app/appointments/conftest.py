"""The workshop that these tests plan."""

from tests.app.appointments.shop import beginnings, shop_fixture

__all__ = ["beginnings", "shop_fixture"]
