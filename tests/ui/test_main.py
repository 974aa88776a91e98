"""The program as a process.

Paints before it loads, tests itself, is there once, ends without losing a word.
"""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from ui.desks import DESKS
from ui.shell.startup.single_instance import SingleInstance
from ui.shell.workstation import Workstation

ROOT = Path(__file__).parents[2]
START = textwrap.dedent("""
    import dataclasses, gc, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from ui.main import Start, run
    assert "sqlalchemy" not in sys.modules, "the window paints before the database library"
    from ui.shell.startup.backend import Backend

    def open_store(path):
        from app.desks import DESKS
        from app.records import Records
        from db import upgrade
        return Records(upgrade.prepare(path), DESKS)

    folder = Path(sys.argv[1])
    def read_slowly(path):
        import time
        (folder / "reading").touch()
        time.sleep(60)

    slow = "--slow" in sys.argv
    read = {"read_sign_in_info": read_slowly} if slow else {}
    house = Backend(open_store, lambda records, at: None, **read)
    start = Start(folder / "store.db", house, config=folder / "config")
    start = dataclasses.replace(start, self_test="--self-test" in sys.argv)
    if "--many-pages" in sys.argv:
        from ui.shell.desk import Desk

        def load(desk):
            import time
            (folder / desk.name).touch()
            time.sleep(1)

        Desk.page_class = load
    from ui.main import Program
    go_on = Program.go_on

    def tell_what_is_loaded(program):
        import PySide6.QtCore, PySide6.QtWidgets
        enums = set(vars(PySide6.QtCore)) & {"Qt"} | set(vars(PySide6.QtWidgets)) & {"QStyle"}
        loaded = sorted(enums | {name for name in sys.modules if name.startswith("ui.parts.")})
        (folder / "first-paint").write_text(" ".join(loaded))
        go_on(program)

    Program.go_on = tell_what_is_loaded
    code = run(start)
    assert sys.getswitchinterval() < 1, "threads change as usual after the end"
    assert "--self-test" not in sys.argv or not gc.isenabled(), "only the window collects"
    if "--self-test" in sys.argv:
        from PySide6.QtGui import QAccessible, QGuiApplication
        from ui.parts.choice_inputs import Segments

        assert not QGuiApplication.windowIcon().isNull(), "the window has its icon"
        heard = QAccessible.queryAccessibleInterface(choice := Segments())
        assert heard.role() is QAccessible.Role.Grouping, "a screen reader hears our roles"
        del heard, choice
    sys.exit(code)
""")


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-c", START, str(folder), str(ROOT), *options],
        env=environment,
        stderr=subprocess.PIPE,
    )


def ended(child: subprocess.Popen[bytes], seconds: float) -> int:
    try:
        _out, told = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        pytest.fail("still running")
    assert b"Traceback" not in told, told.decode()
    return child.returncode


def wait_for(path: Path) -> None:
    until = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def folder(empty_store: Path, tmp_path: Path) -> Path:
    """A data folder with a store that need not be made first."""
    shutil.copy(empty_store, tmp_path / "store.db")
    return tmp_path


def test_the_self_test_opens_a_store_and_leaves_with_zero(tmp_path: Path) -> None:
    """Its first paint waits for no part of a page and for no enum of Qt."""
    assert ended(start(tmp_path, "--self-test"), 60) == 0
    assert (tmp_path / "store.db").exists()
    assert (tmp_path / "first-paint").read_text() == "ui.parts.layouts"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_second_start_leaves_at_once_and_a_killed_one_leaves_no_lock(folder: Path) -> None:
    first = start(folder)
    wait_for(folder / "first-paint")
    assert ended(start(folder), 20) == 0
    assert first.poll() is None
    first.kill()
    first.communicate()
    assert ended(start(folder, "--self-test"), 60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_sigterm_ends_the_program_soon(tmp_path: Path) -> None:
    """Three seconds, and more on a machine that takes long to start it."""
    begun = time.monotonic()
    child = start(tmp_path)
    wait_for(tmp_path / "store.db")
    started = time.monotonic() - begun
    time.sleep(0.5)
    child.send_signal(signal.SIGTERM)
    assert ended(child, 3 * max(1, started)) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_sigterm_ends_the_program_before_it_knows_its_store(tmp_path: Path) -> None:
    child = start(tmp_path, "--slow")
    wait_for(tmp_path / "reading")
    child.send_signal(signal.SIGTERM)
    # the worker that hangs is waited for a few seconds, then left alone
    assert ended(child, 15) == 0
    assert not (tmp_path / "store.db").exists()


def test_the_second_start_knocks_at_the_first(tmp_path: Path, qtbot) -> None:
    first = SingleInstance(tmp_path / "store.db")
    assert first.claim()
    first.listen()
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        sys.path.insert(0, sys.argv[2])
        from PySide6.QtCore import QCoreApplication
        from ui.shell.startup.single_instance import SingleInstance
        app = QCoreApplication([])
        sys.exit(int(SingleInstance(Path(sys.argv[1]) / "store.db").claim()))
    """)
    with qtbot.waitSignal(first.knocked, timeout=10_000):
        second = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), str(ROOT)])
    assert second.wait(10) == 0
    first.release()
    again = SingleInstance(tmp_path / "store.db")
    assert again.claim()
    again.release()


def test_a_folder_that_takes_no_lock_still_opens_the_window(tmp_path: Path, qapp) -> None:
    """Without a window nobody would be told that the folder is read-only."""
    folder = tmp_path / "read only"
    instance = SingleInstance(folder / "store.db")
    folder.rmdir()
    assert instance.claim()
    instance.release()


def test_a_store_that_was_moved_is_asked_for_and_not_made_anew(tmp_path: Path) -> None:
    """No empty store is made in the place of the one that is missing."""
    store = tmp_path / "store.db"
    Workstation.load(tmp_path / "config").remember_store(str(store))
    child = start(tmp_path)
    # written once the first paint is seen
    wait_for(tmp_path / "reports" / "native.txt")
    time.sleep(3)
    child.terminate()
    assert ended(child, 20) == 0
    assert not store.exists()


def test_the_end_waits_for_the_page_that_is_being_loaded_and_for_no_other(folder: Path) -> None:
    assert ended(start(folder, "--self-test", "--many-pages"), 60) == 0
    assert sum((folder / desk.name).exists() for desk in DESKS) <= 2
