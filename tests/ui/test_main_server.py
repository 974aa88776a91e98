"""The window on a store on a server: what is seen, written and reported of its address."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtWidgets import QWidget

from app.admin import stores
from app.data_folders import store_place
from app.desks import DESKS
from tests.postgres import FOUNDED, OWNER, PASSWORD, TestServer, WorkerStore
from ui.main import Program, Start
from ui.shell.startup.app_state import AppState
from ui.shell.startup.backend import Backend

SHOWN = ("text", "toolTip", "windowTitle", "accessibleName", "placeholderText")


@pytest.fixture
def program(
    server: TestServer, worker_store: WorkerStore, tmp_path: Path, qtbot
) -> Iterator[Program]:
    """Signed in by nobody: the door of the founded store."""
    worker_store.reset(FOUNDED)
    address = f"{OWNER}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}"
    store = store_place(tmp_path, f"postgresql://{address}/{worker_store.address.database}")
    house = Backend(partial(stores.open_store, desks=DESKS), lambda _records, _at: None)
    made = Program(Start(store, house, config=tmp_path / "config"))
    made.go_on()
    qtbot.waitUntil(lambda: made.states.state is AppState.SIGN_IN, timeout=20_000)
    yield made
    made.window.hide()
    made.end()


def test_the_password_is_nowhere(program: Program, tmp_path: Path) -> None:
    window = program.window
    place = str(program.store)
    assert window.place == place and PASSWORD not in window.windowTitle()
    for part in [window, *window.findChildren(QWidget)]:
        for name in SHOWN:
            said = getattr(part, name, None)
            assert PASSWORD not in str(said() if callable(said) else "")
    try:
        raise ValueError(f"{program.store!r} {program.store} {PASSWORD}")
    except ValueError as error:
        program.reports.report(error)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.parent.name == "reports" for path in kept)
    for path in kept:
        content = path.read_bytes()
        assert PASSWORD.encode() not in content and quote(PASSWORD, safe="").encode() not in content


def test_what_stays_on_this_pc_lies_in_its_folder_and_no_store_does(
    program: Program, tmp_path: Path
) -> None:
    assert {path.name for path in tmp_path.iterdir()} <= {"reports", "config", "drafts"}
    assert not list(tmp_path.rglob("*.db"))
