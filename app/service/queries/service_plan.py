"""Reads what a model's service plan makes due at a visit of a car."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.appointments.service_due_rules import (
    OdometerReading,
    PlannedWork,
    ServiceDue,
    ServicePlan,
    counted_work,
    due_work,
    plan_of,
    service_due,
)
from app.appointments.settings import ServicePlanSettings
from app.local_time import local_day
from app.orders.rules import FINISHED
from app.orders.service_types import line_types
from app.parts.queries import PackageRow, packages_for, service_plan
from db.tables.service import LabourLine, RepairOrder
from db.tables.vehicles import Trim, Vehicle
from db.vocabulary import LineState, ServiceType, Stage

MAINTAINED = frozenset(
    {ServiceType.FIRST_MAINTENANCE, ServiceType.MAINTENANCE, ServiceType.SECOND_LEVEL}
)
ODOMETER = func.coalesce(RepairOrder.odometer_out, RepairOrder.odometer_in)


@dataclass(frozen=True, slots=True)
class CarPlan:
    """What is known of a car's maintenance: readings, the last one, and the plan of its model."""

    readings: tuple[OdometerReading, ...]
    last: OdometerReading
    is_maintained: bool
    packages: tuple[PackageRow, ...]
    usual: ServicePlan

    @property
    def due(self) -> ServiceDue:
        """When the maintenance after the last one is due."""
        return service_due(self.last, self.readings, plan=plan_of(self.work, self.usual))

    @property
    def work(self) -> tuple[PlannedWork, ...]:
        """What counts of the plan of the model."""
        rows = [
            PlannedWork(row.id, row.every_km, row.every_months, row.first_only, row.labour_items)
            for row in self.packages
        ]
        newest = max(one.km for one in self.readings)
        return counted_work(rows, maintained=self.is_maintained, km=newest)

    def reached(self, on: date) -> int:
        """The kilometres that the car will have on a day."""
        newest, due = self.readings[-1], self.due
        if on == due.on == due.by_km:
            return due.km
        return newest.km + int(max((on - newest.on).days, 0) * due.km_a_day)


def car_plan(
    session: Session, vehicle_id: int, *, until: int | None = None, current: int | None = None
) -> CarPlan | None:
    """The plan of a car after its orders, the one with the id `until` being the last.

    Of the `current` one the odometer counts, its maintenance not yet. None without any reading.
    """
    car = session.get_one(Vehicle, vehicle_id)
    visits = _visits(session, car, until=until or current)
    readings = _with_start(car, visits)
    if not readings:
        return None
    last = _last_maintenance(session, [one for one in visits if one.id != current])
    store = settings.load(session).of(ServicePlanSettings)
    usual = ServicePlan(store.plan_km, store.plan_months, store.usual_km)
    packages = tuple(service_plan(session, model_of(session, car)))
    return CarPlan(readings, last or readings[0], last is not None, packages, usual)


def due_packages(
    session: Session, vehicle_id: int, *, visit: OdometerReading, plan: CarPlan
) -> tuple[PackageRow, ...]:
    """The packages that the plan makes due at a visit, in the order of the list.

    What was never done here is due since the car was new: its kilometres count from 0.
    """
    done = _done(session, vehicle_id, plan.packages)
    due = due_work(
        plan.work,
        done=done,
        start=OdometerReading(plan.readings[0].on, 0),
        visit=visit,
        plan=plan_of(plan.work, plan.usual),
    )
    wanted = {one.id for one in due}
    return tuple(row for row in plan.packages if row.id in wanted)


def due_now(
    session: Session, vehicle_id: int, *, on: date, current: int | None = None
) -> tuple[PackageRow, ...]:
    """What the plan makes due for a car that comes on a day; nothing where no reading tells."""
    plan = car_plan(session, vehicle_id, current=current)
    if plan is None or not plan.packages:
        return ()
    visit = OdometerReading(on, plan.reached(on))
    return due_packages(session, vehicle_id, visit=visit, plan=plan)


@dataclass(frozen=True, slots=True)
class OfferedPackage:
    """A package that may be put on an order; `is_due` by the service plan of the model."""

    package: PackageRow
    is_due: bool


def offered_packages(session: Session, order_id: int, *, on: date) -> list[OfferedPackage]:
    """The packages that fit the car of an order, those that are due before the others."""
    order = session.get_one(RepairOrder, order_id)
    model_id = model_of(session, session.get_one(Vehicle, order.vehicle_id))
    due = {row.id for row in due_now(session, order.vehicle_id, on=on, current=order_id)}
    found = [OfferedPackage(row, row.id in due) for row in packages_for(session, model_id)]
    return sorted(found, key=lambda one: not one.is_due)


def work_hours(packages: Sequence[PackageRow], *, usual: Decimal) -> Decimal:
    """Hours that packages take in the bay; `usual` for none of them."""
    return sum((row.hours for row in packages), Decimal(0)) or usual


def model_of(session: Session, car: Vehicle) -> int | None:
    """The model line of a car; None where its version is unknown."""
    return session.scalar(select(Trim.model_id).where(Trim.id == car.trim_id))


def _visits(session: Session, car: Vehicle, *, until: int | None) -> list[RepairOrder]:
    """The orders on which the odometer was read, the first one first."""
    came = select(RepairOrder).where(
        RepairOrder.vehicle_id == car.id,
        RepairOrder.stage != Stage.CANCELLED,
        ODOMETER.is_not(None),
    )
    if until is not None:
        came = came.where(RepairOrder.id <= until)
    return list(session.scalars(came.order_by(RepairOrder.id)))


def _with_start(car: Vehicle, visits: list[RepairOrder]) -> tuple[OdometerReading, ...]:
    """What the odometer showed at each visit, and on the day on which the car was new."""
    found = [_reading(one) for one in visits]
    began = car.delivered_on or car.registered_on
    if began is not None and (not found or began < found[0].on):
        found.insert(0, OdometerReading(began, 0))
    return tuple(found)


def _last_maintenance(session: Session, visits: list[RepairOrder]) -> OdometerReading | None:
    """The newest visit that was a maintenance; None where the car has had none here."""
    for one in reversed(visits):
        if MAINTAINED & {one.service_type, *line_types(session, one.id)}:
            return _reading(one)
    return None


def _reading(order: RepairOrder) -> OdometerReading:
    return OdometerReading(
        local_day(order.received_at), order.odometer_out or order.odometer_in or 0
    )


def _done(
    session: Session, vehicle_id: int, packages: Sequence[PackageRow]
) -> dict[int, OdometerReading]:
    """When each labour item of the packages was last done on a car."""
    items = frozenset().union(*(row.labour_items for row in packages))
    done_lines = (
        select(LabourLine.labour_item_id, RepairOrder)
        .join(RepairOrder, RepairOrder.id == LabourLine.order_id)
        .where(RepairOrder.vehicle_id == vehicle_id, LabourLine.labour_item_id.in_(items))
        .where(LabourLine.state == LineState.APPROVED, ODOMETER.is_not(None))
        .where(LabourLine.finished_at.is_not(None) | RepairOrder.stage.in_(FINISHED))
        .where(RepairOrder.stage != Stage.CANCELLED)
    )
    rows = session.execute(done_lines.order_by(RepairOrder.id))
    return {item: _reading(order) for item, order in rows if item is not None}
