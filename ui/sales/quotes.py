"""Quotations declared: columns, filters, form, facts and steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.formatting import joined, money
from app.permissions import Actor
from app.sales import appraisal_queries, commands, queries, quoted_car
from app.sales.facts import QuoteRow
from app.sales.values import FIELDS as LINES
from app.sales.values import QuoteEntry
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.sales_words import DiscountCause, LoanKind, QuoteLineKind, QuoteState
from ui.parts.columns import choice_of, field
from ui.parts.fields import Choice, DateField, Money, Number
from ui.parts.form import Field, FormValue
from ui.parts.table import Column
from ui.record_desk.declaration import (
    Filter,
    Gesture,
    Link,
    RecordDesk,
    Step,
    by_state,
    state_column,
)
from ui.record_desk.inputs import shown
from ui.sales.columns import CUSTOMER, OPEN_PROJECT
from ui.sales.desk import DESK
from ui.sales.discounts import DISCOUNT_STEPS, brief, told_discount
from ui.sales.lines_input import LinesInput
from ui.shell.editing.person_finder import PersonFinder

HOLDS = frozenset({QuoteState.OPEN, QuoteState.ORDERED, QuoteState.ASKED, QuoteState.REFUSED})
ENDED = frozenset({QuoteState.ORDERED, QuoteState.WITHDRAWN})
"""What is called off no more: an ordered one ends with its order."""
MONTHS = partial(Number)
CARS = partial(Number, minimum=1)
PERCENT = partial(Number, decimals=2, unit="%")
BY_STATE = {one.name: one for one in by_state(QuoteState)}
FILTERS = (
    BY_STATE["all"],
    BY_STATE[QuoteState.OPEN],
    Filter("expiring", lambda row: row.is_expiring, N_("Expiring")),
    BY_STATE[QuoteState.ASKED],
    BY_STATE[QuoteState.REFUSED],
    BY_STATE[QuoteState.EXPIRED],
    BY_STATE[QuoteState.ORDERED],
    BY_STATE[QuoteState.WITHDRAWN],
    Filter("mine", lambda row: row.is_own, N_("Mine")),
)


def _second(row: QuoteRow) -> str:
    """The colours; of a used car its plate or the end of its VIN."""
    version = row.newest
    if version.used is None:
        return version.details
    return joined(_("used car"), version.used.mark)


COLUMNS = (
    CUSTOMER,
    Column(
        "car",
        N_("Car"),
        width=136,
        stretch=True,
        second=_second,
        dot=lambda row: row.newest.colour,
    ),
    Column(
        "on_the_road",
        N_("On-the-road price"),
        width=128,
        align="right",
        ink=True,
        second=lambda row: _("× {n} cars").format(n=row.newest.cars) if row.newest.cars > 1 else "",
    ),
    Column(
        "number",
        N_("Quotation"),
        width=124,
        second=lambda row: _("{n} versions").format(n=row.versions) if row.versions > 1 else "",
        yields=2,
    ),
    state_column(width=136),
    Column(
        "valid_until",
        N_("Valid until"),
        width=112,
        tone=lambda row: Tone.WARN if row.is_expiring else "",
        yields=1,
    ),
    Column("consultant", N_("Consultant"), width=96, yields=3),
)


def _lines(kind: QuoteLineKind, label: str) -> Field:
    name = LINES[kind]
    return Field(name, label, partial(LinesInput, name), more=True)


FORM = (
    Field("who", N_("Customer"), PersonFinder),
    field("quote_version.trim_id", Choice, label=N_("Model and version")),
    field("quote_version.stock_car_id", Choice, label=N_("Or a used car of the stock")),
    field("quote_version.discount", Money, half=True),
    field("quote_version.valid_until", DateField, half=True),
    field("quote_version.cars", CARS, half=True),
    field("quote.fleet_project_id", Choice, half=True),
    field("discount_request.cause", choice_of(Choice, DiscountCause), half=True, more=True),
    field("discount_request.income", Money, half=True, more=True),
    field("quote_version.override_reason", more=True),
    field("quote_version.colour", half=True, more=True),
    field("quote_version.interior", half=True, more=True),
    field("quote_version.car_price", Money, half=True, more=True),
    field("quote_version.tax", Money, half=True, more=True),
    _lines(QuoteLineKind.ACCESSORY, N_("Accessories")),
    _lines(QuoteLineKind.GIFT, N_("Gifts with their value")),
    _lines(QuoteLineKind.INSURANCE, N_("Insurance")),
    field("quote_version.plate_fee", Money, more=True),
    _lines(QuoteLineKind.FEE, N_("Other fees, each with its name")),
    field("quote_version.down_payment", Money, half=True, more=True),
    field("quote_version.months", MONTHS, half=True, more=True),
    field("quote_version.loan_kind", choice_of(Choice, LoanKind), half=True, more=True),
    field("quote_version.loan_rate", PERCENT, half=True, more=True),
    field(
        "quote_version.appraisal_id", Choice, label=N_("Appraisal of the car traded in"), more=True
    ),
    field("quote_version.trade_in", Money, half=True, more=True),
    field("quote_version.trade_in_car", half=True, more=True),
)


def _value(typed: FormValue, row: QuoteRow | None) -> QuoteEntry:
    """Somebody new is no customer yet: the command says where to begin."""
    who = typed.get("who")
    known = {**typed, "who": who if isinstance(who, int) else None}
    return QuoteEntry(**known, id=row.id if row is not None else None)


def _typed(row: QuoteRow) -> FormValue:
    """The newest version as the form begins the next one with it."""
    version = row.newest
    quote, loan, asked = version.amounts, version.amounts.loan, version.request
    lines = {
        name: tuple((line.text, line.amount) for line in quote.lines if line.kind is kind)
        for kind, name in LINES.items()
    }
    return {
        **lines,
        "trim_id": version.trim_id if version.used is None else None,
        "stock_car_id": version.stock_car_id,
        "colour": version.colour or None,
        "interior": version.interior or None,
        "car_price": quote.car_price,
        "discount": quote.discount or None,
        "tax": quote.tax if version.tax_typed else None,
        "plate_fee": quote.plate_fee or None,
        "appraisal_id": version.appraisal_id,
        "trade_in": quote.trade_in or None,
        "trade_in_car": version.trade_in_car or None,
        "down_payment": loan.down_payment if loan else None,
        "months": loan.months if loan else None,
        "loan_kind": loan.kind if loan else None,
        "loan_rate": loan.rate if loan else None,
        "cars": version.cars,
        "fleet_project_id": row.fleet_project_id,
        "valid_until": version.valid_until if row.state in HOLDS else None,
        "cause": asked.cause if asked else None,
        "income": asked.income if asked else None,
        "override_reason": asked.note or None if asked else version.override_reason or None,
    }


def _is_own(row: QuoteRow, viewer: Actor) -> bool:
    return row.is_own or viewer.may()


def _edit(row: QuoteRow, viewer: Actor) -> str:
    """Who may decide about its discount does that first."""
    stands = row.state is not QuoteState.WITHDRAWN and not row.may_decide
    goes_on = _is_own(row, viewer) and stands
    return N_("Next version") if goes_on else ""


def _cars(row: QuoteRow) -> str:
    """How many cars a quotation of a project offers, and how many of them are ordered."""
    if row.newest.cars == 1:
        return ""
    together = _("together {amount}").format(amount=money(row.newest.together))
    ordered = _("{n} ordered").format(n=len(row.orders)) if row.orders else ""
    return joined(_("{n} cars").format(n=row.newest.cars), together, ordered)


def _facts(row: QuoteRow) -> list[tuple[str, object]]:
    """What waits for a decision stands first."""
    version, asked = row.newest, told_discount(row)
    waits = row.state is QuoteState.ASKED
    return [
        *(asked if waits else ()),
        (N_("Phone"), row.phone),
        (N_("Car"), shown(version.car, version.details)),
        (N_("Valid until"), row.valid_until),
        (N_("Consultant"), row.consultant),
        (N_("Fleet project"), row.project),
        (N_("Number of cars"), _cars(row)),
        (N_("Car order"), ", ".join(one.number for one in row.orders)),
        *(asked if not waits else ()),
    ]


STEPS = (
    *DISCOUNT_STEPS,
    Step(
        name="withdraw",
        text=N_("Call the quotation off"),
        applies=lambda row, viewer: row.state not in ENDED and _is_own(row, viewer),
        act=lambda row, _typed: Gesture(commands.withdraw, (row.id,)),
        done=N_("{name} is called off."),
        undo=lambda row, _answer: Gesture(commands.take_back_withdrawal, (row.id,)),
        aside=True,
    ),
)


def quotes_at(now: Callable[[], datetime]) -> RecordDesk:
    """The desk for a page whose clock says `now`."""
    return RecordDesk(
        name=Noun.QUOTE,
        empty=N_("No quotation yet. Press Ctrl+N: customer and car are enough."),
        teaches=DESK.help,
        query=queries.listed_at(now),
        one=queries.one_at(now),
        filters=FILTERS,
        whose=lambda row: (row.staff_id, row.consultant),
        find=lambda row: shown(
            *(row.customer, row.phone, row.number, row.project, row.car, row.consultant)
        ),
        columns=COLUMNS,
        add=N_("New quotation"),
        fields=FORM,
        submit=N_("Save this version"),
        save=commands.save_quote,
        saved=N_("Saved. Print it for the customer; a price below the floor waits until granted."),
        undo=lambda quote_id: Gesture(commands.withdraw, (quote_id,)),
        value=_value,
        typed=_typed,
        options={
            "trim_id": queries.trims,
            "stock_car_id": quoted_car.choices,
            "appraisal_id": appraisal_queries.choices,
        },
        only_new=frozenset({"who"}),
        edit=_edit,
        facts=_facts,
        brief=brief,
        subjects=lambda row: (row.person_id, None),
        state=lambda row: row.state,
        name_of=lambda row: row.name,
        steps=STEPS,
        links=(
            Link(N_("Open the customer's file"), lambda row: (Noun.PERSON, row.person_id)),
            OPEN_PROJECT,
        ),
    )
