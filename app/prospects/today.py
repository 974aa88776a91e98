"""What waits today: contacts that are due, losses to confirm and those that were sent back."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.formatting import duration, joined, minutes_between, short_day, show_date
from app.labels import label
from app.local_time import day_bounds, local_day
from app.prospects import commands, live_commands, queries, suspicions, visits
from app.prospects.commands import LossAnswer
from app.prospects.contact_facts import DueContact
from app.prospects.queries import LossRow
from app.prospects.rules import loss_urgency
from app.prospects.settings import ContactSettings
from app.prospects.suspicion_rules import SUSPICIONS
from app.prospects.suspicions import SuspiciousDay
from app.prospects.visits import DueVisit
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import LATE, Urgency
from db.nouns import Noun
from db.vocabulary import Role

CALL = TodayAct(N_("Call"))
LOOK = TodayAct(N_("Call again"))
MOST_PEOPLE = 4
"""So many names stand in a line; the customer's file has the rest."""


def contacts_due(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Contacts due today: consultants see their own, a manager everybody's."""
    mine = None if Role.MANAGER in asked.viewer.roles else asked.viewer.staff_id
    ahead = timedelta(minutes=asked.settings.of(ContactSettings).remind_minutes)
    end = max(day_bounds(local_day(asked.at))[1], asked.at + ahead)
    due = queries.due(session, end, at=asked.at, staff_id=mine)
    return tuple(_contact(row, asked.at) for row in due)


def contacts_to_check(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Contacts that look as if nobody had been called, by colleague and day."""
    return tuple(_to_check(one) for one in suspicions.suspicious_days(session, at=asked.at))


def losses_to_confirm(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """What the consultants have given up and the manager has not answered."""
    return tuple(
        _to_confirm(row, asked.at) for row in queries.waiting_losses(session, asked.viewer)
    )


def losses_sent_back(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Whom this consultant shall try once more."""
    viewer = asked.viewer
    rows = queries.sent_back_losses(session, viewer.staff_id, viewer)
    return tuple(_sent_back(row) for row in rows)


def _contact(row: DueContact, at: datetime) -> TodayItem:
    return TodayItem(
        opens=(Noun.FOLLOW_UP, row.id),
        at=row.due_at,
        who=row.person,
        what=row.model or row.about,
        why=joined(
            row.about if row.model else "",
            _late(row.due_at, at) if row.urgency in LATE else "",
            _graded(row.level),
        ),
        act=CALL,
        urgency=row.urgency,
        owner_id=row.staff_id,
        owner=row.staff,
    )


def visits_due(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Customers whose class asks for a visit: consultants see their own, a manager all."""
    mine = None if Role.MANAGER in asked.viewer.roles else asked.viewer.staff_id
    return tuple(_visit(one) for one in visits.due_visits(session, at=asked.at, staff_id=mine))


def _visit(one: DueVisit) -> TodayItem:
    last = _("last met {day}").format(day=show_date(one.last_on))
    return TodayItem(
        opens=(Noun.PERSON, one.person_id),
        at=day_bounds(one.due_on)[0],
        who=one.person,
        what=label(one.customer_class),
        why=last,
        act=TodayAct(
            N_("Plan the visit"),
            (live_commands.plan_visit, (one.person_id,)),
            N_("The visit to {who} is planned for the next afternoon."),
            (live_commands.take_back_visit, (one.person_id,)),
        ),
        urgency=Urgency.TODAY,
        owner_id=one.owner_id,
        owner=one.owner,
    )


def _to_check(one: SuspiciousDay) -> TodayItem:
    reasons = (f"{_(SUSPICIONS[reason])} {count}" for reason, count in one.reasons)
    return TodayItem(
        opens=(Noun.PERSON, one.last_person_id),
        at=one.last_at,
        who=one.staff,
        what=short_day(one.day),
        why=joined(*reasons, _(", ").join(one.people[:MOST_PEOPLE])),
        act=TodayAct(
            N_("Mark as seen"),
            (live_commands.check_contacts, (one.last_id,)),
            done=N_("Noted: contacts of {who} seen."),
        ),
        urgency=Urgency.TODAY,
    )


def _to_confirm(row: LossRow, at: datetime) -> TodayItem:
    return TodayItem(
        opens=(Noun.LOSS, row.id),
        at=row.asked_at,
        who=row.name or row.phone,
        what=row.model,
        why=joined(label(row.reason), row.rival, row.note),
        act=_confirm(row),
        urgency=loss_urgency(local_day(row.asked_at), local_day(at)),
        owner=row.owner,
    )


def _confirm(row: LossRow) -> TodayAct:
    answer = LossAnswer(row.id, row.version)
    return TodayAct(
        N_("Confirm the loss"),
        (commands.confirm_loss, (answer,)),
        N_("{who} is lost. Nobody is reminded to call any more."),
        (commands.take_back_answer, (row.id,)),
    )


def _sent_back(row: LossRow) -> TodayItem:
    return TodayItem(
        opens=(Noun.LOSS, row.id),
        at=row.asked_at,
        who=row.name or row.phone,
        what=row.model,
        why=row.answer or "",
        act=LOOK,
        urgency=Urgency.TODAY,
        owner_id=row.owner_id,
        owner=row.owner,
    )


def _late(due_at: datetime, at: datetime) -> str:
    return _("{span} overdue").format(span=duration(minutes_between(due_at, at)))


def _graded(level: str) -> str:
    return _("level {level}").format(level=level) if level else ""


LISTS = (
    TodayList("contacts", N_("Contacts due"), "phone", (Role.CONSULTANT, Role.CARE), contacts_due),
    TodayList("visits_due", N_("Visits by class"), "route", (Role.CONSULTANT,), visits_due),
    TodayList(
        "contacts_to_check",
        N_("Contacts to check"),
        "eye",
        (Role.MANAGER,),
        contacts_to_check,
    ),
    TodayList(
        "losses_to_confirm",
        N_("Losses to confirm"),
        "circle-x",
        (Role.MANAGER,),
        losses_to_confirm,
    ),
    TodayList(
        "losses_sent_back",
        N_("Losses sent back to me"),
        "undo-2",
        (Role.CONSULTANT,),
        losses_sent_back,
    ),
)
