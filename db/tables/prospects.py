"""Prospects: who may buy, how soon, who looks after them, and the contacts that are due."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Edited, private, strict
from db.types import Money, Word
from db.vocabulary import CallResult, ContactWay, LossReason, ProspectState

LIVE = text("state IN ('open', 'loss_asked')")
LOSSES = text("loss_asked_at IS NOT NULL")
DUE = text("done_at IS NULL")


class Prospect(Edited, Base):
    """One person's wish to buy. A person has at most one live prospect, and it has one owner.

    A loss keeps its newest asking (`lost_reason` in the consultant's words, `loss_answer` in the
    manager's); older ones stand in the history of changes.
    """

    __tablename__ = "prospect"
    __table_args__ = (
        Index("uq_prospect_live", "person_id", unique=True, sqlite_where=LIVE),
        Index("ix_prospect_owner", "owner_id", "level_id", sqlite_where=LIVE),
        Index(None, "person_id"),
        Index("ix_prospect_loss", "loss_asked_at", sqlite_where=LOSSES),
        strict(),
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    level_id: Mapped[int] = mapped_column(ForeignKey("level.id"))
    state: Mapped[ProspectState] = mapped_column(Word(ProspectState), default=ProspectState.OPEN)
    model_id: Mapped[int | None] = mapped_column(ForeignKey("car_model.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    loss_asked_at: Mapped[datetime | None]
    loss_reason: Mapped[LossReason | None] = mapped_column(Word(LossReason))
    lost_reason: Mapped[str | None] = mapped_column(info=private())
    rival: Mapped[str | None] = mapped_column(info=private())
    rival_price: Mapped[Decimal | None] = mapped_column(Money)
    loss_answer: Mapped[str | None] = mapped_column(info=private())
    revived_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class LevelChange(Base):
    """Each grading of a prospect; a change needs a reason."""

    __tablename__ = "level_change"
    __table_args__ = (Index(None, "prospect_id"), strict())
    prospect_id: Mapped[int] = mapped_column(ForeignKey("prospect.id"))
    old_level_id: Mapped[int | None] = mapped_column(ForeignKey("level.id"))
    new_level_id: Mapped[int] = mapped_column(ForeignKey("level.id"))
    reason: Mapped[str | None] = mapped_column(info=private())
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class FollowUp(Edited, Base):
    """A contact that is due or was made. Open while `done_at` is empty."""

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_due", "staff_id", "due_at", sqlite_where=DUE),
        Index(None, "person_id", "due_at"),
        Index(None, "prospect_id"),
        strict(),
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prospect_id: Mapped[int | None] = mapped_column(ForeignKey("prospect.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    way: Mapped[ContactWay | None] = mapped_column(Word(ContactWay))
    result: Mapped[CallResult | None] = mapped_column(Word(CallResult))
    content: Mapped[str | None] = mapped_column(info=private())
