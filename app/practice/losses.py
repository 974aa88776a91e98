"""Prospects that were lost during the month: waiting, sent back, confirmed and revived."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.practice.lists import PracticeLists
from db.tables.prospects import FollowUp, Prospect
from db.vocabulary import LossReason, LossState, ProspectState, Role

ENDS = (
    LossState.LOST,
    LossState.WAITING,
    LossState.LOST,
    LossState.LOST,
    LossState.SENT_BACK,
    LossState.LOST,
    LossState.REVIVED,
)
COUNT, STEP = 24, 5
OLD_ENOUGH = timedelta(days=9)


def lose(session: Session, lists: PracticeLists, *, at: datetime) -> None:
    """Every fifth open prospect that is old enough is given up, and the manager has answered."""
    models = {model.id: model.name for model in lists.models}
    answers = cycle(lists.facts["loss_answers"])
    wanted = select(Prospect).where(
        Prospect.state == ProspectState.OPEN, Prospect.opened_at < at - OLD_ENOUGH
    )
    given_up = islice(session.scalars(wanted.order_by(Prospect.id)).all(), 0, COUNT * STEP, STEP)
    for place, prospect in enumerate(given_up):
        told = lists.facts["losses"][models[prospect.model_id or 0]]
        reason, rival, price, note = told[place % len(told)]
        prospect.loss_reason, prospect.lost_reason = LossReason(reason), note
        prospect.rival, prospect.rival_price = rival, Decimal(price) if price else None
        end = ENDS[place % len(ENDS)]
        days = 0 if end is LossState.WAITING else 1 + place % 7
        prospect.loss_asked_at = at - timedelta(days=days, minutes=17 * place % 300 + 40)
        if end is LossState.WAITING:
            prospect.state = ProspectState.LOSS_ASKED
        elif end is LossState.SENT_BACK:
            prospect.loss_answer = next(answers)
        elif end is LossState.REVIVED:
            prospect.revived_at = at - timedelta(hours=3)
        else:
            _close(session, prospect, lists)
    session.flush()


def _close(session: Session, prospect: Prospect, lists: PracticeLists) -> None:
    asked_at = prospect.loss_asked_at
    assert asked_at is not None
    prospect.state, prospect.closed_at = ProspectState.LOST, asked_at + timedelta(hours=2)
    prospect.confirmed_by = lists.staff[Role.MANAGER][0].id
    later = select(FollowUp).where(
        FollowUp.prospect_id == prospect.id, FollowUp.due_at > prospect.closed_at
    )
    for contact in session.scalars(later):
        session.delete(contact)
