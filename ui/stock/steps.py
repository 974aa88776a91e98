"""What may be done with a car for sale."""

from __future__ import annotations

from functools import partial

from app.permissions import Actor
from app.stock import (
    commands,
    hold_commands,
    pdi_commands,
    price_commands,
    recondition_commands,
)
from app.stock.facts import StockRow
from app.stock.queries import FREE
from app.stock.values import Leaving, NewHold, PdiEntry, StepBegin, StepEnd
from app.text import N_
from db.stock_words import CertificatePlace, LeftHow, PdiPoint, ReconditioningKind
from db.vocabulary import Role
from ui.parts.columns import choice_of, field
from ui.parts.dates import aware
from ui.parts.fields import Area, Choice, DateField, MomentField, Money, Number, Toggle
from ui.parts.form import Field
from ui.record_desk.declaration import Gesture, Step, Typed
from ui.stock.transfers import SEND

ELSEWHERE = tuple(how for how in LeftHow if how is not LeftHow.OUTLET)
"""How a car leaves that goes to no outlet."""
UNTIL = field("car_hold.held_until", MomentField)


def _reserve(row: StockRow, typed: Typed) -> Gesture:
    until = aware(typed["held_until"]) if typed["held_until"] else None
    wish = NewHold(person_id=typed["person_id"], held_until=until, note=typed["note"])
    return Gesture(hold_commands.reserve, (row.id, wish))


def _extend(row: StockRow, typed: Typed) -> Gesture:
    until = aware(typed["held_until"]) if typed["held_until"] else None
    return Gesture(hold_commands.extend, (row.hold_id, until))


def _is_own(row: StockRow, viewer: Actor) -> bool:
    """True for who has the car reserved, and the manager."""
    return row.hold_id is not None and (viewer.may() or row.holder_id == viewer.staff_id)


def _sells(viewer: Actor) -> bool:
    """False for who opens this page to inspect the cars."""
    return viewer.may(Role.CONSULTANT)


ARRIVE = Step(
    name="arrive",
    text=N_("Has arrived"),
    applies=lambda row, viewer: _sells(viewer) and row.is_standing and row.arrived_on is None,
    act=lambda row, _typed: Gesture(commands.arrive, (row.id,)),
    done=N_("{name} is in stock."),
    undo=lambda row, _answer: Gesture(commands.take_back_arrival, (row.id,)),
)
RESERVE = Step(
    name="reserve",
    text=N_("Reserve"),
    applies=lambda row, viewer: _sells(viewer) and row.state in FREE,
    act=_reserve,
    done=N_("{name} is reserved."),
    fields=(
        Field("person_id", N_("Customer"), Choice, hint=N_("Name, initials or phone")),
        field("car_hold.note", label=N_("Or for whom, in words")),
        field("car_hold.held_until", MomentField, hint=N_("Empty: as long as the store does")),
    ),
    alone=True,
    undo=lambda _row, hold_id: Gesture(hold_commands.release, (hold_id,)),
)
EXTEND = Step(
    name="extend",
    text=N_("Reserve longer"),
    applies=_is_own,
    act=_extend,
    done=N_("{name} is reserved longer."),
    fields=(UNTIL,),
    alone=True,
    undo=lambda row, before: Gesture(hold_commands.take_back_extension, (row.hold_id, before)),
)
RELEASE = Step(
    name="release",
    text=N_("Release the car"),
    applies=_is_own,
    act=lambda row, _typed: Gesture(hold_commands.release, (row.hold_id,)),
    done=N_("{name} is free again."),
    undo=lambda row, _answer: Gesture(hold_commands.hold_again, (row.hold_id,)),
)
CARE = Step(
    name="care",
    text=N_("Looked after: battery, tyres, fuel"),
    applies=lambda row, viewer: _sells(viewer) and row.is_here and not row.is_away,
    act=lambda row, _typed: Gesture(commands.note_care, (row.id,)),
    done=N_("{name} was looked after."),
    undo=lambda row, before: Gesture(commands.take_back_care, (row.id, before)),
    aside=True,
)
BEGIN_STEP = Step(
    name="begin_step",
    text=N_("Give it to reconditioning"),
    applies=lambda row, viewer: _sells(viewer) and row.is_here and row.open_step is None,
    act=lambda row, typed: Gesture(recondition_commands.begin_step, (row.id, StepBegin(**typed))),
    done=N_("{name}: it is noted who has the car."),
    fields=(
        field("reconditioning_step.kind", choice_of(Choice, ReconditioningKind), half=True),
        field("reconditioning_step.holder", half=True),
        field("reconditioning_step.due_on", DateField, hint=N_("Empty: as long as the store does")),
    ),
    alone=True,
    undo=lambda _row, step_id: Gesture(recondition_commands.take_back_begin, (step_id,)),
    aside=True,
)
END_STEP = Step(
    name="end_step",
    text=N_("Back from reconditioning"),
    applies=lambda row, viewer: _sells(viewer) and row.is_here and row.open_step is not None,
    act=lambda row, typed: Gesture(
        recondition_commands.finish_step, (row.open_step.id, StepEnd(**typed))
    ),
    done=N_("{name}: this step is done."),
    fields=(field("reconditioning_step.cost", Money),),
    alone=True,
    undo=lambda row, _answer: Gesture(recondition_commands.take_back_finish, (row.open_step.id,)),
)
PDI = Step(
    name="pdi",
    text=N_("Note an inspection (PDI)"),
    applies=lambda row, _viewer: row.is_here,
    act=lambda row, typed: Gesture(pdi_commands.note_pdi, (row.id, PdiEntry(**typed))),
    done=N_("{name}: the inspection is noted."),
    fields=(
        field("pdi_check.point", choice_of(Choice, PdiPoint), half=True),
        field("pdi_check.checked_by", Choice, half=True),
        field("pdi_check.passed", Toggle, half=True),
        field("pdi_check.odometer", partial(Number, unit="km"), half=True),
        field("pdi_check.findings", partial(Area, rows=2)),
    ),
    alone=True,
    undo=lambda _row, pdi_id: Gesture(pdi_commands.take_back_pdi, (pdi_id,)),
    aside=True,
)
CERTIFICATE = Step(
    name="certificate",
    text=N_("Certificate is here"),
    applies=lambda row, viewer: (
        viewer.may() and row.is_standing and row.certificate is not CertificatePlace.HERE
    ),
    act=lambda row, _typed: Gesture(commands.move_certificate, (row.id, CertificatePlace.HERE)),
    done=N_("The certificate of {name} is here."),
    undo=lambda row, place: Gesture(commands.move_certificate, (row.id, place)),
    aside=True,
)
ASK = Step(
    name="ask_price",
    text=N_("Set the asking price"),
    applies=lambda row, viewer: viewer.may() and row.is_standing and row.is_used,
    act=lambda row, typed: Gesture(price_commands.ask_price, (row.id, typed["asking_price"])),
    done=N_("{name}: the asking price is set."),
    fields=(field("stock_car.asking_price", Money),),
    typed=lambda row: {"asking_price": row.asking_price},
    undo=lambda row, before: Gesture(price_commands.ask_price, (row.id, before)),
    aside=True,
    alone=True,
)
LEAVE = Step(
    name="leave",
    text=N_("Leaves the stock"),
    applies=lambda row, viewer: (
        viewer.may() and row.is_here and row.order_id is None and not row.is_away
    ),
    act=lambda row, typed: Gesture(commands.leave, (row.id, Leaving(**typed))),
    done=N_("{name} has left the stock."),
    fields=(
        Field("how", N_("How does it leave?"), choice_of(Choice, ELSEWHERE)),
        Field("on", N_("On (empty: today)"), DateField),
        field("stock_car.override_reason", name="reason", label=N_("Reason for an exception")),
    ),
    alone=True,
    undo=lambda row, hold_id: Gesture(commands.come_back, (row.id, hold_id)),
    aside=True,
)
COME_BACK = Step(
    name="come_back",
    text=N_("Back into stock"),
    applies=lambda row, viewer: (
        viewer.may() and not row.is_standing and row.left_how is not LeftHow.OUTLET
    ),
    act=lambda row, _typed: Gesture(commands.come_back, (row.id,)),
    done=N_("{name} is in stock again."),
    aside=True,
)


def steps() -> tuple[Step, ...]:
    """The most usual one first."""
    return (
        *(ARRIVE, END_STEP, RESERVE, EXTEND, RELEASE, PDI, BEGIN_STEP, CARE, CERTIFICATE),
        *(ASK, SEND, LEAVE, COME_BACK),
    )
