"""The store's calendar as lists of the settings: special days, and who is away."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.admin import calendar
from app.admin import calendar_commands as commands
from app.admin.calendar import AbsenceRow
from app.admin.calendar_commands import AbsenceEntry, SpecialDayEntry
from app.formatting import short_moment, show_date
from app.text import N_
from db.nouns import Noun
from ui.parts.columns import field, listed
from ui.parts.dates import aware
from ui.parts.fields import Choice, DateField, MomentField, Toggle
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Row, Step
from ui.record_desk.inputs import yes_no


def with_id(typed: dict[str, Any], row: Row | None, *, kind: type) -> Any:
    """What is saved: the typed values with the id of a known row."""
    return kind(**typed, id=row.id if row is not None else None)


def _absence(typed: dict[str, Any], row: AbsenceRow | None) -> AbsenceEntry:
    spans = {name: aware(typed[name]) for name in ("starts_at", "ends_at")}
    return AbsenceEntry(**(typed | spans), id=row.id if row is not None else None)


def removal(command: Any, again: Any) -> Step:
    """Takes the row out of the list; the undo adds it again."""
    return Step(
        name="remove",
        text=N_("Remove"),
        applies=lambda _row, _viewer: True,
        act=lambda row, _typed: Gesture(command, (row.id,)),
        done=N_("Removed: {name}"),
        undo=lambda _row, gone: Gesture(again, (gone,)),
    )


SPECIAL_DAYS = RecordDesk(
    name=Noun.SPECIAL_DAY,
    add=N_("New special day"),
    empty=N_("No special day yet. Add the days on which the store is closed."),
    query=calendar.special_days,
    columns=(
        listed("special_day.day", width=160, ink=True, text=show_date),
        listed("special_day.name", stretch=True, width=160),
        Column("works", N_("The store works on this day"), width=180, text=yes_no),
    ),
    fields=(
        field("special_day.day", DateField),
        field("special_day.name"),
        field("special_day.works", Toggle),
        field("special_day.only_here", Toggle),
    ),
    save=commands.save_day,
    value=partial(with_id, kind=SpecialDayEntry),
    steps=(removal(commands.remove_day, commands.save_day),),
    name_of=lambda row: show_date(row.day),
)
ABSENCES = RecordDesk(
    name=Noun.ABSENCE,
    add=N_("New absence"),
    empty=N_("Nobody is away. Add leave of colleagues, and bays under maintenance."),
    query=calendar.absences,
    columns=(
        Column("name", N_("Who or which bay"), width=112, ink=True),
        listed("absence.starts_at", width=112, text=short_moment),
        listed("absence.ends_at", width=112, text=short_moment),
        listed("absence.reason", stretch=True, width=120),
    ),
    fields=(
        field("absence.staff_id", Choice, half=True),
        field("absence.bay_id", Choice, half=True),
        field("absence.starts_at", MomentField, half=True),
        field("absence.ends_at", MomentField, half=True),
        field("absence.reason"),
    ),
    save=commands.save_absence,
    value=_absence,
    options={"staff_id": calendar.people_options, "bay_id": calendar.bay_options},
    steps=(removal(commands.remove_absence, commands.save_absence),),
)
