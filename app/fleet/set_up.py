"""What a new store needs of the fleet: the demo cars."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.text import N_
from app.today_spec import SetUpStep
from db.tables.fleet import DemoCar
from db.vocabulary import Role


def has_demo_cars(session: Session) -> bool:
    """True once there is a demo car."""
    return session.scalar(select(DemoCar.id).limit(1)) is not None


SET_UP = (
    SetUpStep(
        "demo_cars",
        N_("Demo cars"),
        N_("Plate and odometer of each: then test drives can be booked."),
        N_("Add demo cars"),
        "car-front",
        (Role.MANAGER,),
        "settings",
        "demo_cars",
        has_demo_cars,
    ),
)
