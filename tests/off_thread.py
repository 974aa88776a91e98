"""Counts Qt objects that die off the GUI thread, and collections that run there: none may.

The GUI thread is the one that makes the watch. Objects are seen where Qt has its hooks for
debuggers, on Linux; collections everywhere.
"""

import ctypes
import faulthandler
import gc
import os
import sys
import threading
import traceback
from collections.abc import Generator
from pathlib import Path
from typing import Any

import PySide6
import pytest
import shiboken6
from PySide6.QtCore import QThread

REMOVED = 4
"""Place in Qt's table `qtHookData` (qhooks_p.h) of what every ~QObject calls."""
YOUNG, FULL_EVERY, THAW_EVERY = 2_000, 50, 1_000
GRACE_S = 30


class Watch:
    """Every fault is a text in `found`: what, on which thread, in which test, called from where."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.is_on = False
        self._main = threading.get_ident()
        self._gui = shiboken6.getCppPointer(QThread.currentThread())[0]
        self._removed = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(self._on_removed)
        self._qt = _load_qt()

    @property
    def sees_objects(self) -> bool:
        return self._qt is not None

    def begin(self) -> None:
        self.is_on = True
        gc.callbacks.append(self._on_collection)
        self._hook(ctypes.cast(self._removed, ctypes.c_void_p).value or 0)

    def end(self) -> None:
        if self.is_on:
            self._hook(0)
            gc.callbacks.remove(self._on_collection)
            self.is_on = False

    def _hook(self, address: int) -> None:
        if self._qt is not None:
            (ctypes.c_size_t * (REMOVED + 1)).in_dll(self._qt, "qtHookData")[REMOVED] = address

    def _on_removed(self, address: int) -> None:
        """Objects that Qt makes for its own threads live there and may die there."""
        if threading.get_ident() != self._main and self._lives_in(address) == self._gui:
            self._note("a QObject of the GUI thread died")

    def _lives_in(self, address: int) -> int:
        assert self._qt is not None
        thread = self._qt["_ZNK7QObject6threadEv"]
        thread.restype = ctypes.c_void_p
        return int(thread(ctypes.c_void_p(address)) or 0)

    def _on_collection(self, phase: str, _figures: dict[str, int]) -> None:
        if phase == "start" and threading.get_ident() != self._main:
            self._note("the garbage collector ran")

    def _note(self, what: str) -> None:
        test = os.environ.get("PYTEST_CURRENT_TEST", "no test")
        stack = "".join(traceback.format_stack(limit=8)[:-2])
        self.found.append(f"{what} on {threading.current_thread().name} during {test}\n{stack}")


class OffThread:
    """The plugin: fails the run for what its watch found, and lets no test hang below Python.

    Automatic collection is off, as in the program; it is done between tests instead.
    """

    def __init__(self) -> None:
        gc.disable()
        self.watch = Watch()
        self._tests = 0
        # as long as nothing is captured
        self._stderr = os.dup(sys.__stderr__.fileno() if sys.__stderr__ else 2)

    def pytest_collection_finish(self) -> None:
        """What is imported now stays: later collections leave it out."""
        gc.collect()
        gc.freeze()
        self.watch.begin()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """pytest-timeout needs the interpreter lock; this does not: stacks, then the end."""
        if limit := _limit(item):
            faulthandler.dump_traceback_later(limit + GRACE_S, file=self._stderr, exit=True)
        try:
            return (yield)
        finally:
            faulthandler.cancel_dump_traceback_later()
            self._collect()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker of xdist has ended and handed over its list."""
        self.watch.found += getattr(node, "workeroutput", {}).get("off_thread", [])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["off_thread"] = self.watch.found
        elif self.watch.found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        found = self.watch.found
        line = f"Qt objects destroyed and collections run off the GUI thread: {len(found)}"
        terminalreporter.write_line("\n".join((line, *found[:20])), red=bool(found))

    def pytest_unconfigure(self) -> None:
        self.watch.end()
        os.close(self._stderr)

    def _collect(self) -> None:
        """What outlives a full collection is left out of the next ones, but for one in twenty.

        The trees of the charter alone are a million objects, half a second for every collection.
        """
        self._tests += 1
        if self._tests % THAW_EVERY == 0:
            gc.unfreeze()
        if self._tests % FULL_EVERY == 0:
            gc.collect()
            gc.freeze()
        elif gc.get_count()[0] > YOUNG:
            gc.collect(1)


def _load_qt() -> ctypes.CDLL | None:
    """The very library that the windows use."""
    path = Path(PySide6.__file__).with_name("Qt") / "lib" / "libQt6Core.so.6"
    return ctypes.CDLL(str(path)) if path.exists() else None


def _limit(item: pytest.Item) -> float:
    """Seconds that pytest-timeout gives this test; 0 = no limit."""
    marker = item.get_closest_marker("timeout")
    if marker is not None and marker.args:
        return float(marker.args[0])
    given = item.config.getoption("timeout", None)
    return float(item.config.getini("timeout") or 0 if given is None else given)
