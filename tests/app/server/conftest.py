"""A founded store on the run's server that belongs to one test."""

from collections.abc import Iterator

import pytest

from app.desks import DESKS
from app.records import Records
from db import upgrade
from db.store_address import ServerAddress
from tests.postgres import FOUNDED, TestServer, WorkerStore


@pytest.fixture
def place(server: TestServer, worker_store: WorkerStore) -> Iterator[ServerAddress]:
    name = f"own_{worker_store.address.database}"
    made = server.make_database(name, server.template())
    with server.connect(name) as kit:
        kit.execute("SELECT testkit.reset(%s)", (FOUNDED,))
    yield made
    server.drop_database(name)


@pytest.fixture
def records(place: ServerAddress) -> Iterator[Records]:
    made = Records(upgrade.prepare(place), DESKS)
    yield made
    made.close()
