"""What was typed and not yet saved.

It survives a kill, a power cut, a change of language and a locked screen.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from app.whole_files import sweep_parts, write_whole
from ui.shell.worker import Worker

DELAY_MS = 2000
"""A kill loses at most this much typing, and the time of one write."""


class Draft(NamedTuple):
    """What a form held and when it was last touched."""

    value: dict[str, object]
    at: datetime


class Drafts(QObject):
    """The drafts of who is signed in, one JSON file per form.

    Values are what `json` can carry.
    """

    restored = Signal(str, datetime)
    """A form was filled from a draft that an earlier run of the program left."""
    failed = Signal(object)
    """An OSError: drafts cannot be kept now (disk full, no permission)."""

    def __init__(
        self, folder: Path, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._clock = clock
        self._owner = "0"
        self._known: dict[str, Draft] = {}
        self._pending: dict[Path, Draft | None] = {}
        self._lock = threading.Lock()
        self._worker = Worker("drafts")
        self._timer = QTimer(self, interval=DELAY_MS, singleShot=True)
        self._timer.timeout.connect(lambda: self._worker.put(self._store_on_worker))
        sweep_parts(folder)

    def sign_in(self, staff_id: int, *, practice: bool = False) -> None:
        """From now on the drafts are those of this person in this store.

        Those of the one before stay on the disk.
        """
        self.store_now()
        self._owner = f"practice-{staff_id}" if practice else str(staff_id)
        self._known.clear()

    def keep(self, name: str, value: dict[str, object]) -> None:
        """Remember what a form holds. Called at every change; written within a few seconds."""
        self._note(name, Draft(value, self._clock()))

    def forget(self, name: str) -> None:
        """The form was saved or cleared."""
        if name in self._known or self._path(name).exists():
            self._note(name, None)

    def find(self, name: str, *, announce: bool = False) -> Draft | None:
        """What was left under this name; `announce` says `restored` for one of an earlier run."""
        is_new = name not in self._known
        if name not in self._known and self._path(name) not in self._pending:
            found = _read(self._path(name))
            if found is None:
                return None
            self._known[name] = found
        draft = self._known.get(name)
        if draft is not None and announce and is_new:
            self.restored.emit(name, draft.at)
        return draft

    def store_now(self) -> None:
        """Write what is pending before returning.

        The session ends, the program quits, another person signs in.
        """
        self._timer.stop()
        self._store()

    def close(self) -> None:
        self.store_now()
        self._worker.close(1.0)

    def _note(self, name: str, draft: Draft | None) -> None:
        if draft is None:
            self._known.pop(name, None)
        else:
            self._known[name] = draft
        with self._lock:
            self._pending[self._path(name)] = draft
        # Not restarted by every key: someone who never pauses would never be kept.
        if not self._timer.isActive():
            self._timer.start()

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._owner}-{re.sub(r'[^A-Za-z0-9_.-]', '_', name)}.json"

    def _store_on_worker(self) -> None:
        try:
            self._store()
        except Exception:  # the thread must live; a bug here is reported like any other
            sys.excepthook(*sys.exc_info())

    def _store(self) -> None:
        """Newest values win whichever thread writes: taking and writing happen under one lock."""
        with self._lock:
            pending, self._pending = self._pending, {}
            for path, draft in pending.items():
                self._store_one(path, draft)

    def _store_one(self, path: Path, draft: Draft | None) -> None:
        try:
            _write(path, draft)
        except OSError as error:
            self._pending.setdefault(path, draft)
            with suppress(RuntimeError):
                self.failed.emit(error)


def _write(path: Path, draft: Draft | None) -> None:
    if draft is None:
        path.unlink(missing_ok=True)
        return
    content = {"at": draft.at.isoformat(), "value": draft.value}
    write_whole(path, json.dumps(content, ensure_ascii=False).encode())


def _read(path: Path) -> Draft | None:
    """Reads a draft; None if it cannot be read, so that the form opens."""
    try:
        content = json.loads(path.read_bytes())
        value, at = content["value"], datetime.fromisoformat(content["at"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Draft(value, at) if isinstance(value, dict) else None
