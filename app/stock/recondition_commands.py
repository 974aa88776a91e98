"""Use cases of reconditioning: begin a step, finish it (E9)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.local_time import local_day
from app.permissions import Actor, allow
from app.stock import operations, outlet_operations
from app.stock.settings import StockSettings
from app.stock.values import StepBegin, StepEnd
from app.text import N_
from db.tables.reconditioning import ReconditioningStep
from db.tables.stock import StockCar
from db.vocabulary import Role


@allow(Role.CONSULTANT)
def begin_step(session: Session, car_id: int, entry: StepBegin, *, by: Actor, at: datetime) -> int:
    """Somebody has the car for a piece of work; returns the id of the step.

    Refused while another step is not done: a car is in one place.
    """
    car = operations.standing_car(session, car_id)
    _check_here(session, car)
    if entry.kind is None:
        raise Refused("step.no_kind", N_("What is done to the car?"), field="kind")
    holder = (entry.holder or "").strip()
    if not holder:
        raise Refused("step.nobody", N_("Who has the car? A colleague or a firm."), field="holder")
    today = local_day(at)
    days = settings.load(session).of(StockSettings).recondition_days
    due = entry.due_on or today + timedelta(days=days)
    if due < today:
        message = N_("This day is over: choose today or a later one.")
        raise Refused("step.past", message, field="due_on")
    row = ReconditioningStep(stock_car_id=car_id, kind=entry.kind, holder=holder)
    row.started_on, row.due_on = today, due
    session.add(row)
    session.flush()
    return row.id


@allow(Role.CONSULTANT)
def take_back_begin(session: Session, step_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `begin_step`."""
    session.delete(session.get_one(ReconditioningStep, step_id))


@allow(Role.CONSULTANT)
def finish_step(session: Session, step_id: int, entry: StepEnd, *, by: Actor, at: datetime) -> None:
    """The car is back; what it cost is added to what the car stands at."""
    row = session.get_one(ReconditioningStep, step_id)
    if row.done_on is not None:
        raise Refused("step.over", N_("This step has been finished already."))
    row.done_on, row.cost = local_day(at), entry.cost


@allow(Role.CONSULTANT)
def take_back_finish(session: Session, step_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `finish_step`: whoever had the car has it again."""
    row = session.get_one(ReconditioningStep, step_id)
    _check_here(session, operations.standing_car(session, row.stock_car_id))
    row.done_on = row.cost = None


def _check_here(session: Session, car: StockCar) -> None:
    if car.arrived_on is None:
        raise Refused("step.in_transit", N_("The car is still on its way."))
    outlet_operations.check_not_away(session, car)
    operations.check_in_hand(session, car)
