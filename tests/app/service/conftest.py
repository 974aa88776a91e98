"""The service desk of the tests beside this file."""

from tests.app.service.billing import agreed_186, shared
from tests.app.service.store import agreed, desk, order

__all__ = ["agreed", "agreed_186", "desk", "order", "shared"]
