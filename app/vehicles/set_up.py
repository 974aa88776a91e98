"""What a new store needs of the cars: the models that it sells."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.text import N_
from app.today_spec import SetUpStep
from db.tables.vehicles import CarModel
from db.vocabulary import Role


def has_models(session: Session) -> bool:
    """True once there is a model."""
    return session.scalar(select(CarModel.id).limit(1)) is not None


SET_UP = (
    SetUpStep(
        "models",
        N_("Models"),
        N_("What you sell: visitors are asked which one they came for."),
        N_("Add models"),
        "car",
        (Role.MANAGER,),
        "settings",
        "models",
        has_models,
    ),
)
