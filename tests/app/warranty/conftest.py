"""The service desk of the tests beside this file."""

from tests.app.service.store import agreed, desk, order

__all__ = ["agreed", "desk", "order"]
