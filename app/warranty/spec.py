"""What this desk declares: faults, demands, recalls; what waits today; alerts of cars."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.desk_spec import DeskSpec, Erasure, Event, EventKind, EventSource, ListExport, Traces
from app.labels import label
from app.local_time import at_local, local_day
from app.text import N_
from app.tones import Tone
from app.warranty import today, words
from app.warranty.queries import rights
from db.nouns import Noun
from db.tables.people import Person
from db.tables.vehicles import Vehicle
from db.tables.warranty import Recall, RecallCar, WarrantyDemand


def car_alerts(session: Session, vehicle_id: int, at: datetime) -> Iterable[tuple[str, Tone]]:
    """Thresholds that the repairs of a car have reached, and its first and last days."""
    return words.alert_texts(rights.rights_of(session, vehicle_id, at=at), local_day(at))


def events_of_person(session: Session, person_id: int) -> Iterator[Event]:
    """The demands of a person."""
    return _events(session, select(WarrantyDemand).where(WarrantyDemand.person_id == person_id))


def events_of_car(session: Session, vehicle_id: int) -> Iterator[Event]:
    """The demands about a car."""
    yield from _events(
        session, select(WarrantyDemand).where(WarrantyDemand.vehicle_id == vehicle_id)
    )
    done = select(Recall.number, Recall.name, RecallCar.done_on, RecallCar.order_id).join(
        RecallCar, RecallCar.recall_id == Recall.id
    )
    of_car = select(Vehicle.vin).where(Vehicle.id == vehicle_id).scalar_subquery()
    for row in session.execute(done.where(RecallCar.vin == of_car, RecallCar.done_on.is_not(None))):
        at = at_local(row.done_on, time())
        told = (Noun.REPAIR_ORDER, row.order_id, row.number, None, row.name)
        yield Event(at, "recall_done", *told)


def _events(session: Session, wanted: Select[WarrantyDemand]) -> Iterator[Event]:
    for row in session.scalars(wanted):
        at = at_local(row.received_on, time())
        told = label(row.kind), row.answer, row.words
        yield Event(at, "warranty_demand", Noun.WARRANTY_DEMAND, row.id, *told)


def is_busy(session: Session, person_id: int) -> bool:
    """True while a demand of this person is open."""
    waits = WarrantyDemand.finished_on.is_(None)
    return session.scalar(_of([person_id]).where(waits).limit(1)) is not None


def near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """The demands of these people."""
    return {Noun.WARRANTY_DEMAND: set(session.scalars(_of(who.ids)))}


def _of(people: Sequence[int]) -> Select[int]:
    return select(WarrantyDemand.id).where(WarrantyDemand.person_id.in_(people))


KIND = {
    "warranty_demand": EventKind(N_("Warranty demand"), "shield-alert"),
    "recall_done": EventKind(N_("Recall work done on the car"), "shield-check"),
}
DESK = DeskSpec(
    name="warranty",
    nouns={
        Noun.WARRANTY_DEMAND: N_("Warranty demand"),
        Noun.ORDER_FAULT: N_("Fault of an order"),
        Noun.FAULT_CODE: N_("Fault code"),
        Noun.RECALL: N_("Recall"),
        Noun.RECALL_CAR: N_("Car of a recall"),
    },
    events=(
        EventSource(Person, KIND, events_of_person),
        EventSource(Vehicle, KIND, events_of_car),
    ),
    today=today.LISTS,
    car_alerts=(car_alerts,),
    exports=(
        ListExport("warranty_demand_table", N_("Warranty demands"), Noun.WARRANTY_DEMAND),
        ListExport("recall_table", N_("Recalls"), Noun.RECALL),
        ListExport("fault_code_table", N_("Fault codes"), Noun.FAULT_CODE),
    ),
    erasure=Erasure(is_busy=is_busy, near=near),
)
