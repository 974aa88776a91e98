"""Orders for cars declared: columns, filters, form and facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.formatting import joined, money, show_date
from app.identity import person_id
from app.labels import label
from app.permissions import Actor
from app.sales import after_care_rules, order_commands, order_queries, order_rules
from app.sales.order_facts import SaleOrderRow, after_care, told_step
from app.sales.order_values import SaleOrderEntry
from app.text import N_, _
from app.tones import Tone
from app.vehicles.introduced import advisors
from db.nouns import Noun
from db.sales_words import DepositKind, SaleState, SaleStepKind
from ui.parts.columns import choice_of, field
from ui.parts.fields import Choice, DateField, Money, Number
from ui.parts.form import Field, FormValue
from ui.parts.table import Column
from ui.record_desk.declaration import (
    Filter,
    Gesture,
    Link,
    RecordDesk,
    by_state,
    state_column,
)
from ui.record_desk.inputs import shown
from ui.sales.columns import CUSTOMER, OPEN_PROJECT
from ui.sales.desk import DESK
from ui.sales.order_steps import STEPS

_BY_STATE = {one.name: one for one in by_state(SaleState)}
OPEN = "open"
FILTERS = (
    Filter(OPEN, lambda row: row.is_open, N_("Not handed over")),
    Filter(
        "approving",
        lambda row: row.state in order_rules.WAITING or row.state is SaleState.REJECTED,
        N_("Being approved"),
    ),
    _BY_STATE[SaleState.WAITS_FOR_CAR],
    _BY_STATE[SaleState.PREPARED],
    _BY_STATE[SaleState.READY],
    _BY_STATE[SaleState.DELIVERED],
    _BY_STATE[SaleState.CANCELLED],
)


def _paid(row: SaleOrderRow) -> str:
    if row.to_pay_back:
        return _("{amount} to pay back").format(amount=money(row.to_pay_back))
    return _("{amount} due").format(amount=money(row.due)) if row.due else _("paid in full")


def _car(row: SaleOrderRow) -> str:
    is_used = row.agreed.used is not None
    return joined(_("used car") if is_used else "", row.agreed.colour, row.car_number)


COLUMNS = (
    CUSTOMER,
    Column(
        "car",
        N_("Car"),
        width=140,
        stretch=True,
        second=_car,
        dot=lambda row: row.agreed.colour,
        beside=(Column("vin", N_("VIN")), Column("car_number", N_("Stock number"))),
    ),
    state_column(width=160),
    Column(
        "on_the_road",
        N_("On-the-road price"),
        width=136,
        align="right",
        ink=True,
        second=_paid,
        beside=(Column("paid", N_("Paid")), Column("due", N_("Still due"))),
    ),
    Column(
        "promised_on",
        N_("Promised by"),
        width=104,
        tone=lambda row: Tone.BAD if row.is_late else "",
        yields=1,
    ),
    Column("number", N_("Car order"), width=120, second=lambda row: row.quote_number, yields=2),
    Column("consultant", N_("Consultant"), width=88, yields=3),
)
CARS = partial(Number, minimum=1)
FORM = (
    field("sale_order.quote_id", Choice, label=N_("What is ordered (a quotation)")),
    field("sale_order.deposit", Money, half=True),
    field("sale_order.deposit_kind", choice_of(Choice, DepositKind), half=True),
    field("sale_order.promised_on", DateField, half=True),
    field("sale_order.second_colour", half=True),
    Field("cars", N_("Number of cars ordered now"), CARS),
)


OPTIONS = {
    "quote_id": order_queries.quotes_to_order,
    "advisor_id": advisors,
}


def _value(typed: FormValue, row: SaleOrderRow | None) -> SaleOrderEntry:
    return SaleOrderEntry(**typed, id=row.id if row is not None else None)


def _typed(row: SaleOrderRow) -> FormValue:
    names = ("deposit", "deposit_kind", "promised_on", "second_colour")
    return {name: getattr(row, name) or None for name in names}


def _edit(row: SaleOrderRow, viewer: Actor) -> str:
    if row.state not in order_rules.UNAPPROVED or not (row.is_own or viewer.may()):
        return ""
    return N_("Put forward again") if row.rejected_reason else N_("Edit")


def _facts(row: SaleOrderRow) -> list[tuple[str, object]]:
    return [
        (N_("Phone"), row.phone),
        (N_("Car"), shown(row.car, row.agreed.details, row.second_colour)),
        (N_("VIN"), row.vin),
        (N_("Deposit agreed"), shown(money(row.deposit), label(row.deposit_kind))),
        (N_("Hand-over promised by"), row.promised_on if row.is_open else ""),
        (N_("Consultant"), row.consultant),
        (N_("Fleet project"), row.project),
        (N_("Why it was sent back"), row.rejected_reason),
        (
            N_("Cancelled"),
            shown(row.cancelled_at, row.canceller, row.cancel_cause, row.cancel_reason),
        ),
        *_invoiced(row),
        *_arranged(row),
    ]


def _invoiced(row: SaleOrderRow) -> list[tuple[str, object]]:
    """Every sales invoice of the order with its buyer; a red one beside what it takes back."""
    return [
        (
            N_("Car invoice"),
            joined(
                one.number,
                shown(one.issued_on, money(one.amount)),
                shown(one.buyer, person_id.masked(one.id_number) if one.id_number else ""),
                shown(_("red: {number}").format(number=one.red_number), one.red_on)
                if one.red_number
                else "",
                by="\n",
            ),
        )
        for one in row.invoices
    ]


def _arranged(row: SaleOrderRow) -> list[tuple[str, object]]:
    """What has a paper with a number, the steps of the bank, and what is planned."""
    told = [one for one in row.steps if one.reference or one.kind in after_care_rules.OF_LOAN]
    paid_out = next((one for one in told if one.kind is SaleStepKind.LOAN_PAID_OUT), None)
    months = after_care(row).months
    has_end = paid_out is not None and months is not None
    ends = after_care_rules.loan_ends(paid_out.done_on, months) if has_end else ""
    plans = [
        (_("planned for {day}").format(day=show_date(one.planned_on)), one) for one in row.plans
    ]
    return [
        *((told_step(row, one.kind), shown(one.reference, one.done_on)) for one in told),
        (N_("Loan runs until"), ends),
        *((told_step(row, one.kind), said) for said, one in plans),
    ]


def _find(row: SaleOrderRow) -> str:
    return shown(
        *(row.customer, row.phone, row.number, row.quote_number, row.car, row.consultant),
        *(row.vin, row.car_number, row.project),
    )


def orders_at(now: Callable[[], datetime]) -> RecordDesk:
    """The desk for a page whose clock says `now`."""
    return RecordDesk(
        name=Noun.SALE_ORDER,
        empty=N_("No order yet. Order a quotation: Ctrl+N, deposit and day are enough."),
        teaches=DESK.help,
        query=order_queries.listed_at(now),
        one=order_queries.one_at(now),
        filters=FILTERS,
        whose=lambda row: (row.staff_id, row.consultant),
        find=_find,
        columns=COLUMNS,
        add=N_("New order"),
        may_add=lambda viewer: viewer.may(*order_queries.SELLERS),
        fields=FORM,
        submit=N_("Order it"),
        save=order_commands.save_order,
        saved=N_("Ordered. The manager approves it, then finance checks it."),
        undo=lambda order_id: Gesture(order_commands.withdraw_order, (order_id,)),
        value=_value,
        typed=_typed,
        options=OPTIONS,
        only_new=frozenset({"quote_id", "cars"}),
        edit=_edit,
        facts=_facts,
        brief=lambda row: shown(row.car, row.agreed.colour, _paid(row)),
        subjects=lambda row: (row.person_id, row.vehicle_id),
        state=lambda row: row.state,
        name_of=lambda row: row.name,
        steps=STEPS,
        links=(
            Link(N_("Open the customer's file"), lambda row: (Noun.PERSON, row.person_id)),
            Link(N_("Open the quotation"), lambda row: (Noun.QUOTE, row.quote_id)),
            OPEN_PROJECT,
        ),
    )
