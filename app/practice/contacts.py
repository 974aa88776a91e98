"""Makes the contacts of the month believable: ways, hours, other levels, and one hasty evening."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import cycle
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import at_local, local_day
from app.practice.lists import PracticeLists
from db.tables.people import Consent, Person
from db.tables.prospects import DUE, FollowUp, LevelChange, Prospect
from db.vocabulary import (
    CallResult,
    ConsentPurpose,
    ContactWay,
    CustomerClass,
    ProspectState,
    Role,
)

WAYS = (ContactWay.PHONE, ContactWay.WECHAT, ContactWay.HOME_VISIT, ContactWay.IN_STORE)
HOW_OFTEN = (70, 14, 12, 4)
PLANNED_VISITS, REGRADED = 0.12, 0.2
HASTY, HASTY_SECONDS = 5, 40
"""So many contacts one consultant noted within a few minutes, and the time between two."""
RECEIVED = 12
"""One enquiry in so many came by a call to the colleague who takes them."""
BUYERS, BOUGHT_BEFORE = 3, timedelta(days=75)


def enliven(session: Session, lists: PracticeLists, *, at: datetime) -> None:
    """Told by the same chance every time, whatever else is invented."""
    random = Random(5)
    made = select(FollowUp).where(FollowUp.done_at.is_not(None)).order_by(FollowUp.id)
    done = session.scalars(made).all()
    for contact in done:
        contact.way = random.choices(WAYS, HOW_OFTEN)[0]
        if contact.way in (ContactWay.HOME_VISIT, ContactWay.IN_STORE):
            contact.result = CallResult.REACHED
    planned = session.scalars(select(FollowUp).where(DUE).order_by(FollowUp.id))
    for contact in planned:
        _plan(contact, random)
    _regrade(session, lists, done, random)
    _hasten([one for one in done if local_day(one.done_at or at) == local_day(at)])
    _honour_buyers(session, at=at)
    _note_calls(session, lists)
    session.flush()


def _note_calls(session: Session, lists: PracticeLists) -> None:
    """One colleague takes the calls; some enquiries began so and belong to another one."""
    receiver = lists.staff[Role.CONSULTANT][-1].id
    settings.store(session, {"call_receiver": receiver})
    wanted = select(Prospect).where(Prospect.owner_id != receiver).order_by(Prospect.id)
    for prospect in session.scalars(wanted).all()[::RECEIVED]:
        prospect.received_by = receiver


def _plan(contact: FollowUp, random: Random) -> None:
    """Calls in the morning, visits in the afternoon."""
    visit = random.random() < PLANNED_VISITS
    hour, minute = random.randint(14, 16) if visit else random.randint(9, 11), 0
    minute = random.choice((0, 15, 30, 45))
    contact.due_at = at_local(local_day(contact.due_at), time(hour, minute))
    contact.way = ContactWay.HOME_VISIT if visit else ContactWay.PHONE


def _regrade(
    session: Session, lists: PracticeLists, done: Sequence[FollowUp], random: Random
) -> None:
    """Some prospects warm up or cool down with a later contact; each change has its reason."""
    reasons = cycle(lists.facts["level_reasons"])
    changes = select(LevelChange).where(LevelChange.old_level_id.is_not(None))
    for change in session.scalars(changes):
        change.reason = next(reasons)
    last = {one.prospect_id: one for one in done if one.prospect_id is not None}
    levels = lists.levels
    steps = {levels["B"].id: levels["A"].id, levels["C"].id: levels["B"].id}
    steps |= {levels["A"].id: levels["B"].id}
    for key, contact in sorted(last.items()):
        prospect = session.get_one(Prospect, key)
        following = steps.get(prospect.level_id)
        if following is None or random.random() > REGRADED:
            continue
        change = LevelChange(prospect_id=key, old_level_id=prospect.level_id, reason=next(reasons))
        change.new_level_id = prospect.level_id = following
        change.at, change.staff_id = contact.done_at or contact.due_at, prospect.owner_id
        session.add(change)


def _hasten(today: Sequence[FollowUp]) -> None:
    """One consultant noted the last calls of today all at once, without a word."""
    by_staff: dict[int, list[FollowUp]] = {}
    for one in today:
        by_staff.setdefault(one.done_by or 0, []).append(one)
    for contacts in by_staff.values():
        if len(contacts) >= HASTY:
            latest = sorted(contacts, key=lambda one: (one.done_at, one.id))[-HASTY:]
            ends = latest[-1].done_at
            for place, one in enumerate(reversed(latest)):
                one.done_at = ends and ends - timedelta(seconds=HASTY_SECONDS * place)
                one.way, one.content = ContactWay.PHONE, None
                one.result = CallResult.REACHED
            return


def _honour_buyers(session: Session, *, at: datetime) -> None:
    """Some who bought two months ago and agreed to be called are customers of a high class."""
    agreed = select(Consent.person_id).where(
        Consent.purpose == ConsentPurpose.SALES_CONTACT, Consent.withdrawn_at.is_(None)
    )
    bought = select(Prospect.person_id).where(
        Prospect.state == ProspectState.WON, Prospect.closed_at < at - BOUGHT_BEFORE
    )
    wanted = select(Person).where(
        Person.id.in_(bought), Person.id.in_(agreed), Person.do_not_contact.is_(False)
    )
    for person in session.scalars(wanted.order_by(Person.id).limit(BUYERS)).all():
        person.customer_class = CustomerClass.VIP
