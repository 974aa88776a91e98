"""The service desk, whose bills are paid and credited here."""

from tests.app.service.billing import agreed_186, shared
from tests.app.service.store import agreed, desk, order

__all__ = ["agreed", "agreed_186", "desk", "order", "shared"]
