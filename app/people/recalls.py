"""The recalls of a car that are not done yet, wherever they were noted."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.formatting import joined
from db.tables.vehicles import Vehicle
from db.tables.warranty import Recall, RecallCar


@dataclass(frozen=True, slots=True)
class OpenRecall:
    """A recall of a car that is not done; `id` None: only typed into the car's file."""

    id: int | None
    number: str
    name: str
    remedy: str = ""

    @property
    def text(self) -> str:
        """The number and what is recalled."""
        return joined(self.number, self.name, by=" ")


def open_recalls(session: Session, car: Vehicle) -> tuple[OpenRecall, ...]:
    """The recalls of the makers' lists by VIN, then what stands in the car's file."""
    rows = session.execute(_open_by_vin(), {"vin": car.vin}) if car.vin else ()
    found = [OpenRecall(row.id, row.number, row.name, row.remedy or "") for row in rows]
    typed = [OpenRecall(None, "", car.recall)] if car.recall else []
    return (*found, *typed)


@cache
def _open_by_vin() -> Select[int, str, str, str | None]:
    """Built once: building this statement costs more than running it."""
    wanted = select(RecallCar.id, Recall.number, Recall.name, Recall.remedy).join(
        Recall, Recall.id == RecallCar.recall_id
    )
    of_car = RecallCar.vin == bindparam("vin")
    return wanted.where(of_car, RecallCar.done_on.is_(None), Recall.active).order_by(
        Recall.since, Recall.id
    )
