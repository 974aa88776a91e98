"""What every test shares.

No screen is needed, the schema is made by the migrations, the clock stands still.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

from app import text
from app.admin import commands as house
from app.admin import passwords, stores
from app.desks import DESKS
from app.permissions import Actor
from app.practice import month
from app.records import Records
from db import engine as engines
from db import upgrade
from db.store_address import StorePlace
from tests.beginnings import (
    Beginning,
    Once,
    begun_file,
    check_asked,
    chosen,
    close_file,
    kept_facts,
    maker,
    read_facts,
)
from tests.make import AFTERNOON, FOUNDER, NOON, PASSWORD
from tests.off_thread import OffThread
from tests.once import made_once, shared_folder
from tests.postgres import EMPTY, FOUNDED, RUN, TestServer, WorkerStore
from ui.shell.startup.import_hook import remove_import_hook

remove_import_hook()  # as the program does, before the tests import it

# How long a machine takes says nothing of the program, and a run that is green is green again:
# examples are those of the test's own text. `make nightly` invents others.
settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "nightly", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("nightly" if os.environ.get("DEALER_DESK_NIGHTLY") else "suite")

HERE = Path(__file__).parent
BOTH = ("app", "db", "reliability", "stories")
"""Folders whose tests run on both engines."""


@pytest.fixture(scope="session", autouse=True)
def the_same_examples_in_every_order() -> Iterator[None]:
    """Hypothesis tries numbers and words of whatever modules happen to be loaded; not here."""
    with pytest.MonkeyPatch.context() as patch:
        if not os.environ.get("DEALER_DESK_NIGHTLY"):
            none = providers.Constants()
            patch.setattr(providers, "_get_local_constants", lambda: none)
        yield


@pytest.fixture(scope="session", autouse=True)
def compile_statements_once() -> Iterator[None]:
    """Every test opens a store of its own.

    Their engines share one dialect and what it has compiled.

    A program has one engine for its whole life; a thousand engines would compile the same
    statements
    a thousand times, a fifth of what the suite costs.
    """
    compiled = {"compiled_cache": LRUCache(2000)}
    first = engines.create_engine("sqlite://", module=engines.sqlcipher3.dbapi2)
    first.connect().close()  # the dialect asks the library what it can

    def make_engine(*args: Any, **more: Any) -> Engine:
        made = create_engine(*args, **more)
        made.dialect = first.dialect
        made.update_execution_options(**compiled)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", make_engine)
        yield
    first.dispose()


@pytest.fixture(scope="session", autouse=True)
def own_hasher() -> Iterator[PasswordHasher]:
    """The program's own hasher; the tests sign in with one that costs a hundredth."""
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    own = passwords.hasher()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", lambda: cheap)
        yield own


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(OffThread(), "off-thread")
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = str(os.getpid())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What needs a store and no window runs on both engines, unless it says why not."""
    if "engine_name" in metafunc.fixturenames and metafunc.definition.path.is_relative_to(HERE):
        alone = any(metafunc.definition.iter_markers("sqlite_only"))
        below = metafunc.definition.path.relative_to(HERE).parts[0]
        if not alone and below in BOTH:
            metafunc.parametrize("engine_name", ["sqlite", "postgresql"])


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """`once(name, make)`.

    The folder that `make(folder)` filled, once for all workers; only read.
    """
    return partial(made_once, shared_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def empty_store(once: Once) -> Path:
    """A migrated store without people, closed: copied for every test."""

    def make(folder: Path) -> None:
        engine = upgrade.prepare(folder / "store.db")
        close_file(engine)

    return once("empty", make) / "store.db"


@pytest.fixture
def engine_name() -> str:
    """The engine of the test's store: sqlite, or postgresql as well (see BOTH)."""
    return "sqlite"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """The PostgreSQL server of this run, started by whoever asks first."""
    made = TestServer(shared_folder(tmp_path_factory), _found)
    yield made
    made.close()


@pytest.fixture(scope="session")
def worker_store(server: TestServer) -> Iterator[WorkerStore]:
    made = WorkerStore(server, os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    yield made
    made.close()


def _found(engine: Engine) -> None:
    first = house.FirstStore("东风日产示范店", "zh_CN", "王敏", PASSWORD)
    Records(engine, DESKS).act(house.found_store, first, by=house.founder("前台1"), at=NOON)


@pytest.fixture
def new_records(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Records]:
    """A migrated store in which nobody works yet."""
    yield from _records(engine_name, request, tmp_path, kept="empty_store", baseline=EMPTY)


def _records(
    engine_name: str, request: pytest.FixtureRequest, folder: Path, *, kept: str, baseline: str
) -> Iterator[Records]:
    if engine_name != "sqlite":
        worker_store: WorkerStore = request.getfixturevalue("worker_store")
        yield Records(worker_store.reset(baseline), DESKS)
        return
    path = Path(shutil.copy(request.getfixturevalue(kept), folder / "store.db"))
    made = Records(upgrade.prepare(path), DESKS)
    yield made
    made.close()


@pytest.fixture(scope="session")
def founded_store(empty_store: Path, once: Once) -> Path:
    """A store founded by the first start, closed."""

    def make(folder: Path) -> None:
        engine = upgrade.prepare(Path(shutil.copy(empty_store, folder / "store.db")))
        _found(engine)
        close_file(engine)

    return once("founded", make) / "store.db"


def filled_store(once: Once, founded: Path, name: str, fill: Callable[..., object]) -> Path:
    """A founded store that one gesture `fill(session, by=, at=)` has filled, closed.

    A test file whose tests all begin with it returns it from a `founded_store` of its own.
    """

    def make(folder: Path) -> None:
        engine = upgrade.prepare(Path(shutil.copy(founded, folder / "store.db")))
        Records(engine, DESKS).act(fill, by=FOUNDER, at=NOON)
        close_file(engine)

    return once(name, make) / "store.db"


@pytest.fixture(scope="session")
def practice_store(once: Once) -> Path:
    """A month of invented work as it is at AFTERNOON, closed.

    Its manager is 秦岚.
    """

    def make(folder: Path) -> None:
        text.use("zh_CN")
        stores.open_practice(folder / "practice.db", month.build, desks=DESKS, at=AFTERNOON).close()

    return once("practice", make) / "practice.db"


@pytest.fixture
def beginnings() -> Sequence[Beginning]:
    """What stores may begin with beyond their founding; a folder of tests has its own."""
    return ()


@pytest.fixture
def begun_facts() -> dict[str, Any]:
    """What the beginnings of this test's store returned."""
    return {}


@pytest.fixture
def records(
    engine_name: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    beginnings: Sequence[Beginning],
    begun_facts: dict[str, Any],
) -> Iterator[Records]:
    """A founded store: 王敏 is administrator and manager (staff 1), the default lists are there.

    It also holds what the test's fixtures begin with.
    """
    last = chosen(beginnings, request.fixturenames)
    if last is None:
        yield from _records(engine_name, request, tmp_path, kept="founded_store", baseline=FOUNDED)
        return
    if engine_name == "sqlite":
        once, founded = (request.getfixturevalue(name) for name in ("once", "founded_store"))
        folder = begun_file(last, once, founded)
        facts = kept_facts(folder)
        path = Path(shutil.copy(folder / "store.db", tmp_path / "store.db"))
        made = Records(upgrade.prepare(path), DESKS)
    else:
        worker_store: WorkerStore = request.getfixturevalue("worker_store")
        facts = worker_store.begin(last)
        made = Records(worker_store.engine, DESKS)
    begun_facts.update(read_facts(facts, made))
    yield made
    if engine_name == "sqlite":
        made.close()
    check_asked(begun_facts, request.fixturenames)


@pytest.fixture
def founded_place(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> StorePlace:
    """Where a founded store lies, for several programs that open it themselves."""
    if engine_name == "sqlite":
        kept: Path = request.getfixturevalue("founded_store")
        return Path(shutil.copy(kept, tmp_path / "store.db"))
    worker_store: WorkerStore = request.getfixturevalue("worker_store")
    worker_store.reset(FOUNDED)
    return worker_store.address


@pytest.fixture
def manager() -> Actor:
    return FOUNDER


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
def make(records: Records) -> Callable[..., Any]:
    """`make(maker, *args, **facts)`: runs one maker of `tests.make` and returns the new id."""
    return maker(records)


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
