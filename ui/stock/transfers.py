"""Cars at outlets declared: columns, filters, form, facts, steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.formatting import joined, money, short_day, short_moment, whole_yuan
from app.permissions import Actor
from app.stock import kept_papers, outlet_commands, outlet_money_commands, outlet_queries
from app.stock.outlet_facts import TransferRow
from app.stock.outlet_rules import PAID_HOW
from app.stock.outlet_values import OutletPayment, OutletSale, TransferEntry
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.outlet_words import TransferKind, TransferState
from db.stock_words import StockState
from db.vocabulary import PaymentMethod, Role
from ui.parts.columns import choice_of, field
from ui.parts.fields import Choice, DateField, Money
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import (
    Filter,
    Gesture,
    KeptRead,
    Link,
    RecordDesk,
    Row,
    Step,
    Typed,
    by_state,
    state_column,
)
from ui.record_desk.inputs import shown

OPEN, LATE = "open", "late"
OPEN_STATES = outlet_queries.OPEN_STATES
TERMS = (
    field("car_transfer.outlet_id", Choice, half=True),
    field("car_transfer.kind", choice_of(Choice, TransferKind), half=True),
    field("car_transfer.price", Money, half=True),
    field("car_transfer.due_on", DateField, half=True, hint=N_("Empty: as usual")),
    field("car_transfer.taker", hint=N_("Signs the transfer note")),
    field("car_transfer.override_reason", name="reason", label=N_("Reason for an exception")),
)
"""What is agreed with the outlet."""


def _since(row: TransferRow) -> str:
    return _("{n} d").format(n=row.days)


COLUMNS = (
    Column(
        "outlet",
        N_("Outlet"),
        width=136,
        ink=True,
        second=lambda row: row.taker,
        beside=(Column("taker", N_("Who takes the car")),),
    ),
    Column(
        "name",
        N_("Car"),
        width=152,
        stretch=True,
        second=lambda row: row.colour,
        dot=lambda row: row.colour,
        beside=(Column("colour", N_("Colour")),),
    ),
    Column(
        "number",
        N_("Transfer, VIN"),
        width=120,
        yields=3,
        second=lambda row: f"…{row.vin[-8:]}",
        beside=(Column("vin", N_("VIN")), Column("car_number", N_("Stock number"))),
    ),
    state_column(width=128),
    Column(
        "days",
        N_("Days"),
        width=72,
        align="right",
        get=_since,
        sort=lambda row: row.days,
        filed=lambda row: row.days,
    ),
    Column(
        "due_on",
        N_("Due"),
        width=80,
        text=short_day,
        tone=lambda row: Tone.WARN if row.is_overdue else "",
    ),
    Column(
        "price",
        N_("Price agreed"),
        width=112,
        align="right",
        yields=1,
        text=whole_yuan,
        beside=(
            Column("kind", N_("How it goes")),
            Column("sent_at", N_("Sent at")),
            Column("sold_on", N_("Sold on")),
            Column("settled_on", N_("Settled on")),
            Column("paid", N_("Amount paid")),
        ),
    ),
)
FIELDS = (field("car_transfer.stock_car_id", Choice), *TERMS)


def _receipts(row: TransferRow) -> str:
    """Each on a line with its number: R261128-003 · ¥125,000.00 · bank transfer · 11-28 10:30."""
    told = (
        shown(one.number, money(one.amount), one.method, short_moment(one.at), one.staff)
        for one in row.receipts
    )
    return joined(*told, by="\n")


def _facts(row: TransferRow) -> list[tuple[str, object]]:
    return [
        (N_("Outlet"), row.outlet),
        (N_("Car"), shown(row.car_number, row.vin)),
        (N_("How it goes"), row.kind),
        (N_("Sent at"), shown(row.sent_at, row.sender)),
        (N_("Who takes the car"), row.taker),
        (N_("Price agreed"), row.price),
        (N_("Back or settled by"), row.due_on),
        (N_("Sold on"), row.sold_on),
        (N_("Came back at"), shown(row.returned_at, row.returner)),
        (N_("Receipts"), _receipts(row)),
        (N_("Paid past the till"), shown(row.settled_amount, row.settled_method)),
        (N_("Still owed"), row.owed if row.paid and row.owed else ""),
        (N_("Settled on"), shown(row.settled_on, row.settler)),
        (N_("Rebate"), shown(row.rebate, row.rebate_reason) if row.rebate else ""),
        (N_("Reason for the exception"), shown(row.override_reason, row.override_by)),
    ]


def _is(*states: TransferState) -> Callable[[Row, Actor], bool]:
    return lambda row, viewer: viewer.may() and row.state in states


def _is_let_off(row: TransferRow, viewer: Actor) -> bool:
    """Settled by more than the receipts, which are paid back instead."""
    return _is(TransferState.SETTLED)(row, viewer) and row.received < row.price


def _money(command: Callable[..., object], row: TransferRow, typed: Typed) -> Gesture:
    return Gesture(command, (row.id, OutletPayment(**typed)))


SOLD = Step(
    name="sold",
    text=N_("The outlet has sold it"),
    applies=_is(TransferState.OUT),
    act=lambda row, typed: Gesture(outlet_commands.note_sale, (row.id, OutletSale(**typed))),
    done=N_("{name} is sold; the outlet owes it."),
    fields=(
        Field("on", N_("On (empty: today)"), DateField),
        field("stock_car.override_reason", name="reason", label=N_("Reason for an exception")),
    ),
    undo=lambda row, _answer: Gesture(outlet_commands.take_back_sale, (row.id,)),
)
SETTLE = Step(
    name="settle",
    text=N_("Take money"),
    applies=lambda row, viewer: viewer.may(Role.CASHIER) and row.state is TransferState.OWED,
    act=partial(_money, outlet_money_commands.take_payment),
    done=N_("{name}: the money is noted."),
    fields=(
        field("payment.method", choice_of(Choice, PAID_HOW), half=True),
        field("payment.amount", Money, half=True),
        field("car_transfer.rebate_reason", hint=N_("Only where the rest is let off")),
    ),
    typed=lambda row: {"amount": row.owed, "method": PaymentMethod.TRANSFER},
    alone=True,
    money=True,
)
PAY_BACK = Step(
    name="pay_back",
    text=N_("Pay back"),
    applies=lambda row, viewer: viewer.may(Role.CASHIER) and row.received > 0,
    act=partial(_money, outlet_money_commands.give_back),
    done=N_("{name}: paid back."),
    fields=(
        field("payment.method", choice_of(Choice, PAID_HOW), half=True),
        field("payment.amount", Money, half=True),
        field("payment.note", label=N_("Why money goes back")),
    ),
    typed=lambda row: {"amount": row.received, "method": row.receipts[-1].method},
    aside=True,
    alone=True,
    money=True,
)
BRING_BACK = Step(
    name="bring_back",
    text=N_("Is back in stock"),
    applies=_is(*OPEN_STATES),
    act=lambda row, _typed: Gesture(outlet_commands.bring_back, (row.id,)),
    done=N_("{name} is in stock again."),
    undo=lambda row, _answer: Gesture(outlet_commands.send_again, (row.id,)),
    aside=True,
)
UNSETTLE = Step(
    name="unsettle",
    text=N_("Take the settlement back"),
    applies=_is_let_off,
    act=lambda row, _typed: Gesture(outlet_money_commands.take_back_settlement, (row.id,)),
    done=N_("{name} is owed again."),
    aside=True,
)


def _value(typed: Typed, _row: TransferRow | None) -> TransferEntry:
    return TransferEntry(**typed)


def _find(row: TransferRow) -> str:
    return shown(row.outlet, row.name, row.colour, row.vin, row.number, row.car_number)


def transfers(now: Callable[[], datetime]) -> RecordDesk:
    """The desk for a page whose clock says `now`."""
    return RecordDesk(
        name=Noun.CAR_TRANSFER,
        empty=N_("No car is at an outlet. Send one from here, or from the list of cars."),
        query=outlet_queries.transfers_at(now),
        one=outlet_queries.one_at(now),
        filters=(
            Filter(OPEN, lambda row: row.state in OPEN_STATES, N_("Not settled yet")),
            *by_state(TransferState)[1:3],
            Filter(LATE, lambda row: row.is_overdue, N_("Overdue")),
            *by_state(TransferState)[3:],
        ),
        find=_find,
        columns=COLUMNS,
        add=N_("Send a car"),
        may_add=lambda viewer: viewer.may(),
        fields=FIELDS,
        save=outlet_commands.send,
        saved=N_("The car is on its way to the outlet; print its transfer note."),
        undo=lambda transfer_id: Gesture(outlet_commands.take_back_send, (transfer_id,)),
        value=_value,
        blank={"kind": TransferKind.CONSIGNMENT},
        options={
            "stock_car_id": outlet_queries.free_cars(now),
            "outlet_id": outlet_queries.choices,
        },
        edit=lambda _row, _viewer: "",
        facts=_facts,
        brief=lambda row: joined(row.outlet, row.car_number),
        subjects=lambda row: (None, row.vehicle_id),
        kept=KeptRead(kept_papers.kept_papers(Noun.CAR_TRANSFER), kept_papers.kept_copy),
        state=lambda row: row.state,
        name_of=lambda row: joined(row.name, row.colour),
        steps=(SOLD, SETTLE, BRING_BACK, PAY_BACK, UNSETTLE),
        links=(
            Link(N_("Open in the stock list"), lambda row: (Noun.STOCK_CAR, row.stock_car_id)),
            Link(N_("Open the car's file"), lambda row: (Noun.VEHICLE, row.vehicle_id)),
        ),
    )


def sent(row: Row, typed: Typed) -> Gesture:
    """The step of the stock list: its car goes to an outlet."""
    return Gesture(outlet_commands.send, (TransferEntry(stock_car_id=row.id, **typed),))


SEND = Step(
    name="send",
    text=N_("Send to an outlet"),
    applies=lambda row, viewer: viewer.may() and row.state is StockState.IN_STOCK,
    act=sent,
    done=N_("{name} is on its way to the outlet."),
    fields=TERMS,
    typed=lambda row: {"kind": TransferKind.CONSIGNMENT, "price": row.floor_price},
    undo=lambda _row, transfer_id: Gesture(outlet_commands.take_back_send, (transfer_id,)),
    alone=True,
    aside=True,
)
"""A free car goes away from the stock list."""
