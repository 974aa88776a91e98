"""The showroom that these tests work in."""

import pytest

from app.permissions import Actor
from app.records import Records
from tests.app.testdrives.store import Showroom, furnish


@pytest.fixture
def showroom(records: Records, manager: Actor) -> Showroom:
    return furnish(records, manager)
