"""A bug is written down without anybody's data and told once.

The program stays alive and the drafts survive.

PySide hands exceptions of slots, overrides, QThreads and QRunnables to `sys.excepthook`; the other
hooks catch threads,
`__del__` and Qt's own warnings, and faulthandler what is below Python.
"""

from __future__ import annotations

import faulthandler
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSysInfo,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

QUIET_SECONDS = 10.0
KEPT_REPORTS = 50
_QT_PLACE = re.compile(r"^(Q\w+(?:::\w+)*)")


class CrashReports(QObject):
    """Writes one file per different bug and says so at most every ten seconds."""

    crashed = Signal(str)
    """Name of the report, on the thread of this object."""

    def __init__(self, folder: Path, *, echo: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._echo = echo
        self._seen: dict[str, str] = {}
        self._told = -QUIET_SECONDS
        self._lock = threading.RLock()
        self._native: IO[str] | None = None
        self._before: tuple[Any, ...] = ()

    def install(self) -> None:
        """Take over every hook; `uninstall` gives them back (tests)."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        self._before += (qInstallMessageHandler(self._on_qt),)

    def uninstall(self) -> None:
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook, qt = self._before
            qInstallMessageHandler(qt)
            self._before = ()
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def watch_native(self) -> bool:
        """Have stacks written if the process dies below Python.

        True when the run before died so.
        """
        path = self._folder / "native.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            died = path.exists() and path.stat().st_size > 0
            if died:
                with suppress(OSError):
                    path.replace(self._folder / f"{_stamp()}-native.txt")
            self._native = path.open("w")
        # a folder that nobody may write in is said by the store, not by a crash of the crash
        # reports
        except OSError:
            return False
        faulthandler.enable(self._native, all_threads=True)
        return died

    def report(self, error: BaseException) -> str:
        """Writes the report of an error and returns its name.

        The same bug is written once in a run.
        """
        return self._note(type(error).__name__, list(_describe(error)))

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if self._echo:
            sys.__excepthook__(kind, error, trace)
        self.report(error if error is not None else kind())

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_unraisable(self, args: Any) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Reports only the place of a Qt warning, as its text may quote a user."""
        if self._echo and sys.stderr is not None:
            sys.stderr.write(f"{message}\n")
        if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            return
        found = _QT_PLACE.match(message)
        place = found.group(1) if found else context.category or "Qt"
        self._note("qt", [f"Qt {kind.name}: {place}"], tell=kind is not QtMsgType.QtWarningMsg)

    def _note(self, kind: str, lines: list[str], *, tell: bool = True) -> str:
        body = "\n".join(lines)
        with self._lock:
            name = self._seen.get(body)
            if name is None:
                name = self._seen[body] = f"{_stamp()}-{kind}-{len(self._seen)}.txt"
                with suppress(OSError):  # a full disk must not turn a report into a second crash
                    self._write(name, body)
            now = time.monotonic()
            if not tell or now - self._told < QUIET_SECONDS:
                return name
            self._told = now
        with suppress(RuntimeError):
            self.crashed.emit(name)
        return name

    def _write(self, name: str, body: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        system = (
            f"Python {sys.version.split()[0]} · Qt {qVersion()} · {QSysInfo.prettyProductName()} ·"
            f" {QSysInfo.kernelVersion()}"
        )
        (self._folder / name).write_text(f"{system}\n{body}\n", encoding="utf-8")
        for old in sorted(self._folder.glob("*.txt"))[:-KEPT_REPORTS]:
            if old.name != "native.txt":
                old.unlink(missing_ok=True)


def _describe(error: BaseException) -> Iterator[str]:
    """Type, file, line and function of the error and of what caused it.

    Never a message, never a value.
    """
    told: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in told:
        told.add(id(current))
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        for frame, line in traceback.walk_tb(current.__traceback__):
            code = frame.f_code
            yield f"  {_short(code.co_filename)}:{line} {code.co_qualname}"
        current = current.__cause__ or current.__context__


def _short(filename: str) -> str:
    """The last three parts of a path: the first may name the Windows account."""
    return "/".join(Path(filename).parts[-3:])


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
