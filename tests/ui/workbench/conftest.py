"""The workshop of tests/app/workbench for the tests beside this file."""

from tests.app.workbench.conftest import beginnings, shop_fixture

__all__ = ["beginnings", "shop_fixture"]
