"""The service desk of the tests beside this file."""

from tests.app.service.store import agreed_fixture, beginnings, desk_fixture, order_fixture

__all__ = ["agreed_fixture", "beginnings", "desk_fixture", "order_fixture"]
