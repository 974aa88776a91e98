"""Prospects: who may buy, how soon, who looks after them, and the contacts that are due."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_MONEY, N_, column
from db.tables.base import Base, Edited, strict
from db.types import Money, Word
from db.vocabulary import CallResult, ContactWay, LossReason, ProspectState

LIVE = text("state IN ('open', 'loss_asked')")
LOSSES = text("loss_asked_at IS NOT NULL")
DUE = text("done_at IS NULL")
MADE = text("done_at IS NOT NULL")
OF_PROJECT = text("fleet_project_id IS NOT NULL")


class Prospect(Edited, Base):
    """One person's wish to buy. A person has at most one live prospect, and it has one owner.

    A loss keeps its newest asking (`lost_reason` in the consultant's words, `loss_answer` in the
    manager's); older ones stand in the history of changes. `received_by`: who takes the calls of
    the store and got this one, and shares the credit of the order (S191).
    """

    __tablename__ = "prospect"
    __table_args__ = (
        Index("uq_prospect_live", "person_id", unique=True, sqlite_where=LIVE),
        Index("ix_prospect_owner", "owner_id", "level_id", sqlite_where=LIVE),
        Index(None, "person_id"),
        Index(None, "closed_at"),
        Index("ix_prospect_loss", "loss_asked_at", sqlite_where=LOSSES),
        strict(),
    )
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    owner_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Consultant"))
    level_id: Mapped[int] = column(ForeignKey("level.id"), label=N_("Level"))
    state: Mapped[ProspectState] = column(
        Word(ProspectState), label=N_("State"), default=ProspectState.OPEN
    )
    model_id: Mapped[int | None] = column(ForeignKey("car_model.id"), label=N_("Model of interest"))
    source_id: Mapped[int | None] = column(ForeignKey("source.id"), label=N_("Source"))
    opened_at: Mapped[datetime] = column(label=N_("Opened"))
    closed_at: Mapped[datetime | None] = column(label=N_("Closed"))
    loss_asked_at: Mapped[datetime | None] = column(label=N_("Reported"))
    loss_reason: Mapped[LossReason | None] = column(Word(LossReason), label=N_("Reason"))
    lost_reason: Mapped[str | None] = column(
        label=N_("Consultant's note"), limit=500, private=True, free=True
    )
    rival: Mapped[str | None] = column(label=N_("Competitor"), limit=80, private=True, free=True)
    rival_price: Mapped[Decimal | None] = column(
        Money, label=N_("Competitor's price"), minimum=0, maximum=MOST_MONEY
    )
    loss_answer: Mapped[str | None] = column(
        label=N_("Manager's note"), limit=500, private=True, free=True
    )
    revived_at: Mapped[datetime | None] = column(label=N_("Reactivated"))
    confirmed_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Confirmed by"))
    received_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Call received by"))


class LevelChange(Base):
    """Each grading of a prospect; a change needs a reason."""

    __tablename__ = "level_change"
    __table_args__ = (Index(None, "prospect_id"), strict())
    prospect_id: Mapped[int] = column(ForeignKey("prospect.id"), label=N_("Prospect"), owner=True)
    old_level_id: Mapped[int | None] = column(ForeignKey("level.id"), label=N_("Level before"))
    new_level_id: Mapped[int] = column(ForeignKey("level.id"), label=N_("Level"))
    reason: Mapped[str | None] = column(
        label=N_("Why does the level change?"), limit=200, private=True, free=True
    )
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))


class FollowUp(Edited, Base):
    """A contact that is due or was made, about a wish, a car order or a fleet project.

    Open while `done_at` is empty.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_due", "staff_id", "due_at", sqlite_where=DUE),
        Index(None, "person_id", "due_at"),
        Index("ix_follow_up_made", "done_at", sqlite_where=MADE),
        Index(None, "prospect_id"),
        Index("ix_follow_up_project", "fleet_project_id", sqlite_where=OF_PROJECT),
        strict(),
    )
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    prospect_id: Mapped[int | None] = column(ForeignKey("prospect.id"), label=N_("Prospect"))
    sale_order_id: Mapped[int | None] = column(ForeignKey("sale_order.id"), label=N_("Car order"))
    fleet_project_id: Mapped[int | None] = column(
        ForeignKey("fleet_project.id"), label=N_("Fleet project")
    )
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))
    due_at: Mapped[datetime] = column(label=N_("Due at"))
    done_at: Mapped[datetime | None] = column(label=N_("Done at"))
    done_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Done by"))
    way: Mapped[ContactWay | None] = column(Word(ContactWay), label=N_("Contact by"))
    result: Mapped[CallResult | None] = column(Word(CallResult), label=N_("Result"))
    content: Mapped[str | None] = column(
        label=N_("What was said"), limit=500, private=True, free=True
    )
