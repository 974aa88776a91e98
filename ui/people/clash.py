"""Two windows wrote one file: the second sees both versions, chooses field by field, and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.moments import local, local_day
from app.people import queries as people
from app.people import rules
from app.people.queries import PersonRecord, Saved
from app.text import _
from app.vehicles import queries as vehicles
from app.vehicles.queries import VehicleRecord
from ui.parts.conflict import THEIRS, Conflict, compare
from ui.parts.form import Form
from ui.people import forms
from ui.shell.work import Work

Record = PersonRecord | VehicleRecord


@dataclass(slots=True)
class Edit:
    """A file in a form: which version of it was read, and what stood in it then."""

    form: Form
    noun: str
    id: int
    version: int
    base: dict[str, Any]


class Clash(QObject):
    """`shown(title, view)` wants the panel, `solved(edit)` is to be saved anew, `left(edit)` goes back to typing."""

    shown = Signal(str, object)
    solved = Signal(object)
    left = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._roles = work.actor.roles if work.actor else frozenset()
        self.view = Conflict(name="clash")
        self.models: dict[Any, str] = {}
        self._edit: Edit | None = None
        self._theirs: dict[str, Any] = {}
        self.view.submitted.connect(self._solve)
        self.view.left.connect(self._go_back)

    def meet(self, edit: Edit) -> None:
        """Reads what the other one saved."""
        self._edit = edit
        today = local_day(self._work.now())
        self._work.ask(_newest, edit.noun, edit.id, today=today, then=self._compare, topic=(self, "newest"))

    def _compare(self, found: tuple[Record | None, Saved | None]) -> None:
        record, saved = found
        edit = self._edit
        if edit is None or record is None:
            return
        self._theirs = theirs = value_of(record)
        edit.id, edit.version = version_of(record)
        mine = edit.form.value()
        labels = self._labels(edit)
        differences = compare(labels, base=edit.base, mine=mine, theirs=theirs, shown=partial(self._shown, record))
        contested = [one.name for one in differences if edit.base[one.name] not in (mine[one.name], theirs[one.name])]
        if not contested and (not differences or self._is_own(saved)):
            self._apply({one.name: one.chosen for one in differences})
            return
        who = saved.by if saved and saved.by else _("Somebody else")
        when = f"{local(saved.at):%H:%M}" if saved else ""
        told = _("{name} saved this file while you were typing. Choose field by field; nothing is saved before that.")
        self.view.show_versions(told.format(name=who), (_("Yours"), f"{who} {when}".strip()), differences=differences)
        self.shown.emit(_("Two versions"), self.view)

    def _solve(self) -> None:
        self.view.busy(True)
        self._apply(self.view.choices())

    def _apply(self, choices: dict[str, str]) -> None:
        edit = self._edit
        assert edit is not None
        merged = {name: self._theirs[name] if choices.get(name) == THEIRS else value for name, value in edit.form.value().items()}
        edit.form.set_value(merged)
        edit.base = dict(self._theirs)
        self.solved.emit(edit)

    def _go_back(self) -> None:
        self.left.emit(self._edit)

    def _labels(self, edit: Edit) -> dict[str, str]:
        today = local_day(self._work.now())
        fields = forms.person_fields(today) if edit.noun == "person" else forms.vehicle_fields(today)
        hidden = () if rules.sees_numbers(self._roles) else ("id_number",)
        return {field.name: field.label for field in fields if field.name not in hidden}

    def _shown(self, record: Record, name: str, value: Any) -> str:
        if name == "model":
            return self.models.get(value, "") or (record.hit.model if isinstance(record, VehicleRecord) else str(value or ""))
        return forms.shown(name, value)

    def _is_own(self, saved: Saved | None) -> bool:
        """What the same person saved at the same workstation, where no field is contested, asks nothing."""
        actor = self._work.actor
        return bool(saved and actor and (saved.staff_id, saved.workstation) == (actor.staff_id, actor.workstation))


def value_of(record: Record) -> dict[str, Any]:
    """A file as its form holds it."""
    return forms.person_value(record) if isinstance(record, PersonRecord) else forms.vehicle_value(record)


def version_of(record: Record) -> tuple[int, int]:
    """Which file it is, and which version of it."""
    return (record.card.id, record.card.version) if isinstance(record, PersonRecord) else (record.hit.id, record.version)


def _newest(session: Any, noun: str, record_id: int, *, today: Any) -> tuple[Record | None, Saved | None]:
    record: Record | None = people.record(session, record_id) if noun == "person" else vehicles.record(session, record_id, today=today)
    found = version_of(record)[0] if record else record_id
    return record, people.last_saved(session, noun, found)
