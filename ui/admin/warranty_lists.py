"""The lists behind the warranty rights: fault codes, and recalls with the VINs of their cars."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.labels import label
from app.text import N_
from app.warranty import commands
from app.warranty.queries import recalls
from app.warranty.queries.recalls import RecallRow
from app.warranty.values import FaultCodeValue, RecallValue
from db.nouns import Noun
from db.warranty_words import MainPart
from ui.admin.retiring import STATE, retiring
from ui.admin.vin_list import VinList
from ui.parts.columns import field, listed
from ui.parts.fields import Area, DateField, Toggle
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Row
from ui.record_desk.inputs import one_of, yes_no


def _value(kind: type) -> Any:
    def made(typed: dict[str, Any], row: Row | None) -> Any:
        return kind(**typed, id=row.id if row is not None else None)

    return made


def _share(row: RecallRow) -> str:
    return f"{row.done}/{row.cars}"


FAULT_CODES = RecordDesk(
    name=Noun.FAULT_CODE,
    add=N_("New fault code"),
    empty=N_("No fault code yet. Only faults with a code can be counted as the same fault."),
    query=recalls.fault_codes,
    columns=(
        listed("fault_code.code", width=96, ink=True),
        listed("fault_code.name", stretch=True, width=120),
        listed("fault_code.part", width=120, text=label),
        listed("fault_code.serious", width=160, text=yes_no),
        STATE,
    ),
    fields=(
        field("fault_code.code"),
        field("fault_code.name"),
        field("fault_code.part", one_of(MainPart)),
        field("fault_code.serious", Toggle),
    ),
    save=commands.save_fault_code,
    value=_value(FaultCodeValue),
    steps=retiring(
        lambda row, back: Gesture(commands.retire_fault_code, (row.id,), {"active": back})
    ),
)
RECALLS = RecordDesk(
    name=Noun.RECALL,
    add=N_("New recall"),
    empty=N_("No recall yet. Read the maker's list from a file: these cars are stopped here."),
    query=recalls.recalls,
    columns=(
        listed("recall.number", width=128, ink=True),
        listed("recall.name", stretch=True, width=104),
        listed("recall.since", width=136),
        Column("done", N_("Done"), width=80, get=_share, align="right"),
        STATE,
    ),
    fields=(
        field("recall.number"),
        field("recall.name"),
        field("recall.since", DateField),
        field("recall.remedy", partial(Area, rows=2)),
        Field("vins", N_("VINs, one per line"), VinList),
    ),
    save=commands.save_recall,
    value=_value(RecallValue),
    steps=retiring(lambda row, back: Gesture(commands.retire_recall, (row.id,), {"active": back})),
)
