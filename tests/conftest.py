"""What every test shares.

No screen is needed, the schema is made by the migrations, the clock stands still.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
if hasattr(time, "tzset"):
    time.tzset()

import pytest

from app import text
from app.admin import commands as house
from app.desks import DESKS
from app.permissions import Actor
from app.records import Records
from db import upgrade
from db.vocabulary import Role
from tests.make import NOON
from tests.off_thread import OffThread

PASSWORD = "right-horse-9"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(OffThread(), "off-thread")


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store without people, closed: copied for every test."""
    path = tmp_path_factory.mktemp("store") / "store.db"
    engine = upgrade.prepare(path)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def new_records(empty_store: Path, tmp_path: Path) -> Iterator[Records]:
    """A migrated store in which nobody works yet."""
    path = tmp_path / "store.db"
    shutil.copy(empty_store, path)
    made = Records(upgrade.prepare(path), DESKS)
    yield made
    made.close()


@pytest.fixture(scope="session")
def founded_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store founded by the first start, closed."""
    path = tmp_path_factory.mktemp("founded") / "store.db"
    shutil.copy(empty_store, path)
    made = Records(upgrade.prepare(path), DESKS)
    first = house.FirstStore("东风日产示范店", "zh_CN", "王敏", PASSWORD)
    made.act(house.found_store, first, by=house.founder("前台1"), at=NOON)
    with made.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    return path


@pytest.fixture
def records(founded_store: Path, tmp_path: Path) -> Iterator[Records]:
    """A founded store: 王敏 is administrator and manager (staff 1), the default lists are there."""
    path = tmp_path / "store.db"
    shutil.copy(founded_store, path)
    made = Records(upgrade.prepare(path), DESKS)
    yield made
    made.close()


@pytest.fixture
def manager() -> Actor:
    return Actor(1, "王敏", frozenset({Role.MANAGER, Role.ADMINISTRATOR}), "前台1")


@pytest.fixture
def act(records: Records, manager: Actor) -> Callable[..., Any]:
    """`act(command_or_maker, *args, by=manager, at=NOON)`: one gesture.

    Makers of `tests.make` are run with `make(...)`.
    """

    def run(
        command: Callable[..., Any],
        *args: Any,
        by: Actor = manager,
        at: datetime = NOON,
        **more: Any,
    ) -> Any:
        return records.act(command, *args, by=by, at=at, **more)

    return run


@pytest.fixture
def make(records: Records, manager: Actor) -> Callable[..., Any]:
    """`make(maker, *args, **facts)`: runs one maker of `tests.make` and returns the new id."""

    def run(maker: Callable[..., Any], *args: Any, **facts: Any) -> int:
        def command(session: Any, *, by: Actor, at: datetime) -> int:
            return int(maker(session, *args, **facts).id)

        return records.act(command, by=manager, at=NOON)

    return run


@pytest.fixture(autouse=True)
def speak_english() -> Iterator[None]:
    """Tests read the source texts unless they choose otherwise."""
    text.use("en")
    yield
    text.use("en")


@pytest.fixture(autouse=True)
def leave_no_window() -> Iterator[None]:
    """A window that a test leaves behind is dressed again by every later one.

    After some hundred tests that takes a minute.
    """
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    widgets, core = sys.modules["PySide6.QtWidgets"], sys.modules["PySide6.QtCore"]
    for widget in widgets.QApplication.topLevelWidgets() if widgets.QApplication.instance() else ():
        widget.deleteLater()
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
