"""The service desk for the tests beside this file."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import make as makers
from tests.app.service.store import agreed_fixture, beginnings, desk_fixture, order_fixture

__all__ = ["agreed_fixture", "beginnings", "desk_fixture", "order_fixture"]


@pytest.fixture
def car(make: Callable[..., int]) -> Callable[..., int]:
    """An order of a car by its plate, with what is said of it."""

    def made(plate: str, **facts: Any) -> int:
        def maker(session: Any) -> Any:
            vehicle = makers.vehicle(session, plate)
            return makers.repair_order(session, vehicle, by=1, plate=plate, **facts)

        return make(maker)

    return made
