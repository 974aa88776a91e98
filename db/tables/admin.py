"""What every start reads before anybody works: settings, staff, the history."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.staff_words import Act, LicenceClass, Role, Trade
from db.tables.base import Base, Edited, strict
from db.types import Word, Words


class Setting(Edited, Base):
    """One store rule; the value is JSON, its type and default stand in `app/settings.py`."""

    __tablename__ = "setting"
    __table_args__ = (strict(sealed=True),)
    name: Mapped[str] = column(label=N_("Rule"), limit=64, unique=True)
    value: Mapped[str] = column(label=N_("Value"), limit=2_000_000)


class Staff(Edited, Base):
    """A person who works here. Never deleted: history keeps the name."""

    __tablename__ = "staff"
    __table_args__ = (strict(sealed=True),)
    name: Mapped[str] = column(label=N_("Name"), limit=40)
    roles: Mapped[frozenset[Role]] = column(Words(Role), label=N_("Roles"))
    phone: Mapped[str | None] = column(label=N_("Phone"), limit=32, private=True)
    trades: Mapped[frozenset[Trade]] = column(
        Words(Trade), label=N_("Skills"), default=frozenset[Trade]()
    )
    team_id: Mapped[int | None] = column(ForeignKey("team.id"), label=N_("Team"))
    leads_team: Mapped[bool] = column(label=N_("Leads the team"), default=False)
    on_duty: Mapped[bool] = column(label=N_("On duty today"), default=True)
    active: Mapped[bool] = column(label=N_("Employed"), default=True)
    password_hash: Mapped[str | None] = column(label=N_("Password"), limit=400, private=True)
    failures: Mapped[int] = column(
        label=N_("Wrong passwords"), minimum=0, maximum=999_999, default=0
    )
    locked_until: Mapped[datetime | None] = column(label=N_("Locked until"))
    locked_on: Mapped[str | None] = column(label=N_("Locked on this PC"), limit=255)
    locked_uptime: Mapped[int | None] = column(
        label=N_("Seconds that the PC had run"), minimum=0, maximum=2_000_000_000
    )
    licence_class: Mapped[LicenceClass | None] = column(
        Word(LicenceClass), label=N_("Licence class")
    )
    licensed_since: Mapped[date | None] = column(label=N_("Licence first issued"))
    pin_hash: Mapped[str | None] = column(label=N_("PIN"), limit=400, private=True)
    pin_failures: Mapped[int] = column(
        label=N_("Wrong PINs"), minimum=0, maximum=999_999, default=0
    )
    pin_locked_until: Mapped[datetime | None] = column(label=N_("PIN locked until"))
    pin_locked_on: Mapped[str | None] = column(label=N_("PIN locked on this PC"), limit=255)
    pin_locked_uptime: Mapped[int | None] = column(
        label=N_("Seconds that the PC had run at a wrong PIN"), minimum=0, maximum=2_000_000_000
    )


class Audit(Base):
    """Who changed what.

    Append-only (triggers refuse update, delete and replace), chained by `mac` so that a way round
    the triggers shows; private values are masked before they come here. `seal`: what the row of a
    sealed table held after the change.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "noun", "noun_id"),
        Index(None, "gesture"),
        Index(None, "at"),
        strict(),
    )
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Who"))
    workstation: Mapped[str] = column(label=N_("Workstation"), limit=255)
    gesture: Mapped[str] = column(label=N_("Action"), limit=64)
    act: Mapped[Act] = column(Word(Act), label=N_("What"))
    noun: Mapped[str] = column(label=N_("Record"), limit=40)
    noun_id: Mapped[int | None] = column(label=N_("Number of the record"))
    old: Mapped[str | None] = column(label=N_("Before"), limit=1_000_000)
    new: Mapped[str | None] = column(label=N_("After"), limit=1_000_000)
    reason: Mapped[str | None] = column(label=N_("Reason"), limit=2_000)
    seal: Mapped[str | None] = column(label=N_("Seal of the record"), limit=32)
    mac: Mapped[str | None] = column(label=N_("Seal of the row"), limit=32)
