"""State machines find planted faults: of the life of an order, an approval, an appointment.

Those of the clocks stand beside their machine.
"""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app import order_money
from app.appointments import commands as appointments
from app.appointments import operations as places
from app.appointments import rules as plan
from app.orders import money_rules as payment_rules
from app.orders import operations as orders
from app.orders import rules
from app.service import leaving_rules, line_operations
from app.service import operations as lines_of
from app.service import rules as closing
from app.service.commands import approvals, lines, payments
from db.vocabulary import LineState
from tests.app.appointments.test_commands_life import AppointmentLife
from tests.app.service.test_commands_approvals_life import ApprovalLife
from tests.app.service.test_commands_life import Life
from tests.planted import PlantedFault, is_found, nothing

ALL = frozenset(LineState)
DECLINED_TOO = rules.CHARGED | {LineState.DECLINED}


def _given(amount: Decimal | None, *_args: Any, **_more: Any) -> Decimal:
    return amount or Decimal(0)


def _no_receipts(billed: Decimal | None, _payments: Any) -> order_money.OrderAccount:
    return order_money.OrderAccount(billed)


def _whole_yuan(quantity: Decimal, price: Decimal) -> Decimal:
    return (quantity * price).quantize(Decimal(1))


def _keeps_finished(session: Any, head: Any, state: LineState) -> None:
    for line in lines_of.job_of(session, head):
        line.state, line.approval_id = state, None


def _bays_alone(wanted: plan.Place, other: plan.Place) -> str:
    found = EXCLUDES(wanted, other)
    return "" if found == "technician" else found


def _itself_too(wanted: plan.Place, other: plan.Place) -> str:
    one = plan.Place(
        wanted.bay_id, wanted.starts_at, wanted.ends_at, wanted.held_until, wanted.technician_id
    )
    return EXCLUDES(one, other)


EXCLUDES = plan.excludes
ORDER = {
    "any move is legal": PlantedFault(rules, "check_move", nothing),
    "work begins without consent": PlantedFault(rules, "check_agreed", nothing),
    "a bill locks nothing": PlantedFault(orders, "is_settled", lambda *_args: False),
    "a move leaves no step": PlantedFault(orders, "step", nothing),
    "the bill is not checked": PlantedFault(closing, "check_closing", nothing),
    "the hand-over is not checked": PlantedFault(leaving_rules, "check_leaving", nothing),
    "more than the bill is taken": PlantedFault(payment_rules, "check_payment", _given),
    "more than was paid is paid back": PlantedFault(payment_rules, "check_refund", _given),
    "receipts are not counted": PlantedFault(order_money, "account_of", _no_receipts),
    "declined lines are charged": PlantedFault(rules, "CHARGED", DECLINED_TOO),
    "fen are cut off": PlantedFault(lines, "product", _whole_yuan),
    "a cancelled order is written on": PlantedFault(lines_of, "check_not_cancelled", nothing),
    "a cancelled order is paid": PlantedFault(payments, "check_not_cancelled", nothing),
    "an answer is given twice": PlantedFault(approvals, "OPEN", ALL),
}
APPROVAL = {
    "a change asks nobody": PlantedFault(lines, "agree_anew", nothing),
    "a new part asks nobody": PlantedFault(line_operations, "agree_anew", nothing),
    "what was agreed stays agreed": PlantedFault(line_operations, "reopen", nothing),
    "an answer is given twice": PlantedFault(approvals, "OPEN", ALL),
    "agreed work is offered again": PlantedFault(approvals, "COMES_BACK", ALL),
    "offers that lost stay open": PlantedFault(
        approvals, "_with_rejected", lambda _session, said: said
    ),
    "an answer leaves the parts out": PlantedFault(
        approvals, "job_of", lambda _session, head: (head,)
    ),
    "asked anew, work stays finished": PlantedFault(lines_of, "_ask_again", _keeps_finished),
    "work without consent is finished": PlantedFault(lines, "check_work", nothing),
    "what comes back is deleted": PlantedFault(lines, "COMES_BACK", frozenset()),
    "no offer takes the place": PlantedFault(lines_of, "_ask_first", nothing),
    "every offer leads": PlantedFault(
        lines_of, "state_asked_again", lambda _state, *, others: LineState.PROPOSED
    ),
    "declined lines are charged": PlantedFault(rules, "CHARGED", DECLINED_TOO),
}
APPOINTMENT = {
    "any step is legal": PlantedFault(plan, "check_step", nothing),
    "a bay stays taken": PlantedFault(places, "release", nothing),
    "expected again without a bay": PlantedFault(places, "hold", nothing),
    "the past is booked": PlantedFault(plan, "check_ahead", nothing),
    "the closed store is booked": PlantedFault(plan, "check_open", nothing),
    "no time to make ready": PlantedFault(plan, "held_until", lambda end, _buffer: end),
    "two cars for one technician": PlantedFault(plan, "excludes", _bays_alone),
    "a place excludes itself": PlantedFault(plan, "excludes", _itself_too),
    "the first time is not followed": PlantedFault(appointments, "_follow_first", nothing),
    "all work takes a quarter": PlantedFault(
        plan, "end_of", lambda start, _hours: start + timedelta(minutes=15)
    ),
    "arrival is not noted": PlantedFault(places, "arrive", nothing),
    "nothing is claimed": PlantedFault(places, "claim", lambda session, row: session.add(row)),
}


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fault", ORDER)
def test_a_fault_in_the_life_of_an_order_is_found(fault: str, founded_store: Path) -> None:
    is_found(ORDER[fault], Life, founded_store, examples=150, steps=30)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fault", APPROVAL)
def test_a_fault_in_the_life_of_an_approval_is_found(fault: str, founded_store: Path) -> None:
    is_found(APPROVAL[fault], ApprovalLife, founded_store, examples=150, steps=30)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fault", APPOINTMENT)
def test_a_fault_in_the_life_of_an_appointment_is_found(fault: str, founded_store: Path) -> None:
    is_found(APPOINTMENT[fault], AppointmentLife, founded_store, examples=100, steps=25)
