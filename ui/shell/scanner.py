"""A scanner or card reader types like a keyboard: its bursts fill the form, whatever has the focus.

The text of an identity card, the bar code of a VIN, a vehicle licence (`app.identity.scan`).
"""

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from app.identity.scan import LEAST, Scan, is_single, read_scan
from db.vocabulary import Sex
from ui.parts.form import Form
from ui.parts.keys import is_enter
from ui.parts.text_inputs import LineInput

FASTEST_TYPIST = 0.05
"""Seconds between two keys: less only comes from a machine."""
FIELDS: dict[str, tuple[str, ...]] = {
    "vin": ("vin",),
    "plate": ("plate",),
    "id_number": ("id_number", "number"),
    "name": ("name", "owner_name"),
    "sex": ("sex",),
    "born_on": ("born_on",),
    "address": ("address",),
}
"""Which field of a form takes which part of a scan, the first that the form has."""


class Burst:
    """Keys that come faster than a person types; `text()` is "" for slower ones."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now, self._typed, self._last = now, "", -inf

    def add(self, typed: str) -> bool:
        """One more key; True where a new burst begins with it."""
        if not typed or not typed.isprintable():
            return False
        at = self._now()
        begins = not self._typed or at - self._last > FASTEST_TYPIST
        self._typed = typed if begins else self._typed + typed
        self._last = at
        return begins

    def end(self) -> str:
        """What came as one burst up to now; the next key begins another."""
        typed, self._typed = self._typed, ""
        return typed if self._now() - self._last <= FASTEST_TYPIST else ""


class Scanner(QObject):
    """Watches the fields of a form for bursts that end with Enter or Tab."""

    def __init__(self, form: Form, now: Callable[[], float] = monotonic) -> None:
        super().__init__(form)
        self._form, self._burst = form, Burst(now)
        self._start: tuple[QObject, str] | None = None
        if form.is_built:
            self._watch()
        else:
            form.built.connect(self._watch)

    def _watch(self) -> None:
        for row in self._form.rows.values():
            row.input.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Collects what is typed; the key that ends a scan goes no further."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if is_enter(event) or event.key() == Qt.Key.Key_Tab:
                return self._finish()
            self._collect(watched, event.text())
        elif isinstance(event, QInputMethodEvent):
            self._collect(watched, event.commitString())
        return super().eventFilter(watched, event)

    def _collect(self, watched: QObject, typed: str) -> None:
        before = watched.text() if isinstance(watched, LineInput) else ""
        if self._burst.add(typed):
            self._start = (watched, before)

    def _finish(self) -> bool:
        """True where the burst was a scan that this form has fields for."""
        burst = self._burst.end()
        if len(burst) < LEAST:
            return False
        values = values_of(read_scan(burst), self._form)
        if not values or self._start is None:
            return False
        field, before = self._start
        own = next(name for name, row in self._form.rows.items() if row.input is field)
        is_at_home = own in values and not before and is_single(burst)
        if isinstance(field, LineInput) and not is_at_home:
            field.setText(before)
        for name, value in values.items():
            if name != own or not is_at_home:
                self._form[name].set_value(value)
                self._form[name].edited.emit()
        return not is_at_home


def values_of(scan: Scan, form: Form) -> dict[str, Any]:
    """The values of a scan by the fields that the form has now; none for no scan."""
    if scan.is_empty:
        return {}
    known = {part: getattr(scan, part) for part in FIELDS} | {"sex": _sex(scan)}
    return {
        name: value
        for part, value in known.items()
        if value and (name := next((one for one in FIELDS[part] if form.applies(one)), ""))
    }


def _sex(scan: Scan) -> Sex | None:
    return Sex(scan.sex) if scan.sex else None
