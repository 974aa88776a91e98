"""A furnished store that a test may maltreat."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.desks import DESKS
from app.records import Records
from db import upgrade
from db.store_address import ServerAddress, StorePlace
from tests.app.testdrives.store import furnish
from tests.make import FOUNDER
from tests.postgres import FOUNDED, TestServer, WorkerStore


@pytest.fixture(scope="session")
def furnished_store(founded_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded store with demo cars and consultants, closed."""
    path = tmp_path_factory.mktemp("furnished") / "store.db"
    shutil.copy(founded_store, path)
    made = Records(upgrade.prepare(path), DESKS)
    furnish(made, FOUNDER)
    made.close()
    return path


@pytest.fixture
def place(engine_name: str, request: pytest.FixtureRequest) -> StorePlace:
    """Where a furnished store lies, a file or a database, for several programs at once."""
    if engine_name == "sqlite":
        store: Path = request.getfixturevalue("store")
        return store
    found: StorePlace = request.getfixturevalue("founded_place")
    made = Records(upgrade.prepare(found), DESKS)
    furnish(made, FOUNDER)
    made.close()
    return found


@pytest.fixture(scope="module")
def own_database(server: TestServer, worker_store: WorkerStore) -> Iterator[ServerAddress]:
    """A furnished store on the server for all tests of one file."""
    name = f"file_{worker_store.address.database}"
    address = server.make_database(name, server.template())
    with closing(server.connect(name)) as kit:
        kit.execute("SELECT testkit.reset(%s)", (FOUNDED,))
    made = Records(upgrade.prepare(address), DESKS)
    furnish(made, FOUNDER)
    made.close()
    yield address
    server.drop_database(name)


@pytest.fixture
def store(furnished_store: Path, tmp_path: Path) -> Path:
    """A copy of it, in a folder of its own."""
    path = tmp_path / "data" / "store.db"
    path.parent.mkdir()
    shutil.copy(furnished_store, path)
    return path
