"""The showroom that these tests work in."""

from tests.app.testdrives.store import beginnings, showroom_fixture

__all__ = ["beginnings", "showroom_fixture"]
