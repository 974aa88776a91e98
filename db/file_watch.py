"""Watches the file that is open: nothing is saved into what was moved, replaced or mixed.

Asked before every connection, write and backup, and every second by the window.
"""

import threading
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Engine, event

from db import file_mark, raw_connection
from db.failures import Cause, Trouble
from db.file_mark import LOOKS, PAUSE, FileMark

OPTION = "watch"


def attach(engine: Engine, watch: "FileWatch") -> None:
    """`watch` made the connections of this engine and learns when the last one is closed.

    To be called after what reads the file at every connection: only then the log is open.
    """
    engine.update_execution_options(**{OPTION: watch})
    event.listen(engine, "connect", watch.count_in)
    event.listen(engine, "close", watch.count_out)


def check(engine: Engine) -> None:
    """Trouble where the open file is gone, was replaced or got another log; a server has none."""
    if (watch := _watch_of(engine)) is not None:
        watch.check()


def forget(engine: Engine) -> None:
    """Another file was put in its place on purpose, while no connection was open."""
    if (watch := _watch_of(engine)) is not None:
        watch.forget()


class FileWatch:
    """What is known of one open file; asked from the threads that read and write."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()  # SQLite keeps the log beside the file that a link names
        self._log = file_mark.log_of(self._path)
        self._mark: FileMark | None = None
        self._seen: tuple[int, int] | None = None
        self._seen_log = ""
        self._connections = 0
        self._stays_open = False
        self._lock = threading.RLock()

    def connect(self) -> Any:
        """A connection of the driver; only a store that was never there is made."""
        with self._lock:
            if not self._connections:
                file_mark.refuse_foreign_log(self._path)
            self.check()
            if self._mark is not None and not self._connections:
                file_mark.write(self._path, self._mark)  # its log may be made anew now
            return raw_connection.connect(self._path, "rwc" if self._mark is None else "rw")

    def count_in(self, *_told: Any) -> None:
        with self._lock:
            self._connections += 1

    def count_out(self, *_told: Any) -> None:
        with self._lock:
            self._connections -= 1
            if not self._connections and self._mark is not None:
                # the last one, in whatever program, takes the log with it
                self._seen_log, self._mark = "", self._mark._replace(salt=None)

    def check(self) -> None:
        """Trouble GONE, REPLACED or FOREIGN_LOG; each lasts until the right file is back."""
        with self._lock:
            if self._mark is None:
                self._learn()
                return
            for look in (self._check_place, self._check_facts, self._check_log):
                look(self._mark)
            self._keep(self._mark._replace(abandoned=False))

    def forget(self) -> None:
        with self._lock:
            self._mark = self._seen = None

    def _learn(self) -> None:
        found = file_mark.identity(self._path)
        if found:
            facts = file_mark.facts_of(self._path) or file_mark.FileFacts()
            self._seen = self._stat()
            self._keep(FileMark(found, **_counted(facts)))

    def _check_place(self, mark: FileMark) -> None:
        found = file_mark.identity(self._path)
        if found == mark.file:
            return
        if found and not self._connections:  # some disks number a closed file anew: its rows tell
            self._seen = None
            self._keep(mark._replace(file=found))
            return
        self._keep(mark._replace(abandoned=True))
        raise Trouble(Cause.REPLACED if found else Cause.GONE, str(self._path))

    def _check_facts(self, mark: FileMark) -> None:
        """The file itself changes when the log is written into it, or when it is written over."""
        found = self._stat()
        if found == self._seen:
            return
        for look in range(LOOKS):
            if look:  # another program may just be writing the log into the file
                sleep(PAUSE * look)
            facts = file_mark.facts_of(self._path)
            if facts is None or file_mark.goes_on(facts, mark):
                break
        else:
            self._keep(mark._replace(abandoned=True))
            self._never_close()
            raise Trouble(Cause.REPLACED, str(self._path))
        if facts is not None:
            self._seen = found
            self._keep(mark._replace(**_counted(facts)))

    def _check_log(self, mark: FileMark) -> None:
        found = file_mark.identity(self._log)
        if not self._connections or not (found or self._seen_log):
            return
        salt = file_mark.log_salt(self._path)
        if self._seen_log and found != self._seen_log:  # the open one lives on without its name
            raise Trouble(Cause.FOREIGN_LOG, str(self._log))
        if not file_mark.continues(salt, mark.salt):
            self._never_close()
            raise Trouble(Cause.FOREIGN_LOG, str(self._log))
        self._seen_log = found
        if mark.salt is None or salt is None:
            self._keep(mark._replace(salt=salt))

    def _never_close(self) -> None:
        """Keeps this program from writing a log into a file that it is not for.

        The last connection that closes does so; one that is never freed is never the last.
        """
        found = self._stat()
        if self._stays_open or not self._connections or found is None or not found[1]:
            return  # beside an empty file SQLite would remove the log
        import ctypes  # only for a file that is no longer ours

        self._stays_open = True
        raw = raw_connection.connect(self._path, "ro")
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(raw))
        with suppress(*raw_connection.Error):
            raw.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()

    def _keep(self, mark: FileMark) -> None:
        if mark != self._mark:
            self._mark = mark
            file_mark.write(self._path, mark)

    def _stat(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


def _watch_of(engine: Engine) -> FileWatch | None:
    return engine.get_execution_options().get(OPTION)


def _counted(facts: file_mark.FileFacts) -> dict[str, Any]:
    counted = facts._asdict()
    del counted["gesture"]
    return counted
