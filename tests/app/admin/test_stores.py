"""Opening a store reads what a start needs, and nothing that waits for somebody to work."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.records import Records

pytestmark = pytest.mark.sqlite_only("what is loaded is the same on a server")

OPENING = """
import sys
from pathlib import Path
from app import database_library
database_library.load()
from app.admin import sign_in_queries, stores
from app.session_desks import LateDesks

def desks():
    raise AssertionError("nobody works yet")

records = stores.open_store(Path(sys.argv[1]), LateDesks(desks))
assert records.ask(sign_in_queries.sign_in_info).value.people
assert records.others_changed() == frozenset()
records.close()
from db.tables.base import Base
print(*sorted(Base.metadata.tables))
print(*sorted(set(sys.modules) & {"app.search", "app.seals", "app.identity", "db.vocabulary"}))
"""


def test_a_store_is_open_with_the_tables_of_its_door_alone(records: Records) -> None:
    where = records.where
    records.close()
    command = [sys.executable, "-c", OPENING, str(Path(where))]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.splitlines() == ["audit setting staff", ""]
