"""What a new store needs of the price lists: labour items and parts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.text import N_
from app.today_spec import SetUpStep
from db.tables.parts import LabourItem, Part
from db.vocabulary import Role


def has_labour(session: Session) -> bool:
    """True once a job has its hours."""
    return session.scalar(select(LabourItem.id).limit(1)) is not None


def has_parts(session: Session) -> bool:
    """True once a part has its price."""
    return session.scalar(select(Part.id).limit(1)) is not None


SET_UP = (
    SetUpStep(
        "labour",
        N_("Labour items"),
        N_("Jobs with their hours: an order is then priced with one code."),
        N_("Add jobs"),
        "wrench",
        (Role.MANAGER,),
        "settings",
        "labour",
        has_labour,
    ),
    SetUpStep(
        "parts",
        N_("Parts and prices"),
        N_("The parts that you sell most; others are typed when they are needed."),
        N_("Add parts"),
        "package",
        (Role.MANAGER,),
        "settings",
        "parts",
        has_parts,
    ),
)
