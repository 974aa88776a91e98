"""What stands at the door before the database library is there is what the library would have
told.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.admin import sign_in_info, sign_in_queries
from app.records import Records
from db import engine as engines
from db import upgrade
from tests import make as makers

pytestmark = pytest.mark.sqlite_only("a look into a file before the database library is there")

LIGHT = """
import sys
from pathlib import Path
import ui.main, ui.shell.startup.sign_in_flow
from app.admin import sign_in_info
assert sign_in_info.read_sign_in_info(Path(sys.argv[1]))
print("sqlalchemy" in sys.modules)
"""


def test_the_first_look_sees_what_the_open_store_tells(
    records: Records, make: Callable[..., int]
) -> None:
    make(makers.staff, "李强")
    make(makers.staff, "O'Neil <b>")
    with records.read() as session:
        told = sign_in_queries.sign_in_info(session)
    assert sign_in_info.read_sign_in_info(Path(records.where)) == told
    assert len(told.people) >= 1


def test_it_sees_what_another_program_has_just_saved(records: Records) -> None:
    """While the store is open its newest rows stand in the log beside it."""
    before = sign_in_info.read_sign_in_info(Path(records.where))
    with records.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET active = 0")
    assert before is not None
    assert before.people
    assert sign_in_info.read_sign_in_info(Path(records.where)) is None


def test_where_there_is_a_doubt_it_sees_nothing(tmp_path: Path) -> None:
    missing, empty, foreign, old = (
        tmp_path / name for name in ("missing.db", "empty.db", "foreign.db", "old.db")
    )
    empty.touch()
    foreign.write_text("a letter to somebody else" * 500)
    engine = engines.open_store(old)
    upgrade.upgrade(engine, "0001")
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version=1")
    engine.dispose()
    for path in (missing, empty, foreign, old):
        assert sign_in_info.read_sign_in_info(path) is None
    assert not missing.exists()


def test_a_look_leaves_nothing_beside_the_file(records: Records) -> None:
    path = Path(records.where)
    records.close()
    before = {file.name: file.read_bytes() for file in path.parent.glob(path.name + "*")}
    assert sign_in_info.read_sign_in_info(path) is not None
    assert {file.name: file.read_bytes() for file in path.parent.glob(path.name + "*")} == before


def test_the_door_does_not_wait_for_the_database_library(records: Records) -> None:
    said = subprocess.run(
        [sys.executable, "-c", LIGHT, records.where], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"
