"""Counts how the cars of some days were served: each figure with the cars that it counts.

What the work plans ask of service (S017, S018, S091, S092) and the store's records can tell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.text import N_
from app.workshop.served_cars import ServedCar, served_cars

Answer = Callable[[ServedCar], bool | None]
"""Whether a car was served so; None where the figure does not count it."""


def _if(counted: bool, kept: bool) -> bool | None:
    return kept if counted else None


def _by(happened_at: datetime | None, limit: datetime) -> bool:
    return happened_at is not None and happened_at <= limit


MEASURES: tuple[tuple[str, str, Answer], ...] = (
    ("booked", N_("Came by appointment"), lambda car: car.booked),
    ("inspected", N_("Inspected on arrival"), lambda car: car.inspected),
    (
        "agreed",
        N_("Price agreed first"),
        lambda car: None if car.worked_at is None else _by(car.agreed_at, car.worked_at),
    ),
    ("given", N_("No job was picked"), lambda car: _if(car.clocked, not car.picked)),
    ("warned", N_("Delay told in time"), lambda car: _if(bool(car.is_late), car.warned)),
    ("first", N_("Passed checks at once"), lambda car: _if(car.checked, not car.failed)),
    ("washed", N_("Washed, where wanted"), lambda car: _if(car.wash, car.washed)),
    ("told", N_("Told when ready"), lambda car: _if(not car.waits_in_store, car.told)),
    (
        "on_time",
        N_("Kept first promise"),
        lambda car: None if car.is_late is None else not car.is_late,
    ),
    ("quick", N_("Quick service in time"), lambda car: car.is_quick),
    ("explained", N_("Work explained"), lambda car: bool(car.explained)),
    (
        "next",
        N_("Next visit named"),
        lambda car: bool(car.next_service_on or car.next_service_km),
    ),
    ("lasting", N_("Not back for rework"), lambda car: not car.came_back),
)
"""Name, title and answer of each figure, in the order of a visit."""


@dataclass(frozen=True, slots=True)
class CountedCar:
    """A car that a figure counts, and whether it was served so."""

    id: int
    number: str
    plate: str
    advisor: str
    delivered_at: datetime
    kept: bool


@dataclass(frozen=True, slots=True)
class ServiceFigure:
    """A figure with the cars that it counts, those that were not served so first."""

    name: str
    title: str
    cars: tuple[CountedCar, ...]

    @property
    def of(self) -> int:
        """How many cars it counts."""
        return len(self.cars)

    @property
    def kept(self) -> int:
        """How many of them were served so."""
        return sum(car.kept for car in self.cars)

    @property
    def percent(self) -> float | None:
        """The share that was served so; None where it counts no car."""
        return 100 * self.kept / self.of if self.of else None


def service_figures(session: Session, first: date, last: date) -> list[ServiceFigure]:
    """Every figure of the cars that were handed over from `first` to `last`.

    The store's own cars count in none.
    """
    cars = served_cars(session, first, last)
    return [ServiceFigure(name, title, _counted(cars, answer)) for name, title, answer in MEASURES]


def _counted(cars: list[ServedCar], answer: Answer) -> tuple[CountedCar, ...]:
    found = [
        CountedCar(car.id, car.number, car.plate, car.advisor, car.delivered_at, bool(kept))
        for car in cars
        if (kept := answer(car)) is not None
    ]
    return tuple(sorted(found, key=lambda car: car.kept))
