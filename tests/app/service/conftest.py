"""The service desk of the tests beside this file."""

from tests.app.service.billing import agreed_186_fixture, beginnings, shared_fixture
from tests.app.service.store import agreed_fixture, desk_fixture, order_fixture

__all__ = [
    "agreed_186_fixture",
    "agreed_fixture",
    "beginnings",
    "desk_fixture",
    "order_fixture",
    "shared_fixture",
]
