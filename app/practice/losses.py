"""Makes losses of the month: waiting, sent back, confirmed and revived."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.practice.lists import PracticeLists
from app.practice.showroom import close
from db.tables.prospects import Prospect
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


def _asked_at(end: LossState, place: int, *, at: datetime) -> datetime:
    days = 0 if end is LossState.WAITING else 1 + place % 7
    return at - timedelta(days=days, minutes=17 * place % 300 + 40)


def lose(session: Session, lists: PracticeLists, *, at: datetime) -> None:
    """Every fifth open prospect that is old enough is lost; the manager answered most."""
    answers = cycle(lists.facts["loss_answers"])
    is_old = Prospect.opened_at < at - OLD_ENOUGH
    wanted = select(Prospect).where(Prospect.state == ProspectState.OPEN, is_old)
    lost = islice(session.scalars(wanted.order_by(Prospect.id)).all(), 0, COUNT * STEP, STEP)
    for place, prospect in enumerate(lost):
        _give_reason(prospect, lists, place)
        end = ENDS[place % len(ENDS)]
        prospect.loss_asked_at = asked_at = _asked_at(end, place, at=at)
        if end is LossState.WAITING:
            prospect.state = ProspectState.LOSS_ASKED
        elif end is LossState.SENT_BACK:
            prospect.loss_answer = next(answers)
        elif end is LossState.REVIVED:
            prospect.revived_at = at - timedelta(hours=3)
        else:
            prospect.confirmed_by = lists.staff[Role.MANAGER][0].id
            close(session, prospect, ProspectState.LOST, at=asked_at + timedelta(hours=2))
    session.flush()


def _give_reason(prospect: Prospect, lists: PracticeLists, place: int) -> None:
    model = next(model for model in lists.models if model.id == prospect.model_id)
    told = lists.facts["losses"][model.position]
    reason, rival, price, note = told[place % len(told)]
    prospect.loss_reason, prospect.lost_reason = LossReason(reason), note
    prospect.rival, prospect.rival_price = rival, Decimal(price) if price else None
