"""An upgrade leaves a store that says what it is, or the store as it was."""

import shutil
from pathlib import Path

import pytest
from alembic import command

from db import engine as engines
from db import schema_version, upgrade
from db.failures import Cause, Trouble

FIRST = Path(__file__).with_name("golden") / "schema-1.db"


@pytest.fixture
def first_store(tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST, tmp_path / "store.db"))


def test_a_store_bears_the_number_of_the_revision_that_it_reached(tmp_path: Path) -> None:
    engine = engines.open_store(tmp_path / "store.db")
    upgrade.upgrade(engine, "0001")
    engine.dispose()
    assert engines.inspect(tmp_path / "store.db") == 1


def test_demo_cars_of_the_first_schema_are_lent_to_nobody(first_store: Path) -> None:
    upgrade.prepare(first_store).dispose()
    with engines.reading_only(first_store) as raw:
        assert raw.execute("SELECT lent, count(*) FROM demo_car GROUP BY lent").fetchall() == [
            (0, 5)
        ]


def test_an_upgrade_that_breaks_off_leaves_the_old_store(
    first_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = command.upgrade

    def broken(*args: object) -> None:
        whole(*args)
        raise Trouble(Cause.DAMAGED, "a revision failed")

    monkeypatch.setattr(command, "upgrade", broken)
    with pytest.raises(Trouble):
        upgrade.prepare(first_store)
    monkeypatch.undo()
    assert engines.inspect(first_store) == 1
    upgrade.prepare(first_store).dispose()
    assert engines.inspect(first_store) == schema_version.SCHEMA
