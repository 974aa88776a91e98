"""Lists whose entries are retired and put back, but never deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.text import N_, _
from app.tones import Tone
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, Row, Step

STATE = Column(
    "active",
    N_("State"),
    width=96,
    chip=True,
    text=lambda active: _("In use") if active else _("Retired"),
    tone=lambda row: Tone.GOOD if row.active else Tone.NEUTRAL,
)


AT_WORK = replace(STATE, text=lambda active: _("Active") if active else _("Leaver"), width=104)
"""The state of people, who are not things."""


def retiring(gesture: Callable[[Row, bool], Gesture]) -> tuple[Step, Step]:
    """Retire and put back as steps, each the undo of the other: `gesture(row, back)`."""

    def retire(row: Row, _told: object) -> Gesture:
        return gesture(row, False)

    def put_back(row: Row, _told: object) -> Gesture:
        return gesture(row, True)

    return (
        Step(
            name="retire",
            text=N_("Retire"),
            applies=_is_active,
            act=retire,
            done=N_("{name} is retired."),
            undo=put_back,
        ),
        Step(
            name="put_back",
            text=N_("Put back into use"),
            applies=_is_retired,
            act=put_back,
            done=N_("{name} is in use again."),
            undo=retire,
        ),
    )


def _is_active(row: Row, _viewer: object) -> bool:
    return bool(row.active)


def _is_retired(row: Row, _viewer: object) -> bool:
    return not row.active
