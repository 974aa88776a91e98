import pytest

from app.permissions import Actor
from app.records import Records
from tests.app.appointments.shop import Shop, furnish


@pytest.fixture
def shop(records: Records, manager: Actor) -> Shop:
    return furnish(records, manager)
