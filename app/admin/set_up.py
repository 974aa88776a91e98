"""What a new store needs of the house itself: its head on papers, and its people."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.settings import StoreSettings
from app.text import N_
from app.today_spec import SetUpStep
from db.tables.admin import Staff
from db.vocabulary import Role

HEADS = (Role.ADMINISTRATOR, Role.MANAGER)


def has_head(session: Session) -> bool:
    """True once papers carry a logo; a practice store needs none."""
    store = settings.load(session).of(StoreSettings)
    return bool(store.store_logo) or store.practice


def has_colleagues(session: Session) -> bool:
    """True once somebody works here besides who founded the store."""
    return (session.scalar(select(func.count()).where(Staff.active)) or 0) > 1


SET_UP = (
    SetUpStep(
        "store",
        N_("Store and logo"),
        N_("Every document carries name, address and logo."),
        N_("Add the logo"),
        "store",
        HEADS,
        "settings",
        "store",
        has_head,
    ),
    SetUpStep(
        "colleagues",
        N_("Colleagues and roles"),
        N_("Who works here, with a role each: it decides which tabs they see."),
        N_("Add colleagues"),
        "users",
        HEADS,
        "settings",
        "people",
        has_colleagues,
    ),
)
