"""The watch over the GUI thread can fail: faults are planted in runs of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLANTED = """
import ctypes, gc, threading
from PySide6.QtCore import QObject

def on_thread(act):
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()

def test_sound():
    on_thread(lambda: [{} for _ in range(5000)])
    QObject()

def test_object():
    held = [QObject()]
    on_thread(held.clear)

def test_collection():
    on_thread(gc.collect)

def test_deadlock():
    # keeps the interpreter lock for ever: no thread of Python could end it
    on_thread(ctypes.PyDLL(None).pause)
"""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_planted.py").write_text(PLANTED)
    (folder / "quick.py").write_text("import tests.off_thread\ntests.off_thread.GRACE_S = 1\n")
    (folder / "plugin.py").write_text(
        "from tests.off_thread import OffThread\n"
        "def pytest_configure(config):\n"
        "    config.pluginmanager.register(OffThread(), 'off-thread')\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "plugin", "-p", "quick", "--timeout=20"]
    command += ["--timeout-method=thread", f"--rootdir={folder}", *options]
    paths = os.pathsep.join((str(ROOT), str(folder)))
    environment = os.environ | {"PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="Qt's hooks are looked up by their Linux names")
@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_a_fault_on_a_thread_fails_the_run(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run(tmp_path, "--deselect=test_planted.py::test_deadlock", *options)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "3 passed" in done.stdout, "the tests themselves see nothing of it"
    assert "off the GUI thread: 2" in done.stdout
    told = sorted(line for line in done.stdout.splitlines() if " on Thread-" in line)
    assert [line.partition(" on ")[0] for line in told] == [
        "a QObject of the GUI thread died",
        "the garbage collector ran",
    ]
    assert "::test_object" in told[0]
    assert "::test_collection" in told[1]


def test_a_deadlock_below_python_ends_with_all_stacks(tmp_path: Path) -> None:
    done = run(tmp_path, "--timeout=1", "test_planted.py::test_deadlock")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Timeout (0:00:02)!" in done.stderr, done.stderr
    assert "in test_deadlock" in done.stderr
